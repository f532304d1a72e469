"""Nodes to a program for the matcher."""

from __future__ import annotations

from typing import Final

from gloam.kernel import regex
from gloam.kernel.regex import Program

from . import node as nodes
from .node import CharSet, Node
from .parser import Parsed
from .pattern_error import error

_ASCII_CLASS: Final = 8
_LAST_CASED: Final = 0x1E943

_SAME_UPPER: Final = (
    "i\u0131 s\u017f \u00b5\u03bc \u0345\u03b9\u1fbe \u0390\u1fd3 \u03b0\u1fe3 \u03b2\u03d0 "
    "\u03b5\u03f5 \u03b8\u03d1 \u03ba\u03f0 \u03c0\u03d6 \u03c1\u03f1 \u03c2\u03c3 \u03c6\u03d5 "
    "\u0432\u1c80 \u0434\u1c81 \u043e\u1c82 \u0441\u1c83 \u0442\u1c84\u1c85 \u044a\u1c86 "
    "\u0463\u1c87 \u1c88\ua64b \u1e61\u1e9b \ufb05\ufb06"
)
_SAME_UPPER_AS: Final = {
    ord(one): group.replace(one, "") for group in _SAME_UPPER.split(" ") for one in group
}
"""For a lower-case character the others whose upper case is the same."""


def compile_program(parsed: Parsed, is_text: bool) -> Program:
    only_ascii = not is_text or parsed.flags & nodes.ASCII != 0
    compiler = _Compiler(parsed.group_count, is_text, only_ascii)
    compiler.sequence(parsed.items)
    compiler.program.add(regex.MATCH)
    compiler.put_sets()
    first = _first_of(parsed.items)
    if first >= 0:
        compiler.program.set_first(first)
    return compiler.program


def _first_of(items: list[Node]) -> int:
    """The character that every match begins with, -1 if there is none that is known."""
    if not items:
        return -1
    item = items[0]
    if item.kind == nodes.LITERAL and not item.flags & nodes.IGNORECASE:
        return item.low
    if item.kind == nodes.GROUP or item.kind == nodes.ATOMIC:
        return _first_of(item.items)
    if item.kind in (nodes.GREEDY, nodes.LAZY, nodes.POSSESSIVE) and item.low > 0:
        return _first_of(item.items)
    return -1


class _WantedSet:
    """A set, and the operand that is to be its place."""

    def __init__(self, operand: int, charset: CharSet) -> None:
        self.operand = operand
        self.charset = charset


