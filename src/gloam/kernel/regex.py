"""The matcher of re: runs a program of words over a str or bytes, backtracking on its own stacks.

A program is a list of instructions, each a code and its operands; `Op` has them. What may have to
be tried again is on the stack of choices, what to take back then on the trail: both grow as needed,
up to the memory that there is. The machine's stack is not used.
"""

# ruff: noqa: SIM109  (comparisons of machine integers, written out)

from __future__ import annotations

from typing import Final

from gloam.machine import (
    Ptr,
    bytes_data,
    bytes_length,
    bytes_new,
    copy_memory,
    i64,
    reinterpret,
    str_data,
    str_kind,
    str_length,
    u8,
)
from gloam.runtime import code_point, unicode

# Instructions, with their operands. A target is a place in the program.
FAIL: Final = 0
MATCH: Final = 1
CHAR: Final = 2  # code point
NOT_CHAR: Final = 3
ANY: Final = 4
ANY_ALL: Final = 5
IN: Final = 6  # place of a set
CHAR_IGNORE: Final = 7  # code point in lower case, whether only ASCII has cases
NOT_CHAR_IGNORE: Final = 8
IN_IGNORE: Final = 9  # place of a set of lower-case characters, whether only ASCII has cases
AT: Final = 10  # place, whether only ASCII makes words
JUMP: Final = 11  # target
SPLIT: Final = 12  # target to try if what follows does not match
SAVE: Final = 13  # register
REPEAT_ONE: Final = 14  # kind, least, most, target; then one instruction for one character
LOOP_START: Final = 15  # register of the count, the one behind has the last place
LOOP: Final = 16  # register, kind, least, most, target behind; LOOP_STEP if lazy; the body
LOOP_STEP: Final = 17  # register, target of the body: a lazy loop goes round
CUT: Final = 18  # register of a height of choices
MARK: Final = 19  # register for the height of choices
ASSERT: Final = 20  # register for place and height, how far back
ASSERT_END: Final = 21  # register
ASSERT_NOT: Final = 22  # register, how far back, target behind
ASSERT_NOT_END: Final = 23  # register
REFERENCE: Final = 24  # group
REFERENCE_IGNORE: Final = 25  # group, whether only ASCII has cases
CONDITION: Final = 26  # group, target if it did not match
CLOSE: Final = 27  # group, the register of its end

GREEDY: Final = 0
LAZY: Final = 1
POSSESSIVE: Final = 2

# Places and classes, as re's nodes number them.
_AT_START: Final = i64(0)
_AT_LINE_START: Final = i64(1)
_AT_END: Final = i64(2)
_AT_LINE_END: Final = i64(3)
_AT_VERY_END: Final = i64(4)
_AT_BOUNDARY: Final = i64(5)

_LINE_BREAK: Final = i64(0x0A)
_NOWHERE: Final = i64(-1)
_CHOICE_WORDS: Final = i64(4)
_TRAIL_WORDS: Final = i64(2)
_ASCII_BIT: Final = i64(8)
MAXREPEAT: Final = 4294967295
_MAXREPEAT: Final = i64(MAXREPEAT)


class Words:
    """A growing block of words."""

    def __init__(self, capacity: i64) -> None:
        self.block = bytes_new(capacity * 8)
        self.capacity = capacity
        self.size = i64(0)

    def words(self) -> Ptr[i64]:
        result: Ptr[i64] = reinterpret(bytes_data(self.block))
        return result

    def reserve(self, more: i64) -> None:
        """Make room for `more` words behind those that there are."""
        if self.size + more <= self.capacity:
            return
        capacity = 2 * self.capacity + more
        block = bytes_new(capacity * 8)
        copy_memory(bytes_data(block), bytes_data(self.block), self.size * 8)
        self.block = block
        self.capacity = capacity


