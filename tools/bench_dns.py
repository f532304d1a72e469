"""`make bench-dns`: answers per second and per second of CPU time, beside NSD, Knot and BIND.

The zones are generated: names with A, AAAA, MX, TXT and CNAME records in turn. dnsperf asks each
server in turn, in rounds: names uniformly, or by Zipf's law (weight 1 / rank), one in twenty that
does not exist. Ours with its cache of answers, and without. Needs root, dnsperf, nsd and knot, and
named if BIND shall be asked.
"""

import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

import click

from gloamtool.cli import exit_status
from gloamtool.failure import ToolError
from tools.compare_dns import find_program
from tools.contest import Server, cpu_s, namespace, resident_bytes, running, tap
from tools.guests import built

ORIGIN = "bench.test."
PORT = 5300
QUESTIONS = 100_000
OUTSTANDING = 200
CACHE_SIZE = 16 << 20
OURS = (
    ("gloam process", "process", False, 0),
    ("gloam process --speed", "process", True, 0),
    ("gloam process --speed, cache", "process", True, CACHE_SIZE),
    ("gloam vm --speed", "vm", True, 0),
    ("gloam vm --speed, cache", "vm", True, CACHE_SIZE),
)
"""Name, target, whether for speed, octets of the cache of answers."""
KINDS = ("A", "AAAA", "MX", "TXT", "CNAME")
MIXES = ("uniform", "zipf")
PROGRAM = """\
import asyncio

from gloam import embed
from gloam.dns.server import DnsServer, Limits
from gloam.dns.zone import Zone

ZONE = embed.zone("bench.zone", "bench.test.")


async def main() -> None:
    server = DnsServer([Zone(ZONE)], Limits(cache_size={cache_size}))
    await server.start_udp("0.0.0.0", 5300)
    await asyncio.Event().wait()


asyncio.run(main())
"""
NSD = """\
server:
  ip-address: {address}@{port}
  username: ""
  chroot: ""
  zonesdir: "{folder}"
  database: ""
  pidfile: "{folder}/nsd.pid"
  xfrdfile: "{folder}/xfrd.state"
  zonelistfile: "{folder}/zone.list"
  server-count: 1
  rrl-ratelimit: 0
  rrl-whitelist-ratelimit: 0
  logfile: "{folder}/log"
remote-control:
  control-enable: no
zone:
  name: "bench.test."
  zonefile: "{zone}"
"""
KNOT = """\
server:
  listen: {address}@{port}
  rundir: {folder}
  udp-workers: 1
  tcp-workers: 1
  background-workers: 1
database:
  storage: {folder}
log:
  - target: {folder}/log
    any: warning
zone:
  - domain: bench.test.
    file: {zone}
    journal-content: none
    zonefile-sync: -1
"""
BIND = """\
options {{
  directory "{folder}"; pid-file "{folder}/pid"; session-keyfile "{folder}/key";
  listen-on port {port} {{ {address}; }}; listen-on-v6 {{ none; }};
  recursion no; minimal-responses no; allow-query {{ any; }}; dnssec-validation no;
}};
controls {{ }};
zone "bench.test" {{ type primary; file "{zone}"; }};
"""
OTHERS = {
    "NSD": ("nsd", NSD, ["-d", "-c"]),
    "Knot": ("knotd", KNOT, ["-c"]),
    "BIND": ("named", BIND, ["-n", "1", "-f", "-c"]),
}


@dataclass(slots=True)
class Result:
    answers_per_s: list[float] = field(default_factory=list)
    per_cpu_s: list[float] = field(default_factory=list)
    latency_us: list[float] = field(default_factory=list)


def zone_text(count: int) -> str:
    """A zone of about `count` records."""
    lines = ["$TTL 3600", "@ SOA ns hostmaster 1 3600 900 604800 300", "@ NS ns", "ns A 192.0.2.1"]
    for number in range(count):
        kind = KINDS[number % len(KINDS)]
        data = {
            "A": f"192.0.2.{number % 250 + 1}",
            "AAAA": f"2001:db8::{number:x}",
            "MX": f"10 host{number - number % len(KINDS)}",
            "TXT": f'"text of number {number}"',
            "CNAME": f"host{number - number % len(KINDS)}",
        }[kind]
        lines.append(f"host{number} {kind} {data}")
    return "\n".join(lines) + "\n"


def question_text(count: int, mix: str, seed: int) -> str:
    rng = random.Random(seed)
    numbers = list(range(count))
    rng.shuffle(numbers)
    weights = [1.0 if mix == "uniform" else 1.0 / rank for rank in range(1, count + 1)]
    chosen = rng.choices(numbers, cum_weights=list(accumulate(weights)), k=QUESTIONS)
    lines = []
    for number in chosen:
        label = "nohost" if rng.random() < 0.05 else "host"
        kind = "A" if KINDS[number % len(KINDS)] == "CNAME" else KINDS[number % len(KINDS)]
        lines.append(f"{label}{number}.{ORIGIN} {kind}")
    return "\n".join(lines) + "\n"


