"""`make compare-dns`: the same zones and questions for NSD and for gloam.dns, compared in meaning.

Meaning is the response code, the flags, and the set of records of each section. Each zone is served
unsigned, signed with NSEC and with NSEC3 (by ldns-signzone). Where we differ on purpose:

- ANY gets one set of records (RFC 8482, 4.1), which must be one of those that NSD has there.
- A truncated response is compared in its header only: what is in it the client shall not use.
- Additional records: NSD ends at the first set that does not fit, we go on with the smaller ones.
- A name that a DNAME led to and that does not exist is denied by two NSEC records, as any other
  (RFC 4035, 3.1.3.2); NSD leaves out the one about the name itself.
- NSEC3, a question about a wildcard's own name and a type that it does not have: RFC 5155, 7.2.3
  wants the record of the name; NSD adds the one of its parent, which may not fit.
"""

import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha1
from pathlib import Path

import click

from gloam.dns import code, message, zone_file
from gloam.dns.edns import Edns
from gloam.dns.layout import WITH_NAMES
from gloam.dns.message import Message, Record
from gloam.dns.name import is_wildcard, name_text, parse_name
from gloam.dns.responder import Responder
from gloam.dns.zone import ZoneSet
from gloam.dns.zone_builder import parse_zone
from gloamtool.cli import exit_status
from gloamtool.failure import ToolError
from tools import dns_zones

DELEGATIONS = 3_000
QUESTIONS = 20_000
TIMEOUT_S = 5.0
SHOWN_MAX = 20
EDNS_CHOICES = (None, Edns(512), Edns(1232), Edns(1232, True), Edns(4096, True), Edns(512, True))
SIGNERS = {"unsigned": None, "NSEC": [], "NSEC3": ["-n", "-s", "ab12", "-t", "3"]}

CONFIGURATION = """\
server:
  ip-address: 127.0.0.1@{port}
  username: ""
  chroot: ""
  zonesdir: "{folder}"
  database: ""
  pidfile: "{folder}/nsd.pid"
  xfrdfile: "{folder}/xfrd.state"
  zonelistfile: "{folder}/zone.list"
  server-count: 1
  hide-version: yes
  rrl-ratelimit: 0
  rrl-whitelist-ratelimit: 0
  log-only-syslog: no
  logfile: "{folder}/log"
remote-control:
  control-enable: no
zone:
  name: "{origin}"
  zonefile: "{file}"
"""


def missing() -> str:
    """The programs that are not installed."""
    return ", ".join(name for name in ("nsd", "ldns-signzone") if not find_program(name))


