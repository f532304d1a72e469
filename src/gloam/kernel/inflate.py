"""Inflate: a deflate stream (RFC 1951) back into bytes, in pieces of any size.

`Inflater` takes input as it comes. Whatever a piece cuts in two (a symbol, the tables of a block)
is read again when there is more, so that nothing but the bit reader has to stop in the middle.
It knows nothing of the zlib and gzip formats round the stream.
"""

from __future__ import annotations

from enum import Enum
from typing import Final

WINDOW: Final = 32_768
_FAST_BITS: Final = 9
_CODE_BITS_MAX: Final = 15

LENGTH_BASE: Final = (
    *(3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115),
    *(131, 163, 195, 227, 258),
)
LENGTH_EXTRA: Final = (
    *(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0),
)
DISTANCE_BASE: Final = (
    *(1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537),
    *(2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577),
)
DISTANCE_EXTRA: Final = (
    *(0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12),
    *(13, 13),
)
ORDER: Final = (16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15)
"""Section 3.2.7: the order in which the lengths of the codes of lengths stand."""


class BadStream(Exception):
    """The octets are no deflate stream; the text says what is wrong with them."""


class Codes:
    """A canonical prefix code: `symbols` by code, for short codes also by their bits."""

    def __init__(self, lengths: list[int], what: str, *, may_be_short: bool) -> None:
        """Raises BadStream if the lengths are no code. `may_be_short`: one code alone may leave
        bits without a meaning, and so may no code at all."""
        counts = [0] * (_CODE_BITS_MAX + 1)
        for length in lengths:
            counts[length] += 1
        counts[0] = 0
        left = 1
        for bits in range(1, _CODE_BITS_MAX + 1):
            left = left * 2 - counts[bits]
            if left < 0:
                raise BadStream(what)
        used = sum(counts)
        is_single = used == 0 or (used == 1 and counts[1] == 1)
        if left > 0 and not (may_be_short and is_single):
            raise BadStream(what)
        offsets = [0] * (_CODE_BITS_MAX + 2)
        first = [0] * (_CODE_BITS_MAX + 2)
        for bits in range(1, _CODE_BITS_MAX + 1):
            offsets[bits + 1] = offsets[bits] + counts[bits]
            first[bits + 1] = (first[bits] + counts[bits]) * 2
        self.counts = counts
        self.symbols = [0] * used
        self.fast = [0] * (1 << _FAST_BITS)
        """By the next bits of the stream: symbol * 16 + length, 0 for a longer code."""
        places = list(offsets)
        codes = list(first)
        for symbol, length in enumerate(lengths):
            if length == 0:
                continue
            self.symbols[places[length]] = symbol
            places[length] += 1
            code = codes[length]
            codes[length] += 1
            if length <= _FAST_BITS:
                entry = symbol * 16 + length
                at = _reversed(code, length)
                while at < 1 << _FAST_BITS:
                    self.fast[at] = entry
                    at += 1 << length


def _reversed(code: int, length: int) -> int:
    result = 0
    for _ in range(length):
        result = result << 1 | code & 1
        code >>= 1
    return result


def fixed_literals() -> list[int]:
    """Section 3.2.6."""
    return [8] * 144 + [9] * 112 + [7] * 24 + [8] * 8


class State(Enum):
    HEAD = 0
    STORED = 1
    TABLES = 2
    CODES = 3
    END = 4


