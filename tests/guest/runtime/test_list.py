"""List on simulated memory against CPython's list: random operations, then pinned cases."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gloam.machine import i64
from gloam.runtime import heap
from gloam.runtime import object as objects
from gloam.runtime.limits import I64_MAX
from gloam.runtime.list import List
from gloam.runtime.object import Object
from support.simulated_heap import start_heap

start_heap()

QUICK = settings(max_examples=80, deadline=None, database=None)
VALUES = st.integers(0, 4) | st.sampled_from(["a", None, 2.5])
ITEMS = st.lists(VALUES, max_size=7)
BOUND = st.integers(-9, 9)


def make(items: list[Any]) -> List[Any]:
    made: List[Any] = List()
    for item in items:
        made.append(item)
    return made


def contents(made: List[Any]) -> list[Any]:
    return [made.item(i64(at)) for at in range(int(made.size))]


def outcome(call: Callable[..., object], *args: Any) -> object:
    """The result, or the exception's type and text."""
    try:
        result = call(*args)
    except Exception as e:  # whatever it is, both sides must agree on it
        return type(e), str(e)
    if isinstance(result, List):
        return contents(result)
    return int(result) if isinstance(result, int) else result


def sets(made: Any, at: Any, value: object) -> None:
    made[at] = value


def deletes(made: Any, at: Any) -> None:
    del made[at]


# Name, our call, CPython's call, strategies of the arguments.
OPERATIONS: list[tuple[Callable[..., object], Callable[..., object], tuple[Any, ...]]] = [
    (lambda o, v: o.append(v), lambda t, v: t.append(v), (VALUES,)),
    (lambda o, at, v: o.insert(i64(at), v), lambda t, at, v: t.insert(at, v), (BOUND, VALUES)),
    (lambda o: o.pop(), lambda t: t.pop(), ()),
    (lambda o, at: o.pop(i64(at)), lambda t, at: t.pop(at), (BOUND,)),
    (lambda o, v: o.remove(v), lambda t, v: t.remove(v), (VALUES,)),
    (lambda o, at: o[i64(at)], lambda t, at: t[at], (BOUND,)),
    (lambda o, at, v: sets(o, i64(at), v), sets, (BOUND, VALUES)),
    (lambda o, at: deletes(o, i64(at)), deletes, (BOUND,)),
    (lambda o, xs: o.extend(make(xs)), lambda t, xs: t.extend(xs), (ITEMS,)),
    (lambda o: o.extend(o), lambda t: t.extend(t), ()),
    (lambda o, xs: o + make(xs), lambda t, xs: t + xs, (ITEMS,)),
    (lambda o, n: o * i64(n), lambda t, n: t * n, (st.integers(-1, 3),)),
    (lambda o: o.reverse(), lambda t: t.reverse(), ()),
    (lambda o: o.copy(), lambda t: t.copy(), ()),
    (lambda o: o.clear(), lambda t: t.clear(), ()),
    (lambda o, v: o.index(v), lambda t, v: t.index(v), (VALUES,)),
    (
        lambda o, v, a, b: o.index(v, i64(a), i64(b)),
        lambda t, v, a, b: t.index(v, a, b),
        (VALUES, BOUND, BOUND),
    ),
    (lambda o, v: o.count(v), lambda t, v: t.count(v), (VALUES,)),
    (lambda o, v: v in o, lambda t, v: v in t, (VALUES,)),
    (lambda o, a, b: o.get_slice(i64(a), i64(b)), lambda t, a, b: t[a:b], (BOUND, BOUND)),
    (
        lambda o, a, b, xs: o.set_slice(i64(a), i64(b), make(xs)),
        lambda t, a, b, xs: sets(t, slice(a, b), xs),
        (BOUND, BOUND, ITEMS),
    ),
    (
        lambda o, a, b: o.del_slice(i64(a), i64(b)),
        lambda t, a, b: deletes(t, slice(a, b)),
        (BOUND, BOUND),
    ),
    (repr, repr, ()),
]


@settings(QUICK, max_examples=150)
@given(st.data(), ITEMS)
def test_random_operations(data: st.DataObject, items: list[Any]) -> None:
    ours, theirs = make(items), list(items)
    for _ in range(data.draw(st.integers(1, 8))):
        our_call, their_call, strategies = data.draw(st.sampled_from(OPERATIONS))
        args = [data.draw(s) for s in strategies]
        if len(theirs) > 40:
            break
        assert outcome(our_call, ours, *args) == outcome(their_call, theirs, *args)
        assert contents(ours) == theirs
        assert ours.size == len(theirs) and bool(ours) == bool(theirs)