class Program:
    """A compiled pattern, which begins behind a FAIL.

    Registers: two for each group, 0 included; the number of the last group; the rest.
    """

    def __init__(self, group_count: int, is_ascii: bool) -> None:
        self.code = Words(i64(64))
        self.group_count = i64(group_count)
        self.register_count = i64(2 * group_count + 3)
        self.is_ascii = is_ascii
        # What a match must begin with, -1 if that is not one known character.
        self.first = _NOWHERE
        self.add(FAIL)

    def place(self) -> int:
        return int(self.code.size)

    def add(self, word: int) -> None:
        self.code.reserve(i64(1))
        self.code.words()[self.code.size] = i64(word)
        self.code.size += 1

    def patch(self, place: int, word: int) -> None:
        self.code.words()[i64(place)] = i64(word)

    def new_registers(self, count: int) -> int:
        result = int(self.register_count)
        self.register_count += i64(count)
        return result

    def set_first(self, point: int) -> None:
        self.first = i64(point)

    def add_set(self, is_negated: bool, lows: list[int], highs: list[int], kinds: list[int]) -> int:
        """Put a set into the program; its place. What is below 256 is looked up in a bit map.

        A class has 8 added if only ASCII belongs to it.
        """
        place = self.place()
        self.add(1 if is_negated else 0)
        for _ in range(4):
            self.add(0)
        self.add(len(lows))
        self.add(len(kinds))
        for index in range(len(lows)):
            self.add(lows[index])
            self.add(highs[index])
        for kind in kinds:
            self.add(kind)
        words = self.code.words() + i64(place)
        point = i64(0)
        while point < 256:
            if _is_listed(words, point):
                slot = 1 + (point >> 6)
                words[slot] = words[slot] | _bit(point & 63)
            point += 1
        return place


def _bit(place: i64) -> i64:
    if place == 63:
        return i64(-(1 << 63))
    return i64(1) << place


def _is_listed(words: Ptr[i64], point: i64) -> bool:
    """Whether a set's ranges or classes have it."""
    ranges = words[5]
    at = i64(7)
    stop = at + 2 * ranges
    while at < stop:
        if words[at] <= point and point <= words[at + 1]:
            return True
        at += 2
    stop = at + words[6]
    while at < stop:
        if is_of_class(words[at], point):
            return True
        at += 1
    return False


def is_of_class(kind: i64, point: i64) -> bool:
    only_ascii = kind >= _ASCII_BIT
    number = kind & 7
    if number >> 1 == 0:
        found = _is_digit(point, only_ascii)
    elif number >> 1 == 1:
        found = _is_space(point, only_ascii)
    else:
        found = is_word(point, only_ascii)
    return not found if number & 1 == 1 else found


def _is_digit(point: i64, only_ascii: bool) -> bool:
    if point < 0x80 or only_ascii:
        return point >= 0x30 and point <= 0x39
    return unicode.is_decimal(point)


def _is_space(point: i64, only_ascii: bool) -> bool:
    if only_ascii:
        return point == 0x20 or (point >= 0x09 and point <= 0x0D)
    return unicode.is_space(point)


def is_word(point: i64, only_ascii: bool) -> bool:
    if point < 0x80 or only_ascii:
        is_letter = (point | 0x20) >= 0x61 and (point | 0x20) <= 0x7A and point < 0x80
        return is_letter or (point >= 0x30 and point <= 0x39) or point == 0x5F
    return (
        unicode.is_alpha(point)
        or unicode.is_decimal(point)
        or unicode.is_digit(point)
        or unicode.is_numeric(point)
    )


def lower(point: i64, only_ascii: bool) -> i64:
    if point < 0x80:
        return point + 32 if point >= 0x41 and point <= 0x5A else point
    return point if only_ascii else unicode.simple_lower(point)


def lower_of(point: int, only_ascii: bool) -> int:
    return int(lower(i64(point), only_ascii))


def upper_of(point: int) -> int:
    return int(unicode.simple_upper(i64(point)))


def _is_in(words: Ptr[i64], point: i64) -> bool:
    """Whether the set at `words` has the character."""
    if point < 256:
        found = (words[1 + (point >> 6)] >> (point & 63)) & 1 == 1
    else:
        found = _is_listed(words, point)
    return found != (words[0] == 1)


