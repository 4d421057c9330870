"""The dataclasses between stages behave as those of the standard library, but for the freezing."""

import copy
import pickle
from dataclasses import field

import pytest

from rasid.values import dataclass, replace


@dataclass(frozen=True, slots=True)
class Pair:
    left: int
    right: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Triple(Pair):
    more: list[int] = field(default_factory=list)

    def __hash__(self) -> int:
        return 7


@dataclass(frozen=True, slots=True, eq=False)
class Single:
    left: int
    right: int


def test_equal_values_are_equal_and_have_one_hash() -> None:
    assert Pair(1, ("a",)) == Pair(1, ("a",)) != Pair(2, ("a",))
    assert len({Pair(1), Pair(1), Pair(2)}) == 2


def test_a_hash_of_its_own_stays() -> None:
    assert hash(Triple(1)) == 7


def test_without_equality_values_are_told_apart_by_identity() -> None:
    one = Single(1, 2)
    assert one == one
    assert one != Single(1, 2)
    assert len({one, one, Single(1, 2)}) == 2


def test_replace_changes_a_copy_and_leaves_the_value() -> None:
    value = Triple(1, ("a",), [3])
    assert replace(value, left=2) == Triple(2, ("a",), [3])
    assert value == Triple(1, ("a",), [3])


def test_replace_refuses_what_is_no_field() -> None:
    with pytest.raises(TypeError, match="middle"):
        replace(Pair(1), middle=3)  # type: ignore[call-arg,unused-ignore]


def test_values_are_copied_and_sent_to_processes() -> None:
    value = Pair(1, ("a",))
    assert pickle.loads(pickle.dumps(value)) == copy.copy(value) == value
