"""The server on CPython's asyncio, over the loopback interface."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

from gloam.dns import code, message
from gloam.dns.message import Message
from gloam.dns.name import parse_name
from gloam.dns.server import DnsServer, Limits
from gloam.dns.zone_builder import parse_zone

ZONE = "$TTL 60\n@ SOA ns host 1 2 3 4 5\n@ NS ns\nns A 192.0.2.1\nbig TXT " + f"{'x' * 200} " * 8
Client = Callable[[DnsServer, int], Awaitable[None]]


def serve(client: Client, limits: Limits | None = None, log: list[str] | None = None) -> None:
    async def main() -> None:
        zone = parse_zone(ZONE, parse_name("z."))
        server = DnsServer([zone], limits, log.append if log is not None else None)
        await server.start_tcp("127.0.0.1", 0)
        assert server._tcp is not None
        port = server._tcp.sockets[0].getsockname()[1]
        await server.start_udp("127.0.0.1", port)
        await client(server, port)
        server.close()
        await asyncio.sleep(0.05)
        assert not server.connections

    asyncio.run(asyncio.wait_for(main(), 20))


def query(number: int, name: str = "ns.z.", record_type: int = code.A) -> bytes:
    return message.emit(message.query(number, parse_name(name), record_type))


def framed(data: bytes) -> bytes:
    return len(data).to_bytes(2, "big") + data


async def response_of(reader: asyncio.StreamReader) -> Message:
    size = int.from_bytes(await reader.readexactly(2), "big")
    parsed = message.parse(await reader.readexactly(size))
    assert isinstance(parsed, Message)
    return parsed


class Collector(asyncio.DatagramProtocol):
    def __init__(self) -> None:
        self.responses: asyncio.Queue[bytes] = asyncio.Queue()

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        self.responses.put_nowait(data)


def test_datagrams_are_answered_and_logged() -> None:
    log: list[str] = []

    async def client(server: DnsServer, port: int) -> None:
        loop = asyncio.get_running_loop()
        transport, protocol = await loop.create_datagram_endpoint(
            Collector, remote_addr=("127.0.0.1", port)
        )
        own = transport.get_extra_info("sockname")[1]
        response = b"\0\1\x80\0" + bytes(8)
        for data in (response, b"x", query(5), query(6, "big.z.", code.TXT), b"\0" * 12):
            transport.sendto(data)
        parsed = [message.parse(await protocol.responses.get()) for _ in range(3)]
        assert [one.id for one in parsed if isinstance(one, Message)] == [5, 6, 0]
        assert isinstance(parsed[1], Message)
        assert parsed[1].is_truncated
        assert server.responder.counters.dropped == 2
        assert log == [
            f"udp 127.0.0.1#{own} ns.z. IN A NOERROR 52",
            f"udp 127.0.0.1#{own} big.z. IN TXT NOERROR 23",
            f"udp 127.0.0.1#{own} - FORMERR 12",
        ]
        transport.close()

    serve(client, log=log)


def test_a_connection_takes_queries_in_any_pieces_and_answers_in_order() -> None:
    async def client(server: DnsServer, port: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        stream = b"".join(framed(query(number)) for number in range(50))
        stream += framed(query(50, "big.z.", code.TXT))
        for index in range(0, len(stream), 7):
            writer.write(stream[index : index + 7])
            if index % 70 == 0:
                await asyncio.sleep(0)
        for number in range(51):
            answer = await response_of(reader)
            assert answer.id == number
            assert not answer.is_truncated
        writer.close()

    serve(client)


def test_a_response_on_a_connection_closes_it() -> None:
    async def client(server: DnsServer, port: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(framed(query(1)) + framed(b"\0\1\x80\0" + bytes(8)) + framed(query(2)))
        assert (await response_of(reader)).id == 1
        assert await reader.read() == b""
        writer.close()

    serve(client)


def test_idle_and_surplus_connections_are_dropped() -> None:
    async def client(server: DnsServer, port: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(framed(query(1))[:-1])
        await asyncio.sleep(0.05)
        surplus_reader, surplus = await asyncio.open_connection("127.0.0.1", port)
        with contextlib.suppress(ConnectionResetError):
            assert await surplus_reader.read() == b""
        with contextlib.suppress(ConnectionResetError):
            assert await reader.read() == b""
        writer.close()
        surplus.close()

    serve(client, Limits(connections_max=1, idle_timeout=0.1))


def test_a_connection_ends_after_its_last_query() -> None:
    async def client(server: DnsServer, port: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(framed(query(1)) + framed(query(2)))
        assert (await response_of(reader)).id == 1
        assert (await response_of(reader)).id == 2
        assert await reader.read() == b""
        writer.close()

    serve(client, Limits(queries_per_connection=2))
