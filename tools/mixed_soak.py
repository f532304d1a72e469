"""`make mixed-soak`: half an hour of mixed load on a virtual machine, every answer compared.

DNS over UDP and TCP and whole zones, JSON, a file of 100 KB whole and in part, uploads, requests
that are refused, connections that are reset in the middle. Expected DNS answers are made by the
same library under CPython, so what is found is what the machine does to them. Memory is QEMU's
resident set: pages that the guest touched once stay in it. Needs root.
"""

import os
import random
import socket
import struct
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import click

from gloam.dns import code, message
from gloam.dns.edns import Edns
from gloam.dns.name import parse_name
from gloam.dns.responder import Responder
from gloam.dns.zone import ZoneSet
from gloam.dns.zone_builder import parse_zone
from gloamtool.cli import exit_status
from gloamtool.failure import ToolError
from tools.contest import resident_bytes, running, tap
from tools.dns_load import zone_text
from tools.guests import ROOT, built

DNS_PORT = 5300
HTTP_PORT = 8080
LINE = b"0123456789abcde\n"
"""These are those of tools/guest/mixed.py."""

DEVICE = "gmx0"
HOST = "10.69.0.1"
GUEST = "10.69.0.2"
ORIGIN = "mixed.test."
RECORDS = 2_000
NAMES = 3_000
BURST = 64
TYPES = (code.A, code.AAAA, code.MX, code.TXT, code.ANY)
GROWTH_MAX = 1 << 20
"""Bytes of resident memory between the end of the first fifth and the end."""
TIMEOUT_S = 10
FILE = LINE * 6400


class Load:
    """One client: its expectations, and what it has done so far."""

    def __init__(self, zone: str, seed: int) -> None:
        self.rng = random.Random(seed)
        self.done: Counter[str] = Counter()
        self._responder = Responder(ZoneSet([parse_zone(zone, parse_name(ORIGIN))]))
        self._udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._udp.settimeout(TIMEOUT_S)
        self._udp.connect((GUEST, DNS_PORT))

    def _query(self) -> bytes:
        number = min(int(self.rng.paretovariate(0.5)), NAMES) - 1
        name = parse_name(f"host{number}.{ORIGIN}")
        edns = Edns(1232) if self.rng.randrange(2) else None
        kind = self.rng.choice(TYPES)
        asked = message.query(self.rng.randrange(65_536), name, kind, edns=edns)
        return message.emit(asked)

    def dns_udp(self) -> None:
        queries = {query[:2]: query for query in (self._query() for _ in range(BURST))}
        for query in queries.values():
            self._udp.send(query)
        for _ in range(len(queries)):
            answer = self._udp.recv(65_536)
            self._compare(queries.pop(answer[:2]), answer, is_udp=True)

    def dns_tcp(self) -> None:
        with self._connect(DNS_PORT) as peer:
            queries = [self._query() for _ in range(20)]
            peer.sendall(b"".join(struct.pack("!H", len(query)) + query for query in queries))
            stream = peer.makefile("rb")
            for query in queries:
                (size,) = struct.unpack("!H", stream.read(2))
                self._compare(query, stream.read(size), is_udp=False)

    def _compare(self, query: bytes, answer: bytes, *, is_udp: bool) -> None:
        if answer != self._responder.respond(query, is_udp).response:
            raise ToolError(f"wrong answer to {query.hex()}: {answer.hex()}")

    def whole_zone(self) -> None:
        query = message.emit(message.query(1, parse_name(ORIGIN), code.AXFR))
        with self._connect(DNS_PORT) as peer:
            peer.sendall(struct.pack("!H", len(query)) + query)
            stream = peer.makefile("rb")
            records = 0
            soas = 0
            while soas < 2:
                (size,) = struct.unpack("!H", stream.read(2))
                found = message.parse(stream.read(size))
                if not isinstance(found, message.Message):
                    raise ToolError(f"malformed message of a zone: {found}")
                records += len(found.answers)
                soas += sum(record.record_type == code.SOA for record in found.answers)
            if records != RECORDS + 4:
                raise ToolError(f"{records} records of a zone instead of {RECORDS + 4}")

    def http(self) -> None:
        with self._connect(HTTP_PORT) as peer:
            stream = peer.makefile("rb")
            for _ in range(self.rng.randrange(1, 20)):
                self._http_once(peer, lambda size: _exactly(stream.read, size))

    def _http_once(self, peer: socket.socket, read: Callable[[int], bytes]) -> None:
        kind = self.rng.randrange(4)
        if kind == 0:
            name = f"n{self.rng.randrange(10**9)}"
            request, expected = f"GET /json/{name}", f'{{"name": "{name}"}}'.encode()
        elif kind == 1:
            request, expected = "GET /file.bin", FILE
        elif kind == 2:
            start = self.rng.randrange(len(FILE) - 1)
            stop = self.rng.randrange(start + 1, len(FILE))
            request = f"GET /file.bin HTTP/1.1\r\nRange: bytes={start}-{stop - 1}"
            expected = FILE[start:stop]
        else:
            size = self.rng.randrange(1, 50_000)
            request, expected = f"POST /size HTTP/1.1\r\nContent-Length: {size}", str(size).encode()
        head = request if "HTTP/1.1" in request else f"{request} HTTP/1.1"
        body = bytes(int(expected)) if kind == 3 else b""
        peer.sendall(f"{head}\r\nHost: a\r\n\r\n".encode() + body)
        answer = b""
        while not answer.endswith(b"\r\n\r\n"):
            answer += read(1)
        sizes = [
            line for line in answer.split(b"\r\n") if line.lower().startswith(b"content-length:")
        ]
        found = read(int(sizes[0].split(b":")[1]))
        if found != expected or not answer.startswith(b"HTTP/1.1 20"):
            raise ToolError(f"wrong answer to {request}: {answer!r}")

    def http_refused(self) -> None:
        with self._connect(HTTP_PORT) as peer:
            peer.sendall(b"GET /\x01 HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")
            if not peer.recv(4_096).startswith(b"HTTP/1.1 400"):
                raise ToolError("a request that is none was not refused")

    def reset(self) -> None:
        peer = self._connect(HTTP_PORT)
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        peer.sendall(b"GET /file.bin HTTP/1.1\r\nHost: a\r\n\r\nGET /fi")
        peer.recv(self.rng.randrange(1, 20_000))
        peer.close()

    def _connect(self, port: int) -> socket.socket:
        return socket.create_connection((GUEST, port), TIMEOUT_S)

    def step(self) -> None:
        kinds = (self.dns_udp, self.dns_tcp, self.http, self.http_refused, self.reset)
        chosen = self.rng.choices(kinds, (8, 3, 6, 1, 1))[0]
        if self.rng.randrange(200) == 0:
            chosen = self.whole_zone
        chosen()
        self.done[chosen.__name__] += 1


