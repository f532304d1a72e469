"""What was looked up lately: bounded, and no older than its time to live."""

from __future__ import annotations

from typing import Final

from gloam.dns.lookup import Result

ENTRIES_MAX: Final = 256
SECOND_NS: Final = 1_000_000_000


class _Entry:
    def __init__(self, result: Result, expires_ns: int) -> None:
        self.result = result
        self.expires_ns = expires_ns


class Cache:
    """By name in canonical form and type. A new entry beyond the limit pushes out the oldest."""

    def __init__(self) -> None:
        self._entries: dict[tuple[bytes, int], _Entry] = {}

    def get(self, name: bytes, kind: int, now_ns: int) -> Result | None:
        key = (name, kind)
        entry = self._entries.get(key)
        if entry is None:
            return None
        if now_ns >= entry.expires_ns:
            del self._entries[key]
            return None
        return entry.result

    def put(self, name: bytes, kind: int, result: Result, now_ns: int) -> None:
        """Keep a result for its time to live; one of 0 seconds is not kept."""
        if result.ttl_s == 0:
            return
        key = (name, kind)
        if key in self._entries:
            del self._entries[key]
        elif len(self._entries) >= ENTRIES_MAX:
            for oldest in self._entries:
                del self._entries[oldest]
                break
        self._entries[key] = _Entry(result, now_ns + result.ttl_s * SECOND_NS)
