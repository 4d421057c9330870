"""What a process of the command line loads once lives as long as it: the collector leaves it alone.

Searching the lexicon for cycles again and again cost a twelfth of the time of reading, and stopped
everything for 50 ms now and then. A program that uses the library decides this for itself.
"""

from __future__ import annotations

import gc
from collections.abc import Callable


def settle(load: Callable[[], object]) -> None:
    """Load something that is kept, and take all that is alive out of the collector's sight."""
    load()
    gc.freeze()
