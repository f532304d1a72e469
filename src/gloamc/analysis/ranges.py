"""Integer ranges: between which bounds lies each int and each raw integer of a function?

Forward dataflow over intervals, per register and block, with branch conditions taken into account
on their edges, widening at loop heads and one narrowing round at the end. What is known of the rest
of the program comes as Facts (analysis/number_flow finds them).

An int may be an object, True or one of a subclass: such a value is ANY, and stays ANY however much
a comparison tells about its number, since only words can be read as words.

Counters. A register that starts within +-2**59 and otherwise only grows or shrinks by at most 4
stays within +-(2**59 + 2**61) for 2**59 additions: 18 years at one per nanosecond. That is taken
as a bound, and makes `i += 1` a machine addition.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from heapq import heappop, heappush

from gloamc.analysis import intervals
from gloamc.analysis.cfg import reverse_postorder, successors, terminator_values
from gloamc.analysis.intervals import ANY, BIT, TOP, Interval, hull, is_inside, may_be_object
from gloamc.analysis.live_values import live_values
from gloamc.ir.function import Block, Branch, Constant, Function, Op, Register, Value
from gloamc.ir.ops import OPS
from gloamc.ir.types import IRType, Kind

Environment = dict[Register | Op, Interval]
"""What is known beyond the bounds of the type: of registers, and of the results that are read in
other blocks than their own."""

_STEP_MAX = 4
START: Interval = (-(1 << 59), 1 << 59)
SIZES: Interval = (0, 1 << 47)
"""Lengths of what is in memory: the address space has 47 bits."""
COUNTER: Interval = (-(1 << 59) - (1 << 61), (1 << 59) + (1 << 61))
_ROUNDS_MAX = 3
"""So often a loop head may widen to the next constant of the function before it gives up."""
_DEPTH_MAX = 4
NEAR = 256
FAR_MAX = 64
"""Values whose places are at most NEAR blocks apart are followed all the way, and FAR_MAX others:
what is known costs so much per block at most, however many variables a function has."""

_BINARY: dict[str, Callable[[Interval, Interval], Interval]] = {
    "add": intervals.add,
    "sub": intervals.sub,
    "mul": intervals.mul,
    "and": intervals.and_,
    "or": intervals.or_,
    "xor": intervals.xor,
    "floordiv": intervals.floordiv,
    "mod": intervals.mod,
    "lshift": intervals.lshift,
    "shl": intervals.lshift,
    "rshift": intervals.rshift,
    "shr": intervals.rshift,
}
_UNARY: dict[str, Callable[[Interval], Interval]] = {
    "neg": intervals.neg,
    "invert": intervals.invert,
    "from_raw": lambda a: a,
    "to_raw": lambda a: a,
    "convert": lambda a: a,
    "tag": lambda a: a,
    "untag": lambda a: a,
}


def _transfer() -> dict[str, Callable[..., Interval]]:
    table: dict[str, Callable[..., Interval]] = {}
    for name in OPS:
        family, _, operation = name.partition(".")
        if family in ("int", "raw"):
            if operation in _BINARY:
                table[name] = _BINARY[operation]
            elif operation in _UNARY:
                table[name] = _UNARY[operation]
    table["copy"] = lambda a: a
    table["bool.to_int"] = table["bool.to_raw"] = lambda a: BIT
    return table


_TRANSFER = _transfer()
_COMPARE = {
    f"{family}.{name}": name
    for family in ("int", "raw")
    for name in ("eq", "ne", "lt", "le", "gt", "ge")
}
_DECIDABLE = frozenset(
    [*_COMPARE, *(f"raw.{name}_overflows" for name in ("add", "sub", "mul")), "raw.fits"]
)
_OPPOSITE = {"eq": "ne", "ne": "eq", "lt": "ge", "ge": "lt", "gt": "le", "le": "gt"}
_SWAPPED = {"eq": "eq", "ne": "ne", "lt": "gt", "gt": "lt", "le": "ge", "ge": "le"}
_SIZE_FIELDS = frozenset(
    [
        "gloam.runtime.list.AnyList.size",
        "gloam.runtime.dict.AnyDict.used",
        "gloam.runtime.dict.AnyDict.filled",
    ]
)
_SIZE_PLACES = frozenset(
    [("builtins.str", "16"), ("builtins.bytes", "16"), ("builtins.tuple", "8")]
)
"""Class and offset of the words that hold lengths."""
_OF_BOOLS = frozenset(["int.and", "int.or", "int.xor"])
"""Ops that give True or False for such operands; all others give a plain number for objects."""
_SAME_NUMBER = frozenset(["int.from_raw", "int.to_raw", "int.tag", "int.untag", "copy"])
"""Ops whose result is the operand's number."""


