"""Wire formats: bytes to values and back, pure and total.

Nothing here knows a socket, a clock, a cache or this host's addresses. Every `parse` takes bytes
that a stranger chose and returns a value or a member of `Malformed`; it raises nothing and its
cost is bounded by the bytes it looks at. Every `emit` takes values that are right by construction.

IPv4 addresses are ints below 2**32 and MAC addresses ints below 2**48, both in network order:
192.0.2.1 is 0xC0000201. They compare, hash and mask without allocation.
"""
