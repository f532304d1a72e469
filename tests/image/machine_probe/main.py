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


def echo_datagram(port: int) -> None:
    """Send one datagram of the host's socket for `port` back where it came from."""
    machine = platform.current
    socket = machine.host_datagram_socket(port)
    print(socket)
    datagram = machine.host_receive(socket)
    while datagram is None:
        machine.wait(-1)
        datagram = machine.host_receive(socket)
    print(datagram.host, datagram.port, len(datagram.data))
    print(machine.host_send(socket, datagram.data, datagram.host, datagram.port))


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
    elif command == "datagram":
        echo_datagram(int(arguments[2]))
    else:
        print(arguments)
        machine.exit(int(arguments[2]))


main()
