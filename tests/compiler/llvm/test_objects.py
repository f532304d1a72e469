"""Objects, counts, boxes, literals, module variables, raw memory, calls, exceptions, machine."""

from __future__ import annotations

import math
import struct
from pathlib import Path

import pytest
from llvm_harness import Harness

from gloamc.ir.function import (
    UNSET,
    Block,
    Branch,
    Check,
    Constant,
    Fail,
    Function,
    Global,
    Goto,
    Op,
    Register,
    Return,
    Unreachable,
    Value,
)
from gloamc.ir.ops import OPS
from gloamc.ir.types import (
    BOOL,
    BYTES,
    EXCEPTION,
    FLOAT,
    I32,
    I64,
    INT,
    NONE,
    NONE_REF,
    OBJ,
    PTR,
    REF,
    STR,
    U8,
    U16,
    U32,
    U64,
    IRType,
    ref,
)
from gloamc.llvm.ops import HANDLERS
from gloamc.llvm.types import FLOAT_UNSET_BITS

LEVELS = pytest.mark.parametrize("level", ["-O0", "-O2"])
NODE = ref("main.Node")


def word(value: int) -> str:
    return f"{value % (1 << 64):016x}"


def add_node(harness: Harness, fields: dict[str, IRType] | None = None) -> None:
    """A linked list's node. Its destructor reports `value`, releases `next` and frees."""
    fields = fields or {"value": I64, "next": NODE}
    harness.add_class("main.Node", fields=fields, destroy="main.Node.destroy", python_name="Node")
    me = Register("self", NODE, True)
    body = Block("entry")
    value = Op("get_field", [me], I64, "main.Node.value")
    report = Op("call", [value], NONE, "test.report")
    following = Op("get_field", [me], NODE, "main.Node.next")
    drop = Op("release", [following])
    free = Op("call", [me, Constant(I64, 24)], NONE, "gloam.runtime.heap.free")
    body.ops += [value, report, following, drop, free]
    body.terminator = Return(Constant(NONE, None))
    harness.add_function(Function("main.Node.destroy", [me], NONE, [body]))


def new_node(harness: Harness, value: int) -> Op:
    node = harness.op("new", type=NODE, attribute="main.Node")
    harness.op("init_field", node, Constant(I64, value), attribute="main.Node.value")
    return node


def report_live(harness: Harness) -> None:
    harness.report(harness.op("call", type=I64, attribute="test.live"))


def test_every_operation_has_a_handler() -> None:
    assert sorted(HANDLERS) == sorted(OPS)


@LEVELS
def test_an_object_lives_until_its_last_release(tmp_path: Path, level: str) -> None:
    harness = Harness()
    add_node(harness)
    node = new_node(harness, 7)
    harness.op("retain", node)
    harness.op("release", node)
    report_live(harness)
    harness.op("release", node)
    report_live(harness)
    assert harness.finish(tmp_path, level).lines == [word(1), word(7), word(0)]


