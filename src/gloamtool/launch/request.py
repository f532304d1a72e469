"""What to run and with what around it: the one value that every launcher takes."""

from dataclasses import dataclass
from pathlib import Path

from gloamtool.launch.ports import PortForward

MEMORY_DEFAULT_BYTES = 32 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class LaunchRequest:
    """One start of a program.

    `program` is the image, or the source file for CPython. `argv` is all of `sys.argv`, name first.
    `tap` names an existing TAP device to use instead of forwarded ports. `address` is the program's
    "a.b.c.d/prefix[,gateway[,dns...]]", or "dhcp"; None leaves it to what the network is: DHCP on a
    TAP device, QEMU's usual address behind QEMU. `address6` is the same of IPv6, or "auto",
    "auto,KEY", "off"; None is "auto" on a TAP device, and "off" behind QEMU. `capture` is a file
    for all frames.
    """

    program: Path
    argv: tuple[str, ...]
    forwards: tuple[PortForward, ...] = ()
    memory_bytes: int = MEMORY_DEFAULT_BYTES
    tap: str | None = None
    address: str | None = None
    address6: str | None = None
    mac: str | None = None
    capture: Path | None = None
