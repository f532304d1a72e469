"""How large packets may be on the way to a host (RFC 1191 and RFC 8201).

An entry is made only by a router's word that a packet was too big; it is forgotten after a while,
so that a better way is found. The oldest gives way when there are too many.
"""

from __future__ import annotations

from typing import Final

PATHS_MAX: Final = 128
LIFETIME_NS: Final = 600_000_000_000
"""RFC 8201, 4 and RFC 1191, 6.3: not before 5 minutes, 10 are recommended."""
PLATEAUS: Final = (32_000, 17_914, 8_166, 4_352, 2_002, 1_492, 1_006, 508, 296, 68)
"""Sizes that links have (RFC 1191, 7.1): the next one down is tried where a router tells none."""


class _Path:
    def __init__(self, mtu: int, is_narrow: bool, until_ns: int) -> None:
        self.mtu = mtu
        self.is_narrow = is_narrow
        self.until_ns = until_ns


class Paths:
    def __init__(self, link_mtu: int, mtu_min: int) -> None:
        """Nothing makes packets smaller than `mtu_min`."""
        self.link_mtu = link_mtu
        """Routers may say less than the device takes."""
        self._mtu_min = mtu_min
        self._paths: dict[int, _Path] = {}

    def mtu(self, target: int, now_ns: int) -> int:
        path = self._paths.get(target)
        if path is None:
            return self.link_mtu
        if now_ns >= path.until_ns:
            del self._paths[target]
            return self.link_mtu
        return min(path.mtu, self.link_mtu)

    def is_narrow(self, target: int) -> bool:
        """Whether the path has less room than `mtu` says: routers have to cut packets up."""
        path = self._paths.get(target)
        return path is not None and path.is_narrow

    def learn(self, target: int, mtu: int, now_ns: int) -> int:
        """A router has no room for more than `mtu`; what is sent from now on, mtu_min at least."""
        is_narrow = mtu < self._mtu_min
        mtu = max(mtu, self._mtu_min)
        if mtu >= self.mtu(target, now_ns) and not is_narrow:
            return self.mtu(target, now_ns)
        if target not in self._paths and len(self._paths) >= PATHS_MAX:
            for oldest in self._paths:
                del self._paths[oldest]
                break
        self._paths[target] = _Path(mtu, is_narrow, now_ns + LIFETIME_NS)
        return mtu


def plateau_below(size: int) -> int:
    """The largest of PLATEAUS that is smaller than a packet that was too big."""
    for plateau in PLATEAUS:
        if plateau < size:
            return plateau
    return PLATEAUS[len(PLATEAUS) - 1]
