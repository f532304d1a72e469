"""`make slow-clients`: what honest clients notice while hundreds of others are slow, beside others.

Half of the slow ones send a request one octet at a time, half ask for 100 KB and read a few octets
each second. Beside them wrk asks for a page, with and without them. Servers and links are those of
bench-http. Needs root and wrk.
"""

import asyncio
import os
import shutil
import socket
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

import click

from gloamtool.cli import exit_status
from gloamtool.failure import ToolError
from tools.bench_http import PORT, WRK_REPORT, Result, measure, servers
from tools.contest import Server, resident_bytes

HONEST_PATH = "/page.html"
PAUSE_S = 1.0
REQUEST = b"GET /file.bin HTTP/1.1\r\nHost: a\r\nX-Long: " + b"x" * 4_000 + b"\r\n\r\n"
RECEIVE_BUFFER = 4_096


@dataclass(slots=True)
class Slow:
    """How many connections are open."""

    open: int = 0


async def _send_slowly(address: str, state: Slow) -> None:
    reader, writer = await asyncio.open_connection(address, PORT)
    state.open += 1
    try:
        for octet in REQUEST:
            writer.write(bytes([octet]))
            await writer.drain()
            try:
                async with asyncio.timeout(PAUSE_S):
                    if not await reader.read(4_096):
                        break
            except TimeoutError:
                pass  # the server still waits: so does the next octet
    finally:
        state.open -= 1
        writer.close()


async def _read_slowly(address: str, state: Slow) -> None:
    peer = socket.socket()
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER)
    peer.setblocking(False)
    loop = asyncio.get_running_loop()
    await loop.sock_connect(peer, (address, PORT))
    state.open += 1
    try:
        await loop.sock_sendall(peer, b"GET /file.bin HTTP/1.1\r\nHost: a\r\n\r\n")
        while await loop.sock_recv(peer, 100):
            await asyncio.sleep(PAUSE_S)
    finally:
        state.open -= 1
        peer.close()


async def _slow_clients(address: str, count: int, state: Slow, end: asyncio.Event) -> None:
    kinds = (_send_slowly, _read_slowly)
    tasks = [asyncio.create_task(kinds[i % 2](address, state)) for i in range(count)]
    await end.wait()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def with_slow_clients(server: Server, count: int, seconds: int, script: Path) -> str:
    """A row of the table."""
    quiet, loaded = Result(), Result()
    measure(server, HONEST_PATH, seconds, script, quiet)
    before = resident_bytes(server.pid)
    state = Slow()
    loop = asyncio.new_event_loop()
    end = asyncio.Event()
    run = _slow_clients(server.address, count, state, end)
    thread = threading.Thread(target=loop.run_until_complete, args=(run,))
    thread.start()
    try:
        threading.Event().wait(3 * PAUSE_S)
        opened = state.open
        measure(server, HONEST_PATH, seconds, script, loaded)
        during = resident_bytes(server.pid)
    finally:
        loop.call_soon_threadsafe(end.set)
        thread.join()
        loop.close()
    latency = " | ".join(
        f"{first[0]:,.0f} / {second[0]:,.0f} us"
        for first, second in (
            (quiet.p50_us, loaded.p50_us),
            (quiet.p99_us, loaded.p99_us),
            (quiet.p999_us, loaded.p999_us),
        )
    )
    return (
        f"| {server.name} | {opened} | {latency} "
        f"| {quiet.requests_per_s[0]:,.0f} / {loaded.requests_per_s[0]:,.0f} "
        f"| {before / (1 << 20):.1f} / {during / (1 << 20):.1f} MiB |"
    )


@click.command()
@click.option("--count", default=400, show_default=True, help="Slow connections.")
@click.option("--seconds", default=5, show_default=True, help="Of each measurement.")
def command(count: int, seconds: int) -> None:
    """Measure every server without and with slow clients."""
    if os.geteuid() != 0 or shutil.which("wrk") is None:
        raise ToolError("this needs root (network namespaces) and wrk")
    with tempfile.TemporaryDirectory() as directory:
        folder = Path(directory)
        folder.chmod(0o755)
        script = folder / "report.lua"
        script.write_text(WRK_REPORT)
        print("Each: without / with the slow clients.\n")
        print("| server | slow | p50 | p99 | p99.9 | requests/s | resident |")
        print("|---|---|---|---|---|---|---|")
        with servers(folder) as found:
            for server in found:
                print(with_slow_clients(server, count, seconds, script), flush=True)


if __name__ == "__main__":
    sys.exit(exit_status(lambda: command.main(prog_name="slow-clients", standalone_mode=False)))
