"""Numbers that a stranger cannot guess: initial sequence numbers, port order, cookies.

SipHash-2-4 (Aumasson and Bernstein, 2012) over 32-bit words, with the key of this boot. Its 64-bit
state is kept in halves, which are machine words here.
"""

from __future__ import annotations

from typing import Final

from gloam.net.tcp.flow import Flow

MASK: Final = 0xFFFF_FFFF
KEY_SIZE: Final = 16

CLOCK_TICK_NS: Final = 4_000
"""The initial sequence number counts up every 4 microseconds (RFC 9293, 3.4.1)."""


class State:
    """v0 to v3 of SipHash, each as a high and a low half."""

    def __init__(self, key: bytes) -> None:
        low0 = int.from_bytes(key[0:4], "little")
        high0 = int.from_bytes(key[4:8], "little")
        low1 = int.from_bytes(key[8:12], "little")
        high1 = int.from_bytes(key[12:16], "little")
        self.h0 = high0 ^ 0x736F6D65
        self.l0 = low0 ^ 0x70736575
        self.h1 = high1 ^ 0x646F7261
        self.l1 = low1 ^ 0x6E646F6D
        self.h2 = high0 ^ 0x6C796765
        self.l2 = low0 ^ 0x6E657261
        self.h3 = high1 ^ 0x74656462
        self.l3 = low1 ^ 0x79746573

    def absorb(self, high: int, low: int) -> None:
        """Compress one 64-bit word."""
        self.h3 ^= high
        self.l3 ^= low
        self.round()
        self.round()
        self.h0 ^= high
        self.l0 ^= low

    def round(self) -> None:
        """SipRound; rotations by 32 swap the halves."""
        h0, l0, h1, l1 = self.h0, self.l0, self.h1, self.l1
        h2, l2, h3, l3 = self.h2, self.l2, self.h3, self.l3
        l0 += l1
        h0 = (h0 + h1 + (l0 >> 32)) & MASK
        l0 &= MASK
        h1, l1 = (h1 << 13 | l1 >> 19) & MASK ^ h0, (l1 << 13 | h1 >> 19) & MASK ^ l0
        h0, l0 = l0, h0
        l2 += l3
        h2 = (h2 + h3 + (l2 >> 32)) & MASK
        l2 &= MASK
        h3, l3 = (h3 << 16 | l3 >> 16) & MASK ^ h2, (l3 << 16 | h3 >> 16) & MASK ^ l2
        l0 += l3
        h0 = (h0 + h3 + (l0 >> 32)) & MASK
        l0 &= MASK
        h3, l3 = (h3 << 21 | l3 >> 11) & MASK ^ h0, (l3 << 21 | h3 >> 11) & MASK ^ l0
        l2 += l1
        h2 = (h2 + h1 + (l2 >> 32)) & MASK
        l2 &= MASK
        h1, l1 = (h1 << 17 | l1 >> 15) & MASK ^ h2, (l1 << 17 | h1 >> 15) & MASK ^ l2
        h2, l2 = l2, h2
        self.h0, self.l0, self.h1, self.l1 = h0, l0, h1, l1
        self.h2, self.l2, self.h3, self.l3 = h2, l2, h3, l3


def keyed_hash(key: bytes, words: list[int]) -> int:
    """The low 32 bits of SipHash-2-4 over the words, each four little-endian bytes."""
    state = State(key)
    index = 0
    while index + 1 < len(words):
        state.absorb(words[index + 1], words[index])
        index += 2
    size = len(words) * 4 & 255
    state.absorb(size << 24, words[index] if index < len(words) else 0)
    state.l2 ^= 0xFF
    for _ in range(4):
        state.round()
    return state.l0 ^ state.l1 ^ state.l2 ^ state.l3


class Secret:
    def __init__(self, key: bytes) -> None:
        """`key` is KEY_SIZE unpredictable bytes."""
        assert len(key) == KEY_SIZE
        self._key = key

    def initial_sequence(self, flow: Flow, now_ns: int) -> int:
        """RFC 6528, 3: a clock, and an offset of its own for each flow."""
        return (self._hash(flow, 1, 0) + now_ns // CLOCK_TICK_NS) & MASK

    def timestamp_offset(self, flow: Flow) -> int:
        """Added to the clock, so that timestamps do not tell how long we run (RFC 7323, 5.4)."""
        return self._hash(flow, 2, 0)

    def port_offset(self, flow: Flow) -> int:
        """Where the search for an ephemeral port begins (RFC 6056, 3.3.3); no local port yet."""
        return self._hash(flow, 3, 0)

    def cookie(self, flow: Flow, number: int) -> int:
        """32 bits that bind `number` to the flow."""
        return self._hash(flow, 4, number)

    def _hash(self, flow: Flow, purpose: int, number: int) -> int:
        words = [purpose, number, flow.local_port << 16 | flow.remote_port]
        for address in (flow.local_ip, flow.remote_ip):
            words.append(address & MASK)
            while address > MASK:
                address >>= 32
                words.append(address & MASK)
        return keyed_hash(self._key, words)