@LEVELS
def test_new_fields_are_unset_and_keep_what_is_stored(tmp_path: Path, level: str) -> None:
    values: dict[str, tuple[IRType, Constant, int]] = {
        "i": (INT, Constant(INT, 5), 10),
        "o": (OBJ, Constant(OBJ, -1), -2),
        "r": (STR, Constant(STR, "x"), 0),
        "b": (BOOL, Constant(BOOL, True), 1),
        "f": (FLOAT, Constant(FLOAT, 1.5), 0x3FF8_0000_0000_0000),
        "n": (NONE, Constant(NONE, None), 0),
    }
    harness, expected = Harness(), list[str]()
    harness.add_class("main.A", fields={"u": U16, "i": INT, "o": OBJ})
    harness.add_class("main.B", "main.A", fields={"r": STR, "b": BOOL, "f": FLOAT, "n": NONE})
    made = harness.op("new", type=ref("main.B"), attribute="main.B")
    for name, (type_, _, _) in values.items():
        got = harness.op("get_field", made, type=type_, attribute=f"main.B.{name}")
        harness.report(harness.op("is_unset", got, type=BOOL))
        expected.append(word(1))
    for name, (_, constant, _) in values.items():
        harness.op("set_field", made, constant, attribute=f"main.B.{name}")
    harness.op("init_field", made, Constant(U16, 0xFFFE), attribute="main.B.u")
    for name, (type_, _, bits) in values.items():
        got = harness.op("get_field", made, type=type_, attribute=f"main.B.{name}")
        harness.report(harness.op("is_unset", got, type=BOOL))
        expected.append(word(0))
        if type_ != STR:
            harness.report(got)
            expected.append(word(bits))
    harness.report(harness.op("get_field", made, type=U16, attribute="main.A.u"))
    harness.report(harness.op("layout.load", made, type=U16, attribute="8"))
    harness.report(harness.op("layout.load", made, type=INT, attribute="16"))
    taken = harness.op("take_field", made, type=INT, attribute="main.B.i")
    harness.report(taken)
    left = harness.op("get_field", made, type=INT, attribute="main.B.i")
    harness.report(harness.op("is_unset", left, type=BOOL))
    expected += [word(0xFFFE), word(0xFFFE), word(10), word(10), word(1)]
    assert harness.finish(tmp_path, level).lines == expected


@LEVELS
def test_stores_release_what_they_replace(tmp_path: Path, level: str) -> None:
    harness = Harness()
    add_node(harness)
    harness.program.globals["main.g"] = Global("main.g", NODE, Constant(NODE, UNSET))
    keeper = new_node(harness, 100)
    harness.op("set_field", keeper, new_node(harness, 1), attribute="main.Node.next")
    harness.op("set_field", keeper, new_node(harness, 2), attribute="main.Node.next")
    before = harness.op("get_global", type=NODE, attribute="main.g")
    harness.report(harness.op("is_unset", before, type=BOOL))
    harness.op("set_global", new_node(harness, 3), attribute="main.g")
    harness.op("set_global", new_node(harness, 4), attribute="main.g")
    block = harness.op("call", Constant(I64, 16), type=PTR, attribute=ALLOCATE)
    zero, one = harness.opaque(I64, 0), harness.opaque(I64, 1)
    harness.op("ptr.init", block, one, new_node(harness, 5))
    harness.op("ptr.store", block, one, new_node(harness, 6))
    taken = harness.op("ptr.take", block, one, type=NODE)
    harness.op("ptr.init", block, zero, taken)
    moved = harness.op("ptr.load", block, zero, type=NODE)
    harness.report(harness.op("same", moved, taken, type=BOOL))
    harness.op("release", keeper)
    assert harness.finish(tmp_path, level).words() == [1, 1, 3, 5, 1, 100, 2]


ALLOCATE = "gloam.runtime.heap.allocate"


@LEVELS
def test_a_long_chain_dies_without_recursion(tmp_path: Path, level: str) -> None:
    """A million nodes: one stack frame each would be far beyond the 8 MiB stack."""
    harness = Harness()
    harness.add_class("main.Node", fields={"next": NODE}, destroy="main.Node.destroy")
    me = Register("self", NODE, True)
    body = Block("entry", terminator=Return(Constant(NONE, None)))
    following = Op("get_field", [me], NODE, "main.Node.next")
    free = Op("call", [me, Constant(I64, 16)], NONE, "gloam.runtime.heap.free")
    body.ops += [following, Op("release", [following]), free]
    harness.add_function(Function("main.Node.destroy", [me], NONE, [body]))

    head, n = Register("head", NODE), Register("n", I64)
    first = Constant(I64, 1_000_000)
    harness.block.ops.append(Op("assign", [Constant(NODE, UNSET)], dest=head))
    harness.block.ops.append(Op("assign", [first], dest=n))
    start, loop = harness.block, harness.new_block()
    start.terminator = Goto(loop)
    harness.block = loop
    node = harness.op("new", type=NODE, attribute="main.Node")
    harness.op("init_field", node, head, attribute="main.Node.next")
    loop.ops.append(Op("assign", [node], dest=head))
    less = harness.op("raw.sub", n, Constant(I64, 1), type=I64)
    loop.ops.append(Op("assign", [less], dest=n))
    more = harness.op("raw.gt", less, Constant(I64, 0), type=BOOL)
    harness.block = harness.new_block()
    loop.terminator = Branch(more, loop, harness.block)
    report_live(harness)
    harness.op("release", head)
    report_live(harness)
    assert harness.finish(tmp_path, level).words() == [1_000_000, 0]


