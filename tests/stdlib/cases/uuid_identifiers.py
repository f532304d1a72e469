"""UUIDs: forms, fields, versions, order, errors."""

import uuid
from uuid import NAMESPACE_DNS, NAMESPACE_URL, UUID, uuid3, uuid4, uuid5

u = UUID("12345678-1234-5678-1234-567812345678")
print(u, repr(u), u.hex, u.int, u.bytes, u.bytes_le, u.fields, u.urn, int(u))
print(u.time_low, u.time_mid, u.time_hi_version, u.clock_seq_hi_variant, u.clock_seq_low, u.node)
print(u.time, u.clock_seq, u.variant, u.version)
for text in ("{12345678123456781234567812345678}", "urn:uuid:12345678-1234-5678-1234-567812345678"):
    print(UUID(text) == u)
print(
    UUID(bytes=u.bytes) == u,
    UUID(bytes_le=u.bytes_le) == u,
    UUID(fields=u.fields) == u,
    UUID(int=u.int) == u,
)
print(
    uuid3(NAMESPACE_DNS, "python.org"),
    uuid5(NAMESPACE_DNS, "python.org"),
    uuid5(NAMESPACE_URL, "é"),
)
r = uuid4()
print(r.version, r.variant == uuid.RFC_4122, r != uuid4(), len(str(r)), UUID(str(r)) == r)
print(
    UUID(int=5, version=4),
    UUID(int=0),
    UUID(int=(1 << 128) - 1).variant,
    UUID(int=1 << 63 | 1 << 62).variant,
)
a, b = UUID(int=1), UUID(int=2)
mixed: object = "x"
print(a < b, a <= a, a > b, a >= b, sorted([b, a]), {a: 1}[UUID(int=1)], a == mixed, a != mixed)
for bad in range(7):
    try:
        if bad == 0:
            UUID("123")
        elif bad == 1:
            UUID("g" * 32)
        elif bad == 2:
            UUID()
        elif bad == 3:
            UUID(bytes=b"123")
        elif bad == 4:
            UUID(int=-1)
        elif bad == 5:
            UUID(int=1, version=9)
        else:
            UUID(fields=(1 << 32, 0, 0, 0, 0, 0))
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
