"""What bytearray and memoryview have in common: bytes that are not a `bytes`."""

from gloam.runtime import object as objects


class Buffer(objects.Object):
    def as_bytes(self) -> bytes:
        """A copy of the content."""
        raise NotImplementedError

    def is_contiguous(self) -> bool:
        return True
