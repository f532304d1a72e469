"""The `vm` target under QEMU: the command line for each machine, and the life of one guest.

No root and no TAP is needed: user-mode networking carries the forwarded ports. The guest's serial
console is our stdout byte for byte; its exit status comes as the line `gloam-exit:N` on the debug
port, which has a file of its own. QEMU's own words never mix with either.
"""

import ctypes
import os
import re
import selectors
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import IO, Final

from gloamtool.failure import ToolError, UserError
from gloamtool.launch.command_line import emit
from gloamtool.launch.network import DHCP, OFF
from gloamtool.launch.request import LaunchRequest

QEMU: Final = "qemu-system-x86_64"
USER_NETWORK_ADDRESS: Final = "10.0.2.15/24,10.0.2.2,10.0.2.3"
_STATUS_MARK: Final = re.compile(rb"^gloam-exit:(\d{1,3})$", re.MULTILINE)
_PR_SET_PDEATHSIG: Final = 1
_STOP_TIMEOUT_S: Final = 5.0
_COMPLAINT_SIZE_MAX: Final = 64 << 10
_STATUS_SIZE_MAX: Final = 64 << 10


class Accelerator(Enum):
    """How the guest's instructions run. The value is the word that the user sees and may choose."""

    KVM = "kvm"
    TCG = "tcg"


_ACCELERATOR_FLAGS: Final = {
    # arch-capabilities (MSR 0x10a) is absent on some hosts whose KVM still advertises it.
    Accelerator.KVM: ("-accel", "kvm", "-cpu", "host,arch-capabilities=off"),
    # `max` has RDRAND and every instruction that a compiler may choose.
    Accelerator.TCG: ("-accel", "tcg,thread=single", "-cpu", "max"),
}


@dataclass(frozen=True, slots=True)
class Machine:
    """One kind of virtual machine: QEMU's flags for it, and its names of the devices."""

    name: str
    flags: tuple[str, ...]
    net: str
    rng: str


_MICROVM: Final = ("-M", "microvm", "-global", "virtio-mmio.force-legacy=false")
MACHINES: Final = {
    machine.name: machine
    for machine in (
        Machine("microvm", _MICROVM, "virtio-net-device", "virtio-rng-device"),
        Machine(
            "q35",
            ("-M", "q35"),
            "virtio-net-pci,disable-legacy=on,romfile=",
            "virtio-rng-pci,disable-legacy=on",
        ),
        # Proxmox and conventional PCI buses offer the transitional device ids.
        Machine(
            "q35-transitional",
            ("-M", "q35"),
            "virtio-net-pci,disable-legacy=off,romfile=",
            "virtio-rng-pci,disable-legacy=off",
        ),
    )
}


def find_qemu() -> str:
    """The path of QEMU; UserError with what to install if there is none."""
    path = shutil.which(QEMU)
    if path is None:
        raise UserError(
            f"{QEMU} is not installed. On Debian or Ubuntu: sudo apt-get install qemu-system-x86. "
            "Or run the program without it: --target process, --target cpython"
        )
    return path


def qemu_arguments(
    request: LaunchRequest,
    machine: Machine,
    accelerator: Accelerator,
    *,
    status_fd: int,
    netdev: str | None = None,
    extra: Sequence[str] = (),
) -> list[str]:
    """QEMU's arguments for one start, without its own name.

    `status_fd` is the descriptor, inherited by QEMU, that the debug port writes to. `netdev` is a
    network back end of QEMU's, for those who bring their own other end of the cable.
    """
    address, address6 = request.address, request.address6
    if netdev is not None:
        netdev = f"{netdev},id=net"
    elif request.tap is not None:
        netdev = f"tap,id=net,ifname={request.tap},script=no,downscript=no"
        if request.capture is not None:
            # A capture records what is on the wire: whole frames without QEMU's header.
            netdev += ",vnet_hdr=off"
    else:
        forwards = (
            f",hostfwd={f.transport.value}:127.0.0.1:{f.host}-:{f.guest}" for f in request.forwards
        )
        netdev = "user,id=net" + "".join(forwards)
        address = address or USER_NETWORK_ADDRESS
        address6 = address6 or OFF
    settings = {"ip": address} if address not in (None, DHCP) else {}
    if address6 is not None:
        settings["ip6"] = address6
    card = f"{machine.net},netdev=net"
    if request.mac is not None:
        card += f",mac={request.mac}"
    recorder: tuple[str, ...] = ()
    if request.capture is not None:
        # A comma in a value is written twice.
        path = str(request.capture).replace(",", ",,")
        recorder = ("-object", f"filter-dump,id=capture,netdev=net,maxlen=65553,file={path}")
    return [
        *("-nodefaults", "-no-user-config", "-no-reboot", "-display", "none"),
        *machine.flags,
        *_ACCELERATOR_FLAGS[accelerator],
        *("-m", f"{max(1, request.memory_bytes >> 20)}M"),
        *("-chardev", "stdio,id=console,signal=off", "-serial", "chardev:console"),
        *("-chardev", f"file,id=status,path=/dev/fd/{status_fd}"),
        *("-device", "isa-debugcon,iobase=0xe9,chardev=status"),
        *("-device", "isa-debug-exit,iobase=0xf4,iosize=4"),
        *("-netdev", netdev, "-device", card, *recorder),
        *("-device", machine.rng),
        *extra,
        *("-kernel", str(request.program), "-append", emit(settings, request.argv)),
    ]


