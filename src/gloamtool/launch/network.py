"""What a user says about the program's network: its addresses, of IP and of the card."""

import ipaddress
import re
from collections.abc import Sequence
from typing import Final

from gloamtool.failure import UserError

DHCP: Final = "dhcp"
AUTOMATIC: Final = "auto"
OFF: Final = "off"
_MAC: Final = re.compile(r"[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}")


def parse_address(text: str) -> str:
    """Check an `--ip` value, which is returned as written.

    It is "dhcp", or ADDRESS/PREFIX[,GATEWAY[,DNS...]]; the gateway may be empty.
    """
    if text == DHCP:
        return text
    network, *more = text.split(",")
    try:
        if "/" not in network:
            raise ValueError("it has no /PREFIX")
        interface = ipaddress.IPv4Interface(network)
        if len(more) == 1 or (more and more[0]):
            gateway = ipaddress.IPv4Address(more[0])
            if gateway not in interface.network:
                raise ValueError(f"the gateway {gateway} is not on the network {interface.network}")
        for server in more[1:]:
            ipaddress.IPv4Address(server)
    except ValueError as error:
        raise UserError(
            f"--ip {text}: {error}; write for example 10.0.0.2/24,10.0.0.1,9.9.9.9 or dhcp"
        ) from None
    return text


def parse_routes(texts: Sequence[str], address: str | None) -> str | None:
    """The `--ip` value with `--route` values behind it: NETWORK/PREFIX=GATEWAY.

    Without a gateway the hosts of the network are on the link.
    """
    if not texts:
        return address
    if address in (None, DHCP):
        raise UserError("--route needs --ip ADDRESS/PREFIX; with dhcp the server tells the routes")
    for text in texts:
        network, equals, gateway = text.partition("=")
        try:
            if not equals or "/" not in network:
                raise ValueError("it is not NETWORK/PREFIX=GATEWAY")
            ipaddress.IPv4Network(network)
            if gateway:
                ipaddress.IPv4Address(gateway)
        except ValueError as error:
            raise UserError(
                f"--route {text}: {error}; write for example 192.168.0.0/16=10.0.0.9"
            ) from None
    return ",".join((str(address), *texts))


def parse_address6(text: str) -> str:
    """Check an `--ip6` value, which is returned as written.

    It is "auto", "auto,KEY", "off", or ADDRESS/PREFIX[,GATEWAY[,DNS...]]; the gateway may be empty.
    """
    first, *more = text.split(",")
    if text in (AUTOMATIC, OFF) or (first == AUTOMATIC and any(more)):
        return text
    try:
        if "/" not in first:
            raise ValueError("it has no /PREFIX")
        interface = ipaddress.IPv6Interface(first)
        if interface.scope_id is not None or interface.is_multicast or interface.is_unspecified:
            raise ValueError(f"{interface.ip} is not a host's address")
        if len(more) == 1 or (more and more[0]):
            gateway = ipaddress.IPv6Address(more[0])
            if not (gateway.is_link_local or gateway in interface.network):
                raise ValueError(f"the gateway {gateway} is not on the network {interface.network}")
        for server in more[1:]:
            ipaddress.IPv6Address(server)
    except ValueError as error:
        raise UserError(
            f"--ip6 {text}: {error}; write for example fd00::2/64,fd00::1 or auto or off"
        ) from None
    return text


def parse_mac(text: str) -> str:
    """Check a `--mac` value: one station's address, in lower case as it is returned."""
    if not _MAC.fullmatch(text):
        raise UserError(f"--mac {text}: write six pairs of digits, for example 02:00:00:00:00:01")
    if int(text[:2], 16) & 1:
        raise UserError(f"--mac {text}: this is a group of stations; the first pair must be even")
    return text.lower()
