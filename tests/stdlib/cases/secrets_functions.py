"""secrets: shapes and bounds; the values are random."""

import secrets

print(len(secrets.token_bytes()), len(secrets.token_bytes(5)), len(secrets.token_hex(8)))
print(len(secrets.token_urlsafe(9)), secrets.choice([7]), secrets.randbelow(1))
print(all([0 <= secrets.randbelow(10) < 10 for _ in range(50)]), secrets.randbits(3) < 8)
print(secrets.compare_digest(b"a", b"a"), secrets.compare_digest("a", "b"))
try:
    secrets.randbelow(0)
except ValueError as error:
    print(error)
