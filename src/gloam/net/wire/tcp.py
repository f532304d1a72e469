"""TCP segments (RFC 9293, 3.1; options of RFC 7323 and RFC 2018).

The pseudo-header is the caller's: its sum is all that this module sees of IPv4 or IPv6. Sequence
numbers here are the 32 bits of the wire.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gloam.net.wire.checksum import checksum, folded, partial_sum
from gloam.net.wire.malformed import Malformed
from gloam.net.wire.octets import u16_at, u32_at

HEADER_SIZE: Final = 20
OPTIONS_SIZE_MAX: Final = 40

FLAG_FIN: Final = 0x01
FLAG_SYN: Final = 0x02
FLAG_RST: Final = 0x04
FLAG_PSH: Final = 0x08
FLAG_ACK: Final = 0x10
FLAG_URG: Final = 0x20

OPTION_END: Final = 0
OPTION_NOP: Final = 1
OPTION_MSS: Final = 2
OPTION_WINDOW_SCALE: Final = 3
OPTION_SACK_PERMITTED: Final = 4
OPTION_SACK: Final = 5
OPTION_TIMESTAMP: Final = 8

WINDOW_SCALE_MAX: Final = 14
"""Larger shifts are taken as this one (RFC 7323, 2.3)."""

ABSENT: Final = -1
VERIFIED: Final = -1
"""In place of a pseudo-header's sum: the checksum is known to be right."""


@dataclass(frozen=True, slots=True)
class SackBlock:
    """Bytes that arrived out of order: from `left` up to, not including, `right` (RFC 2018, 3)."""

    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Options:
    """What the options of a segment say; unknown kinds are skipped."""

    mss: int = 0
    """0 when absent, which no sender means."""
    window_scale: int = ABSENT
    sack_permitted: bool = False
    timestamp: int = ABSENT
    timestamp_echo: int = 0
    """Only meaningful with a timestamp and the ACK flag (RFC 7323, 3.2)."""
    sack: tuple[SackBlock, ...] = ()


NO_OPTIONS: Final = Options()


@dataclass(frozen=True, slots=True)
class Segment:
    source_port: int
    target_port: int
    sequence: int
    acknowledgment: int
    """Only meaningful with the ACK flag."""
    flags: int
    window: int
    """As on the wire: not scaled."""
    options: Options
    payload: bytes
    segment_size: int = 0
    """Of a segment that the device cuts into many: the data of each; 0 for one."""

    def has(self, flag: int) -> bool:
        return self.flags & flag != 0

    def size(self) -> int:
        """How much of the sequence space it takes: SEG.LEN (RFC 9293, 3.4)."""
        size = len(self.payload)
        if self.flags & (FLAG_SYN | FLAG_FIN) != 0:
            size += (self.flags >> 1 & 1) + (self.flags & 1)
        return size


def parse(data: bytes, start: int, stop: int, pseudo: int) -> Segment | Malformed:
    """Read the segment that fills data[start:stop], an IP payload.

    `pseudo` is the unfolded sum of the pseudo-header for that size, or VERIFIED. The urgent pointer
    is ignored, as RFC 9293, 3.8.5 advises new programs. An option of impossible length condemns the
    segment.
    """
    if stop - start < HEADER_SIZE:
        return Malformed.TCP_TRUNCATED
    header_size = (data[start + 12] >> 4) * 4
    if header_size < HEADER_SIZE or header_size > stop - start:
        return Malformed.TCP_HEADER_SIZE
    if pseudo != VERIFIED and checksum(data, start, stop, pseudo) != 0:
        return Malformed.TCP_CHECKSUM
    source_port = u16_at(data, start)
    target_port = u16_at(data, start + 2)
    if source_port == 0 or target_port == 0:
        return Malformed.TCP_PORT
    options = NO_OPTIONS
    if header_size > HEADER_SIZE:
        parsed = parse_options(data, start + HEADER_SIZE, start + header_size)
        if parsed is None:
            return Malformed.TCP_OPTION
        options = parsed
    return Segment(
        source_port,
        target_port,
        u32_at(data, start + 4),
        u32_at(data, start + 8),
        data[start + 13],
        u16_at(data, start + 14),
        options,
        data[start + header_size : stop],
    )