@LEVELS
def test_destructors_do_not_see_the_pending_exception(tmp_path: Path, level: str) -> None:
    harness = Harness()
    harness.add_class("main.Node", fields={}, destroy="main.Node.destroy")
    me = Register("self", NODE, True)
    body = Block("entry", terminator=Return(Constant(NONE, None)))
    pending = Op("exception_pending", [], BOOL)
    as_word = Op("bool.to_raw", [pending], U64)
    body.ops += [pending, as_word, Op("call", [as_word], NONE, "test.report")]
    harness.add_function(Function("main.Node.destroy", [me], NONE, [body]))
    node = harness.op("new", type=NODE, attribute="main.Node")
    error = harness.op("new", type=NODE, attribute="main.Node")
    harness.op("set_exception", error)
    harness.op("release", node)
    harness.report(harness.op("exception_pending", type=BOOL))
    harness.report(harness.op("same", harness.op("take_exception", type=NODE), error, type=BOOL))
    harness.report(harness.op("exception_pending", type=BOOL))
    assert harness.finish(tmp_path, level).words() == [0, 1, 1, 0]


@LEVELS
def test_immortal_and_unset_values_ignore_their_counts(tmp_path: Path, level: str) -> None:
    """Literals and None stand in read-only memory: a store to a count would be a fault."""
    harness = Harness()
    add_node(harness)
    values: list[Value] = [
        Constant(STR, "text"),
        Constant(BYTES, b"text"),
        Constant(REF, None),
        Constant(INT, 1 << 70),
        Constant(INT, 12),
        Constant(OBJ, None),
        Constant(OBJ, True),
        Constant(NODE, UNSET),
        Constant(INT, UNSET),
        Constant(OBJ, UNSET),
    ]
    for value in values:
        harness.op("retain", value)
        harness.op("release", value)
        harness.op("release", value)
    node = new_node(harness, 1)
    harness.op("layout.store", node, Constant(I32, 0x7FFF_FFFF), attribute="0")
    harness.op("retain", node)
    harness.report(harness.op("layout.load", node, type=U32, attribute="0"))
    harness.op("release", node)
    harness.report(harness.op("layout.load", node, type=U32, attribute="0"))
    report_live(harness)
    assert harness.finish(tmp_path, level).words() == [0x8000_0000, 0x8000_0000, 1]


@LEVELS
def test_literals_have_their_layout(tmp_path: Path, level: str) -> None:
    harness, expected = Harness(), list[int]()
    for text, kind in (("", 1), ("abc", 1), ("\xff", 1), ("\u0100b", 2), ("\U0001f600\ud800", 4)):
        literal = Constant(STR, text)
        for offset in ("8", "16", "24"):
            harness.report(harness.op("layout.load", literal, type=I64, attribute=offset))
        expected += [0, len(text), kind]
        data = harness.op("layout.address", literal, type=PTR, attribute="32")
        for index, character in enumerate(text):
            item = {1: U8, 2: U16, 4: U32}[kind]
            at = harness.opaque(I64, index)
            harness.report(harness.op("ptr.load", data, at, type=item))
            expected.append(ord(character))
    data = harness.op("layout.address", Constant(BYTES, b'\0"\\\xff'), type=PTR, attribute="24")
    harness.report(harness.op("ptr.load", data, harness.opaque(I64, 0), type=U32))
    expected.append(int.from_bytes(b'\0"\\\xff', "little"))
    for value in (1 << 62, -(1 << 62) - 1, 0x1_0000_0000_0000_0000_1234, -(1 << 200)):
        boxed = harness.op("unbox", Constant(OBJ, value), type=REF)
        digits = abs(value).bit_length() // 64 + 1
        harness.report(harness.op("layout.load", boxed, type=I64, attribute="8"))
        expected.append((digits if value > 0 else -digits) % (1 << 64))
        for number in range(digits):
            offset = str(16 + 8 * number)
            harness.report(harness.op("layout.load", boxed, type=U64, attribute=offset))
            expected.append(abs(value) >> (64 * number) & (1 << 64) - 1)
    same = harness.op("same", Constant(STR, "abc"), Constant(STR, "abc"), type=BOOL)
    harness.report(same)
    harness.report(Constant(INT, (1 << 62) - 1))
    harness.report(Constant(INT, -(1 << 62)))
    expected += [1, (1 << 63) - 2, 1 << 63]
    assert harness.finish(tmp_path, level).words() == expected


