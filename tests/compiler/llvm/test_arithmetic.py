"""Every arithmetic operation against Python's own ints and floats, at -O0 and -O2."""

from __future__ import annotations

import math
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from llvm_harness import Harness

from gloamc.ir.function import Constant
from gloamc.ir.types import BOOL, FLOAT, I64, INT, U64, IRType, parse_type
from gloamc.llvm.constants import SMALL_MAX, SMALL_MIN

LEVELS = pytest.mark.parametrize("level", ["-O0", "-O2"])

SMALLS = [0, 1, -1, 2, 7, -7, 62, 63, 1000, -1000, SMALL_MAX, SMALL_MIN, SMALL_MAX // 2 + 1]
RAW_TYPES = [parse_type(f"{sign}{bits}") for sign in "iu" for bits in (8, 16, 32, 64)]
COMPARE: dict[str, Callable[[float, float], bool]] = {
    "eq": lambda a, b: a == b,
    "ne": lambda a, b: a != b,
    "lt": lambda a, b: a < b,
    "le": lambda a, b: a <= b,
    "gt": lambda a, b: a > b,
    "ge": lambda a, b: a >= b,
}
INT_BINARY: dict[str, Callable[[int, int], int]] = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "and": lambda a, b: a & b,
    "or": lambda a, b: a | b,
    "xor": lambda a, b: a ^ b,
    "floordiv": lambda a, b: a // b,
    "mod": lambda a, b: a % b,
    "lshift": lambda a, b: a << b,
    "rshift": lambda a, b: a >> b,
}
SLOW_NAMES = {"and": "and_", "or": "or_", "ne": "eq", "gt": "lt", "ge": "le"}


def word(value: int) -> str:
    return f"{value % (1 << 64):016x}"


def slow_call(name: str, a: int, b: int) -> str:
    """What the harness prints when an op asks the runtime: the tagged operands."""
    first, second = (b, a) if name in ("gt", "ge") else (a, b)
    return f"{SLOW_NAMES.get(name, name)} {word(first << 1)} {word(second << 1)}"


def is_fast(name: str, a: int, b: int) -> bool:
    """The fast paths promised for small operands; the rest may ask the runtime."""
    if name in ("floordiv", "mod"):
        return b > 0
    if name == "lshift":
        return 0 <= b < 62 and SMALL_MIN <= a << b <= SMALL_MAX
    if name == "rshift":
        return b >= 0
    return SMALL_MIN <= INT_BINARY[name](a, b) <= SMALL_MAX


@LEVELS
def test_small_ints_compute_exactly_or_ask_the_runtime(tmp_path: Path, level: str) -> None:
    harness, expected = Harness(), list[str]()
    for name, compute in INT_BINARY.items():
        for a in SMALLS:
            for b in SMALLS:
                operands = harness.opaque(INT, a), harness.opaque(INT, b)
                harness.report(harness.op(f"int.{name}", *operands, type=INT))
                if is_fast(name, a, b):
                    expected.append(word(compute(a, b) << 1))
                else:
                    expected += [slow_call(name, a, b), word(0x7770)]
    assert harness.finish(tmp_path, level).lines == expected


@LEVELS
def test_division_by_a_constant_power_of_two_floors(tmp_path: Path, level: str) -> None:
    harness, expected = Harness(), list[str]()
    for power in (0, 1, 5, 60, 61):
        for a in SMALLS:
            operands = harness.opaque(INT, a), Constant(INT, 1 << power)
            harness.report(harness.op("int.floordiv", *operands, type=INT))
            harness.report(harness.op("int.mod", *operands, type=INT))
            expected += [word((a >> power) << 1), word((a % (1 << power)) << 1)]
    for type_ in RAW_TYPES:
        for power in (0, 3, type_.bits - 2):
            for a in samples(type_):
                raw = harness.opaque(type_, a), Constant(type_, 1 << power)
                harness.report(harness.op("raw.floordiv", *raw, type=type_))
                harness.report(harness.op("raw.mod", *raw, type=type_))
                expected += [narrow(type_, a >> power), narrow(type_, a % (1 << power))]
    big = harness.op("call", harness.opaque(I64, 0x1001), type=INT, attribute="test.opaque_word")
    for name in ("floordiv", "mod"):
        harness.report(harness.op(f"int.{name}", big, Constant(INT, 8), type=INT))
        expected += [f"{name} {word(0x1001)} {word(16)}", word(0x7770)]
    assert harness.finish(tmp_path, level).lines == expected


@LEVELS
def test_small_ints_compare_without_the_runtime(tmp_path: Path, level: str) -> None:
    harness, expected = Harness(), list[str]()
    for name, compare in COMPARE.items():
        for a in SMALLS:
            for b in SMALLS:
                operands = harness.opaque(INT, a), harness.opaque(INT, b)
                harness.report(harness.op(f"int.{name}", *operands, type=BOOL))
                expected.append(word(compare(a, b)))
    assert harness.finish(tmp_path, level).lines == expected


