"""Rasid reads Arabic reports of armed conflict into event records that point at their words."""
