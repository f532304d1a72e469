"""The baseline: Linux in a virtual machine with CPython and the same source, or with NSD.

Packages are fetched with `apt-get download` and unpacked below build/, nothing is installed. The
initial file system holds a static busybox, the modules for virtio, and either CPython 3.11 with its
library compiled to .pyc and the program, or this machine's NSD with its shared objects and a zone.
It is not compressed, so that the guest need not unpack it.
"""

import os
import py_compile
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gloamtool.failure import UserError
from gloamtool.launch.ports import PortForward
from gloamtool.launch.qemu import MACHINES, Accelerator, Machine
from tools import cpio
from tools.guests import ROOT
from tools.name_servers import NSD

PACKAGES = (
    *("busybox-static", "python3.11-minimal", "libpython3.11-minimal", "libpython3.11-stdlib"),
    *("libc6", "libexpat1", "zlib1g"),
)
KERNEL_META = "linux-image-cloud-amd64"
WORK = ROOT / "build" / "linux"
MEMORY = "256M"
PYTHON = "usr/bin/python3.11"
LIBRARY = "usr/lib/python3.11"
LIBRARY_LEFT_OUT = {"test", "idlelib", "lib2to3", "pydoc_data", "distutils", "ensurepip"}
LIBRARY_LEFT_OUT |= {"tkinter", "turtledemo", "sqlite3", "__pycache__"}
SHARED_OBJECTS = ("libc.so.6", "libm.so.6", "libexpat.so.1", "libz.so.1")
# In the order in which they can be loaded.
MODULES = (
    *("virtio_ring", "virtio", "virtio_mmio", "virtio_pci_modern_dev", "virtio_pci_legacy_dev"),
    *("virtio_pci", "failover", "net_failover", "virtio_net"),
)
COMMAND_LINE = "console=ttyS0 quiet reboot=t panic=-1 rdinit=/init tsc_early_khz={tsc_khz}"
_SHARED_OBJECT = re.compile(r"(/lib\S+\.so[.\d]*)")
_MHZ = re.compile(r"^cpu MHz\s*: ([0-9.]+)$", re.MULTILINE)

INIT = """\
#!/bin/busybox sh
/bin/busybox mount -t proc proc /proc
/bin/busybox mount -t devtmpfs dev /dev
for module in {modules}; do /bin/busybox insmod /modules/$module.ko; done
/bin/busybox ip link set lo up
/bin/busybox ip addr add 10.0.2.15/24 dev eth0
/bin/busybox ip link set eth0 up
/bin/busybox ip route add default via 10.0.2.2
{command}
/bin/busybox reboot -f
"""


@dataclass(frozen=True, slots=True)
class LinuxGuest:
    """Files that QEMU boots."""

    kernel: Path
    initrd: Path


@dataclass(frozen=True, slots=True)
class Program:
    """What a guest runs: its files, and the command."""

    name: str
    entries: tuple[cpio.Entry, ...]
    command: str


def python_program(source: Path, arguments: str = "") -> Program:
    """CPython with the program, the files beside it and, if it needs it, our library."""
    root = unpacked()
    entries = [*_python(root), cpio.directory("app")]
    for path in sorted(source.parent.rglob("*")):
        name = f"app/{path.relative_to(source.parent)}"
        if "__pycache__" not in path.parts:
            is_file = path.is_file()
            entries.append(
                cpio.regular(name, path.read_bytes()) if is_file else cpio.directory(name)
            )
    if "from gloam" in source.read_text():
        entries += _library()
    command = f"/{PYTHON} -I /app/{source.name} {arguments}"
    return Program(source.parent.name, tuple(entries), command)


def nsd_program(zone: Path, origin: str, port: int) -> Program:
    """NSD of this machine. UserError if it has none."""
    if not NSD.is_installed():
        raise UserError("nsd is not installed")
    with tempfile.TemporaryDirectory() as folder:
        command = NSD.command(Path("/app/zone"), origin, Path(folder), "0.0.0.0", port)
        configuration = Path(command[-1]).read_text().replace(folder, "/tmp")
    executable = Path(command[0])
    entries = [
        *map(cpio.directory, ("usr", "usr/sbin", "lib", "lib/x86_64-linux-gnu", "app")),
        cpio.regular("app/configuration", configuration.encode()),
        cpio.regular("app/zone", zone.read_bytes()),
        cpio.regular("usr/sbin/nsd", executable.read_bytes()),
    ]
    listed = subprocess.run(["ldd", executable], check=True, capture_output=True, text=True).stdout
    for path in _SHARED_OBJECT.findall(listed):
        entries.append(cpio.regular(path.removeprefix("/"), Path(path).read_bytes()))
    return Program("nsd", tuple(entries), "/usr/sbin/nsd -d -c /app/configuration")


def prepare(program: Program) -> LinuxGuest:
    """Fetch what is missing and make the initial file system around a program."""
    root = unpacked()
    kernels = sorted((root / "boot").glob("vmlinuz-*"))
    init = INIT.format(modules=" ".join(MODULES), command=program.command)
    entries = [
        *map(cpio.directory, ("bin", "dev", "modules", "proc", "tmp", "lib64")),
        cpio.character_device("dev/console", 5, 1),
        cpio.regular("init", init.encode()),
        cpio.regular("bin/busybox", (root / "bin" / "busybox").read_bytes()),
        *_modules(root),
        *program.entries,
    ]
    initrd = WORK / f"initrd-{program.name}"
    initrd.write_bytes(cpio.emit(entries))
    return LinuxGuest(kernels[-1], initrd)


