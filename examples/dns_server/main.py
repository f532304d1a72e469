"""An authoritative name server for one small zone.

Arguments: the port (5300 if absent), then how many queries to answer before it ends (never).
"""

import asyncio
import sys

from gloam.dns import name
from gloam.dns.server import DnsServer
from gloam.dns.zone_builder import parse_zone

PORT_DEFAULT = 5300
ORIGIN = "example.org."
ZONE = """\
$TTL 1h
@        SOA   ns1 hostmaster (
               2024010101  ; serial
               2h 15m 2w   ; refresh, retry, expire
               5m )        ; negative answers
         NS    ns1
         NS    ns2
         MX    10 mail
         TXT   "v=spf1 mx -all"
         CAA   0 issue "ca.example.net"
ns1      A     192.0.2.1
         AAAA  2001:db8::1
ns2      A     192.0.2.2
mail     A     192.0.2.3
www      CNAME @
@    60  A     192.0.2.80
@    60  HTTPS 1 . alpn=h2
*.users  A     192.0.2.81
lab      NS    ns.lab
ns.lab   A     192.0.2.99
old      DNAME users
$GENERATE 1-100 host$ A 198.51.100.$
"""


async def main() -> None:
    port = int(sys.argv[1]) if len(sys.argv) > 1 else PORT_DEFAULT
    limit = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    done = asyncio.Event()
    zone = parse_zone(ZONE, name.parse_name(ORIGIN))
    answered = 0

    def log(line: str) -> None:
        nonlocal answered
        answered += 1
        print(line)
        if answered == limit:
            done.set()

    server = DnsServer([zone], log=log)
    await server.start_udp("0.0.0.0", port)
    print(f"dns: {ORIGIN} with {len(zone.nodes)} names, listening on port {port}")
    try:
        await server.start_tcp("0.0.0.0", port)
    except OSError as error:
        print(f"dns: UDP only: {error}")
    await done.wait()
    await asyncio.sleep(0.1)
    server.close()
    print(f"dns: answered {answered} queries")


if __name__ == "__main__":
    asyncio.run(main())
