"""The NTP client: packets of RFC 5905, 7.3 written with `struct`, and a server on this host."""

from __future__ import annotations

import asyncio
import random
import struct
import time
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gloam.net.ntp import client
from gloam.net.ntp.client import NtpError, measure
from gloam.net.ntp.exchange import Exchange, Sample, Unusable, median
from gloam.net.wire.malformed import Malformed
from gloam.net.wire.ntp import NtpPacket, parse

SECOND = 1_000_000_000
NONCE = 0x0123_4567_89AB_CDEF
WALL = 1_700_000_000 * SECOND
MONO = 5 * SECOND
TO_1970 = 2_208_988_800


def stamp(ns: int) -> bytes:
    """RFC 5905, 6; rounded up, so that it reads back the same."""
    seconds, rest = divmod(ns, SECOND)
    return struct.pack("!II", (seconds + TO_1970) & 0xFFFF_FFFF, -(-(rest << 32) // SECOND))


def answer(
    received_ns: int,
    sent_ns: int,
    *,
    first: int = 0x24,
    stratum: int = 2,
    origin: int = NONCE,
    reference: bytes = b"\x0a\0\0\1",
    root: tuple[int, int] = (0x800, 0x800),
) -> bytes:
    head = struct.pack("!BBbbII4s", first, stratum, 6, -20, *root, reference)
    return head + bytes(8) + origin.to_bytes(8, "big") + stamp(received_ns) + stamp(sent_ns)


def exchange() -> Exchange:
    return Exchange(NONCE, WALL, MONO)


def test_request_tells_nothing_but_its_nonce() -> None:
    assert exchange().request() == b"\x23" + bytes(39) + bytes.fromhex("0123456789abcdef")


def test_offset_and_delay() -> None:
    """RFC 5905, 8: the clock is 100 s behind; 30 ms there, 10 ms in the server, 50 ms back."""
    ms = 1_000_000
    t2 = WALL + 100 * SECOND + 30 * ms
    found = exchange().receive(answer(t2, t2 + 10 * ms), MONO + 90 * ms)
    assert found == Sample(100 * SECOND - 10 * ms, 80 * ms, 2)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", Unusable.UNEXPECTED),
        (answer(WALL, WALL)[:47], Unusable.UNEXPECTED),
        (answer(WALL, WALL, origin=NONCE ^ 1), Unusable.UNEXPECTED),
        (answer(WALL, WALL, origin=0), Unusable.UNEXPECTED),
        # Modes 3 and 5, and versions 0 and 5.
        (answer(WALL, WALL, first=0x23), Unusable.UNEXPECTED),
        (answer(WALL, WALL, first=0x25), Unusable.UNEXPECTED),
        (answer(WALL, WALL, first=0x04), Unusable.UNEXPECTED),
        (answer(WALL, WALL, first=0x2C), Unusable.UNEXPECTED),
        (answer(WALL, WALL, first=0xE4), Unusable.UNSYNCHRONISED),
        (answer(WALL, WALL, stratum=16), Unusable.UNSYNCHRONISED),
        (answer(WALL, WALL, stratum=0, reference=b"RATE"), Unusable.TOO_OFTEN),
        (answer(WALL, WALL, stratum=0, reference=b"DENY"), Unusable.DENIED),
        (answer(WALL, WALL, stratum=0, reference=b"RSTR"), Unusable.DENIED),
        (answer(WALL, WALL, stratum=0, reference=b"INIT"), Unusable.UNSYNCHRONISED),
        # A forged kiss has to know the nonce like any other answer.
        (answer(WALL, WALL, stratum=0, reference=b"DENY", origin=7), Unusable.UNEXPECTED),
        (answer(WALL, WALL)[:40] + bytes(8), Unusable.UNSYNCHRONISED),
        (answer(WALL + 1000, WALL), Unusable.UNSYNCHRONISED),
        (answer(WALL, WALL, root=(0, 0x18000)), Unusable.TOO_FAR),
        (answer(WALL, WALL, root=(0x30000, 0)), Unusable.TOO_FAR),
    ],
)
def test_what_gives_no_time(data: bytes, expected: Unusable) -> None:
    assert exchange().receive(data, MONO) is expected


