"""How large packets may be on the way to a host (RFC 8201).

An entry is made only by a router's "packet too big"; it is forgotten after a while, so that a
better way is found. The oldest gives way when there are too many.
"""

from __future__ import annotations

from typing import Final

from gloam.net.wire.ipv6 import MTU_MIN

PATHS_MAX: Final = 128
LIFETIME_NS: Final = 600_000_000_000
"""RFC 8201, 4: not before 5 minutes, 10 are recommended."""


class _Path:
    def __init__(self, mtu: int, until_ns: int) -> None:
        self.mtu = mtu
        self.until_ns = until_ns


class Paths:
    def __init__(self, link_mtu: int) -> None:
        self.link_mtu = link_mtu
        """Routers may say less than the device takes."""
        self._paths: dict[int, _Path] = {}

    def mtu(self, target: int, now_ns: int) -> int:
        path = self._paths.get(target)
        if path is None:
            return self.link_mtu
        if now_ns >= path.until_ns:
            del self._paths[target]
            return self.link_mtu
        return min(path.mtu, self.link_mtu)

    def learn(self, target: int, mtu: int, now_ns: int) -> int:
        """A router has no room for more than `mtu`; what is sent from now on, MTU_MIN at least."""
        mtu = max(mtu, MTU_MIN)
        if mtu >= self.mtu(target, now_ns):
            return self.mtu(target, now_ns)
        if target not in self._paths and len(self._paths) >= PATHS_MAX:
            for oldest in self._paths:
                del self._paths[oldest]
                break
        self._paths[target] = _Path(mtu, now_ns + LIFETIME_NS)
        return mtu