@LEVELS
def test_boxing_round_trips_and_keeps_identity(tmp_path: Path, level: str) -> None:
    harness = Harness()
    add_node(harness)
    number = harness.op("box", harness.opaque(INT, 21), type=OBJ)
    harness.report(harness.op("unbox", number, type=INT))
    for value in (False, True):
        boxed = harness.op("box", harness.opaque(BOOL, value), type=OBJ)
        harness.report(harness.op("same", boxed, Constant(OBJ, value), type=BOOL))
        harness.report(harness.op("unbox", boxed, type=BOOL))
    node = new_node(harness, 3)
    as_object = harness.op("box", node, type=OBJ)
    harness.report(harness.op("same", harness.op("unbox", as_object, type=NODE), node, type=BOOL))
    none = harness.op("box", Constant(NONE, None), type=OBJ)
    harness.report(harness.op("same", none, Constant(OBJ, None), type=BOOL))
    harness.report(harness.op("unbox", none, type=NONE))
    lost = harness.op("box", Constant(NODE, UNSET), type=OBJ)
    harness.report(harness.op("is_unset", lost, type=BOOL))
    back = harness.op("unbox", Constant(OBJ, UNSET), type=NODE)
    harness.report(harness.op("is_unset", back, type=BOOL))
    outcome = harness.finish(tmp_path, level)
    assert outcome.words() == [42, 1, 0, 1, 1, 1, 1, 0, 1, 1]


@LEVELS
def test_unboxing_a_float_only_reads_the_box(tmp_path: Path, level: str) -> None:
    harness = Harness()
    harness.program.layouts["builtins.float"].destroy = "builtins.float.destroy"
    me = Register("self", REF, True)
    body = Block("entry", terminator=Return(Constant(NONE, None)))
    body.ops.append(Op("call", [me, Constant(I64, 16)], NONE, "gloam.runtime.heap.free"))
    harness.add_function(Function("builtins.float.destroy", [me], NONE, [body]))
    boxed = harness.op("box", harness.opaque(FLOAT, math.e), type=OBJ)
    report_live(harness)
    harness.report(
        harness.op("isinstance", boxed, type=BOOL, attribute="builtins.int|builtins.float")
    )
    harness.report(harness.op("unbox", boxed, type=FLOAT))
    report_live(harness)
    harness.op("release", boxed)
    report_live(harness)
    bits = struct.unpack("<Q", struct.pack("<d", math.e))[0]
    assert harness.finish(tmp_path, level).words() == [1, 1, bits, 1, 0]


