"""Which devices an image can drive, told from the driver modules that the linker kept."""

from collections.abc import Iterable
from typing import Final

_DRIVERS: Final = "gloam.drivers."


def devices_of(modules: Iterable[str]) -> list[str]:
    """Names of the driver modules in an image, sorted, without their package: `virtio.net`."""
    return sorted(name.removeprefix(_DRIVERS) for name in modules if name.startswith(_DRIVERS))
