import hashlib

data = bytes(range(256)) * 5
for n in (0, 1, 55, 56, 63, 64, 65, 111, 112, 127, 128, 129, 135, 136, 137, 200, 1280):
    d = data[:n]
    print(n, hashlib.md5(d).hexdigest(), hashlib.sha1(d).hexdigest())
    print(hashlib.sha224(d).hexdigest(), hashlib.sha256(d).hexdigest())
    print(hashlib.sha384(d).hexdigest(), hashlib.sha512(d).hexdigest())
    print(hashlib.sha3_224(d).hexdigest(), hashlib.sha3_256(d).hexdigest())
    print(hashlib.sha3_384(d).hexdigest(), hashlib.sha3_512(d).hexdigest())
    print(hashlib.shake_128(d).hexdigest(400), hashlib.shake_256(d).hexdigest(0))
    print(hashlib.blake2b(d).hexdigest(), hashlib.blake2s(d).hexdigest())
for name in (
    "md5",
    "sha1",
    "sha224",
    "sha256",
    "sha384",
    "sha512",
    "blake2b",
    "blake2s",
    "sha3_256",
):
    h = hashlib.new(name, b"a")
    k = h.copy()
    h.update(b"b")
    h.update(bytearray(b"c" * 300))
    print(
        h.name, h.digest_size, h.block_size, h.hexdigest(), k.hexdigest(), h.digest() == h.digest()
    )
try:
    hashlib.new("nope")
except ValueError as error:
    print(error)
print(
    hashlib.blake2b(
        b"abc",
        digest_size=20,
        key=b"key",
        salt=b"salt",
        person=b"me",
        fanout=2,
        depth=3,
        leaf_size=4,
        node_offset=5,
        node_depth=6,
        inner_size=7,
        last_node=True,
    ).hexdigest()
)
print(
    hashlib.blake2s(
        b"abc",
        digest_size=20,
        key=b"key",
        salt=b"salt",
        person=b"me",
        fanout=2,
        depth=3,
        leaf_size=4,
        node_offset=5,
        node_depth=6,
        inner_size=7,
        last_node=True,
    ).hexdigest()
)
for size in (0, 65, -1):
    try:
        hashlib.blake2b(digest_size=size)
    except ValueError as error:
        print(error)
print(hashlib.pbkdf2_hmac("sha256", b"password", b"salt", 10, 50).hex())
print(hashlib.pbkdf2_hmac("sha1", b"password" * 20, b"salt", 2).hex())
