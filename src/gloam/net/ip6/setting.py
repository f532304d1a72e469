"""What the person who starts the image says about IPv6, and the engines made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gloam.net.family import SIX
from gloam.net.ip6.autoconfiguration import StaticAddress
from gloam.net.ip6.identifier import Identifiers
from gloam.net.ip6.internet import Internet6
from gloam.net.randomness import Randomness
from gloam.net.stack import Stack
from gloam.net.tcp.secret import keyed_hash
from gloam.net.wire import ipv6

AUTOMATIC: Final = "auto"
OFF: Final = "off"


@dataclass(frozen=True, slots=True)
class Setting:
    static: StaticAddress | None
    """None to ask routers."""
    name_servers: tuple[int, ...]
    """With SIX."""
    secret: bytes
    """For the host's half of addresses (RFC 7217); empty to take the hardware address."""


def parse_setting(text: str) -> Setting | None:
    """Read "auto", "auto,KEY", "off" (None) or "address/prefix,gateway,name server,...".

    KEY is any text: it makes the secret. A gateway before name servers may be empty. Raises
    ValueError naming what is wrong: the text comes from the person who starts the image.
    """
    if text in ("", AUTOMATIC):
        return Setting(None, (), b"")
    if text == OFF:
        return None
    parts = text.split(",")
    if parts[0] == AUTOMATIC:
        return Setting(None, (), secret_of(text[len(AUTOMATIC) + 1 :]))
    network, slash, digits = parts[0].partition("/")
    ip = ipv6.parse_address(network)
    if slash == "" or not is_host(ip):
        raise ValueError(f"IPv6 address {text!r} is not a host's address with a /prefix")
    if not digits.isdigit() or len(digits) > 3 or not 1 <= int(digits) <= 128:
        raise ValueError(f"IPv6 address {text!r} has a prefix that is not 1 to 128")
    gateway = 0
    if len(parts) > 1 and (parts[1] != "" or len(parts) == 2):
        gateway = ipv6.parse_address(parts[1])
        if not is_host(gateway):
            raise ValueError(f"IPv6 address {text!r} has a gateway that is no address")
    servers: list[int] = []
    for part in parts[2:]:
        server = ipv6.parse_address(part)
        if not is_host(server):
            raise ValueError(f"IPv6 address {text!r} has a name server that is no address")
        servers.append(SIX | server)
    return Setting(StaticAddress(ip, int(digits), gateway), tuple(servers), b"")


def is_host(address: int) -> bool:
    """Whether it can be a single host's on a link; -1 is no address."""
    if address in (-1, ipv6.UNSPECIFIED, ipv6.LOOPBACK) or address >> 32 == 0xFFFF:
        return False
    return not ipv6.is_multicast(address)


def secret_of(text: str) -> bytes:
    """16 bytes that only those can compute who know the text."""
    words = [byte for byte in text.encode()]
    parts: list[bytes] = []
    for number in range(4):
        words.append(number)
        parts.append(keyed_hash(bytes(16), words).to_bytes(4, "big"))
    return b"".join(parts)


def open_six(
    stack: Stack, mac: int, mtu: int, setting: Setting, randomness: Randomness, now_ns: int
) -> Internet6:
    """Have the stack speak IPv6, and start to get addresses."""
    identifiers = Identifiers(mac, setting.secret)
    six = Internet6(mac, mtu, identifiers, randomness, stack.queue(), stack.udp(), stack.counters())
    stack.use_six(six)
    six.start(setting.static, now_ns)
    return six
