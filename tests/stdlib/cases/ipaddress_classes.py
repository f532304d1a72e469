"""ipaddress: addresses and networks of both families, properties, order, errors."""

import ipaddress as ip
from collections.abc import Callable


def failing(action: Callable[[], object]) -> None:
    try:
        print(action())
    except (ValueError, TypeError, IndexError) as error:
        print(type(error).__name__, error)


def trying(make: Callable[[str], object], text: str) -> None:
    failing(lambda: make(text))


a = ip.IPv4Address("192.168.1.10")
b = ip.ip_address("10.0.0.1")
c = ip.ip_address("2001:db8::1")
print(a, repr(a), int(a), a.packed, a + 5, a - 11, a.version, a.max_prefixlen, a.reverse_pointer)
print(b, repr(b), c, repr(c), c.exploded, c.compressed, c.reverse_pointer, f"{a:>15s}|")
print(
    a == ip.IPv4Address(3232235786),
    a > ip.IPv4Address("1.1.1.1"),
    len({a, a, ip.IPv4Address(a.packed)}),
)
TEXTS = (
    *("127.0.0.1", "224.0.0.1", "169.254.1.1", "0.0.0.0", "240.1.1.1", "8.8.8.8", "100.64.0.1"),
    *("::1", "::", "fe80::1", "ff02::1", "fc00::1", "2606:4700::1111", "::ffff:10.0.0.1"),
)
for text in TEXTS:
    x = ip.ip_address(text)
    kinds = [
        x.is_private,
        x.is_global,
        x.is_multicast,
        x.is_loopback,
        x.is_link_local,
        x.is_reserved,
        x.is_unspecified,
    ]
    print(x, "".join("x" if kind else "." for kind in kinds))
six = ip.IPv6Address("::ffff:1.2.3.4")
print(six.ipv4_mapped, ip.IPv6Address("2002:102:304::").sixtofour, ip.IPv6Address(1).ipv4_mapped)
print(sorted([ip.IPv4Address(n) for n in (5, 1, 3)]), max(a, ip.IPv4Address("9.9.9.9")))

n = ip.ip_network("192.168.0.0/28")
print(n, repr(n), n.num_addresses, n.netmask, n.hostmask, n.network_address, n.broadcast_address)
m = ip.IPv4Network("10.1.0.0/255.255.0.0")
print(
    m,
    m.with_netmask,
    m.with_hostmask,
    m.prefixlen,
    m.is_private,
    m[1],
    m[-1],
    len(list(m.subnets(2))),
)
print(
    list(ip.IPv4Network("10.0.0.0/30").hosts()),
    list(ip.IPv4Network("10.0.0.0/31")),
    ip.IPv4Network("1.2.3.4"),
)
print(ip.IPv4Address("10.1.200.3") in m, a in m, c in m, m.supernet(), m.supernet(new_prefix=8))
print([str(s) for s in m.subnets(new_prefix=18)], m.overlaps(ip.IPv4Network("10.0.0.0/8")))
print(
    m.subnet_of(ip.IPv4Network("10.0.0.0/8")),
    m.supernet_of(ip.IPv4Network("10.1.2.0/24")),
    m == ip.IPv4Network("10.1.0.0/16"),
)
v6 = ip.IPv6Network("2001:db8::/126")
print(v6, list(v6.hosts()), v6.num_addresses, [str(s) for s in v6.subnets()], v6.broadcast_address)
print(
    sorted([m, ip.IPv4Network("10.0.0.0/8"), ip.IPv4Network("10.1.0.0/24")]),
    {m: 1}[ip.IPv4Network("10.1.0.0/16")],
)
print(ip.IPv4Network("10.1.2.3/16", strict=False), ip.ip_network(("10.0.0.0", 8)), ip.ip_network(5))

for bad in ("", "1.2.3", "1.2.3.256", "01.2.3.4", "1.2.3.a", "1.2.3.4/5", "1..2.3", "1234.1.1.1"):
    trying(ip.IPv4Address, bad)
for bad in (
    "",
    ":",
    "1:2",
    "::1::",
    ":1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9",
    "g::",
    "12345::",
    "1::2:3:4:5:6:7:8",
    "::1.2.3",
):
    trying(ip.IPv6Address, bad)
for bad in ("x", "10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/255.0.255.0", "::1/129", "1.1.1.1/1/1"):
    trying(ip.ip_network, bad)
failing(lambda: ip.IPv4Network("10.0.0.1/8"))
failing(lambda: ip.IPv4Network("10.0.0.0/40"))
failing(lambda: ip.ip_address("nothing"))
failing(lambda: ip.IPv4Address(-1))
failing(lambda: ip.IPv4Address(1 << 32))
failing(lambda: ip.IPv4Address(b"123"))
failing(lambda: ip.IPv4Address("255.255.255.255") + 1)
failing(lambda: n[16])
failing(lambda: m.supernet(20))
