"""`make compare-dns`: NSD, Knot and gloam.dns with the same zones and questions: answers compared.

A tricky zone and one with the root's shape are served unsigned, signed with NSEC and with NSEC3
(by ldns-signzone), by the library under CPython; zones of 10,000 and 1,000,000 records
(tools/dns_load.py) by a compiled image of it. What meaning is, and where servers differ on purpose,
is in tools/dns_meaning.py.
"""

import random
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha1
from pathlib import Path

import click

from gloam.dns import code, message, zone_file
from gloam.dns.edns import UDP_SIZE_DEFAULT, UDP_SIZE_MIN, Edns
from gloam.dns.message import Message, Record
from gloam.dns.name import name_text, parse_name
from gloam.dns.responder import Responder
from gloam.dns.zone import ZoneSet
from gloam.dns.zone_builder import parse_zone
from gloamtool.cli import exit_status
from gloamtool.failure import ToolError
from tools import bench_dns, dns_load, dns_zones
from tools.dns_meaning import Facts, difference
from tools.name_servers import KNOT, NSD, NameServer, find_program, program

DELEGATIONS = 3_000
QUESTIONS = 20_000
TIMEOUT_S = 5.0
SHOWN_MAX = 20
EDNS_CHOICES = (None, Edns(512), Edns(1232), Edns(1232, True), Edns(4096, True), Edns(512, True))
SIGNERS = {"unsigned": None, "NSEC": [], "NSEC3": ["-n", "-s", "ab12", "-t", "3"]}
LARGE = (10_000, 1_000_000)
START_S = 120.0

Ask = Callable[[bytes], bytes]


def missing() -> str:
    """The programs that are not installed."""
    return ", ".join(name for name in ("nsd", "ldns-signzone") if not find_program(name))


@dataclass(frozen=True)
class Case:
    """A zone as a file. `image` is a process that serves it, if the library is not to."""

    title: str
    origin: str
    file: Path
    image: Path | None = None