def unpacked() -> Path:
    """The folder with what the packages hold, fetched if it is not there."""
    folder = WORK / "root"
    if not folder.is_dir():
        _unpack(folder)
    return folder


def qemu_arguments(
    guest: LinuxGuest,
    machine_name: str,
    accelerator: Accelerator,
    forward: PortForward,
    memory: str = MEMORY,
) -> list[str]:
    """QEMU's arguments, with the same devices as for an image of ours."""
    machine: Machine = MACHINES[machine_name]
    cpu = "max" if accelerator is Accelerator.TCG else "host,arch-capabilities=off"
    return [
        *("-nodefaults", "-no-user-config", "-no-reboot", "-display", "none"),
        *machine.flags,
        *("-accel", accelerator.value, "-cpu", cpu, "-m", memory, "-serial", "stdio"),
        *("-netdev", f"user,id=net,hostfwd={_forwarded(forward)}"),
        *("-device", f"{machine.net},netdev=net", "-device", machine.rng),
        *("-kernel", str(guest.kernel), "-initrd", str(guest.initrd)),
        *("-append", COMMAND_LINE.format(tsc_khz=_tsc_khz())),
    ]


def _forwarded(forward: PortForward) -> str:
    return f"{forward.transport.value}:127.0.0.1:{forward.host}-:{forward.guest}"


def _tsc_khz() -> int:
    """The host's, which is the guest's. A microvm under emulation cannot measure it on a busy host,
    and a kernel that does not know it hangs."""
    match = _MHZ.search(Path("/proc/cpuinfo").read_text())
    return round(1000 * float(match[1])) if match else 2_000_000


def _unpack(target: Path) -> None:
    if shutil.which("apt-get") is None or shutil.which("dpkg") is None:
        raise UserError("the Linux baseline is made from Debian packages: it needs apt-get, dpkg")
    target.parent.mkdir(parents=True, exist_ok=True)
    kernel = _kernel_package()
    if kernel is None and os.geteuid() == 0:
        subprocess.run(["apt-get", "-qq", "update"], check=True)
        kernel = _kernel_package()
    if kernel is None:
        raise UserError(f"{KERNEL_META} is not known to apt: run apt-get update")
    with tempfile.TemporaryDirectory(dir=target.parent) as directory:
        # No sandbox user: it could not write to this directory, and apt would say so each time.
        apt = ["apt-get", "-qq", "-o", "APT::Sandbox::User=root", "download"]
        subprocess.run([*apt, *PACKAGES, kernel], cwd=directory, check=True)
        fresh = Path(directory) / "root"
        fresh.mkdir()
        for package in sorted(Path(directory).glob("*.deb")):
            subprocess.run(["dpkg", "-x", str(package), str(fresh)], check=True)
        fresh.rename(target)


def _kernel_package() -> str | None:
    """What the kernel's meta package stands for; None if apt does not know it."""
    depends = subprocess.run(
        ["apt-cache", "depends", KERNEL_META], capture_output=True, text=True, check=False
    )
    words = [line.split() for line in depends.stdout.splitlines()]
    return next((w[1] for w in words if w[:1] == ["Depends:"]), None)


def _modules(unpacked: Path) -> Iterator[cpio.Entry]:
    for name in MODULES:
        path = next(unpacked.glob(f"lib/modules/*/kernel/**/{name}.ko"))
        yield cpio.regular(f"modules/{name}.ko", path.read_bytes())


def _python(unpacked: Path) -> Iterator[cpio.Entry]:
    """Interpreter, shared objects (where the loader looks first) and compiled library."""
    yield from map(cpio.directory, ("usr", "usr/bin", "usr/lib", LIBRARY, "lib"))
    yield cpio.regular(PYTHON, (unpacked / PYTHON).read_bytes())
    loader = next(unpacked.glob("lib/x86_64-linux-gnu/ld-linux-x86-64.so.2"))
    yield cpio.regular("lib64/ld-linux-x86-64.so.2", loader.resolve().read_bytes())
    for name in SHARED_OBJECTS:
        path = next(p for p in unpacked.rglob(name) if p.is_file())
        yield cpio.regular(f"lib/{name}", path.resolve().read_bytes())
    library = unpacked / LIBRARY
    for path in sorted(library.rglob("*")):
        relative = path.relative_to(library)
        if LIBRARY_LEFT_OUT & set(relative.parts):
            continue
        if path.is_dir():
            yield cpio.directory(f"{LIBRARY}/{relative}")
        elif path.suffix == ".py":
            yield cpio.regular(f"{LIBRARY}/{relative}c", _compiled(path))
        elif path.suffix == ".so":
            yield cpio.regular(f"{LIBRARY}/{relative}", path.read_bytes())


def _library() -> Iterator[cpio.Entry]:
    package = ROOT / "src" / "gloam"
    for path in [package, *sorted(package.rglob("*"))]:
        name = f"{LIBRARY}/{path.relative_to(package.parent)}"
        if path.is_dir() and path.name != "__pycache__":
            yield cpio.directory(name)
        elif path.suffix == ".py":
            yield cpio.regular(f"{name}c", _compiled(path))


def _compiled(path: Path) -> bytes:
    """The module as sourceless .pyc; needs a CPython 3.11 here, as its format is that version's."""
    assert sys.version_info[:2] == (3, 11), "the baseline's library is compiled by CPython 3.11"
    is_ours = not path.is_relative_to(WORK)
    target = WORK / "module.pyc" if is_ours else path.with_suffix(".pyc")
    if is_ours or not target.exists():
        mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
        py_compile.compile(str(path), str(target), doraise=True, invalidation_mode=mode)
    return target.read_bytes()
