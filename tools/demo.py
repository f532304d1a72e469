"""`make demo`: compile a name server and a web server, boot them, ask them, say what came back.

Uses the virtual machine if QEMU is there; the sandboxed process, which needs a TAP device for TCP,
shows the name server only.
"""

import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from pathlib import Path

from gloam.dns import code, message
from gloam.dns.message import Message, Record
from gloam.dns.name import name_text, parse_name
from gloamtool.cli import exit_status
from gloamtool.failure import ToolError
from gloamtool.launch import qemu
from gloamtool.launch.accelerator import Choice, choose_accelerator
from gloamtool.launch.ports import PortForward, Transport
from tools.echo_client import first_answer, free_udp_port
from tools.guests import ROOT, Running, built, running_command, running_vm

MACHINE = "microvm"
MEMORY_BYTES = 8 << 20
DNS_SERVER = ROOT / "examples" / "dns_server" / "main.py"
DNS_PORT = 5300
NAME = "www.example.org."
WEB_SERVER = ROOT / "examples" / "web_server" / "main.py"
WEB_PORT = 8080
ANSWER_TIMEOUT_S = 10.0
KNOCK_S = 0.02
"""Faster, it fills QEMU's queue before the guest listens."""


def demo() -> None:
    """Build, boot, ask, report."""
    target = "vm" if shutil.which(qemu.QEMU) else "process"
    if target == "process":
        print(f"{qemu.QEMU} is not here, so this is the sandboxed process, not a virtual machine.")
    with tempfile.TemporaryDirectory() as directory:
        image = _compiled(DNS_SERVER, target, Path(directory) / "dns_server")
        if target == "process":
            _show_process(image)
            return
        choice = choose_accelerator(qemu.MACHINES[MACHINE])
        print(f"  {MACHINE} under {choice.accelerator.value.upper()}: {choice.reason}")
        _show_dns(image, choice)
        _show_web(_compiled(WEB_SERVER, target, Path(directory) / "web_server"), choice)


def _compiled(source: Path, target: str, output: Path) -> Path:
    print(f"compiling {source.relative_to(ROOT)} for the target {target} ...", flush=True)
    start = time.monotonic()
    image = built(source, target, output)
    print(f"  {image.stat().st_size:,} bytes, in {time.monotonic() - start:.2f} s")
    return image


@contextmanager
def _booted(image: Path, choice: Choice, forward: PortForward) -> Iterator[Running]:
    print(f"booting it in {MEMORY_BYTES >> 20} MB of memory ...", flush=True)
    machine = qemu.MACHINES[MACHINE]
    with running_vm(
        image, 0, machine, choice.accelerator, forward=forward, memory_bytes=MEMORY_BYTES
    ) as guest:
        yield guest
        print("  it printed:", *guest.console.decode(errors="replace").splitlines(), sep="\n    ")


def _show_boot(guest: Running) -> None:
    boot_ms = 1000 * (time.monotonic() - guest.started_s)
    print(f"  first answer after {boot_ms:.0f} ms, from starting QEMU")


# ---------------------------------------------------------------------------- the name server


def _show_dns(image: Path, choice: Choice) -> None:
    port = free_udp_port()
    with _booted(image, choice, PortForward(port, DNS_PORT, Transport.UDP)) as guest:
        answer = _asked(port, guest)
        _show_boot(guest)
        _show_answer(answer)
        _dig(port)


def _show_process(image: Path) -> None:
    port = free_udp_port()
    arguments = ["run", "--target", "process", "-p", f"{port}:{DNS_PORT}/udp", str(image)]
    print("starting it in its sandbox ...")
    with running_command(arguments) as guest:
        answer = _asked(port, guest)
        start_ms = 1000 * (time.monotonic() - guest.started_s)
        print(f"  first answer after {start_ms:.0f} ms, launcher included")
        _show_answer(answer)
        _dig(port)


def _asked(port: int, guest: Running) -> Message:
    """The answer, read by the library that the server is made of."""
    question = message.emit(message.query(1, parse_name(NAME), code.A))
    try:
        data = first_answer(port, guest.is_alive, question=question, interval_s=KNOCK_S)
    except (TimeoutError, ConnectionError) as error:
        raise ToolError(f"no answer to the question for {NAME}: {error}") from None
    answer = message.parse(data)
    if not isinstance(answer, Message):
        raise ToolError(f"the answer is none: {answer.value}")
    return answer


def _show_answer(answer: Message) -> None:
    print(f"  asked with gloam.dns: {NAME} A: {code.rcode_text(answer.rcode)}")
    for record in answer.answers:
        kind = code.type_text(record.record_type)
        print(f"    {name_text(record.name)} {record.ttl} {kind} {_data_text(record)}")


def _data_text(record: Record) -> str:
    if record.record_type in (code.A, code.AAAA):
        return str(ip_address(record.data))
    return name_text(record.data)


def _dig(port: int) -> None:
    """The same with BIND's tool, if it is here."""
    if shutil.which("dig") is None:
        return
    command = ["dig", "@127.0.0.1", "-p", str(port), "+noall", "+answer", NAME]
    answer = subprocess.run(command, check=False, capture_output=True, text=True).stdout
    print(f"  {' '.join(command)}")
    print(*(f"    {line}" for line in answer.splitlines() if line), sep="\n")


# ----------------------------------------------------------------------------- the web server


def _show_web(image: Path, choice: Choice) -> None:
    """Boot it and fetch a page, as any HTTP client does."""
    port = free_tcp_port()
    with _booted(image, choice, PortForward(port, WEB_PORT, Transport.TCP)) as guest:
        url = f"http://127.0.0.1:{port}/hello/host"
        text = _fetched(url, guest)
        _show_boot(guest)
        print(f"  GET {url}: {text!r}")


def _fetched(url: str, guest: Running) -> str:
    end = time.monotonic() + ANSWER_TIMEOUT_S
    while guest.is_alive() and time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=ANSWER_TIMEOUT_S) as answer:
                return str(answer.read().decode())
        except OSError:
            time.sleep(0.01)
    raise ToolError(f"no answer from {url}")


def free_tcp_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(exit_status(demo))