class _Compiler:
    """Sets are put behind the instructions."""

    def __init__(self, group_count: int, is_text: bool, only_ascii: bool) -> None:
        self.program = Program(group_count, only_ascii)
        self._is_text = is_text
        self._sets: list[_WantedSet] = []

    def put_sets(self) -> None:
        for wanted in self._sets:
            found = wanted.charset
            place = self.program.add_set(found.is_negated, found.lows, found.highs, found.classes)
            self.program.patch(wanted.operand, place)

    def _only_ascii(self, item: Node) -> bool:
        return not self._is_text or item.flags & nodes.ASCII != 0

    def _add(self, *words: int) -> int:
        """Add an instruction; its place."""
        place = self.program.place()
        for word in words:
            self.program.add(word)
        return place

    def _patch_to_here(self, place: int) -> None:
        self.program.patch(place, self.program.place())

    def sequence(self, items: list[Node]) -> None:
        for item in items:
            self._node(item)

    def _node(self, item: Node) -> None:
        kind = item.kind
        if kind <= nodes.SET:
            self._one(item)
        elif kind == nodes.AT:
            self._add(regex.AT, item.low, 1 if self._only_ascii(item) else 0)
        elif kind == nodes.GROUP:
            self._add(regex.SAVE, 2 * item.low)
            self.sequence(item.items)
            self._add(regex.CLOSE, item.low, 2 * item.low + 1)
        elif kind == nodes.BRANCH:
            self._branch(item)
        elif kind in (nodes.GREEDY, nodes.LAZY, nodes.POSSESSIVE):
            self._repeat(item)
        elif kind == nodes.ASSERT or kind == nodes.ASSERT_NOT:
            self._assertion(item)
        elif kind == nodes.ATOMIC:
            register = self.program.new_registers(1)
            self._add(regex.MARK, register)
            self.sequence(item.items)
            self._add(regex.CUT, register)
        elif kind == nodes.REFERENCE:
            if item.flags & nodes.IGNORECASE:
                self._add(regex.REFERENCE_IGNORE, item.low, 1 if self._only_ascii(item) else 0)
            else:
                self._add(regex.REFERENCE, item.low)
        elif kind == nodes.CONDITION:
            self._condition(item)
        else:
            self._add(regex.FAIL)

    def _branch(self, item: Node) -> None:
        jumps: list[int] = []
        last = len(item.branches) - 1
        for index in range(last):
            split = self._add(regex.SPLIT, 0)
            self.sequence(item.branches[index])
            jumps.append(self._add(regex.JUMP, 0) + 1)
            self._patch_to_here(split + 1)
        self.sequence(item.branches[last])
        for place in jumps:
            self._patch_to_here(place)

    def _condition(self, item: Node) -> None:
        place = self._add(regex.CONDITION, item.low, 0) + 2
        self.sequence(item.branches[0])
        if len(item.branches) > 1:
            jump = self._add(regex.JUMP, 0) + 1
            self._patch_to_here(place)
            self.sequence(item.branches[1])
            self._patch_to_here(jump)
        else:
            self._patch_to_here(place)

    def _assertion(self, item: Node) -> None:
        back = 0
        if item.low < 0:
            back = item.high
            if back < 0:
                raise error("look-behind requires fixed-width pattern")
            if back > nodes.MAXREPEAT:
                raise error("looks too much behind")
        register = self.program.new_registers(2)
        if item.kind == nodes.ASSERT:
            self._add(regex.ASSERT, register, back)
            self.sequence(item.items)
            self._add(regex.ASSERT_END, register)
        else:
            place = self._add(regex.ASSERT_NOT, register, back, 0) + 3
            self.sequence(item.items)
            self._add(regex.ASSERT_NOT_END, register)
            self._patch_to_here(place)

    def _repeat(self, item: Node) -> None:
        kind = regex.GREEDY
        if item.kind == nodes.LAZY:
            kind = regex.LAZY
        elif item.kind == nodes.POSSESSIVE:
            kind = regex.POSSESSIVE
        if len(item.items) == 1 and item.items[0].kind <= nodes.SET:
            target = self._add(regex.REPEAT_ONE, kind, item.low, item.high, 0) + 4
            self._one(item.items[0])
            self._patch_to_here(target)
            return
        register = self.program.new_registers(3)
        self._add(regex.LOOP_START, register)
        head = self._add(regex.LOOP, register, kind, item.low, item.high, 0)
        if kind == regex.LAZY:
            body = self.program.place() + 3
            self._add(regex.LOOP_STEP, register, body)
        self.sequence(item.items)
        if kind == regex.POSSESSIVE:
            self._add(regex.CUT, register + 2)
        self._add(regex.JUMP, head)
        self._patch_to_here(head + 5)

    # One character.

    def _one(self, item: Node) -> None:
        only_ascii = self._only_ascii(item)
        ascii_word = 1 if only_ascii else 0
        ignores = item.flags & nodes.IGNORECASE != 0
        charset = self._charset(item, only_ascii)
        if charset is not None:
            if ignores:
                operand = self._add(regex.IN_IGNORE, 0, ascii_word) + 1
            else:
                operand = self._add(regex.IN, 0) + 1
            self._sets.append(_WantedSet(operand, charset))
        elif item.kind == nodes.ANY:
            self._add(regex.ANY_ALL if item.flags & nodes.DOTALL else regex.ANY)
        else:
            is_not = item.kind == nodes.NOT_LITERAL
            small = regex.lower_of(item.low, only_ascii)
            if ignores and self._has_case(item.low, small, only_ascii):
                code = regex.NOT_CHAR_IGNORE if is_not else regex.CHAR_IGNORE
                self._add(code, small, ascii_word)
            else:
                self._add(regex.NOT_CHAR if is_not else regex.CHAR, item.low)

    def _charset(self, item: Node, only_ascii: bool) -> CharSet | None:
        """The set to look a character up in; None if there is no need for one."""
        charset = item.charset
        ignores = item.flags & nodes.IGNORECASE != 0
        if charset is None:
            is_literal = item.kind <= nodes.NOT_LITERAL
            if not is_literal or not ignores or only_ascii:
                return None
            if _SAME_UPPER_AS.get(regex.lower_of(item.low, False)) is None:
                return None
            charset = CharSet()
            charset.is_negated = item.kind == nodes.NOT_LITERAL
            charset.add(item.low, item.low)
        result = self._folded(charset, only_ascii) if ignores else CharSet()
        if not ignores:
            result.lows = charset.lows
            result.highs = charset.highs
        result.is_negated = charset.is_negated
        for kind in charset.classes:
            result.classes.append(kind + _ASCII_CLASS if only_ascii else kind)
        return result

    def _has_case(self, point: int, small: int, only_ascii: bool) -> bool:
        if only_ascii:
            return 0x61 <= small <= 0x7A
        return small != point or regex.upper_of(point) != point

    def _folded(self, charset: CharSet, only_ascii: bool) -> CharSet:
        """The set of the lower-case forms of a set's characters."""
        result = CharSet()
        for index in range(len(charset.lows)):
            low = charset.lows[index]
            high = charset.highs[index]
            result.add(low, high)
            last = min(high, 0x7F if only_ascii else _LAST_CASED)
            for point in range(low, last + 1):
                small = regex.lower_of(point, only_ascii)
                if small != point and not low <= small <= high:
                    result.add(small, small)
                others = None if only_ascii else _SAME_UPPER_AS.get(small)
                if others is not None:
                    for other in others:
                        if not low <= ord(other) <= high:
                            result.add(ord(other), ord(other))
        return result