def test_one_block_per_list_and_none_when_it_dies() -> None:
    before = heap.live_objects()
    ours = make(list(range(100)))
    ours.insert(i64(0), 5)
    ours.sort()
    ours.set_slice(i64(1), i64(90), make([]))
    ours.reverse()
    assert heap.live_objects() == before + 2, "the list, and its order, which CPython never drops"
    ours.__drop__()
    assert heap.live_objects() == before + 1


@QUICK
@given(a=st.lists(st.integers(0, 2), max_size=4), b=st.lists(st.integers(0, 2), max_size=4))
def test_comparison(a: list[int], b: list[int]) -> None:
    x, y = make(a), make(b)
    assert (x == y) == (a == b) and (x != y) == (a != b)
    assert objects.lt(x, y) == (a < b) and objects.le(x, y) == (a <= b)
    assert objects.gt(x, y) == (a > b) and objects.ge(x, y) == (a >= b)


@QUICK
@given(items=st.lists(st.integers(0, 30), max_size=70), reverse=st.booleans())
def test_sort_is_stable(items: list[int], reverse: bool) -> None:
    pairs = [(value // 4, at) for at, value in enumerate(items)]
    ours = make(pairs)
    ours.sort(key=lambda pair: pair[0], reverse=reverse)
    assert contents(ours) == sorted(pairs, key=lambda pair: pair[0], reverse=reverse)
    plain = make(items)
    plain.sort(reverse=reverse)
    assert contents(plain) == sorted(items, reverse=reverse)


def test_sort_makes_few_comparisons() -> None:
    class Counted(Object):
        made = 0

        def __init__(self, value: int) -> None:
            self.value = value

        def __lt__(self, other: object) -> bool:
            Counted.made += 1
            assert isinstance(other, Counted)
            return self.value < other.value

    ours = make([Counted(value) for value in range(200)])
    ours.sort()
    assert Counted.made == 199
    Counted.made = 0
    scrambled = make([Counted(value * 67 % 256) for value in range(256)])
    scrambled.sort()
    assert [c.value for c in contents(scrambled)] == list(range(256))
    assert Counted.made <= 256 * 8


def test_a_failing_comparison_leaves_the_items() -> None:
    ours = make([3, "a", 1])
    with pytest.raises(TypeError, match="'<' not supported between instances of 'str' and 'int'"):
        ours.sort()
    assert contents(ours) == [3, "a", 1]


def test_a_list_changed_while_it_is_sorted_is_an_error() -> None:
    ours = make([3, 1, 2])

    def key(value: int) -> object:
        assert contents(ours) == [] or value != 3
        ours.append(9)
        return value

    with pytest.raises(ValueError, match=r"^list modified during sort$"):
        ours.sort(key=key)
    assert contents(ours) == [1, 2, 3]


def test_slices_of_itself_and_open_ends() -> None:
    ours = make([1, 2, 3])
    ours.set_slice(i64(1), i64(2), ours)
    assert contents(ours) == [1, 1, 2, 3, 3]
    assert contents(ours.get_slice(i64(-2), I64_MAX)) == [3, 3]
    ours *= i64(2)
    assert contents(ours) == [1, 1, 2, 3, 3] * 2
    ours *= i64(0)
    assert contents(ours) == []


def test_repr_of_a_list_that_contains_itself() -> None:
    ours = make([1])
    ours.append(ours)
    assert repr(ours) == "[1, [...]]"
    assert repr(ours) == "[1, [...]]"
    assert objects.str((ours,)) == "([1, [...]],)"


def test_a_list_is_not_hashable_and_orders_with_lists_only() -> None:
    with pytest.raises(TypeError, match=r"^unhashable type: 'List'$"):
        objects.hash(make([]))
    with pytest.raises(
        TypeError, match=r"^'<' not supported between instances of 'List' and 'int'$"
    ):
        objects.lt(make([]), 1)
    assert not objects.eq(make([]), ())


def test_impossible_sizes_are_memory_errors() -> None:
    with pytest.raises(MemoryError):
        make([1, 2]) * I64_MAX
    big = make([1])
    with pytest.raises(MemoryError):
        big.reserve(i64(1 << 40))
    assert contents(big) == [1]