@LEVELS
def test_a_big_operand_on_either_side_asks_the_runtime(tmp_path: Path, level: str) -> None:
    """The stand-in says true to every comparison and 0x7770 to everything else."""
    harness, expected = Harness(), list[str]()
    big = harness.op("call", harness.opaque(I64, 0x1001), type=INT, attribute="test.opaque_word")
    five = harness.opaque(INT, 5)
    for name in [*INT_BINARY, *COMPARE]:
        result_type = INT if name in INT_BINARY else BOOL
        for a, b, texts in ((big, five, (0x1001, 10)), (five, big, (10, 0x1001))):
            harness.report(harness.op(f"int.{name}", a, b, type=result_type))
            first, second = texts[::-1] if name in ("gt", "ge") else texts
            expected.append(f"{SLOW_NAMES.get(name, name)} {word(first)} {word(second)}")
            expected.append(word(0x7770 if name in INT_BINARY else name != "ne"))
    for name, result_type in (("neg", INT), ("invert", INT), ("truth", BOOL)):
        harness.report(harness.op(f"int.{name}", big, type=result_type))
        expected += [f"{name} {word(0x1001)} {word(0)}", word(1 if name == "truth" else 0x7770)]
    assert harness.finish(tmp_path, level).lines == expected


@LEVELS
def test_int_unary_operations(tmp_path: Path, level: str) -> None:
    harness, expected = Harness(), list[str]()
    for a in SMALLS:
        value = harness.opaque(INT, a)
        harness.report(harness.op("int.neg", value, type=INT))
        expected += (
            [word(-a << 1)] if a != SMALL_MIN else [f"neg {word(a << 1)} {word(0)}", word(0x7770)]
        )
        harness.report(harness.op("int.invert", value, type=INT))
        harness.report(harness.op("int.truth", value, type=BOOL))
        harness.report(harness.op("int.is_small", value, type=BOOL))
        harness.report(harness.op("int.untag", value, type=I64))
        expected += [word(~a << 1), word(a != 0), word(1), word(a)]
    assert harness.finish(tmp_path, level).lines == expected


def bounds(type_: IRType) -> tuple[int, int]:
    if type_.is_signed:
        return -(1 << type_.bits - 1), (1 << type_.bits - 1) - 1
    return 0, (1 << type_.bits) - 1