@dataclass(slots=True)
class Facts:
    """What is known of integers beyond a function. A name that is absent was not seen (yet);
    nothing is known of a function that is not in `bodies`."""

    bodies: frozenset[str] = frozenset()

    parameters: dict[tuple[str, int], Interval] = field(default_factory=dict)
    results: dict[str, Interval] = field(default_factory=dict)
    fields: dict[str, Interval] = field(default_factory=dict)
    slots: dict[str, list[str]] = field(default_factory=dict)
    """The implementations of each virtual slot that is called."""

    def result(self, name: str) -> Interval:
        return self.results.get(name, NOTHING) if name in self.bodies else ANY


NOTHING: Interval = (0, 0)
"""Stands for a fact that was not seen: a start for the fixpoint, which only widens it."""


class Ranges:
    """`at_start[b]` is what is known where block b starts; a block without entry never runs."""

    def __init__(self, fn: Function, facts: Facts | None) -> None:
        """Without facts nothing is known of parameters, results and fields."""
        self.fn = fn
        self.facts = facts
        self.order = reverse_postorder(fn)
        self.limit: dict[Register | Op, Interval] = {}
        """What always holds for each integer value: its type's bounds, or those of a counter."""
        self.here: dict[Op, Interval] = {}
        """Results that are read in their own block only, as of the last walk through it."""
        self.assigned: dict[Op, Interval] = {}
        """What each assignment assigns, likewise."""
        self.crossing: set[Op] = set()
        self._survey()
        self._followed = self._choose_followed()
        self._live = live_values(self.order, self._followed.__contains__)
        """What an environment has to say where a block starts: all else is dead there."""
        self.at_start: dict[Block, Environment] = {self.order[0]: {}}
        self._thresholds = self._constants()
        self._solve()

    # What is known of a value.

    def interval(self, value: Value, known: Environment) -> Interval:
        if isinstance(value, Constant):
            return _constant(value)
        found = known.get(value)
        if found is not None:
            return found
        if isinstance(value, Op):
            found = self.here.get(value)
            if found is not None:
                return found
        return self.limit.get(value, ANY)

    def is_integer(self, value: Value) -> bool:
        return not isinstance(value, Constant) and value in self.limit

    def step(self, op: Op, known: Environment) -> None:
        """Take an op into account."""
        dest = op.dest
        if dest is not None:
            if dest in self.limit:
                found = self.interval(op.arguments[0], known)
                self.assigned[op] = self._define(dest, found, known)
        elif op in self.limit:
            if op in self.crossing:
                self._define(op, self.result(op, known), known)
            else:
                self.here[op] = self.result(op, known)

    def result(self, op: Op, known: Environment) -> Interval:
        """What an op can give, from what is known of its operands."""
        limit = self.limit[op]
        transfer = _TRANSFER.get(op.name)
        if transfer is not None:
            operands = [self.interval(value, known) for value in op.arguments]
            if op.name in _OF_BOOLS and all(map(may_be_object, operands)):
                return ANY
            found = transfer(*operands)
            if limit[0] <= found[0] and found[1] <= limit[1]:
                return found
            if op.name == "int.to_raw" and found[0] <= limit[1] and limit[0] <= found[1]:
                return max(found[0], limit[0]), min(found[1], limit[1])
            return limit
        return self._told(op, limit)

    def _told(self, op: Op, limit: Interval) -> Interval:
        """What the facts say about an op's result."""
        facts = self.facts
        found = limit
        match op.name:
            case "get_field" if op.attribute in _SIZE_FIELDS:
                found = SIZES
            case "layout.load" if _place(op) in _SIZE_PLACES:
                found = SIZES
            case "get_field" if facts is not None:
                found = facts.fields.get(op.attribute, NOTHING)
            case "call" if facts is not None:
                found = facts.result(op.attribute)
            case "call_virtual" if facts is not None and op.attribute in facts.slots:
                known = [facts.result(name) for name in facts.slots[op.attribute]]
                found = known[0] if known else NOTHING
                for other in known[1:]:
                    found = hull(found, other)
            case _:
                return limit
        return max(found[0], limit[0]), min(found[1], limit[1])

    def decided(self, op: Op, known: Environment) -> bool | None:
        """The result of a comparison or overflow test, if it can only have one."""
        if op.name not in _DECIDABLE:
            return None
        name = _COMPARE.get(op.name)
        if name is not None:
            left, right = op.arguments
            return _compare(name, self.interval(left, known), self.interval(right, known))
        if op.name != "raw.fits":
            limit = intervals.of_type(op.arguments[0].type)
            exact = _BINARY[op.name[4:-10]](*(self.interval(v, known) for v in op.arguments))
            if is_inside(exact, limit):
                return False
            return True if exact[1] < limit[0] or exact[0] > limit[1] else None
        limit = intervals.of_type(IRType(Kind(op.attribute)))
        found = self.interval(op.arguments[0], known)
        if is_inside(found, limit):
            return True
        return False if found[1] < limit[0] or found[0] > limit[1] else None

    def _define(self, target: Register | Op, found: Interval, known: Environment) -> Interval:
        limit = self.limit[target]
        if found[0] < limit[0] or found[1] > limit[1]:
            found = max(found[0], limit[0]), min(found[1], limit[1])
        if found == limit:
            known.pop(target, None)
        else:
            known[target] = found
        return found

    # Before the fixpoint.

    def _choose_followed(self) -> set[Register | Op]:
        """The integers of which something is known across blocks."""
        first: dict[Register | Op, int] = dict.fromkeys(self.fn.parameters, 0)
        last: dict[Register | Op, int] = dict(first)
        for index, block in enumerate(self.order):
            places: list[Value] = [*terminator_values(block.terminator)]
            for op in block.ops:
                places += op.arguments
                places.append(op.dest if op.dest is not None else op)
            for value in places:
                if isinstance(value, Register) or value in self.crossing:
                    assert not isinstance(value, Constant)
                    first.setdefault(value, index)
                    last[value] = index
        integers = [value for value in first if value in self.limit]
        near = [value for value in integers if last[value] - first[value] <= NEAR]
        far = [value for value in integers if last[value] - first[value] > NEAR]
        return {*near, *far[:FAR_MAX]}

    def _survey(self) -> None:
        """Find the integers, the results that cross blocks, and the counters."""
        values: dict[Register, list[Value]] = {}
        for block in self.order:
            own = set(block.ops)
            for op in block.ops:
                if op.dest is not None:
                    values.setdefault(op.dest, []).append(op.arguments[0])
                elif op.type is not None and is_integer_type(op.type):
                    self.limit[op] = _limit_of(op)
                for value in op.arguments:
                    if isinstance(value, Op) and value not in own:
                        self.crossing.add(value)
            for value in terminator_values(block.terminator):
                if isinstance(value, Op) and value not in own:
                    self.crossing.add(value)
        for number, parameter in enumerate(self.fn.parameters):
            if is_integer_type(parameter.type):
                limit = intervals.of_type(parameter.type)
                if self.facts is not None:
                    found = self.facts.parameters.get((self.fn.name, number), NOTHING)
                    limit = max(found[0], limit[0]), min(found[1], limit[1])
                self.limit[parameter] = limit
        for register in values:
            if is_integer_type(register.type):
                is_counter = self._is_counter(register, values.get(register, []))
                limit = COUNTER if is_counter else intervals.of_type(register.type)
                self.limit[register] = limit

    def _is_counter(self, register: Register, values: list[Value]) -> bool:
        """Does every assignment start or step it? See above."""
        return (
            any(is_step_of(value, register) for value in values)
            and intervals.of_type(register.type)[1] >= COUNTER[1]
            and all(
                is_step_of(value, register) or is_inside(self._plain(value), START)
                for value in values
            )
        )

    def _plain(self, value: Value, depth: int = 0) -> Interval:
        """What is known of a value wherever it is read."""
        if isinstance(value, Op):
            transfer = _TRANSFER.get(value.name)
            limit = _limit_of(value)
            if transfer is not None and depth < _DEPTH_MAX:
                found = transfer(*[self._plain(v, depth + 1) for v in value.arguments])
                if is_inside(found, limit):
                    return found
            return self._told(value, limit)
        if isinstance(value, Register):
            return self.limit.get(value, intervals.of_type(value.type))
        return _constant(value)

    # The fixpoint.

    def _constants(self) -> list[int]:
        """Where widening stops first: the function's constants and their neighbours."""
        found = {0, -1, 1, intervals.SMALL[0], intervals.SMALL[1], *COUNTER}
        for block in self.order:
            for op in block.ops:
                if op.name in _COMPARE:
                    for value in op.arguments:
                        if isinstance(value, Constant) and isinstance(value.value, int):
                            found.update((value.value - 1, value.value, value.value + 1))
        return sorted(found)

    def _solve(self) -> None:
        number = {block: index for index, block in enumerate(self.order)}
        visits: dict[Block, int] = {}
        work = [0]
        waiting = {0}
        while work:
            index = heappop(work)
            waiting.discard(index)
            block = self.order[index]
            for target, arriving in self.leave(block):
                is_back = number[target] <= index
                if self._join(target, arriving, visits.get(target, 0) if is_back else -1):
                    if is_back:
                        visits[target] = visits.get(target, 0) + 1
                    if number[target] not in waiting:
                        waiting.add(number[target])
                        heappush(work, number[target])
        if visits:
            self._narrow(number)

    def _join(self, target: Block, arriving: Environment, visit: int) -> bool:
        """Merge into what is known at a block; widen if `visit` (of a back edge) is not -1."""
        known = self.at_start.get(target)
        if known is None:
            self.at_start[target] = dict(arriving)
            return True
        changed = False
        for value in list(known):
            old = known[value]
            new = self.interval(value, arriving)
            if old[0] <= new[0] and new[1] <= old[1]:
                continue
            changed = True
            wide = hull(old, new)
            if visit >= 0:
                wide = self._widen(old, wide, visit)
            self._define(value, wide, known)
        return changed

    def _widen(self, old: Interval, new: Interval, visit: int) -> Interval:
        low, high = new
        if may_be_object(new):
            return ANY
        if low < old[0]:
            at = bisect_right(self._thresholds, low) - 1
            low = self._thresholds[at] if at >= 0 and visit < _ROUNDS_MAX else -intervals.LIMIT
        if high > old[1]:
            at = bisect_left(self._thresholds, high)
            in_table = at < len(self._thresholds) and visit < _ROUNDS_MAX
            high = self._thresholds[at] if in_table else intervals.LIMIT
        return low, high

    def _narrow(self, number: dict[Block, int]) -> None:
        """One more round from the solution downwards: each state is what its edges bring."""
        arriving: dict[Block, Environment] = {self.order[0]: {}}
        reached = [block for block in self.order if block in self.at_start]
        for block in reached:
            if any(number[target] <= number[block] for target in _targets(block)):
                for target, state in self.leave(block):
                    if number[target] <= number[block]:
                        self._bring(arriving, target, state)
        for block in reached:
            if block in arriving:
                self.at_start[block] = _both(arriving.pop(block), self.at_start[block], self)
            for target, state in self.leave(block):
                if number[target] > number[block]:
                    self._bring(arriving, target, state)

    def _bring(self, arriving: dict[Block, Environment], target: Block, state: Environment) -> None:
        known = arriving.get(target)
        arriving[target] = state if known is None else _either(known, state, self)

    # Edges.

    def leave(self, block: Block) -> list[tuple[Block, Environment]]:
        """Run through a block; what each edge that can be taken brings to its target."""
        known = dict(self.at_start[block])
        result: list[tuple[Block, Environment]] = []
        thrown = dict(known) if block.handler is not None else known
        assigned_at: dict[Register, int] = {}
        for index, op in enumerate(block.ops):
            self.step(op, known)
            dest = op.dest
            if dest is not None:
                assigned_at[dest] = index
                if block.handler is not None and dest in thrown:
                    if dest in known:
                        thrown[dest] = hull(thrown[dest], known[dest])
                    else:
                        del thrown[dest]
        end = block.terminator
        if isinstance(end, Branch) and isinstance(end.condition, Op):
            edge = _Edge(self, block, known, assigned_at)
            for target, outcome in ((end.then, True), (end.otherwise, False)):
                state = edge.assume(end.condition, outcome)
                if state is not None:
                    result.append((target, state))
        else:
            result += [(target, known) for target in block.successors()]
        if block.handler is not None:
            result.append((block.handler, thrown))
        return [(target, self._alive(state, target)) for target, state in result]

    def _alive(self, state: Environment, target: Block) -> Environment:
        live = self._live[target]
        return {value: found for value, found in state.items() if value in live}


