"""The local interrupt controller's timer (Intel SDM volume 3, 11.5.4), through its memory window.

The ring-0 stub enabled the controller and maps its registers; end of interrupt is the stub's as
well. The timer counts at 1 GHz: KVM, QEMU and Firecracker fix it there.
"""

from typing import Final

from gloam.machine import truncate_u32, u32, u64, volatile_load32, volatile_store32

TIMER_VECTOR: Final = u32(32)
COUNT_MAX: Final = u64(0xFFFF_FFFF)

_BASE: Final = u64(0xFEE0_0000)
_LVT_TIMER: Final = u64(0x320)
_INITIAL_COUNT: Final = u64(0x380)
_CURRENT_COUNT: Final = u64(0x390)
_DIVIDE: Final = u64(0x3E0)
_DIVIDE_BY_1: Final = u32(0xB)
_MASKED: Final = u32(0x1_0000)


class LapicTimer:
    """Either measures (from start_count() on) or interrupts (from the first interrupt_after() on).

    Every access to a register may leave the virtual machine, so none is made twice in vain.
    """

    def __init__(self) -> None:
        self._interrupts = False
        self._is_armed = False

    # SAFETY: the stub maps the page at _BASE before the program starts; these registers have no
    # effect on memory.
    def start_count(self) -> None:
        """Count from 0, without an interrupt at the end."""
        volatile_store32(_BASE + _DIVIDE, _DIVIDE_BY_1)
        volatile_store32(_BASE + _LVT_TIMER, _MASKED | TIMER_VECTOR)
        volatile_store32(_BASE + _INITIAL_COUNT, truncate_u32(COUNT_MAX))
        self._interrupts = False
        self._is_armed = True

    def elapsed_ns(self) -> u64:
        """Since start_count(); stays at COUNT_MAX once it is reached."""
        return COUNT_MAX - u64(volatile_load32(_BASE + _CURRENT_COUNT))

    def interrupt_after(self, delay_ns: u64) -> None:
        """One interrupt after `delay_ns`, or after COUNT_MAX if that is sooner. Replaces any
        before."""
        count = delay_ns
        if count > COUNT_MAX:  # noqa: PLR1730  # min() is not for raw integers
            count = COUNT_MAX
        if count == u64(0):
            count = u64(1)  # 0 would stop the timer
        if not self._interrupts:
            volatile_store32(_BASE + _DIVIDE, _DIVIDE_BY_1)
            volatile_store32(_BASE + _LVT_TIMER, TIMER_VECTOR)
            self._interrupts = True
        volatile_store32(_BASE + _INITIAL_COUNT, truncate_u32(count))
        self._is_armed = True

    def stop(self) -> None:
        """No interrupt any more; one that is pending already may still end the next idle."""
        if self._is_armed:
            volatile_store32(_BASE + _INITIAL_COUNT, u32(0))
            self._is_armed = False
