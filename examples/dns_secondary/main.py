"""A secondary name server: it has its zone from a primary, over AXFR, and follows its changes.

Arguments: the zone, the primary's address (`192.0.2.1` or `192.0.2.1#5300`), and the port to serve
on (5301 if absent).
"""

import asyncio
import sys

from gloam.dns.name import name_text, parse_name
from gloam.dns.policy import Policy
from gloam.dns.secondary import Primary
from gloam.dns.server import DnsServer

PORT_DEFAULT = 5301


async def main() -> None:
    if len(sys.argv) < 3:
        sys.exit("usage: dns_secondary ZONE PRIMARY[#PORT] [PORT]")
    origin = parse_name(sys.argv[1])
    host, _, primary_port = sys.argv[2].partition("#")
    primary = Primary(host, int(primary_port or "53"))
    port = int(sys.argv[3]) if len(sys.argv) > 3 else PORT_DEFAULT
    server = DnsServer([], log=print, policy=Policy(notify_from=(host,)))
    await server.start("0.0.0.0", port)
    print(f"dns: {name_text(origin)} from {host}, listening on port {port}")
    server.follow(origin, primary)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