@LEVELS
def test_isinstance_follows_the_closed_world(tmp_path: Path, level: str) -> None:
    tree = {"A": "builtins.object", "B": "main.A", "C": "main.B", "D": "main.A", "E": "main.D"}
    parents = {f"main.{name}": base for name, base in tree.items()}
    harness, expected = Harness(), list[int]()
    for name in ("A", "D", "B", "E", "C"):
        harness.add_class(f"main.{name}", tree[name])

    def is_subclass(name: str, of: str) -> bool:
        while name != of:
            if name not in parents:
                return of == "builtins.object"
            name = parents[name]
        return True

    objects: list[tuple[str, Value]] = [
        (name, harness.op("new", type=ref(name), attribute=name)) for name in parents
    ]
    for name, made in objects:
        boxed = harness.op("box", made, type=OBJ)
        for asked in (*parents, "builtins.object", "main.B|main.E", "main.C|main.D", "main.Never"):
            for value in (made, boxed):
                harness.report(harness.op("isinstance", value, type=BOOL, attribute=asked))
                expected.append(any(is_subclass(name, part) for part in asked.split("|")))
    words = [
        (Constant(OBJ, 3), {"builtins.int", "builtins.object"}),
        (Constant(OBJ, True), {"builtins.int", "builtins.object", "builtins.bool"}),
        (Constant(OBJ, 1 << 80), {"builtins.int", "builtins.object"}),
        (Constant(OBJ, None), {"builtins.NoneType", "builtins.object"}),
        (Constant(OBJ, "s"), {"builtins.str", "builtins.object"}),
    ]
    for constant, classes in words:
        value = harness.op("copy", constant, type=OBJ)
        for asked in ("builtins.int", "builtins.bool", "builtins.NoneType", "builtins.object"):
            harness.report(harness.op("isinstance", value, type=BOOL, attribute=asked))
            expected.append(asked in classes)
    assert harness.finish(tmp_path, level).words() == expected


@LEVELS
def test_virtual_calls_reach_the_receivers_own_method(tmp_path: Path, level: str) -> None:
    harness, expected = Harness(), list[int]()
    methods = {
        "main.A": {"main.A.f": "main.A.f", "main.A.g": "main.A.g"},
        "main.B": {"main.A.f": "main.B.f", "main.A.g": "main.A.g", "main.B.h": "main.B.h"},
        "main.C": {"main.A.f": "main.C.f", "main.A.g": "main.C.g", "main.B.h": "main.B.h"},
    }
    bases = {"main.A": "builtins.object", "main.B": "main.A", "main.C": "main.B"}
    answers: dict[str, int] = {}
    for name, slots in methods.items():
        harness.add_class(name, bases[name], methods=slots)
        for symbol in slots.values():
            if symbol not in answers:
                answers[symbol] = 100 + len(answers)
                parameters = [Register("self", REF, True), Register("x", I64, True)]
                total = Op("raw.add", [parameters[1], Constant(I64, answers[symbol])], I64)
                body = Block("entry", [total], Return(total))
                harness.add_function(Function(symbol, parameters, I64, [body]))
    for name, slots in methods.items():
        made = harness.op("new", type=ref(name), attribute=name)
        for slot, symbol in slots.items():
            owner = ref(slot.rpartition(".")[0])
            base = harness.op("copy", made, type=owner)
            base.type = owner
            one = harness.opaque(I64, 1000)
            harness.report(harness.op("call_virtual", base, one, type=I64, attribute=slot))
            expected.append(1000 + answers[symbol])
    assert harness.finish(tmp_path, level).words() == expected


def failing(name: str, result: IRType) -> Function:
    """A function that fails when its argument is true, else returns an ordinary value."""
    chosen = Register("fail", BOOL, True)
    entry, bad, good = Block("entry"), Block("bad"), Block("good")
    entry.terminator = Branch(chosen, bad, good)
    bad.ops.append(Op("set_exception", [Constant(EXCEPTION, "pending")]))
    bad.terminator = Fail()
    values: dict[IRType, Constant] = {
        FLOAT: Constant(FLOAT, 2.5),
        REF: Constant(REF, "r"),
        NONE: Constant(NONE, None),
        PTR: Constant(PTR, 0),
        BOOL: Constant(BOOL, False),
    }
    good.terminator = Return(values.get(result, Constant(result, 0)))
    return Function(name, [chosen], result, [entry, bad, good])


