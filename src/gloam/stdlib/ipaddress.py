"""ipaddress: IPv4 and IPv6 addresses and networks.

Not here: interfaces, scope ids, `summarize_address_range`, `collapse_addresses`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, Generic, Self, TypeVar, cast

IPV4LENGTH: Final = 32
IPV6LENGTH: Final = 128


class AddressValueError(ValueError):
    pass


class NetmaskValueError(ValueError):
    pass


# ---------------------------------------------------------------- addresses


class _Address:
    """An address as a number; what a subclass says about its family is in `version`."""

    version: int
    max_prefixlen: int

    def __init__(self, value: int) -> None:
        self._ip = value

    def _made(self, value: int) -> Any:
        """One of the same family. Raises AddressValueError if there is no such address."""
        raise NotImplementedError

    def _text(self) -> str:
        raise NotImplementedError

    def __int__(self) -> int:
        return self._ip

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Address):
            return NotImplemented
        return self._ip == other._ip and self.version == other.version

    def __hash__(self) -> int:
        return hash(hex(self._ip))

    def __lt__(self, other: _Address) -> bool:
        self._check(other)
        return self._ip < other._ip

    def __le__(self, other: _Address) -> bool:
        self._check(other)
        return self._ip <= other._ip

    def __gt__(self, other: _Address) -> bool:
        self._check(other)
        return self._ip > other._ip

    def __ge__(self, other: _Address) -> bool:
        self._check(other)
        return self._ip >= other._ip

    def _check(self, other: _Address) -> None:
        if self.version != other.version:
            raise TypeError(f"{self} and {other} are not of the same version")

    def __add__(self, other: int) -> Self:
        return cast("Self", self._made(self._ip + other))  # cast: of the same class

    def __sub__(self, other: int) -> Self:
        return cast("Self", self._made(self._ip - other))  # cast: of the same class

    def __str__(self) -> str:
        return self._text()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._text()!r})"

    def __format__(self, fmt: str) -> str:
        if fmt and not fmt.endswith("s"):
            raise TypeError(f"unsupported format string passed to {type(self).__name__}.__format__")
        return format(self._text(), fmt)

    @property
    def packed(self) -> bytes:
        return self._ip.to_bytes(self.max_prefixlen // 8, "big")

    @property
    def compressed(self) -> str:
        return self._text()

    def _is_in(self, networks: tuple[tuple[int, int], ...]) -> bool:
        """Whether it is in one of these networks: their first bits, and how many these are."""
        bits = self.max_prefixlen
        return any([self._ip >> (bits - size) == first for first, size in networks])


# First bits and prefix lengths, from IANA's special-purpose address registries.
_PRIVATE4: Final = (
    *((0, 8), (10, 8), (127, 8), (0xA9FE, 16), (0xAC1, 12), (0xC0000000 >> 3, 29)),
    *((0xC00000AA >> 1, 31), (0xC00002, 24), (0xC0A8, 16), (0xC612 >> 1, 15), (0xC63364, 24)),
    *((0xCB0071, 24), (0xF, 4), (0xFFFFFFFF, 32)),
)
_SHARED4: Final = ((0x6440 >> 6, 10),)
_RESERVED6: Final = (
    *((0, 8), (1, 8), (1, 7), (1, 6), (1, 5), (1, 4), (2, 3), (3, 3), (4, 3), (5, 3)),
    *((6, 3), (0xE, 4), (0x1E, 5), (0x3E, 6), (0x1FC, 9)),
)
_PRIVATE6: Final = (
    *((1, 128), (0, 128), (0xFFFF, 96), (0x100 << 48, 64), (0x2001 << 7, 23), (0x200100020000, 48)),
    *((0x20010DB8, 32), (0x2001001, 28), (0xFC >> 1, 7), (0xFE80 >> 6, 10)),
)


class IPv4Address(_Address):
    version = 4
    max_prefixlen = IPV4LENGTH

    def __init__(self, address: str | int | bytes) -> None:
        if isinstance(address, int):
            _check_range(address, 4, IPV4LENGTH)
            super().__init__(address)
        elif isinstance(address, bytes):
            _check_packed(address, 4, 4)
            super().__init__(int.from_bytes(address, "big"))
        else:
            if "/" in address:
                raise AddressValueError(f"Unexpected '/' in {address!r}")
            super().__init__(_parse4(address))

    def _made(self, value: int) -> IPv4Address:
        return IPv4Address(value)

    def _text(self) -> str:
        return text4(self._ip)

    @property
    def exploded(self) -> str:
        return self._text()

    @property
    def reverse_pointer(self) -> str:
        return ".".join(reversed(self._text().split("."))) + ".in-addr.arpa"

    @property
    def is_reserved(self) -> bool:
        return self._ip >> 28 == 15

    @property
    def is_private(self) -> bool:
        return self._is_in(_PRIVATE4)

    @property
    def is_global(self) -> bool:
        return not self._is_in(_SHARED4) and not self.is_private

    @property
    def is_multicast(self) -> bool:
        return self._ip >> 28 == 14

    @property
    def is_unspecified(self) -> bool:
        return self._ip == 0

    @property
    def is_loopback(self) -> bool:
        return self._ip >> 24 == 127

    @property
    def is_link_local(self) -> bool:
        return self._ip >> 16 == 0xA9FE


class IPv6Address(_Address):
    version = 6
    max_prefixlen = IPV6LENGTH

    def __init__(self, address: str | int | bytes) -> None:
        if isinstance(address, int):
            _check_range(address, 6, IPV6LENGTH)
            super().__init__(address)
        elif isinstance(address, bytes):
            _check_packed(address, 16, 6)
            super().__init__(int.from_bytes(address, "big"))
        else:
            if "/" in address:
                raise AddressValueError(f"Unexpected '/' in {address!r}")
            super().__init__(_parse6(address))

    def _made(self, value: int) -> IPv6Address:
        return IPv6Address(value)

    def _text(self) -> str:
        return text6(self._ip)

    @property
    def exploded(self) -> str:
        digits = f"{self._ip:032x}"
        return ":".join([digits[at : at + 4] for at in range(0, 32, 4)])

    @property
    def reverse_pointer(self) -> str:
        return ".".join(reversed(f"{self._ip:032x}")) + ".ip6.arpa"

    @property
    def ipv4_mapped(self) -> IPv4Address | None:
        return IPv4Address(self._ip & 0xFFFFFFFF) if self._ip >> 32 == 0xFFFF else None

    @property
    def sixtofour(self) -> IPv4Address | None:
        return IPv4Address(self._ip >> 80 & 0xFFFFFFFF) if self._ip >> 112 == 0x2002 else None

    @property
    def is_reserved(self) -> bool:
        return self._is_in(_RESERVED6)

    @property
    def is_private(self) -> bool:
        mapped = self.ipv4_mapped
        return mapped.is_private if mapped is not None else self._is_in(_PRIVATE6)

    @property
    def is_global(self) -> bool:
        return not self.is_private

    @property
    def is_multicast(self) -> bool:
        return self._ip >> 120 == 0xFF

    @property
    def is_unspecified(self) -> bool:
        return self._ip == 0

    @property
    def is_loopback(self) -> bool:
        return self._ip == 1

    @property
    def is_link_local(self) -> bool:
        return self._ip >> 118 == 0xFE80 >> 6

    @property
    def is_site_local(self) -> bool:
        return self._ip >> 118 == 0xFEC0 >> 6


def _check_range(value: int, version: int, bits: int) -> None:
    if value < 0:
        raise AddressValueError(f"{value} (< 0) is not permitted as an IPv{version} address")
    if value >> bits:
        raise AddressValueError(
            f"{value} (>= 2**{bits}) is not permitted as an IPv{version} address"
        )


def _check_packed(data: bytes, size: int, version: int) -> None:
    if len(data) != size:
        raise AddressValueError(
            f"{data!r} (len {len(data)} != {size}) is not permitted as an IPv{version} address"
        )


def text4(value: int) -> str:
    return ".".join([str(octet) for octet in value.to_bytes(4, "big")])


def text6(value: int) -> str:
    """RFC 5952: the longest run of zeros, the first of several, is left out."""
    parts = [value >> shift & 0xFFFF for shift in range(112, -1, -16)]
    best, best_size = -1, 1
    at = 0
    while at < 8:
        size = 0
        while at + size < 8 and parts[at + size] == 0:
            size += 1
        if size > best_size:
            best, best_size = at, size
        at += size + 1
    texts = [f"{part:x}" for part in parts]
    if best < 0:
        return ":".join(texts)
    return ":".join(texts[:best]) + "::" + ":".join(texts[best + best_size :])


def _parse4(text: str) -> int:
    if not text:
        raise AddressValueError("Address cannot be empty")
    octets = text.split(".")
    if len(octets) != 4:
        raise AddressValueError(f"Expected 4 octets in {text!r}")
    value = 0
    for octet in octets:
        problem = _octet_problem(octet)
        if problem:
            raise AddressValueError(f"{problem} in {text!r}")
        value = value << 8 | int(octet)
    return value


def _octet_problem(octet: str) -> str:
    if not octet:
        return "Empty octet not permitted"
    if not (octet.isascii() and octet.isdigit()):
        return f"Only decimal digits permitted in {octet!r}"
    if len(octet) > 3:
        return f"At most 3 characters permitted in {octet!r}"
    if octet != "0" and octet[0] == "0":
        return f"Leading zeros are not permitted in {octet!r}"
    return f"Octet {int(octet)} (> 255) not permitted" if int(octet) > 255 else ""


def _parse6(text: str) -> int:
    if not text:
        raise AddressValueError("Address cannot be empty")
    parts = text.split(":")
    if len(parts) < 3:
        raise AddressValueError(f"At least 3 parts expected in {text!r}")
    if "." in parts[-1]:
        try:
            last = _parse4(parts.pop())
        except AddressValueError as error:
            raise AddressValueError(f"{error} in {text!r}") from None
        parts += [f"{last >> 16:x}", f"{last & 0xFFFF:x}"]
    if len(parts) > 9:
        raise AddressValueError(f"At most 8 colons permitted in {text!r}")
    skipped = -1
    for at in range(1, len(parts) - 1):
        if not parts[at]:
            if skipped >= 0:
                raise AddressValueError(f"At most one '::' permitted in {text!r}")
            skipped = at
    if skipped < 0:
        if len(parts) != 8:
            raise AddressValueError(f"Exactly 8 parts expected without '::' in {text!r}")
        _check_ends(parts[0], parts[-1], text)
        return _joined(parts, text)
    before, after = parts[:skipped], parts[skipped + 1 :]
    if not before[0]:
        before = before[1:]
        if before:
            raise AddressValueError(f"Leading ':' only permitted as part of '::' in {text!r}")
    if not after[-1]:
        after = after[:-1]
        if after:
            raise AddressValueError(f"Trailing ':' only permitted as part of '::' in {text!r}")
    missing = 8 - len(before) - len(after)
    if missing < 1:
        raise AddressValueError(f"Expected at most 7 other parts with '::' in {text!r}")
    return _joined([*before, *(["0"] * missing), *after], text)


def _check_ends(first: str, last: str, text: str) -> None:
    if not first:
        raise AddressValueError(f"Leading ':' only permitted as part of '::' in {text!r}")
    if not last:
        raise AddressValueError(f"Trailing ':' only permitted as part of '::' in {text!r}")


def _joined(parts: list[str], text: str) -> int:
    value = 0
    for part in parts:
        for character in part:
            if character not in "0123456789abcdefABCDEF":
                raise AddressValueError(f"Only hex digits permitted in {part!r} in {text!r}")
        if len(part) > 4:
            raise AddressValueError(f"At most 4 characters permitted in {part!r} in {text!r}")
        value = value << 16 | int(part, 16)
    return value


# ---------------------------------------------------------------- networks

A = TypeVar("A", bound=_Address)


class _Network(Generic[A]):
    """Addresses with the same first bits."""

    def __init__(self, ip: int, prefix: int, bits: int, strict: bool, shown: str) -> None:
        host_bits = (1 << bits - prefix) - 1
        if ip & host_bits and strict:
            raise ValueError(f"{shown} has host bits set")
        self._first = ip & ~host_bits
        self._bits = bits
        self.prefixlen = prefix

    def _address(self, value: int) -> A:
        raise NotImplementedError

    def _network(self, ip: int, prefix: int) -> Any:
        """One of the same family."""
        raise NotImplementedError

    @property
    def version(self) -> int:
        return 4 if self._bits == IPV4LENGTH else 6

    @property
    def max_prefixlen(self) -> int:
        return self._bits

    @property
    def num_addresses(self) -> int:
        return 1 << self._bits - self.prefixlen

    @property
    def network_address(self) -> A:
        return self._address(self._first)

    @property
    def broadcast_address(self) -> A:
        return self._address(self._first + self.num_addresses - 1)

    @property
    def netmask(self) -> A:
        return self._address((1 << self._bits) - self.num_addresses)

    @property
    def hostmask(self) -> A:
        return self._address(self.num_addresses - 1)

    @property
    def with_prefixlen(self) -> str:
        return f"{self.network_address}/{self.prefixlen}"

    @property
    def with_netmask(self) -> str:
        return f"{self.network_address}/{self.netmask}"

    @property
    def with_hostmask(self) -> str:
        return f"{self.network_address}/{self.hostmask}"

    @property
    def compressed(self) -> str:
        return self.with_prefixlen

    def hosts(self) -> Iterator[A]:
        """The addresses that hosts may have: not the first and the last one."""
        first, size = self._first, self.num_addresses
        is_v4 = self._bits == IPV4LENGTH
        low = 1 if size > 2 else 0
        high = size - 1 if size > 2 and is_v4 else size
        for offset in range(low, high):
            yield self._address(first + offset)

    def __iter__(self) -> Iterator[A]:
        for offset in range(self.num_addresses):
            yield self._address(self._first + offset)

    def __getitem__(self, n: int) -> A:
        size = self.num_addresses
        if n >= size:
            raise IndexError("address out of range")
        if n < -size:
            raise IndexError("address out of range")
        return self._address(self._first + (n if n >= 0 else size + n))

    def __contains__(self, other: object) -> bool:
        if not isinstance(other, _Address) or other.max_prefixlen != self._bits:
            return False
        return (
            int(other) >> self._bits - self.prefixlen == self._first >> self._bits - self.prefixlen
        )

    def _holds(self, other: _Network[A]) -> bool:
        if self._bits != other._bits:
            raise TypeError(f"{other} and {self} are not of the same version")
        end = self._first + self.num_addresses
        return self._first <= other._first and other._first + other.num_addresses <= end

    def subnet_of(self, other: _Network[A]) -> bool:
        return other._holds(self)

    def supernet_of(self, other: _Network[A]) -> bool:
        return self._holds(other)

    def overlaps(self, other: _Network[A]) -> bool:
        return self._holds(other) or other._holds(self)

    def subnets(self, prefixlen_diff: int = 1, new_prefix: int | None = None) -> Iterator[Self]:
        """The parts of this length, in order."""
        if self.prefixlen == self._bits:
            yield self
            return
        prefix = self.prefixlen + prefixlen_diff
        if new_prefix is not None:
            if new_prefix < self.prefixlen:
                raise ValueError("new prefix must be longer")
            if prefixlen_diff != 1:
                raise ValueError("cannot set prefixlen_diff and new_prefix")
            prefix = new_prefix
        elif prefixlen_diff < 0:
            raise ValueError("prefix length diff must be > 0")
        if prefix > self._bits:
            raise ValueError(f"prefix length diff {prefix} is invalid for netblock {self}")
        for number in range(1 << prefix - self.prefixlen):
            # cast: of the same class
            yield cast("Self", self._network(self._first + (number << self._bits - prefix), prefix))

    def supernet(self, prefixlen_diff: int = 1, new_prefix: int | None = None) -> Self:
        """The network of a shorter prefix that this is part of."""
        if self.prefixlen == 0:
            return self
        prefix = self.prefixlen - prefixlen_diff
        if new_prefix is not None:
            if new_prefix > self.prefixlen:
                raise ValueError("new prefix must be shorter")
            if prefixlen_diff != 1:
                raise ValueError("cannot set prefixlen_diff and new_prefix")
            prefix = new_prefix
        if prefix < 0:
            raise ValueError(
                f"current prefixlen is {self.prefixlen}, cannot have a prefixlen_diff of "
                f"{prefixlen_diff}"
            )
        first = self._first >> self._bits - prefix << self._bits - prefix
        return cast("Self", self._network(first, prefix))  # cast: of the same class

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, (IPv4Network, IPv6Network)):
            return NotImplemented
        is_same = self._bits == other._bits and self.prefixlen == other.prefixlen
        return is_same and self._first == other._first

    def __hash__(self) -> int:
        return hash((self._first, self.prefixlen))

    def _rank(self, other: _Network[A]) -> tuple[tuple[int, int], tuple[int, int]]:
        if self._bits != other._bits:
            raise TypeError(f"{self} and {other} are not of the same version")
        return (self._first, self.prefixlen), (other._first, other.prefixlen)

    def __lt__(self, other: _Network[A]) -> bool:
        mine, theirs = self._rank(other)
        return mine < theirs

    def __le__(self, other: _Network[A]) -> bool:
        mine, theirs = self._rank(other)
        return mine <= theirs

    def __gt__(self, other: _Network[A]) -> bool:
        mine, theirs = self._rank(other)
        return mine > theirs

    def __ge__(self, other: _Network[A]) -> bool:
        mine, theirs = self._rank(other)
        return mine >= theirs

    def __str__(self) -> str:
        return self.with_prefixlen

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.with_prefixlen!r})"

    @property
    def is_private(self) -> bool:
        last = self._first + self.num_addresses - 1
        for bits, size in _PRIVATE4 if self._bits == IPV4LENGTH else _PRIVATE6:
            shift = self._bits - size
            if self._first >> shift == bits and last >> shift == bits:
                return True
        return False

    @property
    def is_loopback(self) -> bool:
        ends: tuple[Any, Any] = (self.network_address, self.broadcast_address)
        return bool(ends[0].is_loopback and ends[1].is_loopback)

    @property
    def is_multicast(self) -> bool:
        ends: tuple[Any, Any] = (self.network_address, self.broadcast_address)
        return bool(ends[0].is_multicast and ends[1].is_multicast)


def _parts(address: str) -> tuple[str, str | None]:
    """The address and what stands behind its slash."""
    parts = address.split("/")
    if len(parts) > 2:
        raise AddressValueError(f"Only one '/' permitted in {address!r}")
    return parts[0], parts[1] if len(parts) == 2 else None


def _prefix(text: str, bits: int) -> int:
    if not (text.isascii() and text.isdigit()) or int(text) > bits:
        raise NetmaskValueError(f"{text!r} is not a valid netmask")
    return int(text)


def _prefix4(text: str) -> int:
    """A length, a netmask or a hostmask."""
    if text.isascii() and text.isdigit():
        return _prefix(text, IPV4LENGTH)
    try:
        mask = _parse4(text)
    except AddressValueError:
        raise NetmaskValueError(f"{text!r} is not a valid netmask") from None
    for value in (mask, mask ^ 0xFFFFFFFF):
        zeros = (value ^ 0xFFFFFFFF).bit_length()
        if value == 0xFFFFFFFF >> zeros << zeros:
            return IPV4LENGTH - zeros
    raise NetmaskValueError(f"{text!r} is not a valid netmask")


class IPv4Network(_Network[IPv4Address]):
    def __init__(
        self, address: str | int | bytes | tuple[str | int, str | int], strict: bool = True
    ) -> None:
        ip: int
        prefix = IPV4LENGTH
        if isinstance(address, str):
            first, mask = _parts(address)
            ip = int(IPv4Address(first))
            prefix = IPV4LENGTH if mask is None else _prefix4(mask)
        elif isinstance(address, tuple):
            ip = int(IPv4Address(address[0]))
            prefix = _prefix4(str(address[1]))
        else:
            ip = int(IPv4Address(address))
        super().__init__(ip, prefix, IPV4LENGTH, strict, f"{text4(ip)}/{prefix}")

    def _address(self, value: int) -> IPv4Address:
        return IPv4Address(value)

    def _network(self, ip: int, prefix: int) -> IPv4Network:
        return IPv4Network((ip, prefix))


class IPv6Network(_Network[IPv6Address]):
    def __init__(
        self, address: str | int | bytes | tuple[str | int, str | int], strict: bool = True
    ) -> None:
        ip: int
        prefix = IPV6LENGTH
        if isinstance(address, str):
            first, mask = _parts(address)
            ip = int(IPv6Address(first))
            prefix = IPV6LENGTH if mask is None else _prefix(mask, IPV6LENGTH)
        elif isinstance(address, tuple):
            ip = int(IPv6Address(address[0]))
            prefix = _prefix(str(address[1]), IPV6LENGTH)
        else:
            ip = int(IPv6Address(address))
        super().__init__(ip, prefix, IPV6LENGTH, strict, f"{text6(ip)}/{prefix}")

    def _address(self, value: int) -> IPv6Address:
        return IPv6Address(value)

    def _network(self, ip: int, prefix: int) -> IPv6Network:
        return IPv6Network((ip, prefix))


def ip_address(address: str | int | bytes) -> IPv4Address | IPv6Address:
    """Of the family that it is written in; an int below 2**32 is an IPv4 address."""
    try:
        return IPv4Address(address)
    except AddressValueError:
        pass
    try:
        return IPv6Address(address)
    except AddressValueError:
        pass
    raise ValueError(f"{address!r} does not appear to be an IPv4 or IPv6 address")


def ip_network(
    address: str | int | bytes | tuple[str | int, str | int], strict: bool = True
) -> IPv4Network | IPv6Network:
    try:
        return IPv4Network(address, strict)
    except (AddressValueError, NetmaskValueError):
        pass
    try:
        return IPv6Network(address, strict)
    except (AddressValueError, NetmaskValueError):
        pass
    raise ValueError(f"{address!r} does not appear to be an IPv4 or IPv6 network")
