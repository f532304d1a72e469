"""TAP devices: Ethernet frames to and from the Linux kernel through /dev/net/tun.

Linux: Documentation/networking/tuntap.rst. Opening a device that exists and belongs to the user
needs no root; creating one does.
"""

import fcntl
import os
import struct
from typing import Final

from gloamtool.failure import UserError

_TUNSETIFF: Final = 0x400454CA
_IFF_TAP: Final = 0x0002
_IFF_NO_PI: Final = 0x1000
_IFF_VNET_HDR: Final = 0x4000
_TUNSETOFFLOAD: Final = 0x400454D0
_TUNSETVNETHDRSZ: Final = 0x400454D8
_VNET_HEADER_SIZE: Final = 12
_TUN_F_CSUM: Final = 1
_TUN_F_TSO4: Final = 2
_TUN_F_TSO6: Final = 4
_NAME_SIZE_MAX: Final = 15


def open_tap(name: str, *, offloads: bool) -> int:
    """Attach to TAP device `name`; one read or write of the result is one whole frame.

    With `offloads` a header of 12 bytes is in front (virtio 1.2, 5.1.6), and the kernel finishes
    checksums, cuts segments, and gives many in one frame. The descriptor is non-blocking and
    belongs to the caller.
    """
    encoded = name.encode()
    if not 0 < len(encoded) <= _NAME_SIZE_MAX:
        raise UserError(f"{name!r} is not a device name: it has 1 to {_NAME_SIZE_MAX} bytes")
    try:
        fd = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    except OSError as error:
        raise UserError(f"/dev/net/tun cannot be opened ({error.strerror}): TAP needs it") from None
    flags = _IFF_TAP | _IFF_NO_PI | (_IFF_VNET_HDR if offloads else 0)
    try:
        fcntl.ioctl(fd, _TUNSETIFF, struct.pack("16sH22x", encoded, flags))
        if offloads:
            fcntl.ioctl(fd, _TUNSETVNETHDRSZ, struct.pack("=i", _VNET_HEADER_SIZE))
            fcntl.ioctl(fd, _TUNSETOFFLOAD, _TUN_F_CSUM | _TUN_F_TSO4 | _TUN_F_TSO6)
    except OSError as error:
        os.close(fd)
        raise UserError(
            f"TAP device {name} cannot be used ({error.strerror}); "
            f"make it with: sudo ip tuntap add dev {name} mode tap user $USER"
        ) from None
    return fd