def parse_options(data: bytes, start: int, stop: int) -> Options | None:
    """Read data[start:stop], at most 40 bytes; None if a length is impossible.

    A known kind with a length that is not its own is skipped like an unknown one. Of an option
    that comes twice, the last counts.
    """
    mss = 0
    window_scale = ABSENT
    sack_permitted = False
    timestamp = ABSENT
    timestamp_echo = 0
    sack: tuple[SackBlock, ...] = ()
    index = start
    while index < stop:
        kind = data[index]
        if kind == OPTION_END:
            break
        if kind == OPTION_NOP:
            index += 1
            continue
        if index + 1 >= stop:
            return None
        size = data[index + 1]
        if size < 2 or index + size > stop:
            return None
        if kind == OPTION_TIMESTAMP and size == 10:
            timestamp = u32_at(data, index + 2)
            timestamp_echo = u32_at(data, index + 6)
        elif kind == OPTION_SACK and size >= 10 and size & 7 == 2:
            sack = parse_sack(data, index + 2, index + size)
        elif kind == OPTION_MSS and size == 4:
            mss = u16_at(data, index + 2)
        elif kind == OPTION_WINDOW_SCALE and size == 3:
            window_scale = min(data[index + 2], WINDOW_SCALE_MAX)
        elif kind == OPTION_SACK_PERMITTED and size == 2:
            sack_permitted = True
        index += size
    return Options(mss, window_scale, sack_permitted, timestamp, timestamp_echo, sack)


def parse_sack(data: bytes, start: int, stop: int) -> tuple[SackBlock, ...]:
    blocks: list[SackBlock] = []
    index = start
    while index < stop:
        blocks.append(SackBlock(u32_at(data, index), u32_at(data, index + 4)))
        index += 8
    return tuple(blocks)


def emit_header(segment: Segment, pseudo: int, is_partial: bool = False) -> bytes:
    """The header in front of the segment's payload, checksum included.

    `pseudo` is as in `parse`, for the size `header_size(segment.options)` plus the payload's. With
    `is_partial` its folded sum is all that the checksum field holds: `finished`, or a device, adds
    the rest.
    """
    options = segment.options
    tail = b"" if options is NO_OPTIONS else emit_options(options)
    sequence = segment.sequence
    acknowledgment = segment.acknowledgment
    offset = HEADER_SIZE + len(tail) << 2
    payload = segment.payload
    total = (
        pseudo
        + segment.source_port
        + segment.target_port
        + (sequence >> 16)
        + (sequence & 0xFFFF)
        + (acknowledgment >> 16)
        + (acknowledgment & 0xFFFF)
        + (offset << 8 | segment.flags)
        + segment.window
    )
    if is_partial:
        check = folded(pseudo)
    else:
        total = partial_sum(tail, 0, len(tail), total)
        check = 0xFFFF - folded(partial_sum(payload, 0, len(payload), total))
    header = bytes(
        [
            segment.source_port >> 8,
            segment.source_port & 255,
            segment.target_port >> 8,
            segment.target_port & 255,
            sequence >> 24,
            sequence >> 16 & 255,
            sequence >> 8 & 255,
            sequence & 255,
            acknowledgment >> 24,
            acknowledgment >> 16 & 255,
            acknowledgment >> 8 & 255,
            acknowledgment & 255,
            offset,
            segment.flags,
            segment.window >> 8,
            segment.window & 255,
            check >> 8,
            check & 255,
            0,
            0,
        ]
    )
    return header + tail if tail else header


def finished(header: bytes, payload: bytes) -> bytes:
    """The whole segment of a header that is partial."""
    whole = header + payload
    check = checksum(whole, 0, len(whole), 0)
    return b"".join([header[:16], bytes([check >> 8, check & 255]), header[18:], payload])


def header_size(options: Options) -> int:
    """The bytes that `emit_header` gives for a segment with these options."""
    size = HEADER_SIZE
    if options.mss != 0:
        size += 4
    if options.window_scale != ABSENT:
        size += 4
    if options.timestamp != ABSENT:
        size += 12
    elif options.sack_permitted:
        size += 4
    if options.sack:
        size += 4 + 8 * len(options.sack)
    return size


def emit_options(options: Options) -> bytes:
    """The options field, padded to whole words with NOPs in front of what is not aligned.

    "SACK permitted" shares the word of the timestamp's padding, as other stacks have it.
    """
    field: list[int] = []
    if options.mss != 0:
        field += [OPTION_MSS, 4, options.mss >> 8, options.mss & 255]
    if options.timestamp != ABSENT:
        if options.sack_permitted:
            field += [OPTION_SACK_PERMITTED, 2, OPTION_TIMESTAMP, 10]
        else:
            field += [OPTION_NOP, OPTION_NOP, OPTION_TIMESTAMP, 10]
        append_u32(field, options.timestamp)
        append_u32(field, options.timestamp_echo)
    elif options.sack_permitted:
        field += [OPTION_NOP, OPTION_NOP, OPTION_SACK_PERMITTED, 2]
    if options.window_scale != ABSENT:
        field += [OPTION_NOP, OPTION_WINDOW_SCALE, 3, options.window_scale]
    if options.sack:
        field += [OPTION_NOP, OPTION_NOP, OPTION_SACK, 2 + 8 * len(options.sack)]
        for block in options.sack:
            append_u32(field, block.left)
            append_u32(field, block.right)
    return bytes(field)


def append_u32(field: list[int], value: int) -> None:
    field.append(value >> 24)
    field.append(value >> 16 & 255)
    field.append(value >> 8 & 255)
    field.append(value & 255)
