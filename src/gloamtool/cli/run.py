"""`gloam run`: build if need be, start, and end as the program ends."""

import sys
import tempfile
from pathlib import Path

import click

from gloamtool.cli.report import progress
from gloamtool.cli.size import parse_size, require_memory
from gloamtool.failure import UserError
from gloamtool.image.builder import ImageOrder, build_image
from gloamtool.image.elf import is_elf, read_image
from gloamtool.launch import cpython, pcap, process, qemu
from gloamtool.launch.accelerator import Choice, choose_accelerator
from gloamtool.launch.network import parse_address, parse_address6, parse_mac, parse_routes
from gloamtool.launch.ports import parse_forwards
from gloamtool.launch.request import LaunchRequest

TARGETS = ("cpython", "process", "vm")

HELP = """Run FILE: a Python source, or an image that `gloam build` made.

The program's output is on stdout, its exit status is this command's; ARGS arrive in sys.argv.

\b
  --target cpython  ordinary Python on the host's network: for development
  --target process  compiled, in a sandbox that can open nothing
  --target vm       compiled, booted in QEMU with nothing under it (the default)

Neither root nor a network device is needed: -p leads a port of this machine's 127.0.0.1 to the
program. On a TAP device (--tap) it is a host of its own, which asks DHCP for its address unless
--ip says one, and IPv6 routers unless --ip6 does. With auto,KEY, where KEY is any text, its IPv6
addresses do not show the hardware address (RFC 7217).

\b
Examples:
  gloam run app.py
  gloam run -p 5300:53/udp dns.py example.org
  gloam run --target process -p 8080:8080/tcp web.py
  gloam run --machine q35 --memory 64M app.img
"""


@click.command(
    "run",
    help=HELP,
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
)
@click.option("--target", type=click.Choice(TARGETS), help="Where it runs.  [default: vm]")
@click.option(
    "-p",
    "--publish",
    "ports",
    multiple=True,
    metavar="HOST:GUEST[/udp|/tcp]",
    help="Lead a host port to the program's port. May be repeated.",
)
@click.option(
    "--memory",
    type=parse_size,
    metavar="SIZE",
    default="32M",
    show_default=True,
    help="The machine's memory, or the process's heap.",
)
@click.option(
    "--machine",
    type=click.Choice(["microvm", "q35"]),
    default="microvm",
    show_default=True,
    help="microvm: virtio-mmio, starts fastest. q35: a PC with PCI.",
)
@click.option(
    "--accel",
    type=click.Choice(["auto", "kvm", "tcg"]),
    default="auto",
    show_default=True,
    help="auto takes KVM where a probe shows that it is the faster.",
)
@click.option("--tap", metavar="DEVICE", help="Use this TAP device instead of -p.")
@click.option(
    "--ip",
    metavar="ADDRESS/PREFIX[,GATEWAY[,DNS...]]|dhcp",
    help="The program's address.  [default: dhcp on --tap]",
)
@click.option(
    "--route",
    "routes",
    multiple=True,
    metavar="NETWORK/PREFIX=GATEWAY",
    help="Another way than by the gateway of --ip; with nothing behind =, the link itself.",
)
@click.option(
    "--ip6",
    metavar="ADDRESS/PREFIX[,GATEWAY[,DNS...]]|auto[,KEY]|off",
    help="Its IPv6 address; auto asks routers.  [default: auto on --tap]",
)
@click.option("--mac", metavar="ADDRESS", help="The hardware address of its network card.")
@click.option(
    "--capture",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.pcap",
    help="Record all frames, for Wireshark or tcpdump.",
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("args", nargs=-1, type=click.UNPROCESSED)
def run_command(
    *,
    target: str | None,
    ports: tuple[str, ...],
    memory: int,
    machine: str,
    accel: str,
    tap: str | None,
    ip: str | None,
    routes: tuple[str, ...],
    ip6: str | None,
    mac: str | None,
    capture: Path | None,
    file: Path,
    args: tuple[str, ...],
) -> None:
    """Run one program."""
    if tap is not None and ports:
        raise UserError("--tap and -p exclude each other: a TAP device carries every port")
    forwards = parse_forwards(ports)
    address = parse_routes(routes, None if ip is None else parse_address(ip))
    address6 = None if ip6 is None else parse_address6(ip6)
    mac = None if mac is None else parse_mac(mac)
    target = _target(file, target)
    if target != "vm" and tap is None:
        _refuse_without_frames(target, ip=ip, ip6=ip6, mac=mac, capture=capture)
    if capture is not None:
        pcap.create(capture).close()
    if target != "cpython":
        require_memory(target, memory)
    if target == "vm":
        qemu.find_qemu()
    with tempfile.TemporaryDirectory(prefix="gloam-") as directory:
        program = file
        if target != "cpython" and not is_elf(file):
            program = Path(directory) / "image"
            order = ImageOrder(source=file, target=target, memory_bytes=memory)
            with progress(f"building {file} for {target}") as step:
                build_image(order, program, step)
        request = LaunchRequest(
            program=program,
            argv=(str(file), *args),
            forwards=forwards,
            memory_bytes=memory,
            tap=tap,
            address=address,
            address6=address6,
            mac=mac,
            capture=capture,
        )
        status = _launch(request, target, machine, accel)
    sys.exit(status)


def _refuse_without_frames(target: str, **options: object) -> None:
    """The program borrows the host's sockets, so that options about frames mean nothing."""
    for name, value in options.items():
        if value is not None:
            hint = "add --tap, or use --target vm" if target == "process" else "use another target"
            raise UserError(
                f"--{name}: the target {target} has no network card of its own here; {hint}"
            )


def _target(file: Path, wanted: str | None) -> str:
    """The target asked for, or the one that an image was built for."""
    if not is_elf(file):
        return wanted or "vm"
    built_for = read_image(file).target
    if wanted not in (None, built_for):
        raise UserError(f"{file} is an image for the target {built_for}, not {wanted}")
    return built_for


def _launch(request: LaunchRequest, target: str, machine_name: str, accel: str) -> int:
    if target == "cpython":
        return cpython.run(request)
    if target == "process":
        return process.run(request)
    machine = qemu.MACHINES[machine_name]
    if accel == "auto":
        with progress("finding out whether KVM runs images natively"):
            choice = choose_accelerator(machine)
    else:
        choice = Choice(qemu.Accelerator(accel), "as asked")
    name = choice.accelerator.value.upper()
    print(f"gloam: {machine.name} under {name} ({choice.reason})", file=sys.stderr)
    return qemu.run(request, machine, choice.accelerator)
