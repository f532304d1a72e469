"""The platform of a virtual machine: which driver serves which call.

Devices are found when they are first needed, so what a program does not use costs neither time nor
space. With a PCI bus (q35) devices are looked for there, else in the windows of QEMU's microvm.
"""

from typing import Final

from gloam.boot import command_line
from gloam.boot.text import text_at
from gloam.device.net import NetDevice
from gloam.device.platform import Platform
from gloam.drivers import entropy as rdrand
from gloam.drivers import pci
from gloam.drivers.clock import Clock
from gloam.drivers.lapic import LapicTimer
from gloam.drivers.uart16550 import Uart16550
from gloam.drivers.virtio import entropy as virtio_entropy
from gloam.drivers.virtio import mmio, net
from gloam.drivers.virtio.entropy import VirtioEntropy
from gloam.drivers.virtio.net import VirtioNet
from gloam.drivers.virtio.pci import find_pci_device
from gloam.drivers.virtio.transport import Transport
from gloam.machine import halt_forever, trap, u32, u64

_TRAP_IDLE: Final = u64(0)
_TRAP_EXIT: Final = u64(1)

_NET_VECTOR: Final = u32(33)
_ENTROPY_VECTOR: Final = u32(34)

_ENTROPY_POLL_NS: Final = 1_000_000
_ENTROPY_POLLS_MAX: Final = 1000
_ADDRESS_SETTING: Final = "gloam.ip"
_ADDRESS6_SETTING: Final = "gloam.ip6"
_NAME_SETTING: Final = "gloam.name"
_NAME_DEFAULT: Final = "main"


class VmPlatform(Platform):
    """`command_line_address` is a zero-terminated string that nobody changes."""

    def __init__(
        self,
        console: Uart16550,
        clock: Clock,
        timer: LapicTimer,
        command_line_address: u64,
        has_ip6: bool,
    ) -> None:
        super().__init__(has_ip6)
        self._console = console
        self._clock = clock
        self._timer = timer
        self._command_line_address = command_line_address
        self._network: NetDevice | None = None
        self._entropy: VirtioEntropy | None = None

    def write_console(self, data: bytes) -> None:
        self._console.write(data)

    def write_error(self, data: bytes) -> None:
        self._console.write(data)

    def monotonic_ns(self) -> int:
        return int(self._clock.monotonic_ns())

    def wall_ns(self) -> int:
        return int(self._clock.wall_ns()) + self.wall_offset_ns

    def entropy(self, count: int) -> bytes:
        if rdrand.has_rdrand():
            return rdrand.rdrand_bytes(count)
        return self._device_entropy(count)

    def wait(self, until_ns: int) -> None:
        network = self._network
        if network is not None and network.prepare_wait():
            network.finish_wait()
            return
        self._idle(until_ns)
        if network is not None:
            network.finish_wait()

    def exit(self, status: int) -> None:
        trap(_TRAP_EXIT, u64(status & 0xFF))
        halt_forever()

    def release_devices(self) -> None:
        self._network = None
        self._entropy = None

    def arguments(self) -> list[str]:
        words = self._words()
        result = [command_line.setting(words, _NAME_SETTING, _NAME_DEFAULT)]
        for word in command_line.arguments(words):
            result.append(word)
        return result

    def network(self) -> NetDevice | None:
        if self._network is None:
            device = _find_device(net.DEVICE_ID, net.TRANSITIONAL_ID, _NET_VECTOR)
            if device is None:
                raise OSError("the machine has no network: add a virtio-net device")
            hint = command_line.setting(self._words(), _ADDRESS_SETTING, "")
            self._network = VirtioNet(device, hint)
        return self._network

    def address6_hint(self) -> str:
        return command_line.setting(self._words(), _ADDRESS6_SETTING, "")

    def _words(self) -> list[str]:
        return command_line.words(text_at(self._command_line_address))

    def _idle(self, until_ns: int) -> None:
        """Halt until an interrupt. One that came before, but was not taken yet, ends it at once."""
        now_ns = self.monotonic_ns()
        if until_ns < 0:
            self._timer.stop()
        elif until_ns > now_ns:
            self._timer.interrupt_after(u64(until_ns - now_ns))
        else:
            return
        trap(_TRAP_IDLE, u64(0))

    def _device_entropy(self, count: int) -> bytes:
        source = self._open_entropy()
        parts: list[bytes] = []
        while count > 0:
            part = self._entropy_part(source, min(count, virtio_entropy.REQUEST_SIZE_MAX))
            parts.append(part)
            count -= len(part)
        return b"".join(parts)

    def _open_entropy(self) -> VirtioEntropy:
        source = self._entropy
        if source is None:
            device = _find_device(
                virtio_entropy.DEVICE_ID, virtio_entropy.TRANSITIONAL_ID, _ENTROPY_VECTOR
            )
            if device is None:
                raise OSError("the machine has no entropy: use -cpu max or add a virtio-rng device")
            source = VirtioEntropy(device)
            self._entropy = source
        return source

    def _entropy_part(self, source: VirtioEntropy, count: int) -> bytes:
        source.request(count)
        polls = 0
        while polls < _ENTROPY_POLLS_MAX:
            part = source.poll()
            if part is not None and len(part) > 0:
                return part
            self._idle(self.monotonic_ns() + _ENTROPY_POLL_NS)
            polls += 1
        raise OSError("the virtio-rng device does not answer")


def _find_device(device_id: int, transitional_id: int, vector: u32) -> Transport | None:
    if pci.is_present():
        return find_pci_device(device_id, transitional_id, vector)
    return mmio.find_microvm_device(device_id, vector)