class Inflater:
    def __init__(self, history: bytes = b"") -> None:
        self._input = bytearray()
        self._at = 0
        self._bits = 0
        self._bit_count = 0
        self._state = State.HEAD
        self._is_last = False
        self._stored_left = 0
        self._literals: Codes | None = None
        self._distances: Codes | None = None
        self._output = bytearray(history[-WINDOW:])
        """The last octets that matches can mean, and behind `_taken` what nobody has taken yet."""
        self._taken = len(self._output)

    def is_done(self) -> bool:
        return self._state is State.END

    def take_rest(self) -> bytes:
        """What came behind the stream, which is over."""
        self._drop(self._bit_count % 8)
        rest = bytearray()
        while self._bit_count > 0:
            rest.append(self._drop(8))
        rest += self._input[self._at :]
        self._at = len(self._input)
        return bytes(rest)

    def feed(self, data: bytes) -> None:
        """More input."""
        del self._input[: self._at]
        self._at = 0
        self._input += data

    def take_unread(self) -> bytes:
        """Input that was not needed so far: whoever feeds it again goes on where this stopped."""
        rest = bytes(self._input[self._at :])
        self._at = len(self._input)
        return rest

    def pending(self) -> int:
        """How many octets of output nobody has taken."""
        return len(self._output) - self._taken

    def take(self, size: int) -> bytes:
        """The next octets of output, at most `size`."""
        end = min(self._taken + size, len(self._output))
        result = bytes(self._output[self._taken : end])
        self._taken = end
        if self._taken > 4 * WINDOW:
            del self._output[: self._taken - WINDOW]
            self._taken = WINDOW
        return result

    def run(self, size_max: int) -> None:
        """Go on until the input is used up, the stream ends, or `size_max` octets are pending.

        Raises BadStream.
        """
        while self._state is not State.END and self.pending() < size_max:
            match self._state:
                case State.HEAD:
                    is_more = self._head()
                case State.STORED:
                    is_more = self._stored()
                case State.TABLES:
                    is_more = self._tables()
                case _:
                    is_more = self._codes(self._taken + size_max)
            if not is_more:
                return

    # ------------------------------------------------------------ bits

    def _need(self, count: int) -> bool:
        """Have at least `count` bits, up to 32; False if the input has not got them."""
        while self._bit_count < count:
            if self._at >= len(self._input):
                return False
            self._bits |= self._input[self._at] << self._bit_count
            self._at += 1
            self._bit_count += 8
        return True

    def _drop(self, count: int) -> int:
        """Take `count` bits, which are there."""
        value = self._bits & (1 << count) - 1
        self._bits >>= count
        self._bit_count -= count
        return value

    def _symbol(self, codes: Codes) -> int:
        """The next symbol: -1 if the input ends in it, -2 if the bits are no code."""
        self._need(_CODE_BITS_MAX)
        entry = codes.fast[self._bits & (1 << _FAST_BITS) - 1]
        length = entry & 15
        if entry != 0 and length <= self._bit_count:
            self._bits >>= length
            self._bit_count -= length
            return entry >> 4
        code = first = index = 0
        bits = self._bits
        for size in range(1, _CODE_BITS_MAX + 1):
            if size > self._bit_count:
                return -1
            code |= bits & 1
            bits >>= 1
            count = codes.counts[size]
            if code - count < first:
                self._drop(size)
                return codes.symbols[index + code - first]
            index += count
            first = (first + count) * 2
            code *= 2
        return -2

    # ------------------------------------------------------------ blocks

    def _head(self) -> bool:
        if self._is_last:
            self._state = State.END
            return True
        if not self._need(3):
            return False
        bits, count, at = self._bits, self._bit_count, self._at
        is_last = self._drop(1) == 1
        kind = self._drop(2)
        if kind == 0:
            self._drop(self._bit_count % 8)
            if not self._need(32):
                self._bits, self._bit_count, self._at = bits, count, at
                return False
            size = self._drop(16)
            if size != self._drop(16) ^ 0xFFFF:
                raise BadStream("invalid stored block lengths")
            self._stored_left = size
            self._state = State.STORED
        elif kind == 1:
            self._literals = Codes(fixed_literals(), "", may_be_short=False)
            # 30 and 31 have codes and no meaning.
            self._distances = Codes([5] * 32, "", may_be_short=False)
            self._state = State.CODES
        elif kind == 2:
            self._state = State.TABLES
        else:
            raise BadStream("invalid block type")
        self._is_last = is_last
        return True

    def _stored(self) -> bool:
        while self._stored_left > 0 and self._bit_count >= 8:
            self._output.append(self._drop(8))
            self._stored_left -= 1
        size = min(self._stored_left, len(self._input) - self._at)
        self._output += self._input[self._at : self._at + size]
        self._at += size
        self._stored_left -= size
        if self._stored_left > 0:
            return False
        self._state = State.HEAD
        return True

    def _tables(self) -> bool:
        """The lengths of the codes of a block: read as a whole, or again when there is more."""
        bits, count, at = self._bits, self._bit_count, self._at
        lengths = self._read_lengths()
        if lengths is None:
            self._bits, self._bit_count, self._at = bits, count, at
            return False
        self._literals = Codes(lengths[0], "invalid literal/lengths set", may_be_short=True)
        self._distances = Codes(lengths[1], "invalid distances set", may_be_short=True)
        self._state = State.CODES
        return True

    def _read_lengths(self) -> tuple[list[int], list[int]] | None:
        if not self._need(14):
            return None
        literals = self._drop(5) + 257
        distances = self._drop(5) + 1
        size = self._drop(4) + 4
        if literals > 286 or distances > 30:
            raise BadStream("too many length or distance symbols")
        own = [0] * 19
        for place in ORDER[:size]:
            if not self._need(3):
                return None
            own[place] = self._drop(3)
        codes = Codes(own, "invalid code lengths set", may_be_short=False)
        lengths: list[int] = []
        while len(lengths) < literals + distances:
            symbol = self._symbol(codes)
            if symbol < 0:
                return None
            if symbol < 16:
                lengths.append(symbol)
                continue
            extra, least = ((2, 3), (3, 3), (7, 11))[symbol - 16]
            if not self._need(extra):
                return None
            if symbol == 16 and not lengths:
                raise BadStream("invalid bit length repeat")
            repeated = lengths[-1] if symbol == 16 else 0
            times = least + self._drop(extra)
            if len(lengths) + times > literals + distances:
                raise BadStream("invalid bit length repeat")
            lengths += [repeated] * times
        if lengths[256] == 0:
            raise BadStream("invalid code -- missing end-of-block")
        return lengths[:literals], lengths[literals:]

    def _codes(self, end: int) -> bool:
        """Literals and matches, until the block ends or the output is `end` octets long."""
        literals, distances, output = self._literals, self._distances, self._output
        assert literals is not None and distances is not None, "a block has codes"
        while len(output) < end:
            bits, count, at = self._bits, self._bit_count, self._at
            symbol = self._symbol(literals)
            if symbol < 0:
                if symbol == -2:
                    raise BadStream("invalid literal/length code")
                return False
            if symbol < 256:
                output.append(symbol)
                continue
            if symbol == 256:
                self._state = State.HEAD
                return True
            if symbol > 285:
                raise BadStream("invalid literal/length code")
            extra = LENGTH_EXTRA[symbol - 257]
            is_whole = self._need(extra)
            if is_whole:
                length = LENGTH_BASE[symbol - 257] + self._drop(extra)
                place = self._symbol(distances)
                if place == -2 or place > 29:
                    raise BadStream("invalid distance code")
                is_whole = place >= 0 and self._need(DISTANCE_EXTRA[place])
            if not is_whole:
                self._bits, self._bit_count, self._at = bits, count, at
                return False
            distance = DISTANCE_BASE[place] + self._drop(DISTANCE_EXTRA[place])
            if distance > len(output) or distance > WINDOW:
                raise BadStream("invalid distance too far back")
            start = len(output) - distance
            if distance >= length:
                output += output[start : start + length]
            else:
                piece = output[start:]
                output += (piece * (length // distance + 1))[:length]
        return True
