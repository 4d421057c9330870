"""Roles: each may do what the ones before it may."""

from __future__ import annotations

READER, ANALYST, EDITOR, ADMIN = ROLES = ("reader", "analyst", "editor", "admin")
MEANINGS = {
    READER: "reads",
    ANALYST: "reviews, corrects and adds events",
    EDITOR: "joins and splits incidents, imports and exports",
    ADMIN: "looks after accounts",
}


def may(role: str, least: str) -> bool:
    """Whether one who has a role may do what another is needed for."""
    return ROLES.index(role) >= ROLES.index(least)
