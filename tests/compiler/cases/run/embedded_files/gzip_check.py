def content_size(packed: bytes) -> int:
    """From the trailer (RFC 1952, 2.3.1)."""
    return int.from_bytes(packed[-4:], "little")