class Guest:
    """A running virtual machine. Use as a context manager: leaving it ends QEMU.

    `output` is the console's pipe, `errors` QEMU's own; who reads neither must not expect the guest
    to get far. `pump` reads all of them.
    """

    def __init__(
        self,
        request: LaunchRequest,
        machine: Machine,
        accelerator: Accelerator,
        *,
        netdev: str | None = None,
        extra: Sequence[str] = (),
    ) -> None:
        self._status = tempfile.TemporaryFile()  # noqa: SIM115  # closed by __exit__
        self._complaint = bytearray()
        status_fd = self._status.fileno()
        arguments = qemu_arguments(
            request, machine, accelerator, status_fd=status_fd, netdev=netdev, extra=extra
        )
        self.process = subprocess.Popen(
            [find_qemu(), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            pass_fds=[status_fd],
            start_new_session=True,  # Ctrl-C is for us; we end QEMU
            preexec_fn=_die_with_parent,  # noqa: PLW1509  # makes one system call
        )
        assert self.process.stdout is not None
        assert self.process.stderr is not None
        self.output: IO[bytes] = self.process.stdout
        self.errors: IO[bytes] = self.process.stderr

    def __enter__(self) -> "Guest":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self.output.close()
        self.errors.close()
        self._status.close()

    def pump(self, console: IO[bytes], timeout_s: float | None = None) -> int:
        """Copy the guest's console to `console` until QEMU ends; the result is the exit status.

        Raises UserError or ToolError, with QEMU's words, when the guest left no status, and
        ToolError when `timeout_s` passes first.
        """
        deadline = None if timeout_s is None else time.monotonic() + timeout_s
        with selectors.DefaultSelector() as selector:
            selector.register(self.output, selectors.EVENT_READ)
            selector.register(self.errors, selectors.EVENT_READ)
            while selector.get_map():
                left_s = None if deadline is None else max(0.0, deadline - time.monotonic())
                ready = selector.select(left_s)
                if not ready and left_s is not None:
                    raise ToolError(f"the guest did not end within {timeout_s} s")
                for key, _ in ready:
                    data = os.read(key.fd, 65536)
                    if not data:
                        selector.unregister(key.fileobj)
                    elif key.fd == self.output.fileno():
                        console.write(data)
                        console.flush()
                    else:
                        self._complaint = (self._complaint + data)[-_COMPLAINT_SIZE_MAX:]
        return self._exit_status(self.process.wait())

    def stop(self) -> None:
        """End QEMU, politely first. Does nothing if it has ended."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(_STOP_TIMEOUT_S)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def _exit_status(self, qemu_status: int) -> int:
        self._status.seek(0)
        marks = _STATUS_MARK.findall(self._status.read(_STATUS_SIZE_MAX))
        if marks:
            return int(marks[-1])
        words = self._complaint.decode(errors="replace").strip()
        if "host forwarding rule" in words:
            raise UserError(f"a -p port cannot be forwarded; is it taken?\n{words}")
        if qemu_status < 0:
            name = signal.Signals(-qemu_status).name
            raise ToolError(f"QEMU was killed by {name}\n{words}".rstrip())
        if qemu_status != 0:
            raise ToolError(f"QEMU failed with status {qemu_status}\n{words}".rstrip())
        raise ToolError(
            "the guest went down without a status: reset by a fault in its first instructions"
        )


def run(
    request: LaunchRequest,
    machine: Machine,
    accelerator: Accelerator,
    *,
    extra: Sequence[str] = (),
) -> int:
    """Run the image to the end with its console on our stdout; the result is its exit status.

    Ctrl-C or SIGTERM ends the guest with status 130 or 143, a closed stdout with 141.
    """
    sys.stdout.flush()
    previous = signal.signal(signal.SIGTERM, _terminated)
    try:
        with Guest(request, machine, accelerator, extra=extra) as guest:
            return guest.pump(sys.stdout.buffer)
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except _Terminated:
        return 128 + signal.SIGTERM
    except BrokenPipeError:
        # Nobody reads any more; keep the interpreter from complaining about it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + signal.SIGPIPE
    finally:
        signal.signal(signal.SIGTERM, previous)


class _Terminated(Exception):
    """SIGTERM reached the launcher."""


def _terminated(number: int, frame: object) -> None:
    raise _Terminated


def _die_with_parent() -> None:
    """No QEMU is left behind when the launcher is killed outright."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