def find_program(name: str) -> str | None:
    return shutil.which(name, path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")


def program(name: str) -> str:
    found = find_program(name)
    if found is None:
        raise ToolError(f"{name} is not installed")
    return found


@dataclass(frozen=True)
class Case:
    """A zone as a file."""

    title: str
    origin: str
    file: Path


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
def nsd(case: Case) -> Iterator[Callable[[bytes], bytes]]:
    """Serves a zone; gives a function that asks it over UDP."""
    with tempfile.TemporaryDirectory() as name, socket.socket(type=socket.SOCK_DGRAM) as client:
        folder = Path(name)
        port = free_port()
        configuration = folder / "nsd.conf"
        fields = {"port": port, "folder": folder, "origin": case.origin, "file": case.file}
        configuration.write_text(CONFIGURATION.format(**fields))
        server = subprocess.Popen(
            [program("nsd"), "-d", "-c", configuration], stderr=subprocess.PIPE
        )
        client.connect(("127.0.0.1", port))
        client.settimeout(0.2)

        def ask(query: bytes) -> bytes:
            end = time.monotonic() + TIMEOUT_S
            while time.monotonic() < end:
                with suppress(TimeoutError, ConnectionRefusedError):
                    client.send(query)
                    response = client.recv(65_535)
                    while response[:2] != query[:2]:  # late: to a query that was sent twice
                        response = client.recv(65_535)
                    return response
                time.sleep(0.02)
            log = folder / "log"
            raise ToolError(f"NSD is silent: {log.read_text() if log.exists() else ''}")

        try:
            yield ask
        finally:
            server.terminate()
            server.wait()


Key = tuple[bytes, int, int, int, bytes]
Keys = set[Key]


def meaning(record: Record) -> Key:
    data = record.data.lower() if record.record_type in WITH_NAMES else record.data
    return record.name.lower(), record.record_type, record.record_class, record.ttl, data


def is_wildcard_denial(message: Message) -> bool:
    """About a wildcard's own name, with NSEC3."""
    is_hashed = any(record.record_type == code.NSEC3 for record in message.authorities)
    return is_hashed and not message.answers and is_wildcard(message.questions[0].name)


def is_explained(section: str, ours: Message, our_set: Keys, their_set: Keys) -> bool:
    """Whether a difference is one of the module's list."""
    if section == "additionals":
        return their_set < our_set
    if section == "authorities":
        if any(record.record_type == code.DNAME for record in ours.answers):
            extra = {key[1] for key in our_set - their_set}
            return their_set < our_set and extra == {code.NSEC, code.RRSIG}
        return our_set < their_set and is_wildcard_denial(ours)
    return False


def difference(ours: Message, theirs: Message) -> str:
    """What differs without a reason that is written above, or "" if they mean the same."""
    if theirs.is_truncated and not ours.is_truncated and is_wildcard_denial(ours):
        return ""
    if ours.rcode != theirs.rcode:
        return f"{code.rcode_text(ours.rcode)} for {code.rcode_text(theirs.rcode)}"
    if ours.flags != theirs.flags:
        return f"flags {ours.flags:04x} for {theirs.flags:04x}"
    if (ours.edns is None) != (theirs.edns is None):
        return "EDNS"
    if ours.edns and theirs.edns and ours.edns.is_dnssec_ok != theirs.edns.is_dnssec_ok:
        return "DO"
    if ours.is_truncated:
        return ""
    if ours.questions and ours.questions[0].record_type == code.ANY:
        our_set, their_set = set(map(meaning, ours.answers)), set(map(meaning, theirs.answers))
        is_one = len({(key[0], key[1]) for key in our_set if key[1] != code.RRSIG}) == 1
        return "" if our_set == their_set or (is_one and their_set) else "ANY"
    for section in ("answers", "authorities", "additionals"):
        our_set = set(map(meaning, getattr(ours, section)))
        their_set = set(map(meaning, getattr(theirs, section)))
        if our_set != their_set and not is_explained(section, ours, our_set, their_set):
            return f"{section}: {shown(our_set - their_set)} for {shown(their_set - our_set)}"
        if len(getattr(ours, section)) != len(our_set):
            return f"{section}: a record is there twice"
    return ""


def shown(keys: Keys) -> str:
    texts = [f"{name_text(key[0])} {code.type_text(key[1])} {key[3]}" for key in sorted(keys)]
    return ", ".join(texts) or "nothing"


def compare(case: Case, count: int, seed: int) -> tuple[int, list[str]]:
    """How many questions were asked, and the differences."""
    text = case.file.read_text()
    origin = parse_name(case.origin)
    records: list[Record] = []
    zone_file.parse(text, origin, records.append)
    zone = parse_zone(text, origin, sha1=lambda data: sha1(data).digest())
    responder = Responder(ZoneSet([zone]))
    rng = random.Random(seed)
    found: list[str] = []
    asked = 0
    with nsd(case) as ask:
        for name, record_type in dns_zones.questions(records, origin, count, seed):
            flags = rng.choice((0, code.FLAG_RD, code.FLAG_CD, code.FLAG_RD | code.FLAG_AD))
            option = rng.choice(EDNS_CHOICES)
            query = message.emit(message.query(asked & 0xFFFF, name, record_type, flags, option))
            ours_data = responder.respond(query, is_udp=True).response
            theirs_data = ask(query)
            ours, theirs = message.parse(ours_data), message.parse(theirs_data)
            assert isinstance(ours, Message), ours
            assert isinstance(theirs, Message), theirs
            asked += 1
            what = difference(ours, theirs)
            if what:
                what += f" ({len(ours_data)} octets for {len(theirs_data)})"
                options = "" if option is None else f" +{option.udp_size}"
                options += " +do" if option is not None and option.is_dnssec_ok else ""
                question = f"{name_text(name)} {code.type_text(record_type)}{options}"
                found.append(f"{question}: {what}")
    return asked, found


@click.command()
@click.option("--count", default=QUESTIONS, help="Questions for each zone.")
@click.option("--delegations", default=DELEGATIONS, help="Of the generated zone.")
@click.option("--seed", default=1)
def command(count: int, delegations: int, seed: int) -> None:
    """Compare with NSD."""
    differences: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for case in cases(Path(folder), delegations):
            asked, found = compare(case, count, seed)
            print(f"{case.title}: {asked} questions, {len(found)} differences", flush=True)
            for text in found[:SHOWN_MAX]:
                print(f"  {text}")
            differences[case.title] += len(found)
    if differences.total():
        raise ToolError(f"{differences.total()} differences")


if __name__ == "__main__":
    sys.exit(exit_status(lambda: command.main(prog_name="compare-dns", standalone_mode=False)))