@LEVELS
def test_check_tells_failure_for_every_type(tmp_path: Path, level: str) -> None:
    harness, expected = Harness(), list[int]()
    for type_ in (INT, OBJ, REF, BOOL, FLOAT, NONE, U8, I64, PTR):
        harness.add_function(failing(f"test.{type_}", type_))
        for fails in (False, True):
            chosen = harness.opaque(BOOL, fails)
            result = harness.op("call", chosen, type=type_, attribute=f"test.{type_}")
            start, ok = harness.block, harness.new_block()
            error, after = harness.new_block(), harness.new_block()
            start.terminator = Check(result, ok, error)
            for harness.block, answer in ((ok, 1), (error, 2)):
                harness.report(Constant(I64, answer))
                harness.block.terminator = Goto(after)
            harness.block = after
            harness.op("take_exception", type=EXCEPTION)
            expected.append(2 if fails else 1)
    reserved = harness.opaque(U64, FLOAT_UNSET_BITS)
    harness.add_function(float_identity())
    result = harness.op("call", reserved, type=FLOAT, attribute="test.identity")
    start, ok, error = harness.block, harness.new_block(), harness.new_block()
    start.terminator = Check(result, ok, error)
    error.terminator = Unreachable()
    harness.block = ok
    harness.report(harness.op("is_unset", result, type=BOOL))
    assert harness.finish(tmp_path, level).words() == [*expected, 1]


def float_identity() -> Function:
    bits = Register("bits", U64, True)
    made = Op("float.from_bits", [bits], FLOAT)
    return Function("test.identity", [bits], FLOAT, [Block("entry", [made], Return(made))])


@LEVELS
def test_exhausted_memory_is_an_exception_or_fatal_for_boxes(tmp_path: Path, level: str) -> None:
    harness = Harness()
    add_node(harness)
    harness.op("call", type=NONE, attribute="test.exhaust")
    node = harness.op("new", type=NODE, attribute="main.Node")
    harness.report(harness.op("is_unset", node, type=BOOL))
    size = harness.opaque(I64, 64)
    harness.report(harness.op("allocate", size, type=BYTES, attribute="builtins.bytes"))
    harness.report(harness.op("box", harness.opaque(FLOAT, 1.0), type=OBJ))
    outcome = harness.finish(tmp_path, level)
    raised = "raise_memory_error"
    assert outcome.lines == [raised, word(1), raised, word(0), "out_of_memory"]
    assert outcome.status == 4


@LEVELS
def test_allocate_sets_the_header(tmp_path: Path, level: str) -> None:
    harness = Harness()
    size = harness.opaque(I64, 64)
    made = harness.op("allocate", size, type=BYTES, attribute="builtins.bytes")
    harness.report(harness.op("layout.load", made, type=U32, attribute="0"))
    harness.report(harness.op("isinstance", made, type=BOOL, attribute="builtins.bytes"))
    harness.report(harness.op("isinstance", made, type=BOOL, attribute="builtins.str"))
    assert harness.finish(tmp_path, level).words() == [1, 1, 0]


@LEVELS
def test_raw_memory(tmp_path: Path, level: str) -> None:
    harness = Harness()
    block = harness.op("call", Constant(I64, 64), type=PTR, attribute=ALLOCATE)
    harness.op("ptr.fill", block, harness.opaque(U8, 0xAB), harness.opaque(I64, 64))
    at = [harness.opaque(I64, number) for number in range(4)]
    harness.op("ptr.init", block, at[1], Constant(U32, 0x01020304))
    harness.report(harness.op("ptr.load", block, at[0], type=U64))
    harness.op("ptr.store", block, at[3], Constant(U16, 0x5566))
    harness.report(harness.op("ptr.load", block, at[3], type=U16))
    harness.op("ptr.init", block, at[0], Constant(BOOL, True))
    harness.report(harness.op("ptr.load", block, at[0], type=BOOL))
    third = harness.op("ptr.offset", block, at[3], type=PTR, attribute="u16")
    address = harness.op("ptr.address", block, type=U64)
    distance = harness.op("raw.sub", harness.op("ptr.address", third, type=U64), address, type=U64)
    harness.report(distance)
    again = harness.op("ptr.from_address", address, type=PTR)
    harness.report(harness.op("same", again, block, type=BOOL))
    words = harness.op("ptr.offset", block, at[1], type=PTR, attribute="u64")
    harness.op("ptr.copy", words, block, at[2], attribute="u32")
    harness.report(harness.op("ptr.load", words, at[0], type=U64))
    eight = harness.opaque(I64, 8)
    harness.report(harness.op("ptr.compare", words, block, eight, type=I64))
    harness.op("ptr.init", words, at[0], Constant(U8, 0))
    order = harness.op("ptr.compare", words, block, eight, type=I64)
    harness.report(harness.op("raw.lt", order, Constant(I64, 0), type=BOOL))
    assert harness.finish(tmp_path, level).words() == [
        0x01020304_ABABABAB,
        0x5566,
        1,
        6,
        1,
        0x55660304_ABABAB01,
        0,
        1,
    ]


