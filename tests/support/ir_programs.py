"""Random IR programs in stage BUILT, well formed by construction, for properties of passes.

`choose(n)` picks a number below n; hypothesis draws it, so that failures shrink. Smaller choices
give simpler programs. Every loop is bounded; calls go to earlier functions only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from gloamc.ir.function import (
    UNSET,
    Block,
    Branch,
    Constant,
    FieldLayout,
    Function,
    Global,
    Goto,
    Layout,
    Op,
    Program,
    Raise,
    Register,
    Return,
    Suspend,
    Unreachable,
    Value,
    type_of,
)
from gloamc.ir.types import BOOL, END, I64, INT, NONE, OBJ, STR, U8, IRType, Kind, ref

Choose = Callable[[int], int]
NODE = ref("main.Node")
ERROR = ref("main.Error")
DEPTH_MAX = 3
ENTRY = "main.entry"


def random_program(choose: Choose, *, coroutines: bool = True) -> Program:
    program = _world()
    callees: list[Function] = []
    for index in range(choose(3)):
        is_step = coroutines and choose(3) == 2
        callees.append(_Body(program, choose, list(callees), f"main.f{index}", is_step).make())
    _Body(program, choose, callees, ENTRY, is_step=False).make()
    return program


def _world() -> Program:
    """A node with every kind of field, a subclass that overrides its method, observers."""
    program = Program()
    fields = [FieldLayout("number", INT), FieldLayout("any", OBJ), FieldLayout("next", NODE)]
    slot = "main.Node.visit"
    program.layouts = {
        "main.Node": Layout("main.Node", "", fields, {slot: "main.Node.visit"}),
        "main.Leaf": Layout("main.Leaf", "main.Node", [], {slot: "main.Leaf.visit"}),
        "main.Error": Layout("main.Error", ""),
    }
    program.globals["main.g"] = Global("main.g", OBJ, Constant(OBJ, None))
    program.globals["main.n"] = Global("main.n", INT, Constant(INT, 7))
    observers: list[tuple[str, list[IRType], IRType, bool]] = [
        ("main.show", [OBJ], NONE, False),
        ("main.check", [OBJ], NONE, True),
        ("main.fetch", [], INT, True),
        ("main.flip", [], BOOL, False),
        ("main.visit", [NODE], NONE, True),
        ("gloam.runtime.raising.raise_unbound_local", [STR], NONE, True),
    ]
    for name, types, result, can_raise in observers:
        parameters = [Register(f"p{i}", t, is_parameter=True) for i, t in enumerate(types)]
        program.functions[name] = Function(name, parameters, result, can_raise=can_raise)
    for class_name in ("main.Node", "main.Leaf"):
        self_ = Register("self", ref(class_name), is_parameter=True)
        fn = Function(f"{class_name}.visit", [self_], OBJ, path="main.py", traceback_name="visit")
        load = Op("get_field", [self_], OBJ, "main.Node.any", 90)
        unset = Op("is_unset", [load], BOOL)
        seen = Op("call", [load], NONE, "main.check", 91)
        fn.blocks = [
            Block("entry", [load, unset]),
            Block("empty", [], Return(Constant(OBJ, len(class_name)), 92)),
            Block("full", [seen], Return(load, 93)),
        ]
        fn.blocks[0].terminator = Branch(unset, fn.blocks[1], fn.blocks[2])
        program.functions[fn.name] = fn
    return program


@dataclass(slots=True)
class _Loop:
    after: Block
    again: Block
    handler: Block | None


@dataclass(slots=True)
class _Body:
    """Makes one function."""

    program: Program
    choose: Choose
    callees: list[Function]
    name: str
    is_step: bool
    fn: Function = field(init=False)
    block: Block = field(init=False)
    handler: Block | None = None
    line: int = 0
    loops: list[_Loop] = field(default_factory=list)
    locals: list[Register] = field(default_factory=list)
    temporaries: int = 0

    def make(self) -> Function:
        parameters = [Register("a", INT, is_parameter=True), Register("b", INT, is_parameter=True)]
        result = (INT, OBJ, NODE)[self.choose(3)]
        if self.name != ENTRY and self.choose(2):
            parameters.append(Register("node", NODE, is_parameter=True))
        if self.is_step:
            class_name = f"{self.name}.Frame"
            parameters = [Register("frame", ref(class_name), is_parameter=True)]
            result = OBJ
            self.program.layouts[class_name] = Layout(
                class_name, "", [FieldLayout("state", I64), FieldLayout("result", OBJ)]
            )
        self.fn = Function(self.name, parameters, result, path="main.py")
        if self.is_step:
            self.fn.is_frame_step, self.fn.frame_class = True, class_name
        if self.choose(4):
            self.fn.traceback_name = self.name.removeprefix("main.")
        self.block = Block("entry")
        self.fn.blocks.append(self.block)
        self.locals = [Register(f"i{n}", INT) for n in range(2)]
        self.locals += [Register("o", OBJ), Register("n", NODE), Register("w", I64)]
        for local in self.locals:
            self.initialise(local)
        self.statements(0)
        self.return_()
        self.block.terminator = Unreachable()
        self.program.functions[self.name] = self.fn
        return self.fn

    def initialise(self, local: Register) -> None:
        """Most locals: the others may be read while unset."""
        if self.choose(8) == 0:
            return
        value: Value = Constant(
            local.type, self.choose(300) if local.type.kind is not Kind.REF else None
        )
        if local.type == NODE:
            value = self.emit("new", type_=NODE, attribute="main.Node")
        self.assign(local, value)

    # Plumbing.

    def emit(
        self, name: str, *arguments: Value, type_: IRType | None = None, attribute: str = ""
    ) -> Op:
        op = Op(name, list(arguments), type_, attribute, self.line)
        self.block.ops.append(op)
        return op

    def assign(self, dest: Register, value: Value) -> None:
        self.block.ops.append(Op("assign", [value], None, "", self.line, dest))

    def temporary(self, type_: IRType) -> Register:
        self.temporaries += 1
        return Register(f"$t{self.temporaries}", type_)

    def new_block(self, name: str) -> Block:
        return Block(name, handler=self.handler)

    def start(self, block: Block) -> None:
        if self.block.terminator is None:
            self.block.terminator = Goto(block, self.line)
        block.handler = self.handler
        self.fn.blocks.append(block)
        self.block = block

    def stop(self, end: Goto | Raise | Return) -> None:
        """End the block; what follows is unreachable."""
        self.block.terminator = end
        dead = self.new_block("dead")
        self.fn.blocks.append(dead)
        self.block = dead

    # Expressions.

    def local(self, *kinds: Kind) -> Register | None:
        """A parameter or local of one of the kinds."""
        found = [r for r in [*self.fn.parameters, *self.locals] if r.type.kind in kinds]
        return found[self.choose(len(found))] if found else None

    def target(self, kind: Kind) -> Register:
        found = [r for r in self.locals if r.type.kind is kind]
        return found[self.choose(len(found))]

    def int_value(self, depth: int = 0) -> Value:
        pick = self.choose(12 if depth < 2 else 2)
        if pick == 0:
            return Constant(INT, (0, 1, 2, -1, 100, 200, 1 << 61, (1 << 62) - 1)[self.choose(8)])
        if pick == 1:
            return self.local(Kind.INT) or Constant(INT, 3)
        if pick in (2, 3, 4):
            name = ("add", "sub", "mul", "and", "xor", "floordiv", "mod")[self.choose(7)]
            left, right = self.int_value(depth + 1), self.int_value(depth + 1)
            return self.emit(f"int.{name}", left, right, type_=INT)
        if pick == 5:
            return self.emit("call", type_=INT, attribute="main.fetch")
        if pick == 6:
            node = self.node_value(depth + 1)
            value = self.emit("get_field", node, type_=INT, attribute="main.Node.number")
            return self.or_else(value, Constant(INT, 5))
        if pick == 7:
            return self.emit("get_global", type_=INT, attribute="main.n")
        if pick == 8:
            return self.number_value(depth)
        if pick == 9:
            mask = Constant(INT, (255, 1 << 40, -1, 0)[self.choose(4)])
            return self.emit("int.and", self.int_value(depth + 1), mask, type_=INT)
        if pick == 10:
            name = ("int.lshift", "int.rshift", "int.floordiv", "int.mod")[self.choose(4)]
            amount = Constant(INT, (1, 7, 40, 70, -3)[self.choose(5)])
            return self.emit(name, self.int_value(depth + 1), amount, type_=INT)
        name = ("int.neg", "int.invert")[self.choose(2)]
        return self.emit(name, self.int_value(depth + 1), type_=INT)

    def number_value(self, depth: int) -> Value:
        """To a raw type and back, with arithmetic in between that is tested for overflow."""
        kind = (I64, U8, IRType(Kind.I16), IRType(Kind.U64))[self.choose(4)]
        raw: Value = self.emit("int.to_raw", self.int_value(depth + 1), type_=kind)
        if self.choose(2):
            name = ("add", "sub", "mul")[self.choose(3)]
            other = Constant(kind, self.choose(100))
            overflow = self.emit(f"raw.{name}_overflows", raw, other, type_=BOOL)
            left, fits = self.new_block("overflow"), self.new_block("fits")
            self.block.terminator = Branch(overflow, left, fits, self.line)
            self.enter(left)
            made = self.emit("new", type_=ERROR, attribute="main.Error")
            self.emit("set_exception", made)
            self.block.terminator = Raise(self.line)
            self.enter(fits)
            raw = self.emit(f"raw.{name}", raw, other, type_=kind)
        return self.emit("int.from_raw", raw, type_=INT)

    def or_else(self, value: Op, default: Value) -> Value:
        """The value, or a default if it is unset."""
        result = self.temporary(type_of(value))
        self.assign(result, default)
        unset = self.emit("is_unset", value, type_=BOOL)
        is_set, after = self.new_block("set"), self.new_block("after")
        self.block.terminator = Branch(unset, after, is_set, self.line)
        self.start(is_set)
        self.assign(result, value)
        self.start(after)
        return result

    def node_value(self, depth: int = 0) -> Value:
        pick = self.choose(4 if depth < 2 else 2)
        known = self.local(Kind.REF) if pick == 0 else None
        if known is not None and known.type == NODE:
            return known
        if pick == 2:
            owner = self.node_value(depth + 1)
            found = self.emit("get_field", owner, type_=NODE, attribute="main.Node.next")
            return self.or_else(found, owner)
        name = ("main.Node", "main.Leaf")[self.choose(2)]
        made = self.emit("new", type_=ref(name), attribute=name)
        return self.emit("copy", made, type_=NODE) if pick == 3 else made

    def any_value(self, depth: int = 0) -> Value:
        pick = self.choose(7 if depth < 2 else 3)
        if pick == 0:
            return Constant(OBJ, (None, 4, "x", 300)[self.choose(4)])
        if pick == 1:
            return self.local(Kind.OBJ) or Constant(OBJ, None)
        if pick == 2:
            return self.emit("box", self.int_value(depth + 1), type_=OBJ)
        if pick == 3:
            return self.emit("box", self.node_value(depth + 1), type_=OBJ)
        if pick == 4:
            return self.emit("get_global", type_=OBJ, attribute="main.g")
        if pick == 5:
            node = self.node_value(depth + 1)
            virtual = ("call_virtual", "main.Node.visit")
            return self.emit(virtual[0], node, type_=OBJ, attribute=virtual[1])
        node = self.node_value(depth + 1)
        found = self.emit("take_field", node, type_=OBJ, attribute="main.Node.any")
        return self.or_else(found, Constant(OBJ, "empty"))

    def condition(self) -> Value:
        match self.choose(4):
            case 0:
                return self.emit("call", type_=BOOL, attribute="main.flip")
            case 1:
                name = ("eq", "lt", "ge", "ne", "le", "gt")[self.choose(6)]
                return self.emit(f"int.{name}", self.int_value(), self.int_value(), type_=BOOL)
            case 2:
                value = self.any_value()
                return self.emit("isinstance", value, type_=BOOL, attribute="builtins.int")
            case _:
                return self.emit("same", self.node_value(), self.node_value(), type_=BOOL)

    # Statements.

    def statements(self, depth: int) -> None:
        for _ in range(1 + self.choose(4)):
            self.line += 1
            self.statement(depth)

    def statement(self, depth: int) -> None:
        simple = [
            lambda: self.assign(self.target(Kind.INT), self.int_value()),
            lambda: self.assign(self.target(Kind.OBJ), self.any_value()),
            lambda: self.assign(self.target(Kind.REF), self.node_value()),
            self.observe,
            self.store,
            self.call,
            self.copy_local,
            self.delete,
            self.raw,
            self.leave,
            self.suspend,
        ]
        nested = [
            lambda: self.if_(depth),
            lambda: self.while_(depth),
            lambda: self.try_(depth),
            lambda: self.count(depth),
        ]
        actions = simple if depth >= DEPTH_MAX else simple + nested
        actions[self.choose(len(actions))]()

    def observe(self) -> None:
        name = ("main.show", "main.check")[self.choose(2)]
        self.emit("call", self.any_value(), type_=NONE, attribute=name)

    def store(self) -> None:
        match self.choose(5):
            case 0:
                node, value = self.node_value(), self.any_value()
                self.emit("set_field", node, value, attribute="main.Node.any")
            case 1:
                node, value = self.node_value(), self.int_value()
                self.emit("set_field", node, value, attribute="main.Node.number")
            case 2:
                self.emit("set_global", self.any_value(), attribute="main.g")
            case 3:
                self.emit("set_global", self.int_value(), attribute="main.n")
            case _:
                made = self.emit("new", type_=NODE, attribute="main.Node")
                self.emit("init_field", made, self.node_value(), attribute="main.Node.next")
                self.assign(self.target(Kind.REF), made)

    def call(self) -> None:
        if not self.callees:
            return
        callee = self.callees[self.choose(len(self.callees))]
        if callee.is_frame_step:
            self.drive(callee)
            return
        arguments = [
            self.node_value() if p.type.kind is Kind.REF else self.int_value()
            for p in callee.parameters
        ]
        result = self.emit("call", *arguments, type_=callee.result, attribute=callee.name)
        if self.choose(3):
            self.assign(self.target(callee.result.kind), result)

    def drive(self, callee: Function) -> None:
        """Make a frame and step it a few times, perhaps not to its end."""
        name = callee.frame_class
        frame = self.emit("new", type_=ref(name), attribute=name)
        self.emit("init_field", frame, Constant(I64, 0), attribute=f"{name}.state")
        for _ in range(self.choose(4)):
            given = self.emit("call", frame, type_=OBJ, attribute=callee.name)
            self.emit("call", given, type_=NONE, attribute="main.show")

    def copy_local(self) -> None:
        source = self.local(Kind.INT, Kind.OBJ)
        if source is not None:
            self.assign(self.target(source.type.kind), source)

    def delete(self) -> None:
        victim = self.target((Kind.INT, Kind.OBJ, Kind.REF)[self.choose(3)])
        self.assign(victim, Constant(victim.type, UNSET))

    def raw(self) -> None:
        self.assign(self.target(Kind.I64), Constant(I64, self.choose(5)))
        if self.choose(2):
            source = self.local(Kind.I64)
            assert source is not None
            value = self.emit("int.from_raw", source, type_=INT)
            self.assign(self.target(Kind.INT), value)

    def leave(self) -> None:
        pick = self.choose(5)
        if pick == 0:
            self.return_()
        elif pick == 1:
            made = self.emit("new", type_=ERROR, attribute="main.Error")
            self.emit("set_exception", made)
            self.stop(Raise(self.line))
        elif pick < 4 and self.loops and self.loops[-1].handler is self.handler:
            loop = self.loops[-1]
            self.stop(Goto(loop.again if pick == 2 else loop.after, self.line))

    def return_(self) -> None:
        value: Value
        if self.is_step:
            frame = self.fn.parameters[0]
            field_name = f"{self.fn.frame_class}.result"
            self.emit("set_field", frame, self.any_value(), attribute=field_name)
            self.stop(Return(Constant(OBJ, END), self.line))
            return
        match self.fn.result.kind:
            case Kind.INT:
                value = self.int_value()
            case Kind.OBJ:
                value = self.any_value()
            case Kind.REF:
                value = self.node_value()
            case _:
                raise AssertionError(self.fn.result)
        self.stop(Return(value, self.line))

    def suspend(self) -> None:
        if self.is_step:
            kept = self.any_value()
            resume = self.new_block("resume")
            self.block.terminator = Suspend(self.any_value(), resume, self.line)
            self.fn.blocks.append(resume)
            self.block = resume
            self.emit("call", kept, type_=NONE, attribute="main.show")

    def if_(self, depth: int) -> None:
        then, otherwise, after = (self.new_block(n) for n in ("then", "else", "endif"))
        condition = self.condition()
        self.block.terminator = Branch(condition, then, otherwise, self.line)
        self.enter(then)
        self.statements(depth + 1)
        self.goto(after)
        self.enter(otherwise)
        if self.choose(2):
            self.statements(depth + 1)
        self.goto(after)
        self.enter(after)

    def goto(self, target: Block) -> None:
        if self.block.terminator is None:
            self.block.terminator = Goto(target, self.line)

    def enter(self, block: Block) -> None:
        self.fn.blocks.append(block)
        self.block = block

    def while_(self, depth: int) -> None:
        count = self.temporary(I64)
        self.assign(count, Constant(I64, 0))
        head, body, after = (self.new_block(n) for n in ("head", "body", "done"))
        self.start(head)
        more = self.emit("raw.lt", count, Constant(I64, 1 + self.choose(3)), type_=BOOL)
        self.block.terminator = Branch(more, body, after, self.line)
        self.enter(body)
        self.assign(count, self.emit("raw.add", count, Constant(I64, 1), type_=I64))
        self.loops.append(_Loop(after, head, self.handler))
        self.statements(depth + 1)
        self.loops.pop()
        self.goto(head)
        self.enter(after)

    def count(self, depth: int) -> None:
        """`while i < limit: ...; i += step` over an int local that the body may change too."""
        index = self.target(Kind.INT)
        limit = Constant(INT, (3, 10, (1 << 62) + 5)[self.choose(3)])
        step = Constant(INT, 1 + self.choose(6))
        rounds = self.temporary(I64)
        self.assign(index, Constant(INT, (0, -2, (1 << 62) - 1)[self.choose(3)]))
        self.assign(rounds, Constant(I64, 0))
        head, again, body, after = (self.new_block(n) for n in ("head", "again", "body", "done"))
        self.start(head)
        more = self.emit("int.lt", index, limit, type_=BOOL)
        self.block.terminator = Branch(more, again, after, self.line)
        self.enter(again)
        self.assign(rounds, self.emit("raw.add", rounds, Constant(I64, 1), type_=I64))
        bounded = self.emit("raw.lt", rounds, Constant(I64, 5), type_=BOOL)
        self.block.terminator = Branch(bounded, body, after, self.line)
        self.enter(body)
        self.loops.append(_Loop(after, head, self.handler))
        self.statements(depth + 1)
        self.loops.pop()
        self.assign(index, self.emit("int.add", index, step, type_=INT))
        self.goto(head)
        self.enter(after)

    def try_(self, depth: int) -> None:
        handler, after = self.new_block("handler"), self.new_block("endtry")
        outer, self.handler = self.handler, handler
        self.start(self.new_block("try"))
        self.statements(depth + 1)
        self.goto(after)
        self.handler = outer
        self.enter(handler)
        caught = self.temporary(ref("builtins.BaseException"))
        self.assign(caught, self.emit("take_exception", type_=caught.type))
        self.statements(depth + 1)
        if self.choose(2):
            self.emit("set_exception", caught)
            self.block.terminator = Raise(0)
        else:
            self.goto(after)
        self.enter(after)
