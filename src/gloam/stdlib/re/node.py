"""What a pattern is parsed into: a tree of nodes, and the sets of characters in it."""

from __future__ import annotations

from typing import Final

MAXREPEAT: Final = 4294967295
MAXGROUPS: Final = 1073741823
WIDTH_MAX: Final = (1 << 64) - 1

# Flags: the values of re.RegexFlag.
IGNORECASE: Final = 2
LOCALE: Final = 4
MULTILINE: Final = 8
DOTALL: Final = 16
UNICODE: Final = 32
VERBOSE: Final = 64
DEBUG: Final = 128
ASCII: Final = 256

# Kinds of nodes, and what `low`, `high`, `items` and `branches` are.
LITERAL: Final = 0  # low: the code point
NOT_LITERAL: Final = 1  # low: the code point
ANY: Final = 2
SET: Final = 3  # charset
AT: Final = 4  # low: a place below
BRANCH: Final = 5  # branches
GROUP: Final = 6  # low: its number, 0 if it captures nothing; items
GREEDY: Final = 7  # low, high: how often; items
LAZY: Final = 8
POSSESSIVE: Final = 9
ASSERT: Final = 10  # low: -1 behind, 1 ahead; items
ASSERT_NOT: Final = 11
ATOMIC: Final = 12  # items
REFERENCE: Final = 13  # low: the group
CONDITION: Final = 14  # low: the group; branches: if it matched, if not
FAILURE: Final = 15

# Places.
AT_START: Final = 0
AT_LINE_START: Final = 1
AT_END: Final = 2  # or in front of a line break there
AT_LINE_END: Final = 3
AT_VERY_END: Final = 4
AT_BOUNDARY: Final = 5
AT_NO_BOUNDARY: Final = 6

# Classes of characters; the odd ones are what is not in the class before.
DIGIT: Final = 0
NOT_DIGIT: Final = 1
SPACE: Final = 2
NOT_SPACE: Final = 3
WORD: Final = 4
NOT_WORD: Final = 5


class CharSet:
    """Ranges, from and to, and classes."""

    def __init__(self) -> None:
        self.is_negated = False
        self.lows: list[int] = []
        self.highs: list[int] = []
        self.classes: list[int] = []

    def add(self, low: int, high: int) -> None:
        self.lows.append(low)
        self.highs.append(high)

    def single(self) -> int:
        """The only character in it, -1 if there is not exactly one."""
        if self.classes or not self.lows:
            return -1
        first = self.lows[0]
        for index in range(len(self.lows)):
            if self.lows[index] != first or self.highs[index] != first:
                return -1
        return first


class Node:
    def __init__(self, kind: int, flags: int, low: int = 0, high: int = 0) -> None:
        self.kind = kind
        self.flags = flags
        self.low = low
        self.high = high
        self.items: list[Node] = []
        self.branches: list[list[Node]] = []
        self.charset: CharSet | None = None


class Width:
    """How many characters something matches, at least and at most."""

    def __init__(self, low: int, high: int) -> None:
        self.low = low
        self.high = high

    def limited(self) -> Width:
        return Width(min(self.low, WIDTH_MAX), min(self.high, MAXREPEAT))
