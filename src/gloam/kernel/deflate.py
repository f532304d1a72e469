"""Deflate: bytes into a stream of blocks (RFC 1951), by the usual two steps.

Matches are found through chains of positions with the same three octets, as far back as the level
allows, and one position late where the next one matches better. Each block then has the smallest
of the three forms: stored, with the fixed codes, with codes of its own. Any level gives a valid
stream; the octets differ from those of other encoders.
"""

from __future__ import annotations

from typing import Final

from gloam.kernel.inflate import (
    DISTANCE_BASE,
    DISTANCE_EXTRA,
    LENGTH_BASE,
    LENGTH_EXTRA,
    ORDER,
    WINDOW,
    fixed_literals,
)

CHUNK: Final = 65_536
"""Input is held back until there is this much."""
_TOKENS_MAX: Final = 16_384
_MATCH_MIN: Final = 3
_MATCH_MAX: Final = 258
_STORED_MAX: Final = 65_535
_HASH_SIZE: Final = 1 << 15
_CHAIN: Final = (0, 4, 6, 12, 16, 32, 64, 128, 256, 1024)
"""Candidates looked at, by level. From level 4 on a match may be put off by one position."""
_LAZY_FROM: Final = 4
_MATCH_FLAG: Final = 1 << 24
"""A token is an octet, or this, plus the length of a match times 65536, plus its distance less 1;
the largest length is 258 = 0x102."""