def is_ready(address: str, probe: Path) -> bool:
    probe.write_text(f"{ORIGIN} SOA\n")
    ask = ["dnsperf", "-s", address, "-p", str(PORT), "-d", str(probe), "-n", "1", "-t", "0.3"]
    text = subprocess.run(ask, check=False, capture_output=True, text=True).stdout
    return re.search(r"Response codes:\s+NOERROR 1 ", text) is not None


def measure(server: Server, questions: Path, seconds: int, result: Result) -> None:
    before = cpu_s(server.pid)
    ask = ["dnsperf", "-s", server.address, "-p", str(PORT), "-d", str(questions)]
    ask += ["-l", str(seconds), "-q", str(OUTSTANDING), "-c", "8", "-T", "1"]
    text = subprocess.run(ask, check=True, capture_output=True, text=True).stdout
    used = cpu_s(server.pid) - before
    done = re.search(r"Queries completed:\s+(\d+)", text)
    lost = re.search(r"Queries lost:\s+(\d+)", text)
    latency = re.search(r"Average Latency \(s\):\s+([\d.]+)", text)
    codes = re.search(r"Response codes:\s+(.*)", text)
    if done is None or lost is None or latency is None or codes is None:
        raise ToolError(f"{server.name}:\n{text}")
    if int(lost[1]) > int(done[1]) // 1_000 or "SERVFAIL" in codes[1] or "REFUSED" in codes[1]:
        raise ToolError(f"{server.name}:\n{text}")
    result.answers_per_s.append(int(done[1]) / seconds)
    result.per_cpu_s.append(int(done[1]) / max(used, 0.01))
    result.latency_us.append(float(latency[1]) * 1e6)


@contextmanager
def servers(folder: Path, zone: Path) -> Iterator[list[Server]]:
    """All of them with one zone, each on a network of its own."""
    with ExitStack() as stack:
        found: list[Server] = []

        def start(name: str, number: int, command: list[str], own: Path) -> None:
            address = f"10.67.{number}.2"
            ready = running(command, own, lambda: is_ready(address, own / "probe"))
            pid = stack.enter_context(ready)
            found.append(Server(name, address, pid))

        def folder_of(name: str) -> Path:
            own = folder / name
            own.mkdir()
            return own

        run = [sys.executable, "-m", "gloamtool", "run", "--memory", "256M"]
        for number, (name, target, for_speed, cache_size) in enumerate(OURS):
            own = folder_of(f"ours{number}")
            (own / zone.name).symlink_to(zone)
            source = own / "main.py"
            source.write_text(PROGRAM.format(cache_size=cache_size))
            image = built(source, target, own / "image", for_speed=for_speed)
            device = f"gmd{number}"
            stack.enter_context(tap(device, f"10.67.{number}.1"))
            options = ["--target", target, "--tap", device, "--ip", f"10.67.{number}.2/24"]
            start(name, number, [*run, *options, str(image)], own)
        for number, (name, (program, text, options)) in enumerate(OTHERS.items(), len(OURS)):
            path = find_program(program)
            if path is None:
                continue
            own = folder_of(program)
            address = f"10.67.{number}.2"
            stack.enter_context(namespace(f"gmd{number}", f"10.67.{number}.1", address))
            file = own / "configuration"
            file.write_text(text.format(address=address, port=PORT, folder=own, zone=zone))
            inside = ["ip", "netns", "exec", f"gmd{number}", path, *options, str(file)]
            start(name, number, inside, own)
        yield found


@click.command()
@click.option("--rounds", default=3, show_default=True)
@click.option("--seconds", default=3, show_default=True, help="Of each measurement.")
@click.option("--records", "sizes", multiple=True, default=(100, 10_000), show_default=True)
def command(rounds: int, seconds: int, sizes: tuple[int, ...]) -> None:
    """Ask every server the same questions, in turn."""
    if os.geteuid() != 0 or shutil.which("dnsperf") is None:
        raise ToolError("this needs root (network namespaces) and dnsperf")
    print("| records, mix | server | answers/s | per CPU second | mean latency | resident |")
    print("|---|---|---|---|---|---|")
    for count in sizes:
        with tempfile.TemporaryDirectory() as directory:
            folder = Path(directory)
            folder.chmod(0o755)
            zone = folder / "bench.zone"
            zone.write_text(zone_text(count))
            for mix in MIXES:
                (folder / mix).write_text(question_text(count, mix, 1))
            results: dict[tuple[str, str], Result] = {}
            with servers(folder, zone) as found:
                for _ in range(rounds):
                    for mix in MIXES:
                        for server in found:
                            result = results.setdefault((mix, server.name), Result())
                            measure(server, folder / mix, seconds, result)
                for (mix, name), result in results.items():
                    pid = next(server.pid for server in found if server.name == name)
                    print(
                        f"| {count:,}, {mix} | {name} "
                        f"| {statistics.median(result.answers_per_s):,.0f} "
                        f"| {statistics.median(result.per_cpu_s):,.0f} "
                        f"| {statistics.median(result.latency_us):,.0f} us "
                        f"| {resident_bytes(pid) / (1 << 20):.1f} MiB |",
                        flush=True,
                    )


if __name__ == "__main__":
    sys.exit(exit_status(lambda: command.main(prog_name="bench-dns", standalone_mode=False)))