@LEVELS
def test_module_variables_start_with_their_constant(tmp_path: Path, level: str) -> None:
    harness, expected = Harness(), list[int]()
    constants = [Constant(INT, -3), Constant(U16, 65535), Constant(BOOL, True), Constant(PTR, 0)]
    for number, constant in enumerate([*constants, Constant(I64, -1), Constant(FLOAT, -0.0)]):
        name = f"main.v{number}"
        harness.program.globals[name] = Global(name, constant.type, constant)
        harness.report(harness.op("get_global", type=constant.type, attribute=name))
    expected = [(-6) % (1 << 64), 65535, 1, 0, (1 << 64) - 1, 1 << 63]
    assert harness.finish(tmp_path, level).words() == expected


@LEVELS
def test_trap_if_stops_with_its_text(tmp_path: Path, level: str) -> None:
    harness = Harness()
    harness.op("trap_if", harness.opaque(BOOL, False), attribute="never")
    harness.op("trap_if", harness.opaque(BOOL, True), attribute='a "quoted" text')
    outcome = harness.finish(tmp_path, level)
    assert (outcome.lines, outcome.status) == (['panic: a "quoted" text'], 3)


@LEVELS
def test_add_traceback_hides_the_pending_exception_from_the_runtime(
    tmp_path: Path, level: str
) -> None:
    harness = Harness()
    harness.op("set_exception", Constant(EXCEPTION, "pending"))
    harness.op("add_traceback", attribute="f:12:g")
    harness.report(harness.op("exception_pending", type=BOOL))
    assert harness.finish(tmp_path, level).lines == ["traceback f g " + word(12), word(1)]


