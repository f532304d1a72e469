"""An authoritative name server for one small zone.

Arguments: the port (5300 if absent), then how many queries to answer before it ends (never).
"""

import asyncio
import sys

from gloam import embed
from gloam.dns.name import name_text
from gloam.dns.policy import Policy
from gloam.dns.server import DnsServer
from gloam.dns.zone import Zone

PORT_DEFAULT = 5300
ZONE = embed.zone("example.org.zone", "example.org.")
RATE_MAX = 1_000


async def main() -> None:
    port = int(sys.argv[1]) if len(sys.argv) > 1 else PORT_DEFAULT
    limit = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    done = asyncio.Event()
    zone = Zone(ZONE)
    answered = 0

    def log(line: str) -> None:
        nonlocal answered
        answered += 1
        print(line)
        if answered == limit:
            done.set()

    policy = Policy(nsid=b"gloam", rate_max=RATE_MAX, transfer_to=("*",))
    server = DnsServer([zone], log=log, policy=policy)
    await server.start_udp("0.0.0.0", port)
    origin = name_text(zone.apex.name)
    print(f"dns: {origin} with {zone.name_count} names, listening on port {port}")
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