class Matcher:
    """One search of a subject, or several in a row. `start` and `end` are bounds in it."""

    def __init__(self, program: Program, text: str, data: bytes, is_text: bool) -> None:
        self._program = program
        self._text = text
        self._bytes = data
        self._is_text = is_text
        self._size = str_length(text) if is_text else bytes_length(data)
        self._kind = str_kind(text) if is_text else i64(1)
        self._end = self._size
        self._registers = bytes_new(program.register_count * 8)
        self._choices = Words(i64(64))
        self._trail = Words(i64(64))
        self._is_full = False
        # A match that ends there does not count.
        self._forbidden = _NOWHERE

    def size(self) -> int:
        return int(self._size)

    def register(self, index: int) -> int:
        words: Ptr[i64] = reinterpret(bytes_data(self._registers))
        return int(words[i64(index)])

    def match(self, start: int, end: int, is_full: bool) -> bool:
        """Whether the pattern matches at `start`, and all up to `end` if `is_full`."""
        self._end = i64(end)
        self._is_full = is_full
        self._forbidden = _NOWHERE
        return self._run(i64(start))

    def search(self, start: int, end: int, must_advance: bool) -> bool:
        """Whether it matches at `start` or behind; not with nothing at `start` if told so."""
        self._end = i64(end)
        self._is_full = False
        at = i64(start)
        self._forbidden = at if must_advance else _NOWHERE
        first = self._program.first
        data = self._data()
        kind = self._kind
        while at <= self._end:
            if first >= 0:
                while at < self._end and code_point.read(data, kind, at) != first:
                    at += 1
                if at >= self._end:
                    return False
            if self._run(at):
                return True
            self._forbidden = _NOWHERE
            at += 1
        return False

    def _data(self) -> Ptr[u8]:
        return str_data(self._text) if self._is_text else bytes_data(self._bytes)

    def _clear(self) -> None:
        registers: Ptr[i64] = reinterpret(bytes_data(self._registers))
        at = i64(0)
        while at < self._program.register_count:
            registers[at] = _NOWHERE
            at += 1
        self._choices.size = i64(0)
        self._trail.size = i64(0)

    def _set(self, index: i64, value: i64) -> None:
        """Write a register, noting on the trail what it held."""
        registers: Ptr[i64] = reinterpret(bytes_data(self._registers))
        if self._choices.size > 0:
            self._trail.reserve(_TRAIL_WORDS)
            words = self._trail.words() + self._trail.size
            words[0] = index
            words[1] = registers[index]
            self._trail.size += _TRAIL_WORDS
        registers[index] = value

    def _get(self, index: i64) -> i64:
        registers: Ptr[i64] = reinterpret(bytes_data(self._registers))
        return registers[index]

    def _choose(self, pc: i64, at: i64, bound: i64) -> None:
        """Remember to try again at `pc` with `at`."""
        self._choices.reserve(_CHOICE_WORDS)
        words = self._choices.words() + self._choices.size
        words[0] = pc
        words[1] = at
        words[2] = self._trail.size
        words[3] = bound
        self._choices.size += _CHOICE_WORDS

    def _undo(self, height: i64) -> None:
        """Take back what was noted above `height`."""
        registers: Ptr[i64] = reinterpret(bytes_data(self._registers))
        while self._trail.size > height:
            self._trail.size -= _TRAIL_WORDS
            words = self._trail.words() + self._trail.size
            registers[words[0]] = words[1]

    def _run(self, start: i64) -> bool:  # noqa: C901  # one loop over the instructions
        """Whether the program matches at `start`: then the registers tell what."""
        self._clear()
        code = self._program.code.words()
        data = self._data()
        kind = self._kind
        end = self._end
        pc = i64(1)
        at = start
        while True:
            op = code[pc]
            is_fine = True
            if op == CHAR:
                if at < end and code_point.read(data, kind, at) == code[pc + 1]:
                    at += 1
                    pc += 2
                else:
                    is_fine = False
            elif op <= IN_IGNORE and op > MATCH:
                if at < end and self._is_one(code, pc, code_point.read(data, kind, at)):
                    at += 1
                    pc += _size_of_one(op)
                else:
                    is_fine = False
            elif op == REPEAT_ONE:
                at = self._repeat_one(code, pc, at)
                is_fine = at >= 0
                pc = code[pc + 4]
            elif op == SAVE:
                self._set(code[pc + 1], at)
                pc += 2
            elif op == CLOSE:
                self._set(code[pc + 2], at)
                self._set(2 * self._program.group_count + 2, code[pc + 1])
                pc += 3
            elif op == SPLIT:
                self._choose(code[pc + 1], at, i64(0))
                pc += 2
            elif op == JUMP:
                pc = code[pc + 1]
            elif op == LOOP:
                pc = self._loop(code, pc, at)
            elif op == LOOP_START:
                self._set(code[pc + 1], i64(0))
                self._set(code[pc + 1] + 1, _NOWHERE)
                pc += 2
            elif op == LOOP_STEP:
                register = code[pc + 1]
                self._set(register, self._get(register) + 1)
                self._set(register + 1, at)
                pc = code[pc + 2]
            elif op == AT:
                is_fine = self._is_at(code[pc + 1], at, code[pc + 2] == 1)
                pc += 3
            elif op == MATCH:
                if (self._is_full and at != end) or at == self._forbidden:
                    is_fine = False
                else:
                    registers: Ptr[i64] = reinterpret(bytes_data(self._registers))
                    registers[0] = start
                    registers[1] = at
                    return True
            elif op == MARK:
                self._set(code[pc + 1], self._choices.size)
                pc += 2
            elif op == CUT:
                self._choices.size = self._get(code[pc + 1])
                pc += 2
            elif op == ASSERT:
                register = code[pc + 1]
                self._set(register, at)
                self._set(register + 1, self._choices.size)
                at -= code[pc + 2]
                is_fine = at >= 0
                pc += 3
            elif op == ASSERT_END:
                register = code[pc + 1]
                at = self._get(register)
                self._choices.size = self._get(register + 1)
                pc += 2
            elif op == ASSERT_NOT:
                target = code[pc + 3]
                if at < code[pc + 2]:
                    pc = target
                else:
                    self._set(code[pc + 1], self._choices.size)
                    self._choose(target, at, i64(0))
                    at -= code[pc + 2]
                    pc += 4
            elif op == ASSERT_NOT_END:
                self._choices.size = self._get(code[pc + 1])
                is_fine = False
            elif op == CONDITION:
                has_matched = self._get(2 * code[pc + 1] + 1) >= 0
                pc = pc + 3 if has_matched else code[pc + 2]
            elif op == FAIL:
                is_fine = False
            else:
                at = self._reference(code, pc, at)
                is_fine = at >= 0
                pc += 2 if op == REFERENCE else 3
            if not is_fine:
                if self._choices.size == 0:
                    return False
                self._choices.size -= _CHOICE_WORDS
                words = self._choices.words() + self._choices.size
                pc = words[0]
                at = words[1]
                bound = words[3]
                self._undo(words[2])
                if pc < 0:
                    pc = -pc
                    at = self._repeat_again(code, pc, at, bound)
                    pc = code[pc + 4] if at >= 0 else _FAIL_PLACE

    def _is_one(self, code: Ptr[i64], pc: i64, point: i64) -> bool:
        """Whether the instruction at `pc`, for one character, takes this one."""
        op = code[pc]
        if op == CHAR:
            return point == code[pc + 1]
        if op == IN:
            return _is_in(code + code[pc + 1], point)
        if op == ANY:
            return point != _LINE_BREAK
        if op == ANY_ALL:
            return True
        if op == NOT_CHAR:
            return point != code[pc + 1]
        small = lower(point, code[pc + 2] == 1)
        if op == CHAR_IGNORE:
            return small == code[pc + 1]
        if op == NOT_CHAR_IGNORE:
            return small != code[pc + 1]
        return _is_in(code + code[pc + 1], small)

    def _count_ones(self, code: Ptr[i64], pc: i64, at: i64, most: i64) -> i64:
        """Where the instruction at `pc` has taken all that it can, `most` at most."""
        data = self._data()
        kind = self._kind
        stop = self._end
        if most < stop - at:
            stop = at + most
        op = code[pc]
        if op == ANY_ALL:
            return stop
        if op == IN:
            words = code + code[pc + 1]
            while at < stop and _is_in(words, code_point.read(data, kind, at)):
                at += 1
            return at
        while at < stop and self._is_one(code, pc, code_point.read(data, kind, at)):
            at += 1
        return at

    def _repeat_one(self, code: Ptr[i64], pc: i64, at: i64) -> i64:
        """How far a repeat of one character goes from `at`; -1 if not far enough."""
        least = code[pc + 2]
        most = code[pc + 3]
        if self._end - at < least:
            return _NOWHERE
        kind = code[pc + 1]
        stop = self._count_ones(code, pc + 5, at, least if kind == LAZY else most)
        if stop - at < least:
            return _NOWHERE
        if kind == LAZY:
            if least < most:
                self._choose(-pc, stop, most - least if most < _MAXREPEAT else _MAXREPEAT)
        elif kind == GREEDY and stop - at > least:
            self._choose(-pc, stop, at + least)
        return stop

    def _repeat_again(self, code: Ptr[i64], pc: i64, at: i64, bound: i64) -> i64:
        """Where the next try of a repeat ends whose last one ended at `at`; -1 if there is none.

        `bound` is the least place, or how many more characters a lazy one may take.
        """
        data = self._data()
        kind = self._kind
        if code[pc + 1] == LAZY:
            if at >= self._end or not self._is_one(code, pc + 5, code_point.read(data, kind, at)):
                return _NOWHERE
            at += 1
            if bound > 1:
                self._choose(-pc, at, bound - 1 if bound < _MAXREPEAT else bound)
            return at
        at -= 1
        target = code[pc + 4]
        if code[target] == CHAR:
            # Only places where the next character fits are worth a try.
            wanted = code[target + 1]
            while at > bound and code_point.read(data, kind, at) != wanted:
                at -= 1
        if at > bound:
            self._choose(-pc, at, bound)
        return at

    def _loop(self, code: Ptr[i64], pc: i64, at: i64) -> i64:
        """Where to go on from the head of a loop."""
        register = code[pc + 1]
        kind = code[pc + 2]
        most = code[pc + 4]
        target = code[pc + 5]
        count = self._get(register)
        if count < code[pc + 3]:
            if kind == POSSESSIVE:
                self._set(register + 2, self._choices.size)
            self._set(register, count + 1)
            # The body of a lazy loop stands behind its LOOP_STEP.
            return pc + 9 if kind == LAZY else pc + 6
        if (count >= most and most != _MAXREPEAT) or at == self._get(register + 1):
            return target
        if kind == LAZY:
            self._choose(pc + 6, at, i64(0))
            return target
        if kind == POSSESSIVE:
            self._set(register + 2, self._choices.size)
        self._choose(target, at, i64(0))
        self._set(register, count + 1)
        self._set(register + 1, at)
        return pc + 6

    def _point(self, at: i64) -> i64:
        return code_point.read(self._data(), self._kind, at)

    def _is_at(self, place: i64, at: i64, only_ascii: bool) -> bool:
        if place == _AT_START:
            return at == 0
        if place == _AT_LINE_START:
            return at == 0 or self._point(at - 1) == _LINE_BREAK
        if place == _AT_VERY_END:
            return at == self._end
        if place == _AT_END:
            return at == self._end or (at + 1 == self._end and self._point(at) == _LINE_BREAK)
        if place == _AT_LINE_END:
            return at == self._end or self._point(at) == _LINE_BREAK
        if self._end == 0:
            return False
        before = at > 0 and is_word(self._point(at - 1), only_ascii)
        behind = at < self._end and is_word(self._point(at), only_ascii)
        return (before != behind) == (place == _AT_BOUNDARY)

    def _reference(self, code: Ptr[i64], pc: i64, at: i64) -> i64:
        """Behind what a group has matched, if that is here again; otherwise -1."""
        group = code[pc + 1]
        first = self._get(2 * group)
        last = self._get(2 * group + 1)
        if first < 0 or last < 0 or last < first:
            return _NOWHERE
        if last - first > self._end - at:
            return _NOWHERE
        ignores = code[pc] == REFERENCE_IGNORE
        while first < last:
            a = self._point(first)
            b = self._point(at)
            if ignores:
                only_ascii = code[pc + 2] == 1
                a = lower(a, only_ascii)
                b = lower(b, only_ascii)
            if a != b:
                return _NOWHERE
            first += 1
            at += 1
        return at


_FAIL_PLACE: Final = i64(0)


def _size_of_one(op: i64) -> i64:
    """The size of an instruction for one character."""
    if op == ANY or op == ANY_ALL:
        return i64(1)
    if op >= CHAR_IGNORE:
        return i64(3)
    return i64(2)
