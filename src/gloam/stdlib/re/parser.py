"""Reads a pattern into nodes, with CPython's errors. Depth is bounded by the stack.

Not here: names of characters (`\\N{...}`), which are an error as if nothing had that name.
"""

from __future__ import annotations

from typing import Final

from . import node as nodes
from .node import CharSet, Node, Width
from .pattern_error import error
from .source import Source

_DIGITS: Final = "0123456789"
_OCTAL: Final = "01234567"
_HEX: Final = "0123456789abcdefABCDEF"
_SPACE: Final = " \t\n\r\v\f"
_SPECIAL: Final = ".\\[{()*+?^$|"
_FLAG_LETTERS: Final = "iLmsxau"
_TYPE_FLAGS: Final = nodes.ASCII | nodes.LOCALE | nodes.UNICODE
_ESCAPES: Final = {
    **{"\\a": 7, "\\b": 8, "\\f": 12, "\\n": 10},
    **{"\\r": 13, "\\t": 9, "\\v": 11, "\\\\": 92},
}
_CLASSES: Final = {
    **{"\\d": nodes.DIGIT, "\\D": nodes.NOT_DIGIT, "\\s": nodes.SPACE},
    **{"\\S": nodes.NOT_SPACE, "\\w": nodes.WORD, "\\W": nodes.NOT_WORD},
}
_PLACES: Final = {
    **{"\\A": nodes.AT_START, "\\Z": nodes.AT_VERY_END},
    **{"\\b": nodes.AT_BOUNDARY, "\\B": nodes.AT_NO_BOUNDARY},
}


def _flag_of(letter: str) -> int:
    """0 if no flag has this letter."""
    if letter == "i":
        return nodes.IGNORECASE
    if letter == "L":
        return nodes.LOCALE
    if letter == "m":
        return nodes.MULTILINE
    if letter == "s":
        return nodes.DOTALL
    if letter == "x":
        return nodes.VERBOSE
    if letter == "a":
        return nodes.ASCII
    if letter == "u":
        return nodes.UNICODE
    return 0


def _is_letter(character: str) -> bool:
    return character.isascii() and character.isalpha()


class VerboseNeeded(Exception):
    """`(?x)` was read where the pattern is not parsed as a verbose one."""


class Parsed:
    """The nodes of a pattern, its flags, and its groups."""

    def __init__(self, items: list[Node], flags: int, group_count: int) -> None:
        self.items = items
        self.flags = flags
        self.group_count = group_count
        self.group_index: dict[str, int] = {}


def parse(pattern: str | bytes, flags: int) -> Parsed:
    """Raises `error`, ValueError for flags that exclude each other, and OverflowError."""
    text = pattern if isinstance(pattern, str) else pattern.decode("latin-1")
    try:
        return _Parser(text, pattern, flags).parse()
    except VerboseNeeded:
        return _Parser(text, pattern, flags | nodes.VERBOSE).parse()


def fix_flags(is_text: bool, flags: int) -> int:
    if is_text:
        if flags & nodes.LOCALE:
            raise ValueError("cannot use LOCALE flag with a str pattern")
        if flags & nodes.ASCII and flags & nodes.UNICODE:
            raise ValueError("ASCII and UNICODE flags are incompatible")
        return flags if flags & nodes.ASCII else flags | nodes.UNICODE
    if flags & nodes.UNICODE:
        raise ValueError("cannot use UNICODE flag with a bytes pattern")
    if flags & nodes.LOCALE and flags & nodes.ASCII:
        raise ValueError("ASCII and LOCALE flags are incompatible")
    return flags


