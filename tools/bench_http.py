"""`make bench-http`: requests per second of CPU time, beside CPython, uvicorn and nginx.

Every server is one process behind a link of its own with the host's kernel at the other end: ours
on a TAP, the others in a network namespace behind a veth pair. wrk asks each in turn, in rounds.
CPU time is what the kernel books on the server's process and its threads, a machine's whole QEMU
included. Needs root, wrk and nginx; uvicorn and uvloop where they are installed.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import click

from gloamtool.cli import exit_status
from gloamtool.failure import ToolError
from tools.contest import Server, cpu_s, namespace, resident_bytes, running, tap
from tools.guests import ROOT, built

SOURCE = ROOT / "tools" / "guest" / "bench_web.py"
PATHS = ("/json/you", "/page.html", "/file.bin")
PORT = 8080
CONNECTIONS = 32
OURS = (
    ("gloam process", "process", False),
    ("gloam process --speed", "process", True),
    ("gloam vm --speed", "vm", True),
)
LINE = b"0123456789abcde\n"
WRK_REPORT = """\
function done(summary, latency, requests)
  for _, p in pairs({50, 99, 99.9}) do
    io.write(string.format("p%g %d\\n", p, latency:percentile(p)))
  end
end
"""
NGINX = """\
daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error;
events {{ worker_connections 1024; }}
http {{
  access_log off; keepalive_requests 1000000000; types {{ text/html html; }}
  server {{
    listen {port}; root {folder};
    location /json/ {{
      default_type application/json;
      return 200 '{{"message": "hello", "name": "you", "count": 3}}';
    }}
  }}
}}
"""
ASGI = """\
from pathlib import Path

FOLDER = Path(__file__).parent
FILES = {f"/{name}": (FOLDER / name).read_bytes() for name in ("page.html", "file.bin")}


async def app(scope, receive, send):
    if scope["type"] != "http":
        return
    path = scope["path"]
    if path.startswith("/json/"):
        body = b'{"message": "hello", "name": "%s", "count": 3}' % path[6:].encode()
    else:
        body = FILES[path]
    length = str(len(body)).encode()
    start = {"type": "http.response.start", "status": 200, "headers": [(b"content-length", length)]}
    await send(start)
    await send({"type": "http.response.body", "body": body})