@LEVELS
def test_machine_intrinsics(tmp_path: Path, level: str) -> None:
    harness, expected = Harness(), list[int]()

    def machine(name: str, *arguments: Value, type: IRType) -> Op:
        return harness.op("machine", *arguments, type=type, attribute=name)

    a, b = 0xFEDC_BA98_7654_3210, 0x0F0F_1234_5678_9ABC
    x, y = harness.opaque(U64, a), harness.opaque(U64, b)
    harness.report(machine("mul_high", x, y, type=U64))
    harness.report(machine("div_wide", y, x, harness.opaque(U64, 1 << 63), type=U64))
    harness.report(machine("rem_wide", y, x, harness.opaque(U64, 1 << 63), type=U64))
    wide = b << 64 | a
    expected += [a * b >> 64, wide // (1 << 63), wide % (1 << 63)]
    for value, leading, trailing in ((0, 64, 64), (1, 63, 0), (1 << 63, 0, 63), (0x50, 57, 4)):
        operand = harness.opaque(U64, value)
        harness.report(machine("leading_zeros", operand, type=I64))
        harness.report(machine("trailing_zeros", operand, type=I64))
        expected += [leading, trailing]
    for type_ in (U16, U32, U64):
        operand = harness.opaque(type_, a)
        harness.report(machine(f"byte_swap{type_.bits}", operand, type=type_))
        low = a % (1 << type_.bits)
        expected.append(int.from_bytes(low.to_bytes(type_.bits // 8, "little"), "big"))
    block = harness.op("call", Constant(I64, 64), type=PTR, attribute=ALLOCATE)
    address = harness.op("ptr.address", block, type=U64)
    for type_ in (U8, U16, U32, U64):
        machine(f"volatile_store{type_.bits}", address, harness.opaque(type_, a), type=NONE)
        machine("memory_barrier", type=NONE)
        machine("compiler_barrier", type=NONE)
        harness.report(machine(f"volatile_load{type_.bits}", address, type=type_))
        expected.append(a % (1 << type_.bits))
    harness.report(machine("trap", Constant(U64, 3), Constant(U64, 7), type=U64))
    harness.report(machine("stack_exhausted", type=BOOL))
    expected += [307, 0]
    zeros = [Constant(U64, 0)] * 6
    pid = machine("syscall", Constant(I64, 39), *zeros, type=I64)
    harness.report(harness.op("raw.gt", pid, Constant(I64, 0), type=BOOL))
    first, second = machine("read_tsc", type=U64), machine("read_tsc", type=U64)
    harness.report(harness.op("raw.ge", second, first, type=BOOL))
    vendor = machine("cpuid", Constant(U32, 0), Constant(U32, 0), Constant(I64, 1), type=U32)
    harness.report(harness.op("raw.ne", vendor, Constant(U32, 0), type=BOOL))
    start, end = machine("heap_start", type=U64), machine("heap_end", type=U64)
    harness.report(harness.op("raw.ne", start, end, type=BOOL))
    expected += [1, 1, 1, 1]
    assert harness.finish(tmp_path, level).words() == expected


def test_port_and_halt_intrinsics_compile(tmp_path: Path) -> None:
    """They fault in a process, so they are only reached by code that is never run."""
    harness = Harness()
    body = Block("entry", terminator=Unreachable())
    for type_ in (U8, U16, U32):
        port = Constant(U16, 0x60)
        got = Op("machine", [port], type_, f"port_in{type_.bits}")
        put = Op("machine", [port, got], NONE, f"port_out{type_.bits}")
        body.ops += [got, put]
    body.ops += [Op("machine", [], U64, "read_random"), Op("machine", [], NONE, "halt_forever")]
    harness.add_function(Function("test.ports", [], NONE, [body]))
    assert harness.finish(tmp_path, "-O0").lines == []


@LEVELS
def test_types_know_their_names(tmp_path: Path, level: str) -> None:
    harness, expected = Harness(), list[int]()
    harness.add_class("main.Point", python_name="Outer.Point", python_module="main")
    point = harness.op("new", type=ref("main.Point"), attribute="main.Point")
    values: list[tuple[Value, str, str]] = [
        (point, "Point", "main"),
        (harness.op("box", point, type=OBJ), "Point", "main"),
        (Constant(OBJ, 5), "int", "builtins"),
        (Constant(OBJ, None), "NoneType", "builtins"),
    ]
    for value, name, module in values:
        for intrinsic, text in (("type_name", name), ("type_module", module)):
            got = harness.op("machine", value, type=U64, attribute=intrinsic)
            packed = harness.op("ptr.from_address", got, type=PTR)
            harness.report(harness.op("ptr.load", packed, Constant(I64, 0), type=U8))
            harness.report(harness.op("ptr.load", packed, Constant(I64, 1), type=U8))
            expected += [len(text), ord(text[0])]
    address = harness.op("machine", point, type=U64, attribute="address_of")
    boxed = harness.op("box", point, type=OBJ)
    again = harness.op("machine", boxed, type=U64, attribute="address_of")
    harness.report(harness.op("raw.eq", address, again, type=BOOL))
    assert harness.finish(tmp_path, level).words() == [*expected, 1]


@LEVELS
def test_a_debug_build_stops_at_a_dead_object(tmp_path: Path, level: str) -> None:
    for verb in ("retain", "release"):
        harness = Harness()
        harness.program.debug = True
        add_node(harness)
        node = new_node(harness, 1)
        harness.op("release", node)
        harness.op(verb, node)
        outcome = harness.finish(tmp_path, level)
        assert outcome.lines == [word(1), f"panic: {verb} of a dead object"]


def test_none_is_never_counted(tmp_path: Path) -> None:
    harness = Harness()
    harness.op("retain", Constant(NONE_REF, None))
    harness.finish(tmp_path, "-O0")
    assert "retain" not in (tmp_path / "test.ll").read_text()
