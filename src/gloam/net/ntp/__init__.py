"""A client of NTP (RFC 5905, 14; RFC 4330): `client` over asyncio, `exchange` without I/O."""
