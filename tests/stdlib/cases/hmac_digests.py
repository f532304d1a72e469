# cpython: 3.11.7
"""hmac: keys of all lengths, copies, comparison."""

import hashlib
import hmac

for key in (b"", b"k", b"k" * 63, b"k" * 64, b"k" * 65, b"k" * 128, b"k" * 129, b"k" * 300):
    for name in ("md5", "sha1", "sha256", "sha512", "blake2s", "sha3_256"):
        print(name, hmac.new(key, b"message", name).hexdigest(), hmac.digest(key, b"m", name).hex())
mac = hmac.new(bytearray(b"key"), digestmod=hashlib.sha256)
print(mac.name, mac.digest_size, mac.block_size, mac.hexdigest())
mac.update(b"one")
other = mac.copy()
other.update(bytearray(b"two"))
print(mac.hexdigest(), other.hexdigest(), mac.digest() == mac.digest())
print(hmac.compare_digest(b"abc", b"abc"), hmac.compare_digest(b"abc", bytearray(b"abd")))
print(
    hmac.compare_digest("abc", "abc"), hmac.compare_digest("abc", "ab"), hmac.compare_digest("", "")
)
for left, right in (("é", "e"), ("e", "é")):
    try:
        hmac.compare_digest(left, right)
    except TypeError as error:
        print(error)
try:
    hmac.new(b"key", b"m")
except TypeError as error:
    print(error)
try:
    hmac.new(b"key", b"m", "nothing")
except ValueError as error:
    print(error)
