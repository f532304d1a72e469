"""The 16550 serial port as a console: output only, by polling.

Baud rate and frame format are left as the firmware set them; on virtual hardware they mean nothing.
"""

from typing import Final

from gloam.machine import port_in8, port_out8, u8, u16

COM1: Final = u16(0x3F8)

_DATA: Final = u16(0)
_FIFO_CONTROL: Final = u16(2)
_LINE_STATUS: Final = u16(5)
_FIFO_ON: Final = u8(0x07)  # enable, and clear both directions
_TRANSMITTER_EMPTY: Final = u8(0x20)
_FIFO_SIZE: Final = 16


class Uart16550:
    """With the FIFO on, an empty transmitter takes 16 bytes: one status read serves them all, which
    matters where each port access leaves the virtual machine."""

    def __init__(self, port: u16) -> None:
        self._port = port
        port_out8(port + _FIFO_CONTROL, _FIFO_ON)

    def write(self, data: bytes) -> None:
        """Write all of `data`; returns when the last byte is in the FIFO."""
        room = 0
        for value in data:
            if room == 0:
                while port_in8(self._port + _LINE_STATUS) & _TRANSMITTER_EMPTY == u8(0):
                    pass
                room = _FIFO_SIZE
            port_out8(self._port + _DATA, u8(value))
            room -= 1
