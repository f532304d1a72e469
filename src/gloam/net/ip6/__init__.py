"""IPv6 of one interface: engines without I/O, joined by `internet`.

Addresses here are 128-bit numbers, as in `wire`; only `internet`, where IPv6 meets what is shared
with IPv4, adds what tells the versions apart (`family`).
"""