class _Edge:
    """What a branch tells about the values that its condition compares."""

    def __init__(
        self,
        ranges: Ranges,
        block: Block,
        known: Environment,
        assigned_at: dict[Register, int],
    ) -> None:
        self.ranges = ranges
        self.known = known
        self.assigned_at = assigned_at
        self.position = {op: index for index, op in enumerate(block.ops)}

    def assume(self, condition: Op, outcome: bool) -> Environment | None:
        """The state behind the edge; None if the condition cannot come out so."""
        while condition.name == "bool.not" and isinstance(condition.arguments[0], Op):
            condition, outcome = condition.arguments[0], not outcome
        state = dict(self.known)
        name = _COMPARE.get(condition.name)
        if name is None:
            return state
        if not outcome:
            name = _OPPOSITE[name]
        a, b = condition.arguments
        current = self._is_current
        left = self._at(a, condition, self.known)
        right = self._at(b, condition, self.known)
        if _compare(name, left, right) is False:
            return None
        if current(a, condition):
            self._refine(a, _limited(name, left, right), state)
        if current(b, condition):
            self._refine(b, _limited(_SWAPPED[name], right, left), state)
        return state

    def _at(self, value: Value, reader: Op, known: Environment) -> Interval:
        """The interval of an operand as the reader saw it, as far as still known."""
        if self._is_current(value, reader):
            return self.ranges.interval(value, known)
        return intervals.of_type(value.type)

    def _is_current(self, value: Value, reader: Op) -> bool:
        """Does the operand still have the value that the reader read?"""
        if not isinstance(value, Register) or value.is_parameter:
            return True
        position = self.position.get(reader)
        return position is not None and self.assigned_at.get(value, -1) < position

    def _refine(self, value: Value, found: Interval, state: Environment) -> None:
        """Note the interval of a value, and of what it is the number of."""
        for _ in range(_DEPTH_MAX):
            if isinstance(value, Constant) or value not in self.ranges.limit:
                return
            old = self.ranges.interval(value, state)
            if may_be_object(old):
                return
            new = max(old[0], found[0]), min(old[1], found[1])
            if new[0] > new[1]:
                return
            if new != old and (isinstance(value, Register) or value in self.ranges.crossing):
                state[value] = new
            if not isinstance(value, Op) or value.name not in _SAME_NUMBER:
                return
            source = value.arguments[0]
            if not self._is_current(source, value):
                return
            value = source