class Deflater:
    def __init__(self, level: int, history: bytes = b"") -> None:
        self._level = level
        self._data = bytearray(history[-WINDOW:])
        """The last octets that matches can mean, then what is not compressed yet."""
        self._start = len(self._data)
        self._output = bytearray()
        self._bits = 0
        self._bit_count = 0

    def feed(self, data: bytes) -> None:
        self._data += data
        while len(self._data) - self._start >= CHUNK:
            self._compress(self._start + CHUNK, is_last=False)

    def finish(self) -> None:
        """End the stream, on an octet."""
        self._compress(len(self._data), is_last=True)
        self._align()

    def flush(self, is_full: bool) -> None:
        """Make all input so far readable; after a full flush nothing refers to what was before."""
        if len(self._data) > self._start:
            self._compress(len(self._data), is_last=False)
        self._store(self._start, self._start, is_last=False)
        if is_full:
            del self._data[: self._start]
            self._start = 0

    def take(self) -> bytes:
        """The output so far, whole octets."""
        result = bytes(self._output)
        self._output.clear()
        return result

    # ------------------------------------------------------------ blocks

    def _compress(self, end: int, *, is_last: bool) -> None:
        if self._level == 0 or end == self._start:
            self._store(self._start, end, is_last=is_last)
        else:
            self._match(end, is_last)
        self._start = end
        if self._start > 2 * WINDOW:
            drop = self._start - WINDOW
            del self._data[:drop]
            self._start -= drop

    def _store(self, start: int, end: int, *, is_last: bool) -> None:
        while True:
            size = min(end - start, _STORED_MAX)
            is_end = start + size == end
            self._put(1 if is_last and is_end else 0, 3)
            self._align()
            self._put(size, 16)
            self._put(size ^ 0xFFFF, 16)
            self._output += self._data[start : start + size]
            start += size
            if is_end:
                return

    def _match(self, end: int, is_last: bool) -> None:
        """Cut the input up to `end` into tokens, and write a block for each _TOKENS_MAX of them."""
        data, chain = self._data, _CHAIN[self._level]
        heads = [-1] * _HASH_SIZE
        previous = [-1] * end
        at = max(0, self._start - WINDOW)
        while at < self._start:
            self._remember(heads, previous, at, end)
            at += 1
        block_start = at
        tokens: list[int] = []
        is_lazy = self._level >= _LAZY_FROM
        while at < end:
            token = self._longest(heads, previous, at, end, chain)
            self._remember(heads, previous, at, end)
            if token and is_lazy and token >> 16 & 0xFF < 32 and at + 1 < end:
                later = self._longest(heads, previous, at + 1, end, chain)
                if later >> 16 > token >> 16:
                    tokens.append(data[at])
                    at += 1
                    token = later
                    self._remember(heads, previous, at, end)
            if token:
                tokens.append(token)
                stop = at + (token - _MATCH_FLAG >> 16)
                at += 1
                while at < stop:
                    self._remember(heads, previous, at, end)
                    at += 1
            else:
                tokens.append(data[at])
                at += 1
            if len(tokens) >= _TOKENS_MAX:
                self._block(tokens, block_start, at, is_last and at == end)
                tokens = []
                block_start = at
        if tokens:
            self._block(tokens, block_start, end, is_last)

    def _remember(self, heads: list[int], previous: list[int], at: int, end: int) -> None:
        if at + _MATCH_MIN > end:
            return
        data = self._data
        place = (data[at] << 10 ^ data[at + 1] << 5 ^ data[at + 2]) & _HASH_SIZE - 1
        previous[at] = heads[place]
        heads[place] = at

    def _longest(self, heads: list[int], previous: list[int], at: int, end: int, chain: int) -> int:
        """The token of the longest match at `at`, the nearest of several; 0 if there is none."""
        if at + _MATCH_MIN > end:
            return 0
        data = self._data
        place = (data[at] << 10 ^ data[at + 1] << 5 ^ data[at + 2]) & _HASH_SIZE - 1
        candidate = heads[place]
        least = at - WINDOW
        most = min(_MATCH_MAX, end - at)
        best, found = _MATCH_MIN - 1, 0
        while candidate >= 0 and candidate >= least and chain > 0:
            chain -= 1
            if data[candidate + best] == data[at + best]:
                size = 0
                while size < most and data[candidate + size] == data[at + size]:
                    size += 1
                if size > best:
                    best, found = size, at - candidate
                    if size == most:
                        break
            candidate = previous[candidate]
        if found == 0 or (best == _MATCH_MIN and found > 4096):
            return 0
        return _MATCH_FLAG + (best << 16) + found - 1

    def _block(self, tokens: list[int], start: int, end: int, is_last: bool) -> None:
        literals, distances = [0] * 286, [0] * 30
        literals[256] = 1
        extra = 0
        for token in tokens:
            if token < _MATCH_FLAG:
                literals[token] += 1
                continue
            length = _length_code(token - _MATCH_FLAG >> 16)
            distance = _distance_code((token & 0xFFFF) + 1)
            literals[257 + length] += 1
            distances[distance] += 1
            extra += LENGTH_EXTRA[length] + DISTANCE_EXTRA[distance]
        literal_lengths = code_lengths(literals, 15)
        distance_lengths = code_lengths(distances, 15)
        fixed = fixed_literals()
        own_cost = extra + _cost(literals, literal_lengths) + _cost(distances, distance_lengths)
        fixed_cost = extra + _cost(literals, fixed) + 5 * sum(distances)
        table = _Table(literal_lengths, distance_lengths)
        own_cost += table.cost()
        stored_cost = (end - start) * 8 + 40
        head = 1 if is_last else 0
        if stored_cost <= own_cost and stored_cost <= fixed_cost:
            self._store(start, end, is_last=is_last)
        elif fixed_cost <= own_cost:
            self._put(head | 1 << 1, 3)
            self._tokens(tokens, fixed, [5] * 30)
        else:
            self._put(head | 2 << 1, 3)
            for value, bits in table.fields():
                self._put(value, bits)
            self._tokens(tokens, literal_lengths, distance_lengths)

    def _tokens(self, tokens: list[int], literals: list[int], distances: list[int]) -> None:
        codes, places = canonical(literals), canonical(distances)
        for token in tokens:
            if token < _MATCH_FLAG:
                self._put(codes[token], literals[token])
                continue
            size, distance = token - _MATCH_FLAG >> 16, (token & 0xFFFF) + 1
            code = _length_code(size)
            self._put(codes[257 + code], literals[257 + code])
            self._put(size - LENGTH_BASE[code], LENGTH_EXTRA[code])
            code = _distance_code(distance)
            self._put(places[code], distances[code])
            self._put(distance - DISTANCE_BASE[code], DISTANCE_EXTRA[code])
        self._put(codes[256], literals[256])

    # ------------------------------------------------------------ bits

    def _put(self, value: int, count: int) -> None:
        self._bits |= value << self._bit_count
        self._bit_count += count
        while self._bit_count >= 8:
            self._output.append(self._bits & 0xFF)
            self._bits >>= 8
            self._bit_count -= 8

    def _align(self) -> None:
        if self._bit_count > 0:
            self._put(0, 8 - self._bit_count)


class _Table:
    """The lengths of a block's two codes, run by run (section 3.2.7)."""

    def __init__(self, literals: list[int], distances: list[int]) -> None:
        self._literals = _used(literals, 257)
        self._distances = _used(distances, 1)
        self._runs = _runs(literals[: self._literals] + distances[: self._distances])
        counts = [0] * 19
        for run in self._runs:
            counts[run[0]] += 1
        self._lengths = code_lengths(counts, 7)
        self._size = 19
        while self._size > 4 and self._lengths[ORDER[self._size - 1]] == 0:
            self._size -= 1

    def cost(self) -> int:
        bits = 0
        for _, count in self.fields():
            bits += count
        return bits

    def fields(self) -> list[tuple[int, int]]:
        """What stands in the stream: each value with its number of bits."""
        fields = [(self._literals - 257, 5), (self._distances - 1, 5), (self._size - 4, 4)]
        for place in ORDER[: self._size]:
            fields.append((self._lengths[place], 3))
        codes = canonical(self._lengths)
        for symbol, value, bits in self._runs:
            fields.append((codes[symbol], self._lengths[symbol]))
            if bits:
                fields.append((value, bits))
        return fields


