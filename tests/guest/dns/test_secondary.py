"""Zones that go from server to server over TCP: ours, NSD's and dig's ends."""

import asyncio
import hashlib
import shutil
import subprocess
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tools import compare_dns, dns_zones
from tools.dns_meaning import meaning
from tools.name_servers import NSD

from gloam.dns import zone_file
from gloam.dns.message import Record
from gloam.dns.name import parse_name
from gloam.dns.policy import Policy
from gloam.dns.secondary import Primary, TransferError, fetch, fetch_serial
from gloam.dns.server import DnsServer
from gloam.dns.zone import Zone
from gloam.dns.zone_builder import parse_zone

ORIGIN = parse_name("z.")
HERE = "127.0.0.1"
POLICY = Policy(transfer_to=(HERE,), notify_from=(HERE,))


def version(serial: int, refresh: int = 3_600) -> Zone:
    lines = "".join(f"n{number} TXT {serial}\n" for number in range(3_000))
    head = f"$TTL 60\n@ SOA ns host {serial} {refresh} 5 6 30\n@ NS ns\nns A 192.0.2.1\n"
    return parse_zone(head + lines, ORIGIN)


async def start(server: DnsServer) -> int:
    await server.start_tcp(HERE, 0)
    assert server._tcp is not None
    port = int(server._tcp.sockets[0].getsockname()[1])
    await server.start_udp(HERE, port)
    return port


def run(use: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(asyncio.wait_for(use(), 30))


async def until(condition: Callable[[], bool]) -> None:
    while not condition():
        await asyncio.sleep(0.01)


def test_a_secondary_has_the_zone_and_follows_its_changes() -> None:
    async def main() -> None:
        log: list[str] = []
        primary = DnsServer([version(1)], policy=POLICY)
        port = await start(primary)
        secondary = DnsServer([], log=log.append, policy=POLICY)
        secondary_port = await start(secondary)
        secondary.follow(ORIGIN, Primary(HERE, port))
        zones = secondary.responder.zones

        def serial() -> int:
            zone = zones.get(ORIGIN)
            return zone.serial if zone is not None else -1

        await until(lambda: serial() == 1)
        fresh = version(2)
        primary.responder.zones.put(fresh)
        assert await primary.notify(fresh, HERE, secondary_port)
        await until(lambda: serial() == 2)
        # An older one is not taken.
        old = version(1)
        primary.responder.zones.put(old)
        assert await primary.notify(old, HERE, secondary_port)
        await asyncio.sleep(0.2)
        assert serial() == 2
        found = primary.statistics()
        assert found.counters.transfers == 2
        assert secondary.statistics().counters.notifications == 2
        assert [line for line in log if line.startswith("zone")] == [
            "zone z. serial 1: 3003 records",
            "zone z. serial 2: 3003 records",
        ]
        primary.close()
        secondary.close()

    run(main)


def test_what_goes_wrong_is_said() -> None:
    async def main() -> None:
        closed = DnsServer([version(1)])
        port = await start(closed)
        with pytest.raises(TransferError, match="the server refuses: REFUSED"):
            await fetch(ORIGIN, Primary(HERE, port))
        assert await fetch_serial(ORIGIN, Primary(HERE, port)) == 1
        with pytest.raises(TransferError, match="there is no SOA record: REFUSED"):
            await fetch_serial(parse_name("y."), Primary(HERE, port))
        closed.close()
        with pytest.raises(TransferError, match="cannot be reached"):
            await fetch(ORIGIN, Primary(HERE, 9))

    run(main)


def test_a_zone_that_stops_in_the_middle_is_none() -> None:
    async def main() -> None:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            size = int.from_bytes(await reader.readexactly(2), "big")
            query = await reader.readexactly(size)
            server = DnsServer([version(1)], policy=POLICY)
            messages = server.responder.transfer(query, HERE)
            assert messages is not None
            first = next(messages)
            writer.write(len(first).to_bytes(2, "big") + first)
            writer.close()

        server = await asyncio.start_server(serve, HERE, 0)
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(TransferError, match="the connection ended"):
            await fetch(ORIGIN, Primary(HERE, port))
        server.close()

    run(main)


@contextmanager
def nsd(file: Path, origin: str) -> Iterator[int]:
    """NSD with one zone that 127.0.0.1 may have; its port."""
    with tempfile.TemporaryDirectory() as name:
        port = compare_dns.free_port()
        command = NSD.command(file, origin, Path(name), "127.0.0.1", port)
        with Path(command[-1]).open("a") as configuration:
            configuration.write("  provide-xfr: 127.0.0.1 NOKEY\n")
        server = subprocess.Popen(command, stderr=subprocess.PIPE)
        try:
            asyncio.run(asyncio.wait_for(_open(port), 10))
            yield port
        finally:
            server.terminate()
            server.wait()


async def _open(port: int) -> None:
    while await _is_closed(port):
        await asyncio.sleep(0.05)


def meanings(text: str, origin: bytes) -> list[tuple[bytes, int, int, int, bytes]]:
    found: list[Record] = []
    zone_file.parse(text, origin, found.append)
    return sorted(meaning(record) for record in found)


async def dug(port: int, origin: str) -> str:
    process = await asyncio.create_subprocess_exec(
        *("dig", "+noall", "+answer", "+onesoa", "+noidnout", f"@{HERE}", "-p", str(port)),
        *(origin, "AXFR"),
        stdout=asyncio.subprocess.PIPE,
    )
    output, _ = await process.communicate()
    return "\n".join(line for line in output.decode().splitlines() if not line.startswith(";"))


@pytest.mark.interop
@pytest.mark.skipif(shutil.which("dig") is None, reason="dig is not installed")
@pytest.mark.skipif(compare_dns.missing() != "", reason=f"not installed: {compare_dns.missing()}")
@pytest.mark.parametrize("signer", [None, ["-n", "-s", "ab12"]], ids=["unsigned", "NSEC3"])
def test_zones_go_out_as_nsds_and_come_in_from_it(signer: list[str] | None, tmp_path: Path) -> None:
    origin_text = dns_zones.TRICKY_ORIGIN
    file = tmp_path / "tricky"
    file.write_text(f"$ORIGIN {origin_text}\n{dns_zones.TRICKY}")
    if signer is not None:
        file = compare_dns.sign(file, origin_text, signer)
    origin = parse_name(origin_text)

    def sha1(data: bytes) -> bytes:
        return hashlib.sha1(data).digest()

    async def main(nsd_port: int) -> None:
        theirs = await dug(nsd_port, origin_text)
        zone = await fetch(origin, Primary(HERE, nsd_port), sha1)
        server = DnsServer([zone], policy=POLICY)
        port = await start(server)
        ours = await dug(port, origin_text)
        server.close()
        assert theirs.count("\n") > 50
        assert meanings(ours, origin) == meanings(theirs, origin)
        direct = parse_zone(file.read_text(), origin, sha1=sha1)
        assert direct.record_count == zone.record_count

    with nsd(file, origin_text) as port:
        run(lambda: main(port))


async def _is_closed(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection(HERE, port)
    except OSError:
        return True
    writer.close()
    return False