def _targets(block: Block) -> tuple[Block, ...]:
    return successors(block, with_handlers=True)


def is_integer_type(type_: IRType | None) -> bool:
    return type_ is not None and (type_.kind is Kind.INT or type_.is_raw)


def _limit_of(op: Op) -> Interval:
    """What always holds for an op's result: exact arithmetic gives no objects of subclasses."""
    is_exact = op.name in _TRANSFER and op.name != "copy" and op.name not in _OF_BOOLS
    limit = intervals.of_type(op.type)
    return TOP if is_exact and limit == ANY else limit


def _place(op: Op) -> tuple[str, str]:
    """Class and offset of a word in an object."""
    owner = op.arguments[0].type
    return (owner.class_name if owner is not None else ""), op.attribute


def _constant(constant: Constant) -> Interval:
    number = constant.value
    if isinstance(number, int) and not isinstance(number, bool):
        return intervals.of_number(number)
    return intervals.of_type(constant.type)


def is_step_of(value: Value, register: Value) -> bool:
    """Is it `register + c` or `register - c` with a small c, and without wrapping below 0?"""
    if not isinstance(value, Op) or value.name not in ("int.add", "int.sub", "raw.add", "raw.sub"):
        return False
    if register.type is None:
        return False
    if register.type.is_raw and not register.type.is_signed and value.name == "raw.sub":
        return False
    base, amount = value.arguments
    if base is not register or not isinstance(amount, Constant):
        return False
    return isinstance(amount.value, int) and abs(amount.value) <= _STEP_MAX


