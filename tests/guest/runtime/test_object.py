"""Dynamic operations and tuple methods against CPython's own."""

import re
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gloam.machine import i64
from gloam.runtime import object as objects
from gloam.runtime import tuple as tuples
from gloam.runtime.limits import I64_MAX
from gloam.runtime.object import Object
from support.simulated_heap import start_heap

start_heap()

QUICK = settings(max_examples=100, deadline=None, database=None)

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.integers(),
    st.floats(allow_nan=False),
    st.text("ab'", max_size=2),
    st.binary(max_size=2),
)
VALUES = st.recursive(SCALARS, lambda v: st.lists(v, max_size=3).map(tuple), max_leaves=6)
TUPLES = st.lists(VALUES, max_size=4).map(tuple)


def outcome(call: object, *args: object) -> object:
    assert callable(call)
    try:
        result = call(*args)
    except Exception as e:  # whatever it is, both sides must agree on it
        return type(e), str(e)
    return (int(result), type(result) is bool) if isinstance(result, int) else result


@QUICK
@given(a=VALUES, b=VALUES)
def test_comparison_of_values(a: object, b: object) -> None:
    assert objects.eq(a, b) == (a == b)
    assert objects.ne(a, b) == (a != b)
    assert outcome(objects.lt, a, b) == outcome(lambda x, y: x < y, a, b)
    assert outcome(objects.le, a, b) == outcome(lambda x, y: x <= y, a, b)


@QUICK
@given(a=SCALARS, b=SCALARS)
def test_order_of_scalars(a: object, b: object) -> None:
    assert outcome(objects.gt, a, b) == outcome(lambda x, y: x > y, a, b)
    assert outcome(objects.ge, a, b) == outcome(lambda x, y: x >= y, a, b)


@QUICK
@given(a=VALUES, b=VALUES)
def test_text_truth_and_hash(a: object, b: object) -> None:
    assert objects.repr(a) == repr(a)
    assert objects.str(a) == str(a)
    assert objects.format(a, "") == format(a, "")
    assert objects.truth(a) == bool(a)
    if a == b:
        assert objects.hash(a) == objects.hash(b)
    assert objects.hash(a) != -1


@QUICK
@given(a=TUPLES, b=TUPLES, start=st.integers(-6, 6), stop=st.integers(-6, 6))
def test_tuple_methods(a: tuple[object, ...], b: tuple[object, ...], start: int, stop: int) -> None:
    assert tuples.__len__(a) == len(a)
    assert tuples.__add__(a, b) == a + b
    assert tuples.__mul__(a, i64(start)) == a * start
    assert tuples.get_slice(a, i64(start), i64(stop)) == a[start:stop]
    assert tuples.get_slice(a, i64(start), I64_MAX) == a[start:]
    assert outcome(tuples.item, a, i64(start)) == outcome(a.__getitem__, start)
    assert tuples.from_list(list(a)) == a
    for value in (*a, *b):
        assert tuples.__contains__(a, value) == (value in a)
        assert tuples.count(a, value) == a.count(value)
        ours = outcome(tuples.index, a, value, i64(start), i64(stop))
        assert ours == outcome(a.index, value, start, stop)
    assert tuples.__eq__(a, b) == (a == b)


@QUICK
@given(st.lists(st.integers(0, 1 << 40) | st.lists(st.integers(0, 9)).map(tuple)).map(tuple))
def test_tuple_hash_is_that_of_cpython(a: tuple[object, ...]) -> None:
    # Hashes of ints are CPython's; those of str differ by their key.
    assert objects.hash(a) == hash(a)


def test_a_nan_equals_itself_in_a_container_only() -> None:
    nan = float("nan")
    assert not objects.eq(nan, nan)
    assert objects.eq((nan,), (nan,))


def test_unsupported_operations_say_what_cpython_says() -> None:
    for value in (None, (1,), b""):
        assert outcome(objects.format, value, "x") == outcome(format, value, "x")
    for scalar in (None, 1, 1.5):
        assert outcome(objects.length, scalar) == outcome(len, scalar)
    assert objects.length("ab") == objects.length(b"ab") == objects.length((1, 2)) == 2


class Plain(Object):
    pass


class Number(Object):
    """Defines only what its name says; everything else is the default."""

    def __init__(self, value: int) -> None:
        self.value = value


class Equal(Number):
    def __eq__(self, other: object) -> bool:
        return isinstance(other, Number) and self.value == other.value

    def __hash__(self) -> int:
        return -1


class Anything(Object):
    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 0


class Less(Number):
    def __lt__(self, other: object) -> bool:
        return self.value < cast(Number, other).value


class Sized(Object):
    def __init__(self, size: int) -> None:
        self.size = size

    def __len__(self) -> i64:
        return i64(self.size)


class Big(Object):
    def __hash__(self) -> int:
        return 1 << 70


def test_defaults_of_a_class() -> None:
    a, b = Plain(), Plain()
    assert objects.eq(a, a) and not objects.eq(a, b) and objects.ne(a, b)
    assert not objects.eq(a, 1) and not objects.eq(1, a)
    assert objects.hash(a) == objects.hash(a) != objects.hash(b)
    assert objects.truth(a)
    assert re.fullmatch(r"<[a-z_.]*test_object\.Plain object at 0x[0-9a-f]+>", objects.repr(a))
    assert objects.str(a) == objects.repr(a) == objects.format(a, "")
    with pytest.raises(TypeError, match=r"^unsupported format string passed to Plain\.__format__$"):
        objects.format(a, "x")
    with pytest.raises(TypeError, match=r"object of type 'Plain' has no len\(\)"):
        objects.length(a)


def test_the_other_operand_is_asked() -> None:
    assert objects.eq(Number(1), Equal(1)) and objects.eq(Equal(1), Number(1))
    assert not objects.eq(Number(1), Equal(2))
    assert objects.eq(1, Anything()) and not objects.ne("a", Anything())
    assert objects.gt(Less(2), Less(1)) and not objects.gt(Less(1), Less(1))
    assert objects.eq((Number(1), 2), (Equal(1), 2))
    for call, sign in (
        (objects.lt, "<"),
        (objects.le, "<="),
        (objects.gt, ">"),
        (objects.ge, ">="),
    ):
        for a, b in ((Plain(), Plain()), (Plain(), 1), (1, Plain()), (Plain(), Sized(1))):
            message = f"'{sign}' not supported between instances of '{type(a).__name__}' and "
            with pytest.raises(TypeError, match=f"^{message}'{type(b).__name__}'$"):
                call(a, b)


def test_truth_follows_the_length_and_hashes_are_reduced() -> None:
    assert objects.truth(Sized(1)) and not objects.truth(Sized(0))
    assert objects.length(Sized(3)) == 3
    assert objects.hash(Equal(1)) == -2
    assert objects.hash(Big()) == hash(1 << 70)