def _exactly(read: Callable[[int], bytes], size: int) -> bytes:
    data = read(size)
    if len(data) != size:
        raise ToolError("a connection ended early")
    return data


def is_ready() -> bool:
    try:
        with socket.create_connection((GUEST, HTTP_PORT), 1):
            return True
    except OSError:
        return False


@click.command()
@click.option("--minutes", default=30.0, show_default=True)
@click.option("--seed", default=1, show_default=True)
def command(minutes: float, seed: int) -> None:
    """Load the machine and compare."""
    if os.geteuid() != 0:
        raise ToolError("this needs root (TAP devices)")
    with tempfile.TemporaryDirectory() as directory:
        folder = Path(directory)
        zone = zone_text(RECORDS)
        (folder / "mixed.zone").write_text(zone)
        source = folder / "mixed.py"
        source.write_text((ROOT / "tools" / "guest" / "mixed.py").read_text())
        image = built(source, "vm", folder / "image")
        launch = [sys.executable, "-m", "gloamtool", "run", "--target", "vm", "--memory", "32M"]
        launch += ["--tap", DEVICE, "--ip", f"{GUEST}/24", str(image)]
        with tap(DEVICE, HOST), running(launch, folder, is_ready) as pid:
            _load(pid, Load(zone, seed), minutes * 60)


def _load(pid: int, load: Load, seconds: float) -> None:
    start = time.monotonic()
    reported = start
    settled = 0
    print("| minutes | resident | done |")
    print("|---|---|---|")
    while time.monotonic() - start < seconds:
        load.step()
        now = time.monotonic()
        if settled == 0 and now - start > seconds / 5:
            settled = resident_bytes(pid)
        if now - reported >= max(60.0, seconds / 15):
            reported = now
            _report(now - start, pid, load)
    _report(time.monotonic() - start, pid, load)
    if resident_bytes(pid) - settled > GROWTH_MAX:
        raise ToolError(f"memory grew: {settled:,} to {resident_bytes(pid):,} bytes")
    print("every answer was right, memory flat")


def _report(seconds: float, pid: int, load: Load) -> None:
    done = ", ".join(f"{name} {count:,}" for name, count in sorted(load.done.items()))
    print(f"| {seconds / 60:.1f} | {resident_bytes(pid) >> 10:,} KiB | {done} |", flush=True)


if __name__ == "__main__":
    sys.exit(exit_status(lambda: command.main(prog_name="mixed-soak", standalone_mode=False)))
