"""The dataclasses that stages hand on: frozen to the type checker, quick to make.

A frozen dataclass sets each field through `object.__setattr__`, which cost a seventh of the time of
reading. What stands between two stages of one report is made by the thousand and seen by no caller,
so that here mypy alone keeps it from being changed. The public record stays frozen for everyone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass", "replace"]

if not TYPE_CHECKING:
    _dataclass = dataclass

    def dataclass(*, frozen: bool = False, slots: bool = False, eq: bool = True) -> Any:
        """`dataclasses.dataclass`, with the hash of a frozen class and the `__init__` of a plain
        one; a hash that the class itself has stays.
        """

        def made(cls: type) -> type:
            hashed = frozen and eq and "__hash__" not in vars(cls)
            return _dataclass(cls, slots=slots, eq=eq, unsafe_hash=hashed)

        return made

    def replace(value: Any, /, **changes: Any) -> Any:
        """`dataclasses.replace`, for classes with slots all of whose fields (two or more)
        `__init__` takes.
        """
        kind = type(value)
        made = kind(*_fields_of(kind)(value))
        try:
            for name, changed in changes.items():
                _set(made, name, changed)
        except AttributeError as error:
            raise TypeError(f"{kind.__name__} has no field {name}") from error
        return made

    _set = object.__setattr__

    @lru_cache(maxsize=256)
    def _fields_of(kind: type) -> attrgetter[tuple[Any, ...]]:
        return attrgetter(*kind.__match_args__)
