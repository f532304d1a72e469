"""`make bench-dns`: answers per second and per second of CPU time, beside NSD, Knot and BIND.

Every server has the same zone file (tools/dns_load.py makes it) on a link of its own; dnsperf asks
one after the other, in rounds. Ours with its cache of answers, and without. Needs root, dnsperf,
nsd and knot; BIND and flamethrower are asked if they are there. Zones and images stay in
build/bench-dns: a second run builds nothing that has not changed.
"""

import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from gloamtool.cli import exit_status
from gloamtool.failure import ToolError
from tools import dns_load
from tools.contest import Server, namespace, resident_bytes, running, tap
from tools.dns_load import MIXES, ORIGIN, PORT, Result
from tools.guests import ROOT, built
from tools.name_servers import BIND, KNOT, NSD

CACHE_SIZE = 16 << 20
WORK = ROOT / "build" / "bench-dns"
PROGRAM = f"""\
import asyncio
import sys

from gloam import embed
from gloam.dns.server import DnsServer, Limits
from gloam.dns.zone import Zone

ZONE = embed.zone("bench.zone", "{ORIGIN}")


async def main() -> None:
    server = DnsServer([Zone(ZONE)], Limits(cache_size=int(sys.argv[1])))
    await server.start_udp("0.0.0.0", {PORT})
    await asyncio.Event().wait()


asyncio.run(main())
"""


@dataclass(frozen=True, slots=True)
class Ours:
    name: str
    target: str
    for_speed: bool
    cache_size: int


OURS = (
    Ours("gloam process", "process", False, 0),
    Ours("gloam process --speed", "process", True, 0),
    Ours("gloam process --speed, cache", "process", True, CACHE_SIZE),
    Ours("gloam vm --speed", "vm", True, 0),
    Ours("gloam vm --speed, cache", "vm", True, CACHE_SIZE),
)


def say(text: str) -> None:
    """What goes on: on stderr, with the time since the start."""
    print(f"[{time.monotonic() - _START_S:4.0f} s] {text}", file=sys.stderr, flush=True)


_START_S = time.monotonic()


def zone_file(count: int) -> Path:
    """The zone of `count` records, beside the program that serves it."""
    folder = WORK / str(count)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (("main.py", PROGRAM), ("bench.zone", dns_load.zone_text(count))):
        (folder / name).write_text(text)
    return folder / "bench.zone"


def image(zone: Path, target: str, *, for_speed: bool) -> Path:
    """A server of ours with that zone in it."""
    output = zone.with_name(f"{target}{'-speed' if for_speed else ''}.img")
    say(f"building {output.relative_to(ROOT)}")
    return built(zone.with_name("main.py"), target, output, for_speed=for_speed)


@contextmanager
def servers(folder: Path, zone: Path) -> Iterator[list[Server]]:
    """All of them with one zone, each on a network of its own."""
    images = {
        (ours.target, ours.for_speed): image(zone, ours.target, for_speed=ours.for_speed)
        for ours in OURS
    }
    with ExitStack() as stack:
        found: list[Server] = []

        def start(name: str, number: int, command: list[str], own: Path) -> None:
            say(f"starting {name}")
            address = f"10.67.{number}.2"
            ready = running(command, own, lambda: dns_load.is_ready(address, own / "probe"))
            pid = stack.enter_context(ready)
            found.append(Server(name, address, pid))

        def folder_of(number: int) -> Path:
            own = folder / str(number)
            own.mkdir()
            return own

        run = [sys.executable, "-m", "gloamtool", "run", "--memory", "256M"]
        for number, ours in enumerate(OURS):
            stack.enter_context(tap(f"gmd{number}", f"10.67.{number}.1"))
            options = ["--target", ours.target, "--tap", f"gmd{number}"]
            options += ["--ip", f"10.67.{number}.2/24"]
            file = str(images[ours.target, ours.for_speed])
            command = [*run, *options, file, str(ours.cache_size)]
            start(ours.name, number, command, folder_of(number))
        for number, other in enumerate((NSD, KNOT, BIND), len(OURS)):
            if not other.is_installed():
                continue
            own = folder_of(number)
            address = f"10.67.{number}.2"
            stack.enter_context(namespace(f"gmd{number}", f"10.67.{number}.1", address))
            command = other.command(zone, ORIGIN, own, address, PORT)
            start(other.title, number, ["ip", "netns", "exec", f"gmd{number}", *command], own)
        yield found


def show(count: int, mix: str, server: Server, result: Result) -> None:
    latencies = (statistics.median(values) for values in zip(*result.latencies_us, strict=True))
    flame = f"{statistics.median(result.flame_per_cpu_s):,.0f}" if result.flame_per_cpu_s else ""
    print(
        f"| {count:,}, {mix} | {server.name} "
        f"| {statistics.median(result.answers_per_s):,.0f} "
        f"| {statistics.median(result.per_cpu_s):,.0f} | {flame} "
        f"| {' / '.join(f'{value:,.0f}' for value in latencies)} us "
        f"| {resident_bytes(server.pid) / (1 << 20):.1f} MiB |",
        flush=True,
    )


@click.command()
@click.option("--rounds", default=3, show_default=True)
@click.option("--seconds", default=2, show_default=True, help="Of each measurement.")
@click.option("--records", "sizes", multiple=True, default=(100, 10_000), show_default=True)
@click.option("--flame", default=shutil.which("flame"), help="Where flamethrower is.")
def command(rounds: int, seconds: int, sizes: tuple[int, ...], flame: str | None) -> None:
    """Ask every server the same questions, in turn."""
    if os.geteuid() != 0 or shutil.which("dnsperf") is None:
        raise ToolError("this needs root (network namespaces) and dnsperf")
    print("| records, mix | server | answers/s | per CPU second | … with flamethrower ", end="")
    print(f"| p50 / p99 / p99.9 at {dns_load.CALM_RATE:,}/s | resident |")
    print("|---|---|---|---|---|---|---|")
    for count in sizes:
        zone = zone_file(count)
        with tempfile.TemporaryDirectory() as directory:
            folder = Path(directory)
            folder.chmod(0o755)
            for mix in MIXES:
                (folder / mix).write_text(dns_load.question_text(count, mix, 1))
            results: dict[tuple[str, str], Result] = {}
            with servers(folder, zone) as found:
                for number in range(rounds):
                    for mix in MIXES:
                        say(f"{count:,} records, round {number + 1} of {rounds}, {mix}")
                        for server in found:
                            result = results.setdefault((mix, server.name), Result())
                            dns_load.measure(server, folder / mix, seconds, result)
                            dns_load.measure_latency(server, folder / mix, 1, result)
                            if flame is not None:
                                dns_load.measure_flame(flame, server, folder / mix, 3, result)
                for (mix, name), result in results.items():
                    server = next(server for server in found if server.name == name)
                    show(count, mix, server, result)


if __name__ == "__main__":
    sys.exit(exit_status(lambda: command.main(prog_name="bench-dns", standalone_mode=False)))
