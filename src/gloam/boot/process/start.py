"""Entry of the `process` target: the first code that runs after stub.S."""

from gloam.boot.process.environment import Environment
from gloam.boot.process.platform import ProcessPlatform
from gloam.device.platform import Platform, install
from gloam.machine import Ptr, heap_end, heap_start, run_program, u64
from gloam.runtime import heap


def start(stack: Ptr[u64]) -> None:
    """Run the program and end the process with its status. Does not return.

    `stack` is the initial stack pointer, as the kernel left it.
    """
    _prepare(stack, True).exit(int(run_program()))


def start_without_ip6(stack: Ptr[u64]) -> None:
    """The same for an image that has no IPv6."""
    _prepare(stack, False).exit(int(run_program()))


def _prepare(stack: Ptr[u64], has_ip6: bool) -> Platform:
    """All but the call of the program, which the compiler wants to see in the entry itself: it
    follows in which order modules are initialised from there."""
    heap.initialise(heap_start(), heap_end() - heap_start())
    heap.keep_reserve()
    platform = ProcessPlatform(Environment(stack), has_ip6)
    install(platform)
    return platform
