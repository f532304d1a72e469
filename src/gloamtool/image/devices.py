"""Which devices an image can drive, told from the driver modules that the linker kept."""

from collections.abc import Iterable
from typing import Final

_DRIVERS: Final = "gloam.drivers."
# What drivers share; none of these is a device.
_PARTS: Final = {"buffer", "clock", "virtio.ring", "virtio.transport", "host.linux"}


def devices_of(modules: Iterable[str]) -> list[str]:
    """Names of the drivers in an image, sorted, without their package: `virtio.net`."""
    names = (name.removeprefix(_DRIVERS) for name in modules if name.startswith(_DRIVERS))
    return sorted(set(names) - _PARTS)