class _Parser:
    """`_flags` are those that hold where the parser is."""

    def __init__(self, text: str, pattern: str | bytes, flags: int) -> None:
        self._is_text = isinstance(pattern, str)
        self._pattern = pattern
        self._source = Source(text, pattern)
        self._global_flags = flags
        self._flags = flags
        self._group_index: dict[str, int] = {}
        # The width of each group, None while it is open.
        self._widths: list[Width | None] = [None]
        self._reference_places: dict[int, int] = {}
        self._lookbehind_groups = -1

    def parse(self) -> Parsed:
        items = self._alternatives(self._global_flags & nodes.VERBOSE != 0, 0)
        flags = fix_flags(self._is_text, self._global_flags)
        if self._source.next != "":
            raise self._source.error("unbalanced parenthesis")
        for group, place in self._reference_places.items():
            if group >= len(self._widths):
                raise error(f"invalid group reference {group}", self._pattern, place)
        result = Parsed(items, flags, len(self._widths) - 1)
        result.group_index = self._group_index
        return result

    def _new(self, kind: int, low: int = 0, high: int = 0) -> Node:
        return Node(kind, self._flags, low, high)

    def _alternatives(self, is_verbose: bool, depth: int) -> list[Node]:
        first = self._sequence(is_verbose, depth == 0, depth)
        if self._source.next != "|":
            return first
        result = self._new(nodes.BRANCH)
        result.branches.append(first)
        while self._source.match("|"):
            result.branches.append(self._sequence(is_verbose, False, depth))
        merged = self._merged(result)
        return [merged if merged is not None else result]

    def _merged(self, branch: Node) -> Node | None:
        """One set for alternatives that are single characters."""
        charset = CharSet()
        for items in branch.branches:
            if len(items) != 1 or items[0].flags != branch.flags:
                return None
            item = items[0]
            if item.kind == nodes.LITERAL:
                charset.add(item.low, item.low)
            elif item.kind == nodes.SET and item.charset is not None:
                if item.charset.is_negated:
                    return None
                charset.lows += item.charset.lows
                charset.highs += item.charset.highs
                charset.classes += item.charset.classes
            else:
                return None
        result = Node(nodes.SET, branch.flags)
        result.charset = charset
        return result

    def _sequence(self, is_verbose: bool, is_first: bool, depth: int) -> list[Node]:
        source = self._source
        result: list[Node] = []
        while source.next != "" and source.next != "|" and source.next != ")":
            token = source.get()
            if is_verbose and token in _SPACE:
                continue
            if is_verbose and token == "#":
                while True:
                    token = source.get()
                    if token == "" or token == "\n":
                        break
                continue
            if token[0] == "\\":
                result.append(self._escape(token))
            elif token not in _SPECIAL:
                result.append(self._new(nodes.LITERAL, ord(token)))
            elif token == "[":
                result.append(self._set())
            elif token in "*+?{":
                self._repeat(token, result)
            elif token == ".":
                result.append(self._new(nodes.ANY))
            elif token == "(":
                start = source.tell() - 1
                self._parenthesis(start, is_verbose, is_first and not result, depth, result)
                if self._flags & nodes.VERBOSE and is_first and not is_verbose:
                    raise VerboseNeeded
            elif token == "^":
                is_multiline = self._flags & nodes.MULTILINE
                place = nodes.AT_LINE_START if is_multiline else nodes.AT_START
                result.append(self._new(nodes.AT, place))
            else:
                is_multiline = self._flags & nodes.MULTILINE
                place = nodes.AT_LINE_END if is_multiline else nodes.AT_END
                result.append(self._new(nodes.AT, place))
        return self._without_wrappers(result)

    def _without_wrappers(self, items: list[Node]) -> list[Node]:
        """What groups that capture nothing hold, in their place."""
        result: list[Node] = []
        for item in items:
            if item.kind == nodes.GROUP and item.low == 0:
                result += item.items
            else:
                result.append(item)
        return result

    # Characters.

    def _number_escape(self, token: str) -> int:
        """The code of \\x, \\u and \\U, of which two characters were read; -1: another escape."""
        source = self._source
        letter = token[1]
        if letter == "x":
            count = 2
        elif letter == "u" and self._is_text:
            count = 4
        elif letter == "U" and self._is_text:
            count = 8
        else:
            return -1
        token += source.get_while(count, _HEX)
        if len(token) != count + 2:
            raise source.error("incomplete escape " + token, len(token))
        code = int(token[2:], 16)
        if code > 0x10FFFF:
            raise source.error("bad escape " + token, len(token))
        return code

    def _name_escape(self) -> error:
        source = self._source
        if not source.match("{"):
            return source.error("missing {")
        name = source.get_until("}", "character name")
        return source.error(f"undefined character name {name!r}", len(name) + 4)

    def _escape(self, token: str) -> Node:
        source = self._source
        place = _PLACES.get(token)
        if place is not None:
            return self._new(nodes.AT, place)
        kind = _CLASSES.get(token)
        if kind is not None:
            return self._class_node(kind)
        code = _ESCAPES.get(token)
        if code is not None:
            return self._new(nodes.LITERAL, code)
        number = self._number_escape(token)
        if number >= 0:
            return self._new(nodes.LITERAL, number)
        letter = token[1]
        if letter == "N" and self._is_text:
            raise self._name_escape()
        if letter == "0":
            return self._new(nodes.LITERAL, int(token[1:] + source.get_while(2, _OCTAL), 8))
        if letter in _DIGITS:
            return self._numbered(token)
        if _is_letter(letter):
            raise source.error("bad escape " + token, len(token))
        return self._new(nodes.LITERAL, ord(letter))

    def _numbered(self, token: str) -> Node:
        """A group by number, or three octal digits."""
        source = self._source
        if source.next != "" and source.next in _DIGITS:
            token += source.get()
            is_octal = token[1] in _OCTAL and token[2] in _OCTAL
            if is_octal and source.next != "" and source.next in _OCTAL:
                token += source.get()
                code = int(token[1:], 8)
                self._check_octal(token, code)
                return self._new(nodes.LITERAL, code)
        group = int(token[1:])
        if group < len(self._widths):
            if self._widths[group] is None:
                raise source.error("cannot refer to an open group", len(token))
            self._check_lookbehind(group)
            return self._new(nodes.REFERENCE, group)
        raise source.error(f"invalid group reference {group}", len(token) - 1)

    def _check_octal(self, token: str, code: int) -> None:
        if code > 0o377:
            message = f"octal escape value {token} outside of range 0-0o377"
            raise self._source.error(message, len(token))

    def _class_node(self, kind: int) -> Node:
        result = self._new(nodes.SET)
        charset = CharSet()
        charset.classes.append(kind)
        result.charset = charset
        return result

    def _set(self) -> Node:
        source = self._source
        here = source.tell() - 1
        charset = CharSet()
        charset.is_negated = source.match("^")
        count = 0
        while True:
            token = source.get()
            if token == "":
                raise source.error("unterminated character set", source.tell() - here)
            if token == "]" and count > 0:
                break
            count += 1
            low = self._set_item(token)
            if not source.match("-"):
                self._add_to(charset, low)
                continue
            other = source.get()
            if other == "":
                raise source.error("unterminated character set", source.tell() - here)
            if other == "]":
                self._add_to(charset, low)
                charset.add(0x2D, 0x2D)
                break
            high = self._set_item(other)
            if low < 0 or high < 0 or high < low:
                message = f"bad character range {token}-{other}"
                raise source.error(message, len(token) + 1 + len(other))
            charset.add(low, high)
        single = charset.single()
        if single >= 0:
            kind = nodes.NOT_LITERAL if charset.is_negated else nodes.LITERAL
            return self._new(kind, single)
        result = self._new(nodes.SET)
        result.charset = charset
        return result

    def _add_to(self, charset: CharSet, item: int) -> None:
        if item < 0:
            charset.classes.append(-1 - item)
        else:
            charset.add(item, item)

    def _set_item(self, token: str) -> int:
        """The code of a character inside of a set; -1 - n for class n."""
        source = self._source
        if token[0] != "\\":
            return ord(token)
        code = _ESCAPES.get(token)
        if code is not None:
            return code
        kind = _CLASSES.get(token)
        if kind is not None:
            return -1 - kind
        number = self._number_escape(token)
        if number >= 0:
            return number
        letter = token[1]
        if letter == "N" and self._is_text:
            raise self._name_escape()
        if letter in _OCTAL:
            token += source.get_while(2, _OCTAL)
            value = int(token[1:], 8)
            self._check_octal(token, value)
            return value
        if letter in _DIGITS or _is_letter(letter):
            raise source.error("bad escape " + token, len(token))
        return ord(letter)

    # Repeats.

    def _repeat(self, token: str, items: list[Node]) -> None:
        source = self._source
        here = source.tell()
        low = 0
        high = nodes.MAXREPEAT
        if token == "?":
            high = 1
        elif token == "+":
            low = 1
        elif token == "{":
            if source.next == "}":
                items.append(self._new(nodes.LITERAL, 0x7B))
                return
            first = self._digits()
            second = first
            if source.match(","):
                second = self._digits()
            if not source.match("}"):
                items.append(self._new(nodes.LITERAL, 0x7B))
                source.seek(here)
                return
            if first != "":
                low = _count(first)
            if second != "":
                high = _count(second)
                if high < low:
                    message = "min repeat greater than max repeat"
                    raise source.error(message, source.tell() - here)
        if not items or items[-1].kind == nodes.AT:
            raise source.error("nothing to repeat", source.tell() - here + len(token))
        item = items[-1]
        if item.kind in (nodes.GREEDY, nodes.LAZY, nodes.POSSESSIVE):
            raise source.error("multiple repeat", source.tell() - here + len(token))
        kind = nodes.GREEDY
        if source.match("?"):
            kind = nodes.LAZY
        elif source.match("+"):
            kind = nodes.POSSESSIVE
        result = self._new(kind, low, high)
        is_plain = item.kind == nodes.GROUP and item.low == 0
        result.items = item.items if is_plain else [item]
        items[-1] = result

    def _digits(self) -> str:
        result = ""
        while self._source.next != "" and self._source.next in _DIGITS:
            result += self._source.get()
        return result

    # Parentheses.

    def _check_lookbehind(self, group: int) -> None:
        """Whether a group may be referred to here, when a lookbehind is open."""
        if self._lookbehind_groups < 0:
            return
        if group >= len(self._widths) or self._widths[group] is None:
            raise self._source.error("cannot refer to an open group")
        if group >= self._lookbehind_groups:
            message = "cannot refer to group defined in the same lookbehind subpattern"
            raise self._source.error(message)

    def _close(self, start: int) -> None:
        if not self._source.match(")"):
            message = "missing ), unterminated subpattern"
            raise self._source.error(message, self._source.tell() - start)

    def _parenthesis(
        self, start: int, is_verbose: bool, is_first: bool, depth: int, result: list[Node]
    ) -> None:
        """What follows "(", which stands at `start`, added to `result`."""
        source = self._source
        if not source.match("?"):
            result.append(self._captured("", start, is_verbose, depth))
            return
        letter = source.get()
        if letter == "":
            raise source.error("unexpected end of pattern")
        if letter == "P":
            self._named(start, is_verbose, depth, result)
        elif letter == ":":
            result.append(self._uncaptured(self._flags, start, is_verbose, depth))
        elif letter == "#":
            while True:
                if source.next == "":
                    message = "missing ), unterminated comment"
                    raise source.error(message, source.tell() - start)
                if source.get() == ")":
                    break
        elif letter == "=" or letter == "!" or letter == "<":
            result.append(self._assertion(letter, start, is_verbose, depth))
        elif letter == "(":
            result.append(self._condition(start, is_verbose, depth))
        elif letter == ">":
            atomic = self._new(nodes.ATOMIC)
            atomic.items = self._alternatives(is_verbose, depth + 1)
            self._close(start)
            result.append(atomic)
        elif letter == "-" or (letter in _FLAG_LETTERS and len(letter) == 1):
            self._flag_group(letter, start, is_verbose, is_first, depth, result)
        else:
            raise source.error("unknown extension ?" + letter, len(letter) + 1)

    def _captured(self, name: str, start: int, is_verbose: bool, depth: int) -> Node:
        group = len(self._widths)
        self._widths.append(None)
        if group > nodes.MAXGROUPS:
            raise self._source.error("too many groups")
        if name != "":
            before = self._group_index.get(name)
            if before is not None:
                message = (
                    f"redefinition of group name {name!r} as group {group}; was group {before}"
                )
                raise self._source.error(message, len(name) + 1)
            self._group_index[name] = group
        result = self._new(nodes.GROUP, group)
        result.items = self._alternatives(is_verbose, depth + 1)
        self._close(start)
        self._widths[group] = self.width(result.items)
        return result

    def _uncaptured(self, flags: int, start: int, is_verbose: bool, depth: int) -> Node:
        outer = self._flags
        self._flags = flags
        result = self._new(nodes.GROUP)
        result.items = self._alternatives(is_verbose, depth + 1)
        self._flags = outer
        self._close(start)
        return result

    def _named(self, start: int, is_verbose: bool, depth: int, result: list[Node]) -> None:
        """What follows "(?P"."""
        source = self._source
        if source.match("<"):
            name = source.get_until(">", "group name")
            source.check_group_name(name, 1)
            result.append(self._captured(name, start, is_verbose, depth))
        elif source.match("="):
            name = source.get_until(")", "group name")
            source.check_group_name(name, 1)
            group = self._group_index.get(name)
            if group is None:
                raise source.error(f"unknown group name {name!r}", len(name) + 1)
            if self._widths[group] is None:
                raise source.error("cannot refer to an open group", len(name) + 1)
            self._check_lookbehind(group)
            result.append(self._new(nodes.REFERENCE, group))
        else:
            letter = source.get()
            if letter == "":
                raise source.error("unexpected end of pattern")
            raise source.error("unknown extension ?P" + letter, len(letter) + 2)

    def _assertion(self, letter: str, start: int, is_verbose: bool, depth: int) -> Node:
        source = self._source
        direction = 1
        before = self._lookbehind_groups
        if letter == "<":
            letter = source.get()
            if letter == "":
                raise source.error("unexpected end of pattern")
            if letter != "=" and letter != "!":
                raise source.error("unknown extension ?<" + letter, len(letter) + 2)
            direction = -1
            if before < 0:
                self._lookbehind_groups = len(self._widths)
        items = self._alternatives(is_verbose, depth + 1)
        if direction < 0:
            self._lookbehind_groups = before
        self._close(start)
        if letter == "!" and not items:
            return self._new(nodes.FAILURE)
        result = self._new(nodes.ASSERT if letter == "=" else nodes.ASSERT_NOT, direction)
        result.items = items
        if direction < 0:
            width = self.width(items)
            result.high = width.low if width.low == width.high else -1
        return result

    def _condition(self, start: int, is_verbose: bool, depth: int) -> Node:
        source = self._source
        name = source.get_until(")", "group name")
        if name.isidentifier():
            source.check_group_name(name, 1)
            found = self._group_index.get(name)
            if found is None:
                raise source.error(f"unknown group name {name!r}", len(name) + 1)
            group = found
        else:
            try:
                group = int(name)
            except ValueError:
                group = -1
            if group < 0:
                raise source.error(f"bad character in group name {name!r}", len(name) + 1)
            if group == 0:
                raise source.error("bad group number", len(name) + 1)
            if group >= nodes.MAXGROUPS:
                raise source.error(f"invalid group reference {group}", len(name) + 1)
        if group not in self._reference_places:
            self._reference_places[group] = source.tell() - len(name) - 1
        self._check_lookbehind(group)
        result = self._new(nodes.CONDITION, group)
        result.branches.append(self._sequence(is_verbose, False, depth + 1))
        if source.match("|"):
            result.branches.append(self._sequence(is_verbose, False, depth + 1))
            if source.next == "|":
                raise source.error("conditional backref with more than two branches")
        self._close(start)
        return result

    # Flags.

    def _flag_group(  # the parts of one parenthesis
        self,
        letter: str,
        start: int,
        is_verbose: bool,
        is_first: bool,
        depth: int,
        result: list[Node],
    ) -> None:
        source = self._source
        added = 0
        removed = 0
        if letter != "-":
            while True:
                added |= self._added_flag(letter, added)
                letter = source.get()
                if letter == "":
                    raise source.error("missing -, : or )")
                if letter in ")-:":
                    break
                self._check_flag(letter, "missing -, : or )")
        if letter == ")":
            self._global_flags |= added
            if not is_first:
                message = "global flags not at the start of the expression"
                raise source.error(message, source.tell() - start)
            self._flags = self._global_flags
            return
        if letter == "-":
            letter = source.get()
            if letter == "":
                raise source.error("missing flag")
            self._check_flag(letter, "missing flag")
            while True:
                flag = _flag_of(letter)
                if flag & _TYPE_FLAGS:
                    message = "bad inline flags: cannot turn off flags 'a', 'u' and 'L'"
                    raise source.error(message)
                removed |= flag
                letter = source.get()
                if letter == "":
                    raise source.error("missing :")
                if letter == ":":
                    break
                self._check_flag(letter, "missing :")
        if added & removed:
            raise source.error("bad inline flags: flag turned on and off", 1)
        flags = self._flags
        if added & _TYPE_FLAGS:
            flags &= ~_TYPE_FLAGS
        flags = (flags | added) & ~removed
        is_verbose = (is_verbose or added & nodes.VERBOSE != 0) and not removed & nodes.VERBOSE
        group = self._uncaptured(flags, start, is_verbose, depth)
        result.append(group)

    def _check_flag(self, letter: str, message: str) -> None:
        if _flag_of(letter) == 0:
            is_word = letter.isalpha()
            raise self._source.error("unknown flag" if is_word else message, len(letter))

    def _added_flag(self, letter: str, added: int) -> int:
        flag = _flag_of(letter)
        message = ""
        if self._is_text and letter == "L":
            message = "bad inline flags: cannot use 'L' flag with a str pattern"
        elif not self._is_text and letter == "u":
            message = "bad inline flags: cannot use 'u' flag with a bytes pattern"
        elif flag & _TYPE_FLAGS and (added | flag) & _TYPE_FLAGS != flag:
            message = "bad inline flags: flags 'a', 'u' and 'L' are incompatible"
        if message != "":
            raise self._source.error(message)
        return flag

    # Widths.

    def width(self, items: list[Node]) -> Width:
        low = 0
        high = 0
        for item in items:
            found = self._item_width(item)
            low += found.low
            high += found.high
        return Width(low, high).limited()

    def _item_width(self, item: Node) -> Width:
        kind = item.kind
        if kind in (nodes.LITERAL, nodes.NOT_LITERAL, nodes.ANY, nodes.SET):
            return Width(1, 1)
        if kind in (nodes.GROUP, nodes.ATOMIC):
            known = self._widths[item.low] if kind == nodes.GROUP else None
            return self.width(item.items) if known is None else known
        if kind in (nodes.GREEDY, nodes.LAZY, nodes.POSSESSIVE):
            found = self.width(item.items)
            return Width(found.low * item.low, found.high * item.high)
        if kind == nodes.BRANCH or kind == nodes.CONDITION:
            first = self.width(item.branches[0])
            low = first.low
            high = first.high
            for branch in item.branches[1:]:
                found = self.width(branch)
                low = min(low, found.low)
                high = max(high, found.high)
            if kind == nodes.CONDITION and len(item.branches) == 1:
                low = 0
            return Width(low, high)
        if kind == nodes.REFERENCE:
            width = self._widths[item.low]
            return Width(0, nodes.MAXREPEAT) if width is None else width
        return Width(0, 0)


def _count(digits: str) -> int:
    result = int(digits)
    if result >= nodes.MAXREPEAT:
        raise OverflowError("the repetition number is too large")
    return result
