"""Host names for the loop: literal addresses at once, other names by the resolver."""

from __future__ import annotations

from socket import (
    AF_INET,
    AF_INET6,
    AF_UNSPEC,
    EAI_ADDRFAMILY,
    EAI_AGAIN,
    EAI_NODATA,
    EAI_NONAME,
    gaierror,
)
from typing import Any

from gloam.dns import code, lookup
from gloam.dns.lookup import Outcome, Result
from gloam.dns.resolver import Resolver
from gloam.net.family import LOOPBACK_SIX, SIX, host_text, is_six, parse_host, scope_of
from gloam.net.network import Network
from gloam.sched.loop import Loop

from .futures import Future

LOCALHOST = 0x7F00_0001


class _Answer(Future[Result]):
    def take(self, result: Result) -> None:
        if not self.done():
            self.set_result(result)


def literal(host: str, family: int = AF_UNSPEC) -> int:
    """The address that `host` writes, or -1; `localhost` is one too (RFC 6761, 6.3).

    Raises gaierror if it is not of the family.
    """
    name = host.lower()
    if name == "localhost" or name.endswith(".localhost"):
        return LOOPBACK_SIX if family == AF_INET6 else LOCALHOST
    ip = parse_host(host)
    if ip >= 0 and family not in (AF_UNSPEC, family_of(ip)):
        raise gaierror(EAI_ADDRFAMILY, "Address family for hostname not supported")
    return ip


def family_of(ip: int) -> int:
    return AF_INET6 if is_six(ip) else AF_INET


def socket_address(ip: int, port: int) -> tuple[Any, ...]:
    """As programs see it: (host, port), and for IPv6 (host, port, flow information, scope)."""
    if is_six(ip):
        return host_text(ip), port, 0, scope_of(ip)
    return host_text(ip), port


class Names:
    """The resolver of a loop, made with the network that it asks through."""

    def __init__(self, loop: Loop, network: Network) -> None:
        self._loop = loop
        self._resolver = Resolver(loop, network, network.randomness())

    async def addresses(self, host: str, kind: int) -> list[int]:
        """The addresses of a name, at least one; `kind` is A or AAAA. Raises gaierror."""
        wanted = lookup.canonical(host)
        if wanted is None:
            raise gaierror(EAI_NONAME, "Name or service not known")
        answer = _Answer(loop=self._loop)
        self._resolver.resolve(wanted, kind, answer.take)
        result = await answer
        if result.outcome is Outcome.FAILED:
            raise gaierror(EAI_AGAIN, "Temporary failure in name resolution")
        if result.outcome is Outcome.NO_DATA:
            raise gaierror(EAI_NODATA, "No address associated with hostname")
        if result.outcome is Outcome.NO_NAME:
            raise gaierror(EAI_NONAME, "Name or service not known")
        size, tag = (4, 0) if kind == code.A else (16, SIX)
        found = [tag | int.from_bytes(data, "big") for data in result.data if len(data) == size]
        if not found:
            raise gaierror(EAI_NODATA, "No address associated with hostname")
        return found
