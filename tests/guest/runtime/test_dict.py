"""Dict on simulated memory against CPython's dict: random operations, then pinned cases."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gloam.machine import i64
from gloam.runtime import heap
from gloam.runtime import object as objects
from gloam.runtime.dict import Dict
from gloam.runtime.object import Object
from support.simulated_heap import start_heap

start_heap()

QUICK = settings(max_examples=80, deadline=None, database=None)
# Few keys, so that they meet again; 8 and 16 start at the same place of a small table.
KEYS = st.sampled_from([0, 8, 16, 24, 1, 9, "a", "b", "ab", (1, 2), None, True, 1.0, -1, -2])
VALUES = st.integers(0, 3)
ITEMS = st.dictionaries(KEYS, VALUES, max_size=12)


def make(items: dict[Any, Any]) -> Dict[Any, Any]:
    made: Dict[Any, Any] = Dict()
    for key, value in items.items():
        made[key] = value
    return made


def contents(made: Dict[Any, Any]) -> list[tuple[Any, Any]]:
    found = []
    entry = made.next_index(i64(0))
    while entry >= 0:
        found.append((made.key_at(entry), made.value_at(entry)))
        entry = made.next_index(entry + 1)
    return found


def outcome(call: Callable[..., object], *args: Any) -> object:
    try:
        result = call(*args)
    except Exception as e:  # whatever it is, both sides must agree on it
        return type(e), str(e)
    return contents(result) if isinstance(result, Dict) else result


def sets(d: Any, key: object, value: object) -> None:
    d[key] = value


def deletes(d: Any, key: object) -> None:
    del d[key]


OPERATIONS: list[tuple[Callable[..., object], tuple[Any, ...]]] = [
    (sets, (KEYS, VALUES)),
    (sets, (KEYS, VALUES)),
    (sets, (st.integers(0, 60), VALUES)),
    (deletes, (KEYS,)),
    (deletes, (KEYS,)),
    (lambda d, k: d[k], (KEYS,)),
    (lambda d, k: k in d, (KEYS,)),
    (lambda d, k: d.get(k), (KEYS,)),
    (lambda d, k, v: d.get(k, v), (KEYS, VALUES)),
    (lambda d, k: d.pop(k), (KEYS,)),
    (lambda d, k, v: d.pop(k, v), (KEYS, VALUES)),
    (lambda d, k: d.pop(k, None), (KEYS,)),
    (lambda d, k, v: d.setdefault(k, v), (KEYS, VALUES)),
    (lambda d: d.popitem(), ()),
    (lambda d: d.popitem(), ()),
    (repr, ()),
    (lambda d: repr(d.items()), ()),
    (lambda d: repr(d.keys()), ()),
    (lambda d: repr(d.values()), ()),
    (lambda d, v: v in d.values(), (VALUES,)),
    (lambda d, k: k in d.keys(), (KEYS,)),  # noqa: SIM118  # the view is tested
    (lambda d, k, v: (k, v) in d.items(), (KEYS, VALUES)),
    (lambda d: 1 in d.items(), ()),
    (lambda d: (len(d.keys()), len(d.values()), len(d.items()), len(d), bool(d)), ()),
    (lambda d: d.clear(), ()),
]


@settings(QUICK, max_examples=150)
@given(st.data(), ITEMS)
def test_random_operations(data: st.DataObject, items: dict[Any, Any]) -> None:
    ours, theirs = make(items), dict(items)
    for _ in range(data.draw(st.integers(1, 14))):
        call, strategies = data.draw(st.sampled_from(OPERATIONS))
        args = [data.draw(s) for s in strategies]
        assert outcome(call, ours, *args) == outcome(call, theirs, *args)
        assert contents(ours) == list(theirs.items())
        if data.draw(st.integers(0, 4)) == 0:
            assert contents(ours.copy()) == list(theirs.items())
            assert ours == ours.copy()
            assert (ours != ours.copy()) is False


@QUICK
@given(a=ITEMS, b=ITEMS)
def test_equality_and_update(a: dict[Any, Any], b: dict[Any, Any]) -> None:
    x, y = make(a), make(b)
    assert (x == y) == (a == b) and (x != y) == (a != b)
    assert (x == make(dict(reversed(a.items())))) is True
    x.update_same(y)
    a.update(b)
    assert contents(x) == list(a.items())


def test_growth_and_deletion_keep_order() -> None:
    ours: Dict[int, int] = Dict()
    before = heap.live_objects()
    for key in range(300):
        ours[key] = key
        if key % 3 == 0:
            del ours[key]
    assert [k for k, _ in contents(ours)] == [k for k in range(300) if k % 3]
    for key in range(0, 300, 3):
        assert key not in ours
    assert heap.live_objects() == before + 1
    ours.clear()
    assert heap.live_objects() == before


def test_a_table_used_as_a_stack_never_fills_with_deleted_places() -> None:
    ours: Dict[int, int] = Dict()
    for key in range(2000):
        ours[key] = key
        assert ours.popitem() == (key, key)
        assert key not in ours
    assert ours.slots <= 16


class Key(Object):
    """All of one hash; comparing runs `hook` first."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.hook: Callable[[], None] = lambda: None

    def __eq__(self, other: object) -> bool:
        self.hook()
        return isinstance(other, Key) and self.name == other.name

    def __hash__(self) -> int:
        return 7


def test_keys_of_equal_hash() -> None:
    ours: Dict[Key, int] = Dict()
    for at in range(20):
        ours[Key(str(at))] = at
    del ours[Key("3")]
    assert [ours.get(Key(str(at))) for at in range(20)] == [0, 1, 2, None, *range(4, 20)]


def test_a_lookup_survives_a_comparison_that_changes_the_dict() -> None:
    ours: Dict[Key, int] = Dict()
    first, second = Key("a"), Key("b")
    ours[first] = 1
    ours[second] = 2

    def grow() -> None:
        first.hook = lambda: None
        for at in range(30):
            ours[Key(f"n{at}")] = at

    first.hook = grow
    assert ours[Key("b")] == 2


def test_a_lookup_survives_a_comparison_that_clears_the_dict() -> None:
    ours: Dict[Key, int] = Dict()
    first = Key("a")
    ours[first] = 1
    ours[Key("b")] = 2

    def clear() -> None:
        first.hook = lambda: None
        ours.clear()

    first.hook = clear
    assert Key("b") not in ours
    assert ours.used == 0


def test_keys_without_a_hash_are_refused() -> None:
    ours: Dict[object, int] = Dict()
    with pytest.raises(TypeError, match=r"^unhashable type: 'Dict'$"):
        ours[ours] = 1
    assert ours.used == 0


def test_messages_are_those_of_cpython() -> None:
    ours: Dict[str, int] = Dict()
    with pytest.raises(KeyError, match=r"^'a'$"):
        ours["a"]
    with pytest.raises(KeyError, match=r"^'popitem\(\): dictionary is empty'$"):
        ours.popitem()
    ours.check_size(i64(0))
    with pytest.raises(RuntimeError, match=r"^dictionary changed size during iteration$"):
        ours.check_size(i64(1))


def test_repr_of_a_dict_that_contains_itself() -> None:
    ours: Dict[str, object] = Dict()
    ours["a"] = ours
    assert repr(ours) == "{'a': {...}}"
    assert objects.repr((ours,)) == "({'a': {...}},)"
    ours["a"] = b"x"
    assert repr(ours) == "{'a': b'x'}"
