"""The wall clock of the PC: the battery-backed clock behind ports 0x70 and 0x71 (MC146818).

Resolution is one second. Whether the machine has one at all shows in register D.
"""

from typing import Final

from gloam.machine import port_in8, port_out8, u8, u16

_INDEX: Final = u16(0x70)
_DATA: Final = u16(0x71)
_STATUS_A: Final = 0x0A
_STATUS_B: Final = 0x0B
_STATUS_D: Final = 0x0D
_UPDATING: Final = 0x80
_VALID: Final = 0x80
_BINARY: Final = 0x04
_24_HOURS: Final = 0x02
_PM: Final = 0x80
_READS_MAX: Final = 100_000


def wall_seconds() -> int:
    """UTC since 1970-01-01. Raises OSError when there is no such clock."""
    status = _read(_STATUS_D)
    if status & _VALID == 0 or status == 0xFF:
        raise OSError("the machine has no wall clock (QEMU microvm under KVM: add -M rtc=on)")
    attempts = 0
    while attempts < _READS_MAX:
        before = _snapshot()
        if _read(_STATUS_A) & _UPDATING == 0 and before == _snapshot():
            return _seconds_of(before)
        attempts += 1
    raise OSError("the wall clock never comes to rest")


def _seconds_of(fields: list[int]) -> int:
    mode = _read(_STATUS_B)
    hour_raw = fields[2]
    if mode & _BINARY != 0:
        second = fields[0]
        minute = fields[1]
        hour = hour_raw & 0x7F
        day = fields[3]
        month = fields[4]
        year = fields[5]
    else:
        second = _from_bcd(fields[0])
        minute = _from_bcd(fields[1])
        hour = _from_bcd(hour_raw & 0x7F)
        day = _from_bcd(fields[3])
        month = _from_bcd(fields[4])
        year = _from_bcd(fields[5])
    if mode & _24_HOURS == 0:
        hour = hour % 12
        if hour_raw & _PM != 0:
            hour += 12
    return ((days_from_civil(2000 + year, month, day) * 24 + hour) * 60 + minute) * 60 + second


def days_from_civil(year: int, month: int, day: int) -> int:
    """Days from 1970-01-01 to a date of the Gregorian calendar."""
    # Count years from March, so that the leap day is the last of its year.
    if month <= 2:
        year -= 1
        month += 12
    days_before_month = (153 * (month - 3) + 2) // 5
    leap_days = year // 4 - year // 100 + year // 400
    return year * 365 + leap_days + days_before_month + day - 719_469


def _snapshot() -> list[int]:
    return [_read(0), _read(2), _read(4), _read(7), _read(8), _read(9)]


def _from_bcd(value: int) -> int:
    return (value >> 4) * 10 + (value & 15)


def _read(register: int) -> int:
    port_out8(_INDEX, u8(register))
    return int(port_in8(_DATA))