"""


@dataclass(slots=True)
class Result:
    requests_per_s: list[float] = field(default_factory=list)
    per_cpu_s: list[float] = field(default_factory=list)
    p50_us: list[float] = field(default_factory=list)
    p99_us: list[float] = field(default_factory=list)
    p999_us: list[float] = field(default_factory=list)


def is_ready(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"http://{address}:{PORT}/page.html", timeout=1) as answer:
            return len(answer.read()) == 1024
    except OSError:
        return False


def measure(server: Server, path: str, seconds: int, script: Path, result: Result) -> None:
    before = cpu_s(server.pid)
    url = f"http://{server.address}:{PORT}{path}"
    wrk = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", str(script), url]
    text = subprocess.run(wrk, check=True, capture_output=True, text=True).stdout
    used = cpu_s(server.pid) - before
    count = re.search(r"(\d+) requests in", text)
    if count is None or "Non-2xx" in text or "Socket errors" in text:
        raise ToolError(f"{server.name}, {path}:\n{text}")
    result.requests_per_s.append(int(count[1]) / seconds)
    result.per_cpu_s.append(int(count[1]) / max(used, 0.01))
    latency = re.findall(r"^p[\d.]+ (\d+)$", text, re.MULTILINE)
    for row, found in zip((result.p50_us, result.p99_us, result.p999_us), latency, strict=True):
        row.append(float(found))


@contextmanager
def servers(folder: Path) -> Iterator[list[Server]]:
    """All of them, each on a network of its own."""
    with ExitStack() as stack:
        found: list[Server] = []

        def start(name: str, number: int, command: Callable[[str], list[str]]) -> None:
            address = f"10.66.{number}.2"
            own = folder / name.replace(" ", "_")
            own.mkdir(exist_ok=True)
            pid = stack.enter_context(running(command(address), own, lambda: is_ready(address)))
            found.append(Server(name, address, pid))

        def gloam(target: str, device: str, *, for_speed: bool) -> Callable[[str], list[str]]:
            image = built(SOURCE, target, folder / f"image-{device}", for_speed=for_speed)
            run = [sys.executable, "-m", "gloamtool", "run", "--target", target]
            return lambda at: [*run, "--tap", device, "--ip", f"{at}/24", str(image)]

        for number, (name, target, for_speed) in enumerate(OURS):
            device = f"gmb{number}"
            stack.enter_context(tap(device, f"10.66.{number}.1"))
            start(name, number, gloam(target, device, for_speed=for_speed))
        others = _others(folder)
        for number, (name, command) in enumerate(others.items(), len(OURS)):
            stack.enter_context(namespace(f"gmb{number}", f"10.66.{number}.1", f"10.66.{number}.2"))
            inside = ["ip", "netns", "exec", f"gmb{number}", *command]
            start(name, number, lambda _, inside=inside: inside)  # type: ignore[misc]
        yield found


def _others(folder: Path) -> dict[str, list[str]]:
    (folder / "page.html").write_bytes(LINE * 64)
    (folder / "file.bin").write_bytes(LINE * 6400)
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=PORT))
    (folder / "asgi.py").write_text(ASGI)
    found = {"CPython": [sys.executable, str(SOURCE)]}
    uvicorn = [sys.executable, "-m", "uvicorn", "--app-dir", str(folder), "--host", "0.0.0.0"]
    probe = [sys.executable, "-c", "import uvicorn, uvloop, httptools"]
    if subprocess.run(probe, check=False, capture_output=True).returncode == 0:
        found["uvicorn, uvloop"] = [*uvicorn, "--port", str(PORT), "--no-access-log", "asgi:app"]
    nginx = shutil.which("nginx")
    if nginx is not None:
        found["nginx"] = [nginx, "-p", str(folder), "-c", str(folder / "nginx.conf")]
    return found


@click.command()
@click.option("--rounds", default=3, show_default=True)
@click.option("--seconds", default=3, show_default=True, help="Of each measurement.")
def command(rounds: int, seconds: int) -> None:
    """Ask every server for every path, in turn."""
    if os.geteuid() != 0 or shutil.which("wrk") is None:
        raise ToolError("this needs root (network namespaces) and wrk")
    results: dict[tuple[str, str], Result] = {}
    with tempfile.TemporaryDirectory() as directory:
        folder = Path(directory)
        folder.chmod(0o755)
        script = folder / "report.lua"
        script.write_text(WRK_REPORT)
        with servers(folder) as found:
            for _ in range(rounds):
                for path in PATHS:
                    for server in found:
                        result = results.setdefault((path, server.name), Result())
                        measure(server, path, seconds, script, result)
            print(
                "| request | server | requests/s | per CPU second | p50 | p99 | p99.9 | resident |"
            )
            print("|---|---|---|---|---|---|---|---|")
            for (path, name), result in results.items():
                pid = next(server.pid for server in found if server.name == name)
                print(
                    f"| {path} | {name} | {statistics.median(result.requests_per_s):,.0f} "
                    f"| {statistics.median(result.per_cpu_s):,.0f} "
                    f"| {statistics.median(result.p50_us):,.0f} us "
                    f"| {statistics.median(result.p99_us):,.0f} us "
                    f"| {statistics.median(result.p999_us):,.0f} us "
                    f"| {resident_bytes(pid) / (1 << 20):.1f} MiB |"
                )


if __name__ == "__main__":
    sys.exit(exit_status(lambda: command.main(prog_name="bench-http", standalone_mode=False)))
