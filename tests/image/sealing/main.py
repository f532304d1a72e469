"""Does the forbidden thing that the first argument names; an address may follow.

A wild program in typed Python: everything here is what a bug in unsafe code could do.
"""

import sys

from gloam.machine import (
    address_of,
    halt_forever,
    i64,
    syscall,
    trap,
    u8,
    u32,
    u64,
    volatile_load8,
    volatile_load64,
    volatile_store8,
    volatile_store32,
    volatile_store64,
)
from gloam.runtime import heap

SYS_OPEN = i64(2)
TRAP_MAP = u64(3)
DESCRIPTOR = u64(4)
DESCRIPTOR_SIZE = 24
SLOTS_MAX = 16


class Target:
    def go(self) -> int:
        return 1


class OtherTarget(Target):
    def go(self) -> int:
        return 2


def class_of(item: Target) -> u64:
    """Where the constant that describes its class lies."""
    return volatile_load64(address_of(item) + DESCRIPTOR) & u64(0xFFFF_FFFF)


def call_into_data(victim: Target) -> int:
    """Give the object a class of our own making, whose methods are data, and call one."""
    page = heap.allocate(i64(4096)).address()
    code = page + u64(2048)
    volatile_store8(code, u8(0xC3))  # ret
    real = class_of(victim)
    for offset in range(0, DESCRIPTOR_SIZE, 8):
        volatile_store64(page + u64(offset), volatile_load64(real + u64(offset)))
    for slot in range(SLOTS_MAX):
        volatile_store32(page + u64(DESCRIPTOR_SIZE + 4 * slot), u32(code))
    volatile_store32(address_of(victim) + DESCRIPTOR, u32(page))
    return victim.go()


def main() -> None:
    command = sys.argv[1]
    address = u64(int(sys.argv[2], 16)) if len(sys.argv) > 2 else u64(0)
    print(command)
    if command == "write":
        volatile_store64(address, u64(0))
    elif command == "read":
        volatile_load8(address)
    elif command == "write-class":
        volatile_store8(class_of(Target()), u8(0))
    elif command == "call":
        targets = [Target(), OtherTarget()]
        print(call_into_data(targets[len(sys.argv) % 2]))
    elif command == "syscall":
        print(syscall(SYS_OPEN, u64(0), u64(0), u64(0), u64(0), u64(0), u64(0)))
    elif command == "privileged":
        halt_forever()
    elif command == "map":
        print(trap(TRAP_MAP, address))
        return
    print("survived")


main()
