"""Host names for the loop: literal addresses at once, other names by the resolver."""

from __future__ import annotations

from socket import EAI_AGAIN, EAI_NODATA, EAI_NONAME, gaierror

from gloam.dns import code, lookup
from gloam.dns.lookup import Outcome, Result
from gloam.dns.resolver import Resolver
from gloam.net.network import Network
from gloam.net.wire.octets import parse_ip
from gloam.sched.loop import Loop

from .futures import Future

LOCALHOST = 0x7F00_0001


class _Answer(Future[Result]):
    def take(self, result: Result) -> None:
        if not self.done():
            self.set_result(result)


def literal(host: str) -> int:
    """The IPv4 address that `host` writes, or -1; `localhost` is one too (RFC 6761, 6.3)."""
    name = host.lower()
    if name == "localhost" or name.endswith(".localhost"):
        return LOCALHOST
    return parse_ip(host)


class Names:
    """The resolver of a loop, made with the network that it asks through."""

    def __init__(self, loop: Loop, network: Network) -> None:
        self._loop = loop
        self._resolver = Resolver(loop, network, network.randomness())

    async def addresses(self, host: str, kind: int) -> list[bytes]:
        """The addresses of a name as their 4 or 16 bytes, at least one. Raises gaierror."""
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
        size = 4 if kind == code.A else 16
        return [data for data in result.data if len(data) == size]