@pytest.mark.parametrize(
    ("words", "seconds"),
    [
        ((0x8000_0000, 0), 0x8000_0000 - TO_1970),
        ((0xFFFF_FFFF, 0x8000_0000), 0xFFFF_FFFF - TO_1970),
        # RFC 4330, 3: after 2036-02-07 06:28:15 the count begins anew.
        ((0, 1), 2**32 - TO_1970),
        ((0x7FFF_FFFF, 0), 2**32 + 0x7FFF_FFFF - TO_1970),
    ],
)
def test_eras(words: tuple[int, int], seconds: int) -> None:
    packet = parse(answer(WALL, WALL)[:40] + struct.pack("!II", *words))
    assert isinstance(packet, NtpPacket)
    assert packet.transmitted_ns // SECOND == seconds


@given(st.binary(max_size=80))
def test_any_bytes_are_a_packet_or_malformed(data: bytes) -> None:
    assert isinstance(parse(data), NtpPacket | Malformed)
    assert isinstance(exchange().receive(data, MONO), Sample | Unusable)


def test_median_is_not_moved_by_one_that_lies() -> None:
    good = [Sample(offset, 10, 2) for offset in (5, 6, 7)]
    assert median([*good, Sample(10**12, 1, 1)]).offset_ns in (6, 7)
    assert median(good) == good[1]
    assert median([Sample(1, 9, 2), Sample(2, 3, 2)]) == Sample(2, 3, 2)
    assert median([Sample(1, 3, 2), Sample(2, 9, 2)]) == Sample(1, 3, 2)


class Server(asyncio.DatagramProtocol):
    """Is 1000 s ahead, after some forgeries; `script` has a word for each question."""

    def __init__(self, script: list[str]) -> None:
        self.script = script
        self.nonces: list[int] = []
        self.ports: list[int] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        nonce = int.from_bytes(data[40:48], "big")
        self.nonces.append(nonce)
        self.ports.append(addr[1])
        word = self.script.pop(0)
        now = time.time_ns() + 1000 * SECOND
        if word == "silent":
            return
        if word == "kiss":
            kiss = answer(now, now, stratum=0, reference=b"RATE", origin=nonce)
            self.transport.sendto(kiss, addr)
            return
        self.transport.sendto(b"junk", addr)
        self.transport.sendto(answer(1, 1, origin=nonce ^ 1), addr)
        self.transport.sendto(answer(now, now, origin=nonce), addr)


def ask(script: list[str], monkeypatch: pytest.MonkeyPatch) -> tuple[Sample | NtpError, Server]:
    monkeypatch.setattr(client, "TIMEOUT", 0.1)

    async def run() -> tuple[Sample | NtpError, Server]:
        loop = asyncio.get_running_loop()
        transport, server = await loop.create_datagram_endpoint(
            lambda: Server(script.copy()), local_addr=("127.0.0.1", 0)
        )
        port: int = transport.get_extra_info("sockname")[1]
        try:
            return await measure("127.0.0.1", port, samples=len(script), interval=0.01), server
        except NtpError as error:
            return error, server
        finally:
            transport.close()

    return asyncio.run(run())


def test_server_is_asked_several_times(monkeypatch: pytest.MonkeyPatch) -> None:
    found, server = ask(["good", "silent", "good", "good"], monkeypatch)
    assert isinstance(found, Sample)
    assert abs(found.offset_ns - 1000 * SECOND) < SECOND // 10
    assert len(set(server.nonces)) == 4
    assert len(set(server.ports)) > 1


def test_kiss_of_death_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    found, server = ask(["good", "kiss", "good"], monkeypatch)
    assert isinstance(found, NtpError)
    assert found.reason is Unusable.TOO_OFTEN
    assert len(server.nonces) == 2


def test_silence_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    found, _ = ask(["silent", "silent"], monkeypatch)
    assert isinstance(found, NtpError)
    assert (found.reason, str(found)) == (Unusable.SILENT, "no answer")


def test_fuzzed_answers_are_never_believed() -> None:
    """Any change to a good answer leaves it usable or names a reason; the nonce is checked."""
    rng = random.Random(5)
    good = answer(WALL, WALL)
    for _ in range(2_000):
        data = bytearray(good)
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        found = exchange().receive(bytes(data), MONO)
        if data[24:32] != good[24:32]:
            assert found is Unusable.UNEXPECTED