def sign(zone: Path, origin: str, arguments: list[str]) -> Path:
    """A signed copy."""
    key = subprocess.run(
        [program("ldns-keygen"), "-a", "ECDSAP256SHA256", "-k", origin],
        cwd=zone.parent,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    signed = zone.with_name(zone.name + "".join(arguments) + ".signed")
    subprocess.run(
        [program("ldns-signzone"), *arguments, "-f", signed, zone, key],
        cwd=zone.parent,
        check=True,
    )
    return signed


def cases(folder: Path, delegations: int) -> Iterator[Case]:
    texts = {
        "tricky": (dns_zones.TRICKY_ORIGIN, dns_zones.TRICKY),
        "generated": (dns_zones.GENERATED_ORIGIN, dns_zones.generated(delegations, 1)),
    }
    for name, (origin, text) in texts.items():
        file = folder / name
        file.write_text(f"$ORIGIN {origin}\n{text}")
        for title, arguments in SIGNERS.items():
            signed = file if arguments is None else sign(file, origin, arguments)
            yield Case(f"{name}, {title}", origin, signed)


def free_port() -> int:
    with socket.socket(type=socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def peer(server: NameServer, case: Case) -> Iterator[Ask]:
    """Serves a zone; gives a function that asks it over UDP."""
    with tempfile.TemporaryDirectory() as name:
        port = free_port()
        command = server.command(case.file, case.origin, Path(name), "127.0.0.1", port)
        with _running(command, server.title, port) as ask:
            yield ask


@contextmanager
def ours(case: Case) -> Iterator[Ask]:
    """Asks the library, or the image."""
    if case.image is not None:
        port = free_port()
        run = [sys.executable, "-m", "gloamtool", "run", "--memory", "256M", "-p"]
        command = [*run, f"{port}:{dns_load.PORT}/udp", str(case.image), "0"]
        with _running(command, "the image", port) as ask:
            yield ask
        return
    zone = parse_zone(
        case.file.read_text(), parse_name(case.origin), sha1=lambda data: sha1(data).digest()
    )
    responder = Responder(ZoneSet([zone]))
    yield lambda query: responder.respond(query, is_udp=True).response


@contextmanager
def _running(command: list[str], title: str, port: int) -> Iterator[Ask]:
    with tempfile.TemporaryFile() as log, socket.socket(type=socket.SOCK_DGRAM) as client:
        server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        client.connect(("127.0.0.1", port))
        client.settimeout(0.2)
        patience_s = START_S

        def ask(query: bytes) -> bytes:
            nonlocal patience_s
            end = time.monotonic() + patience_s
            while time.monotonic() < end and server.poll() is None:
                with suppress(TimeoutError, ConnectionRefusedError):
                    client.send(query)
                    response = client.recv(65_535)
                    while response[:2] != query[:2]:  # late: to a query that was sent twice
                        response = client.recv(65_535)
                    patience_s = TIMEOUT_S
                    return response
                time.sleep(0.02)
            log.seek(0)
            raise ToolError(f"{title} is silent: {log.read().decode(errors='replace')}")

        try:
            yield ask
        finally:
            server.terminate()
            server.wait()


@dataclass(frozen=True)
class Query:
    """As text and as it is sent."""

    text: str
    data: bytes
    facts: Facts


def queries(case: Case, count: int, seed: int) -> Iterator[Query]:
    """About what is in the zone and what is not, with and without EDNS and DO."""
    rng = random.Random(seed)
    records: list[Record] = []
    origin = parse_name(case.origin)
    zone_file.parse(case.file.read_text(), origin, records.append)
    cuts = frozenset(
        record.name.lower()
        for record in records
        if record.record_type == code.NS and record.name.lower() != origin
    )
    questions = dns_zones.questions(records, origin, count, seed)
    for number, (name, record_type) in enumerate(questions):
        flags = rng.choice((0, code.FLAG_RD, code.FLAG_CD, code.FLAG_RD | code.FLAG_AD))
        option = rng.choice(EDNS_CHOICES)
        query = message.emit(message.query(number & 0xFFFF, name, record_type, flags, option))
        options = "" if option is None else f" +{option.udp_size}"
        options += " +do" if option is not None and option.is_dnssec_ok else ""
        text = f"{name_text(name)} {code.type_text(record_type)}{options}"
        size_max = UDP_SIZE_MIN if option is None else min(option.udp_size, UDP_SIZE_DEFAULT)
        yield Query(text, query, Facts(size_max, cuts))


@dataclass(frozen=True)
class Comparison:
    """How many questions were asked, the differences, and how many had which known reason."""

    asked: int
    differences: list[str]
    reasons: Counter[str]


def compare(case: Case, count: int, seed: int, server: NameServer = NSD) -> Comparison:
    found: list[str] = []
    reasons = Counter[str]()
    asked = 0
    with ours(case) as ask_ours, peer(server, case) as ask_peer:
        for query in queries(case, count, seed):
            our_data, their_data = ask_ours(query.data), ask_peer(query.data)
            our_message, their_message = message.parse(our_data), message.parse(their_data)
            assert isinstance(our_message, Message), our_message
            assert isinstance(their_message, Message), their_message
            asked += 1
            verdict = difference(our_message, their_message, query.facts, server)
            if verdict.reason:
                reasons[verdict.reason] += 1
            elif verdict.what:
                octets = f"{len(our_data)} octets for {len(their_data)}"
                found.append(f"{query.text}: {verdict.what} ({octets})")
    return Comparison(asked, found, reasons)


def large_cases(sizes: Iterable[int]) -> Iterator[Case]:
    for size in sizes:
        zone = bench_dns.zone_file(size)
        image = bench_dns.image(zone, "process", for_speed=False)
        yield Case(f"{size:,} records, compiled", dns_load.ORIGIN, zone, image)


@click.command()
@click.option("--count", default=QUESTIONS, help="Questions for each zone and server.")
@click.option("--delegations", default=DELEGATIONS, help="Of the generated zone.")
@click.option("--records", "sizes", multiple=True, default=LARGE, help="Of the large zones.")
@click.option("--seed", default=1)
def command(count: int, delegations: int, sizes: tuple[int, ...], seed: int) -> None:
    """Compare with NSD, and with Knot if it is there."""
    differences: Counter[str] = Counter()
    total = 0
    peers = [server for server in (NSD, KNOT) if server.is_installed()]
    with tempfile.TemporaryDirectory() as folder:
        for case in (*cases(Path(folder), delegations), *large_cases(sizes)):
            for server in peers:
                done = compare(case, count, seed, server)
                total += done.asked
                found = len(done.differences)
                asked = f"{done.asked:,} questions"
                print(f"{case.title}, {server.title}: {asked}, {found} unexplained", flush=True)
                for reason, times in sorted(done.reasons.items()):
                    print(f"  {times:,} times: {reason}")
                for text in done.differences[:SHOWN_MAX]:
                    print(f"  {text}")
                differences[case.title] += found
    print(f"{total:,} answers compared, {differences.total()} unexplained differences")
    if differences.total():
        raise ToolError(f"{differences.total()} differences")


if __name__ == "__main__":
    sys.exit(exit_status(lambda: command.main(prog_name="compare-dns", standalone_mode=False)))
