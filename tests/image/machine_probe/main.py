"""Asks the platform for what the first argument names. For tests of the platform of a target."""

from gloam.device import platform

SLEEP_NS = 100_000_000


def sleep() -> int:
    """How long a wait of SLEEP_NS took; waits again when one ends early."""
    machine = platform.current
    start_ns = machine.monotonic_ns()
    now_ns = start_ns
    while now_ns < start_ns + SLEEP_NS:
        machine.wait(start_ns + SLEEP_NS)
        now_ns = machine.monotonic_ns()
    return now_ns - start_ns


def main() -> None:
    machine = platform.current
    arguments = machine.arguments()
    command = arguments[1]
    if command == "entropy":
        print(machine.entropy(1000).hex())
    elif command == "network":
        machine.network()
    elif command == "clock":
        print(sleep())
        print(machine.wall_ns() // 1_000_000_000)
    else:
        print(arguments)
        machine.exit(int(arguments[2]))


main()
