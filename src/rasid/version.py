"""The version of Rasid, which records, exports and requests bear."""

__version__ = "0.1.0"