def _used(lengths: list[int], least: int) -> int:
    size = len(lengths)
    while size > least and lengths[size - 1] == 0:
        size -= 1
    return size


def _runs(lengths: list[int]) -> list[tuple[int, int, int]]:
    """Symbols with what follows them: a value and its number of bits."""
    runs: list[tuple[int, int, int]] = []
    at = 0
    while at < len(lengths):
        length = lengths[at]
        times = 1
        while at + times < len(lengths) and lengths[at + times] == length:
            times += 1
        at += times
        if length != 0:
            runs.append((length, 0, 0))
            times -= 1
        while times > 0:
            if length == 0 and times >= 11:
                taken = min(times, 138)
                runs.append((18, taken - 11, 7))
            elif length == 0 and times >= 3:
                taken = min(times, 10)
                runs.append((17, taken - 3, 3))
            elif length != 0 and times >= 3:
                taken = min(times, 6)
                runs.append((16, taken - 3, 2))
            else:
                taken = 1
                runs.append((length, 0, 0))
            times -= taken
    return runs


def _cost(counts: list[int], lengths: list[int]) -> int:
    bits = 0
    for symbol, count in enumerate(counts):
        bits += count * lengths[symbol]
    return bits


def code_lengths(counts: list[int], most: int) -> list[int]:
    """Lengths of a prefix code for symbols that occur so often, none above `most` bits.

    A code has at least two symbols, so that no decoder finds it incomplete.
    """
    weights = list(counts)
    used = [symbol for symbol, count in enumerate(weights) if count > 0]
    for symbol in (0, 1):
        if len(used) < 2 and symbol not in used:
            weights[symbol] = 1
            used.append(symbol)
    while True:
        lengths = _unlimited_lengths(weights, used)
        if max(lengths) <= most:
            return lengths
        # Flatter counts give a flatter tree; in the end all are equal.
        for symbol in used:
            weights[symbol] = (weights[symbol] + 1) // 2


def _unlimited_lengths(weights: list[int], used: list[int]) -> list[int]:
    """Huffman's: join the two lightest trees until there is one.

    Joined trees come in the order of their weights, so that two queues are enough.
    """
    leaves = sorted([weights[symbol] << 12 | symbol for symbol in used])
    size = len(leaves)
    parents = [-1] * (2 * size)
    joined: list[int] = []
    """Weights; the tree at index i is number size + i."""
    leaf = tree = 0
    while len(joined) < size - 1:
        total = 0
        for _ in range(2):
            has_tree = tree < len(joined)
            if leaf < size and not (has_tree and joined[tree] < leaves[leaf] >> 12):
                total += leaves[leaf] >> 12
                parents[leaf] = size + len(joined)
                leaf += 1
            else:
                total += joined[tree]
                parents[size + tree] = size + len(joined)
                tree += 1
        joined.append(total)
    lengths = [0] * len(weights)
    for place, entry in enumerate(leaves):
        depth = 0
        at = place
        while parents[at] >= 0:
            at = parents[at]
            depth += 1
        lengths[entry & 0xFFF] = depth
    return lengths


def canonical(lengths: list[int]) -> list[int]:
    """The codes that these lengths mean (section 3.2.2), first bit lowest."""
    counts = [0] * 17
    for length in lengths:
        counts[length] += 1
    counts[0] = 0
    following = [0] * 17
    code = 0
    for bits in range(1, 16):
        code = (code + counts[bits - 1]) << 1
        following[bits] = code
    codes: list[int] = []
    for length in lengths:
        own = following[length]
        if length:
            following[length] += 1
        turned = 0
        for _ in range(length):
            turned = turned << 1 | own & 1
            own >>= 1
        codes.append(turned)
    return codes


def _length_code(size: int) -> int:
    """Of a match of 3 to 258 octets, from 0."""
    if size == _MATCH_MAX:
        return 28
    low = size - _MATCH_MIN
    if low < 8:
        return low
    bits = low.bit_length() - 3
    return bits * 4 + (low >> bits)


def _distance_code(distance: int) -> int:
    low = distance - 1
    if low < 4:
        return low
    bits = low.bit_length() - 2
    return bits * 2 + (low >> bits)
