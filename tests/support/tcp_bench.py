"""A stack with TCP, and a peer that is written down segment by segment with `struct` alone.

Sequence numbers are relative: the peer's first is 0 and so is ours, so data begins at 1.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from gloam.device.net import Frame
from gloam.net.address import parse_hint
from gloam.net.stack import NO_DEADLINE, Stack
from gloam.net.tcp.connection import Connection
from gloam.net.tcp.listener import Listener
from gloam.net.tcp.state import State
from support import packets
from support.offload import cut
from support.packets import OUR_IP, OUR_MAC, PEER_IP, PEER_MAC

SECOND = 1_000_000_000
MILLISECOND = 1_000_000
PORT = 7
PEER_PORT = 40_000
PEER_ISS = 0xFFFF_FF00
"""Close to the end of the number space, so that most cases wrap."""
ROUND_TRIP = 100 * MILLISECOND
"""Of the handshake, so that the timer is three of it."""
FLAGS = "FSRPAU"


@dataclass(frozen=True, slots=True)
class Seen:
    """A segment of ours as it was on the wire."""

    flags: str
    seq: int
    ack: int
    payload: bytes
    window: int
    options: bytes

    def brief(self) -> str:
        """Like "A 1:101 ack 1": flags, sequence space, acknowledgment."""
        stop = self.seq + len(self.payload)
        text = f"{self.flags} {self.seq}" + (f":{stop}" if self.payload else "")
        return f"{text} ack {self.ack}" if "A" in self.flags else text


class TcpBench:
    def __init__(self, *, mtu: int = 1500, offloads: bool = False) -> None:
        """With `offloads` the device finishes and cuts what it gets: see `units`."""
        hint = parse_hint(f"{OUR_IP}/24,{PEER_IP}")
        self.stack = Stack(int.from_bytes(OUR_MAC, "big"), mtu, hint, bytes(range(16)), offloads)
        self.units: list[Frame] = []
        """What the device got that were IPv4 packets, before it cut them."""
        self.tcp = self.stack.open_tcp()
        self.now = 1_000 * SECOND
        self.iss = 0
        self.damage = 0
        """Bits that are wrong in the checksums of the peer."""
        self.is_verified = False
        """Whether the device vouches for what comes."""
        self.peer_port = PEER_PORT
        self.our_port = PORT
        question = packets.arp(1, PEER_MAC, PEER_IP, bytes(6), OUR_IP)
        self.stack.receive_frame(packets.ethernet(question, ether_type=0x806), self.now)
        self.frames()

    # ------------------------------------------------------------ the peer

    def send(
        self,
        flags: str,
        seq: int,
        ack: int = 0,
        payload: bytes = b"",
        *,
        window: int = 8_000,
        options: bytes = b"",
    ) -> None:
        self.raw(
            flags,
            (PEER_ISS + seq) & 0xFFFF_FFFF,
            (self.iss + ack) & 0xFFFF_FFFF if "A" in flags else 0,
            payload,
            window=window,
            options=options,
        )

    def raw(
        self,
        flags: str,
        seq: int,
        ack: int,
        payload: bytes,
        *,
        window: int = 8_000,
        options: bytes = b"",
    ) -> None:
        """With absolute numbers."""
        bits = sum(1 << FLAGS.index(flag) for flag in flags)
        words = 5 + len(options) // 4
        head = struct.pack(
            "!HHIIBBH", self.peer_port, self.our_port, seq, ack, words << 4, bits, window
        )
        size = len(head) + 4 + len(options) + len(payload)
        pseudo = packets.ip_bytes(PEER_IP) + packets.ip_bytes(OUR_IP) + struct.pack("!HH", 6, size)
        check = packets.internet_checksum(pseudo + head + bytes(4) + options + payload)
        segment = head + struct.pack("!HH", check ^ self.damage, 0) + options + payload
        frame = packets.ethernet(packets.ipv4(segment, 6))
        self.stack.receive_frame(frame, self.now, self.is_verified)

    # ------------------------------------------------------------ we

    def frames(self) -> list[bytes]:
        """What we have to send now; questions for the peer's hardware address are answered."""
        found = []
        while (sent := self.stack.poll_transmit(self.now)) is not None:
            if sent.headers[12:14] == b"\x08\x06":
                self.stack.receive_frame(packets.arp_reply_frame(), self.now)
            else:
                self.units.append(sent)
                found += cut(sent)
        return found

    def sent(self) -> list[Seen]:
        """The segments that we have to send now, each checked to be well-formed."""
        return [self._seen(frame) for frame in self.frames()]

    def brief(self) -> list[str]:
        return [seen.brief() for seen in self.sent()]

    def _seen(self, frame: bytes) -> Seen:
        assert frame[:6] == PEER_MAC
        segment = frame[34:]
        pseudo = frame[26:34] + struct.pack("!HH", 6, len(segment))
        assert packets.internet_checksum(pseudo + segment) == 0
        source, target, seq, ack, words, bits, window = struct.unpack("!HHIIBBH", segment[:16])
        assert (source, target) == (self.our_port, self.peer_port)
        size = (words >> 4) * 4
        flags = "".join(flag for index, flag in enumerate(FLAGS) if bits >> index & 1)
        if "S" in flags:
            self.iss = seq
        return Seen(
            flags,
            (seq - self.iss) & 0xFFFF_FFFF,
            (ack - PEER_ISS) & 0xFFFF_FFFF,
            segment[size:],
            window,
            segment[20:size],
        )

    def drops(self) -> dict[str, int]:
        return self.stack.statistics().dropped

    def advance(self, duration_ns: int) -> list[str]:
        """Let time pass; what we sent meanwhile."""
        end = self.now + duration_ns
        found = self.brief()
        while (deadline := self.stack.next_deadline()) != NO_DEADLINE and deadline <= end:
            self.now = max(deadline, self.now)
            self.stack.handle_timeout(self.now)
            found += self.brief()
        self.now = end
        return found

    # ------------------------------------------------------------ connections

    def listen(self, backlog: int = 8, port: int = PORT) -> Listener:
        listener = self.tcp.listen(0, port, backlog)
        assert isinstance(listener, Listener)
        return listener

    def accepted(self, options: bytes = b"", window: int = 8_000) -> Connection:
        """A connection that the peer has opened, within one ROUND_TRIP."""
        listener = self.listen()
        self.send("S", 0, window=window, options=options)
        self.sent()
        self.now += ROUND_TRIP
        self.send("A", 1, 1, window=window)
        connection = listener.accept()
        assert connection is not None
        self.tcp.engine.close_listener(listener)
        assert self.brief() == []
        return connection

    def connecting(self) -> Connection:
        """A connection whose SYN is out."""
        peer = int.from_bytes(packets.ip_bytes(PEER_IP), "big")
        connection = self.tcp.connect(0, peer, PORT, self.now)
        assert isinstance(connection, Connection)
        self.peer_port = PORT
        self.our_port = connection.flow.local_port
        (syn,) = self.sent()
        assert syn.flags == "S"
        return connection

    def write(self, connection: Connection, data: bytes) -> None:
        self.tcp.engine.write(connection, data)

    def read(self, connection: Connection, limit: int = 1 << 20) -> bytes:
        return self.tcp.engine.read(connection, limit)

    def in_state(self, state: State) -> Connection:
        """A connection in `state`, with 1 as the next number both ways (2 after a FIN)."""
        if state is State.SYN_SENT:
            return self.connecting()
        if state is State.SYN_RECEIVED:
            self.listen()
            self.send("S", 0)
            self.sent()
            (connection,) = self.tcp.engine.connections()
            return connection
        connection = self.accepted()
        if state in (State.CLOSE_WAIT, State.LAST_ACK):
            self.send("FA", 1, 1)
        elif state is not State.ESTABLISHED:
            self.tcp.engine.shut_down(connection)
            self.sent()
            if state in (State.FIN_WAIT_2, State.TIME_WAIT):
                self.send("A", 1, 2)
            if state in (State.CLOSING, State.TIME_WAIT):
                self.send("FA", 1, 2 if state is State.TIME_WAIT else 1)
        if state is State.LAST_ACK:
            self.tcp.engine.shut_down(connection)
        self.sent()
        assert connection.state is state
        return connection
