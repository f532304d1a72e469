"""Zones and questions for name servers by the number, and the programs that ask them.

A zone has names with A, AAAA, MX, TXT and CNAME records in turn. Names are asked for uniformly, or
by Zipf's law (weight 1 / rank, ranks shuffled), one in twenty that does not exist.
"""

import json
import random
import re
import subprocess
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

from gloamtool.failure import ToolError
from tools.contest import Server, cpu_s

ORIGIN = "bench.test."
PORT = 5300
QUESTIONS = 100_000
OUTSTANDING = 200
CLIENTS = 8
PATIENCE_S = 1
"""After which a question counts as lost."""
TRIES = 4
CALM_RATE = 10_000
"""Questions a second at which latencies are taken: nobody is busy all the time."""
PERCENTILES = (0.5, 0.99, 0.999)
KINDS = ("A", "AAAA", "MX", "TXT", "CNAME")
MIXES = ("uniform", "zipf")


@dataclass(slots=True)
class Result:
    """Of each round: answers a second, and a second of CPU time; latencies in microseconds."""

    answers_per_s: list[float] = field(default_factory=list)
    per_cpu_s: list[float] = field(default_factory=list)
    latencies_us: list[tuple[float, ...]] = field(default_factory=list)
    flame_per_cpu_s: list[float] = field(default_factory=list)
    lost: int = 0


def zone_text(count: int) -> str:
    """A zone of about `count` records."""
    lines = ["$TTL 3600", "@ SOA ns hostmaster 1 3600 900 604800 300", "@ NS ns", "ns A 192.0.2.1"]
    for number in range(count):
        kind = KINDS[number % len(KINDS)]
        data = {
            "A": f"192.0.2.{number % 250 + 1}",
            "AAAA": f"2001:db8::{number >> 16:x}:{number & 0xFFFF:x}",
            "MX": f"10 host{number - number % len(KINDS)}",
            "TXT": f'"text of number {number}"',
            "CNAME": f"host{number - number % len(KINDS)}",
        }[kind]
        lines.append(f"host{number} {kind} {data}")
    return "\n".join(lines) + "\n"


def question_text(count: int, mix: str, seed: int) -> str:
    """Lines of a name and a type, as dnsperf and flame read them."""
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
    """Whether a server answers; `probe` is a file for the question."""
    probe.write_text(f"{ORIGIN} SOA\n")
    text = _dnsperf(address, probe, "-n", "1", "-t", "0.3")
    return re.search(r"Response codes:\s+NOERROR 1 ", text) is not None


def measure(server: Server, questions: Path, seconds: int, result: Result) -> None:
    """As many answers as it gives. ToolError if it loses or refuses what it should not, also when
    it is asked again: another program may have had the processors for a while."""
    for _ in range(TRIES - 1):
        try:
            _measure(server, questions, seconds, result)
        except ToolError:
            continue
        return
    _measure(server, questions, seconds, result)


def _measure(server: Server, questions: Path, seconds: int, result: Result) -> None:
    before = cpu_s(server.pid)
    options = ["-l", str(seconds), "-q", str(OUTSTANDING), "-c", str(CLIENTS)]
    text = _dnsperf(server.address, questions, *options, "-T", "1", "-t", str(PATIENCE_S))
    used = cpu_s(server.pid) - before
    done = re.search(r"Queries completed:\s+(\d+)", text)
    lost = re.search(r"Queries lost:\s+(\d+)", text)
    codes = re.search(r"Response codes:\s+(.*)", text)
    if done is None or lost is None or codes is None:
        raise ToolError(f"{server.name}:\n{text}")
    if int(lost[1]) > int(done[1]) // 1_000 or "SERVFAIL" in codes[1] or "REFUSED" in codes[1]:
        raise ToolError(f"{server.name}:\n{text}")
    result.answers_per_s.append(int(done[1]) / seconds)
    result.per_cpu_s.append(int(done[1]) / max(used, 0.01))
    result.lost += int(lost[1])


def measure_latency(server: Server, questions: Path, seconds: int, result: Result) -> None:
    """Latencies at CALM_RATE, of each answer: dnsperf prints them."""
    options = ["-l", str(seconds), "-Q", str(CALM_RATE), "-c", str(CLIENTS), "-v"]
    text = _dnsperf(server.address, questions, *options, "-t", str(PATIENCE_S))
    found = sorted(map(float, re.findall(r"^> \S+ \S+ \S+ ([\d.]+)$", text, re.MULTILINE)))
    if not found:
        raise ToolError(f"{server.name} at {CALM_RATE} questions a second:\n{text[-2000:]}")
    last = len(found) - 1
    result.latencies_us.append(tuple(1e6 * found[round(last * part)] for part in PERCENTILES))


def measure_flame(
    flame: str, server: Server, questions: Path, seconds: int, result: Result
) -> None:
    """Answers for each second of CPU time under flamethrower, which asks without waiting."""
    report = questions.with_name("flame.json")
    before = cpu_s(server.pid)
    command = [flame, "-p", str(PORT), "-f", str(questions), "-l", str(seconds), "-v", "0"]
    command += ["-t", str(PATIENCE_S), "-c", str(CLIENTS), "-q", "5", "-d", "1", "-o", str(report)]
    subprocess.run([*command, server.address], check=True, capture_output=True)
    used = cpu_s(server.pid) - before
    total = json.loads(report.read_text().splitlines()[-1])
    result.flame_per_cpu_s.append(total["total_r_count"] / max(used, 0.01))


def _dnsperf(address: str, questions: Path, *options: str) -> str:
    ask = ["dnsperf", "-s", address, "-p", str(PORT), "-d", str(questions), *options]
    return subprocess.run(ask, check=False, capture_output=True, text=True).stdout
