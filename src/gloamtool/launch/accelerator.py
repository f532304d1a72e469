"""KVM or TCG: which one runs our images faster on this host, found by trying.

/dev/kvm alone says little: some hosts offer it without hardware virtualisation, run ring 3 natively
and emulate the rest, so that one machine type gains and another loses. The probe boots a guest that
counts in ring 3, under both, and remembers the winner for as long as the host stays up.
"""

import hashlib
import json
import os
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gloamc.link import link_image
from gloamc.link.cache import cache_directory, replace_file
from gloamtool.failure import ToolError, UserError
from gloamtool.launch.qemu import Accelerator, Guest, Machine, find_qemu
from gloamtool.launch.request import LaunchRequest

_PROBE_STATUS: Final = 42
_PROBE_TIMEOUT_S: Final = 10.0
_KVM_DEVICE: Final = Path("/dev/kvm")
_BOOT_ID: Final = Path("/proc/sys/kernel/random/boot_id")

# Counts to a hundred million (about 30 ms natively, 200 ms under TCG), then exits through the stub.
_PROBE_TEXT: Final = f"""\
target triple = "x86_64-unknown-none-elf"
declare i64 @gloam_trap(i64, i64)
define void @gloam_start(ptr %info) noredzone nounwind {{
entry:
  br label %count
count:
  %i = phi i64 [ 0, %entry ], [ %next, %count ]
  %next = add i64 %i, 1
  call void asm sideeffect "", ""()
  %more = icmp ult i64 %next, 100000000
  br i1 %more, label %count, label %done
done:
  call i64 @gloam_trap(i64 1, i64 {_PROBE_STATUS})
  unreachable
}}
"""


@dataclass(frozen=True, slots=True)
class Choice:
    """The accelerator to use and, in a few words, why."""

    accelerator: Accelerator
    reason: str


def choose_accelerator(machine: Machine) -> Choice:
    """The faster accelerator for `machine` on this host. The first call on a host takes seconds."""
    try:
        os.close(os.open(_KVM_DEVICE, os.O_RDWR))
    except OSError as error:
        return Choice(Accelerator.TCG, f"{_KVM_DEVICE}: {error.strerror}")
    verdict = _remembered(machine)
    if verdict is None:
        verdict = _probe(machine)
        _remember(machine, verdict)
    return verdict


def _probe(machine: Machine) -> Choice:
    with tempfile.TemporaryDirectory() as directory:
        image = Path(directory) / "probe"
        link_image(_PROBE_TEXT, "vm", image, debug=False, work=Path(directory))
        kvm_s = _run_time_s(image, machine, Accelerator.KVM)
        if kvm_s is None:
            return Choice(Accelerator.TCG, "KVM does not run our images on this host")
        tcg_s = _run_time_s(image, machine, Accelerator.TCG)
    compared = f"probe image: KVM {kvm_s:.2f} s, "
    compared += "TCG failed" if tcg_s is None else f"TCG {tcg_s:.2f} s"
    is_faster = tcg_s is None or kvm_s < tcg_s
    return Choice(Accelerator.KVM if is_faster else Accelerator.TCG, compared)


def _run_time_s(image: Path, machine: Machine, accelerator: Accelerator) -> float | None:
    """Seconds from starting QEMU to the guest's exit; None if it fails or takes too long."""
    request = LaunchRequest(program=image, argv=("probe",))
    start = time.monotonic()
    try:
        with (
            Guest(request, machine, accelerator) as guest,
            open(os.devnull, "wb", buffering=0) as nowhere,
        ):
            status = guest.pump(nowhere, timeout_s=_PROBE_TIMEOUT_S)
    except (ToolError, UserError):
        return None
    return time.monotonic() - start if status == _PROBE_STATUS else None


def _store() -> Path:
    return cache_directory() / "accelerator.json"


def _key(machine: Machine) -> str:
    """What the verdict depends on: this boot of the host, the QEMU file, the machine, the probe."""
    qemu = os.stat(find_qemu())
    boot = _BOOT_ID.read_text().strip() if _BOOT_ID.exists() else ""
    probe = hashlib.sha256(_PROBE_TEXT.encode()).hexdigest()
    return f"{machine.name} {boot} {qemu.st_mtime_ns} {qemu.st_size} {probe[:16]}"


def _entries() -> dict[str, list[str]]:
    try:
        entries = json.loads(_store().read_text())
    except (OSError, ValueError):
        return {}
    return entries if isinstance(entries, dict) else {}


def _remembered(machine: Machine) -> Choice | None:
    match _entries().get(_key(machine)):
        case [str(name), str(reason)] if name in {each.value for each in Accelerator}:
            return Choice(Accelerator(name), reason)
        case _:
            return None


def _remember(machine: Machine, choice: Choice) -> None:
    machines = {entry.split()[0]: (entry, value) for entry, value in _entries().items()}
    machines[machine.name] = (_key(machine), [choice.accelerator.value, choice.reason])
    with tempfile.TemporaryDirectory() as directory:
        fresh = Path(directory) / "accelerator.json"
        fresh.write_text(json.dumps(dict(machines.values()), indent=1))
        replace_file(fresh, _store())