def samples(type_: IRType) -> list[int]:
    low, high = bounds(type_)
    middle = [v for v in (0, 1, 2, 3, 7, 100, -1, -2, -3, -7, -100) if low <= v <= high]
    return sorted({low, low + 1, high - 1, high, high // 3, *middle})


def wrapped(type_: IRType, value: int) -> int:
    low, _ = bounds(type_)
    return (value - low) % (1 << type_.bits) + low


def narrow(type_: IRType, value: int) -> str:
    return f"{value % (1 << type_.bits):016x}"


@LEVELS
@pytest.mark.parametrize("type_", RAW_TYPES, ids=str)
def test_raw_integers(tmp_path: Path, level: str, type_: IRType) -> None:
    harness, expected = Harness(), list[str]()
    low, high = bounds(type_)
    for a in samples(type_):
        for b in samples(type_):
            operands = harness.opaque(type_, a), harness.opaque(type_, b)
            for name in ("add", "sub", "mul"):
                exact = INT_BINARY[name](a, b)
                harness.report(harness.op(f"raw.{name}", *operands, type=type_))
                harness.report(harness.op(f"raw.{name}_overflows", *operands, type=BOOL))
                expected += [narrow(type_, exact), word(not low <= exact <= high)]
            for name in ("and", "or", "xor"):
                harness.report(harness.op(f"raw.{name}", *operands, type=type_))
                expected.append(narrow(type_, INT_BINARY[name](a, b)))
            for name, compare in COMPARE.items():
                harness.report(harness.op(f"raw.{name}", *operands, type=BOOL))
                expected.append(word(compare(a, b)))
            if b != 0 and not (a == low and b == -1):
                harness.report(harness.op("raw.floordiv", *operands, type=type_))
                harness.report(harness.op("raw.mod", *operands, type=type_))
                expected += [narrow(type_, a // b), narrow(type_, a % b)]
    assert harness.finish(tmp_path, level).lines == expected


@LEVELS
@pytest.mark.parametrize("type_", RAW_TYPES, ids=str)
def test_raw_unary_shifts_and_conversions(tmp_path: Path, level: str, type_: IRType) -> None:
    harness, expected = Harness(), list[str]()
    for a in samples(type_):
        value = harness.opaque(type_, a)
        harness.report(harness.op("raw.neg", value, type=type_))
        harness.report(harness.op("raw.invert", value, type=type_))
        expected += [narrow(type_, -a), narrow(type_, ~a)]
        for count in (0, 1, type_.bits // 2, type_.bits - 1):
            by = harness.opaque(type_, count)
            harness.report(harness.op("raw.shl", value, by, type=type_))
            harness.report(harness.op("raw.shr", value, by, type=type_))
            wide = harness.opaque(I64, count)
            harness.report(harness.op("raw.shr", value, wide, type=type_))
            expected += [narrow(type_, a << count), *[narrow(type_, a >> count)] * 2]
        for target in RAW_TYPES:
            harness.report(harness.op("raw.convert", value, type=target))
            harness.report(harness.op("raw.fits", value, type=BOOL, attribute=str(target)))
            low, high = bounds(target)
            expected += [narrow(target, a), word(low <= a <= high)]
        harness.report(harness.op("float.from_raw", value, type=FLOAT))
        expected.append(f"{struct.unpack('<Q', struct.pack('<d', float(a)))[0]:016x}")
    assert harness.finish(tmp_path, level).lines == expected


@LEVELS
def test_int_and_raw_convert_both_ways(tmp_path: Path, level: str) -> None:
    harness, expected = Harness(), list[str]()
    for type_ in RAW_TYPES:
        for a in samples(type_):
            harness.report(harness.op("int.from_raw", harness.opaque(type_, a), type=INT))
            if SMALL_MIN <= a <= SMALL_MAX:
                expected.append(word(a << 1))
            else:
                expected += [f"from_{type_} {word(a)} {word(0)}", word(0x7770)]
        for a in SMALLS:
            harness.report(harness.op("int.to_raw", harness.opaque(INT, a), type=type_))
            low, high = bounds(type_)
            if low <= a <= high:
                expected.append(narrow(type_, a))
            elif type_ == U64:
                expected += [f"to_u64 {word(a << 1)} {word(0)}", word(0x7770)]
            else:
                expected += [f"to_u64 {word(-2)} {word(0)}", word(0)]
    assert harness.finish(tmp_path, level).lines == expected


FLOATS = [0.0, -0.0, 1.0, -1.5, 3.25, 1e300, -1e300, 5e-324, math.inf, -math.inf, math.nan]


def bits(value: float) -> str:
    return f"{struct.unpack('<Q', struct.pack('<d', value))[0]:016x}"


def ieee(name: str, a: float, b: float) -> float:
    """Python's own arithmetic, division by zero as IEEE 754 has it."""
    match name:
        case "add":
            return a + b
        case "sub":
            return a - b
        case "mul":
            return a * b
    if b != 0:
        return a / b
    sign = math.copysign(1, a) * math.copysign(1, b)
    return math.nan if a == 0 or math.isnan(a) else sign * math.inf


@LEVELS
def test_floats(tmp_path: Path, level: str) -> None:
    harness, expected = Harness(), list[str]()
    for a in FLOATS:
        value = harness.opaque(FLOAT, a)
        harness.report(harness.op("float.neg", value, type=FLOAT))
        expected.append(bits(-a))
        for b in FLOATS:
            other = harness.opaque(FLOAT, b)
            for name in ("add", "sub", "mul", "div"):
                result = harness.op(f"float.{name}", value, other, type=FLOAT)
                answer = ieee(name, a, b)
                if math.isnan(answer):  # the sign and payload of a new NaN are nobody's promise
                    harness.report(harness.op("float.ne", result, result, type=BOOL))
                    expected.append(word(1))
                else:
                    harness.report(result)
                    expected.append(bits(answer))
            for name, compare in COMPARE.items():
                harness.report(harness.op(f"float.{name}", value, other, type=BOOL))
                expected.append(word(compare(a, b)))
    for value_, truncated in ((2.9, 2), (-2.9, -2), (0.0, 0), (-9.2e18, int(-9.2e18))):
        harness.report(harness.op("float.to_i64", harness.opaque(FLOAT, value_), type=I64))
        expected.append(word(truncated))
    pattern = harness.opaque(U64, 0x4009_21FB_5444_2D18)
    harness.report(harness.op("float.from_bits", pattern, type=FLOAT))
    expected.append(bits(math.pi))
    assert harness.finish(tmp_path, level).lines == expected


@LEVELS
def test_bools(tmp_path: Path, level: str) -> None:
    harness, expected = Harness(), list[str]()
    for a in (False, True):
        value = harness.opaque(BOOL, a)
        harness.report(harness.op("bool.not", value, type=BOOL))
        harness.report(harness.op("bool.to_int", value, type=INT))
        harness.report(harness.op("bool.to_raw", value, type=I64))
        expected += [word(not a), word(a << 1), word(a)]
    assert harness.finish(tmp_path, level).lines == expected
