"""Columns of the workspace's tables, and what holds all tables."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Integer, MetaData, Text

metadata = MetaData()


def text(name: str, **more: Any) -> Column[str]:
    """A text that is always there."""
    return Column(name, Text, nullable=False, **more)


def optional(name: str) -> Column[str]:
    """A text that may be missing."""
    return Column(name, Text)


def number(name: str, **more: Any) -> Column[int]:
    """A whole number that is always there."""
    return Column(name, Integer, nullable=False, **more)
