"""`-p HOST:GUEST[/udp|/tcp]`: which host port on 127.0.0.1 reaches which port of the program.

Knows no launcher: each one does with a forward what its kind of network allows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Final

from gloamtool.failure import UserError

LOOPBACK: Final = "127.0.0.1"
PORT_MAX: Final = 65535


class Transport(Enum):
    """The transport a forward carries; the value is the spelling after the slash."""

    UDP = "udp"
    TCP = "tcp"


@dataclass(frozen=True, slots=True)
class PortForward:
    """One host port on 127.0.0.1 that leads to one port of the program."""

    host: int
    guest: int
    transport: Transport


def parse_forward(text: str) -> tuple[PortForward, ...]:
    """Read one `-p` value. Without `/udp` or `/tcp` both transports are forwarded."""
    ports, slash, name = text.partition("/")
    host, colon, guest = ports.partition(":")
    if not colon:
        raise UserError(f"-p {text}: write HOST:GUEST, for example -p 5300:53/udp")
    if slash and name not in {transport.value for transport in Transport}:
        raise UserError(f"-p {text}: after the slash comes udp or tcp, not {name!r}")
    transports = (Transport(name),) if slash else tuple(Transport)
    host_port, guest_port = _port(text, host), _port(text, guest)
    return tuple(PortForward(host_port, guest_port, transport) for transport in transports)


def parse_forwards(texts: Iterable[str]) -> tuple[PortForward, ...]:
    """Read all `-p` values; a host port can lead to only one place per transport."""
    forwards: list[PortForward] = []
    for text in texts:
        for forward in parse_forward(text):
            if any((f.host, f.transport) == (forward.host, forward.transport) for f in forwards):
                raise UserError(
                    f"-p {text}: host port {forward.host}/{forward.transport.value} is used twice"
                )
            forwards.append(forward)
    return tuple(forwards)


def _port(text: str, word: str) -> int:
    if not (word.isascii() and word.isdigit() and 1 <= int(word) <= PORT_MAX):
        raise UserError(f"-p {text}: {word!r} is not a port number from 1 to {PORT_MAX}")
    return int(word)