def _compare(name: str, a: Interval, b: Interval) -> bool | None:
    match name:
        case "lt":
            return True if a[1] < b[0] else False if a[0] >= b[1] else None
        case "le":
            return True if a[1] <= b[0] else False if a[0] > b[1] else None
        case "gt":
            return True if a[0] > b[1] else False if a[1] <= b[0] else None
        case "ge":
            return True if a[0] >= b[1] else False if a[1] < b[0] else None
        case "eq":
            if a[1] < b[0] or b[1] < a[0]:
                return False
            return True if a[0] == a[1] == b[0] == b[1] else None
        case _:
            opposite = _compare("eq", a, b)
            return None if opposite is None else not opposite


def _limited(name: str, a: Interval, b: Interval) -> Interval:
    """The part of `a` for which the comparison with something in `b` can hold."""
    low, high = a
    match name:
        case "lt":
            high = min(high, b[1] - 1)
        case "le":
            high = min(high, b[1])
        case "gt":
            low = max(low, b[0] + 1)
        case "ge":
            low = max(low, b[0])
        case "eq":
            low, high = max(low, b[0]), min(high, b[1])
        case _ if b[0] == b[1]:
            low, high = low + (low == b[0]), high - (high == b[0])
        case _:
            pass
    return low, high


def _either(a: Environment, b: Environment, ranges: Ranges) -> Environment:
    """What holds on both of two ways."""
    return {
        value: hull(found, ranges.interval(value, b)) for value, found in a.items() if value in b
    }


def _both(a: Environment, b: Environment, ranges: Ranges) -> Environment:
    """What holds if both hold."""
    result = dict(b)
    for value, found in a.items():
        old = ranges.interval(value, b)
        new = max(old[0], found[0]), min(old[1], found[1])
        if new[0] <= new[1]:
            result[value] = new
    return result
