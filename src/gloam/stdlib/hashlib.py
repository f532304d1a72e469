"""hashlib: MD5, SHA-1, SHA-2, SHA-3, SHAKE and BLAKE2, and PBKDF2."""

from __future__ import annotations

from typing import Final

from gloam.kernel.blake2 import Blake2, Blake2b, Blake2s
from gloam.kernel.block_hash import BlockHash
from gloam.kernel.keccak import Keccak
from gloam.kernel.md5 import Md5
from gloam.kernel.sha1 import Sha1
from gloam.kernel.sha2 import sha224 as new_sha224
from gloam.kernel.sha2 import sha256 as new_sha256
from gloam.kernel.sha2 import sha384 as new_sha384
from gloam.kernel.sha2 import sha512 as new_sha512
from gloam.kernel.sizes import size_of, small_byte

algorithms_guaranteed: Final = {
    *("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "blake2b", "blake2s"),
    *("sha3_224", "sha3_256", "sha3_384", "sha3_512", "shake_128", "shake_256"),
}
algorithms_available: Final = set(algorithms_guaranteed)


class _Hash:
    """A hash object; its subclasses hold the engine that takes the data in."""

    def __init__(self, name: str, digest_size: int, block_size: int) -> None:
        self.name = name
        self.digest_size = digest_size
        self.block_size = block_size

    def update(self, data: bytes | bytearray, /) -> None:
        raise NotImplementedError

    def digest(self) -> bytes:
        raise NotImplementedError

    def copy(self) -> _Hash:
        raise NotImplementedError

    def hexdigest(self) -> str:
        return self.digest().hex()


class _BlockHash(_Hash):
    def __init__(self, name: str, digest_size: int, block_size: int, engine: BlockHash) -> None:
        super().__init__(name, digest_size, block_size)
        self._engine = engine

    def update(self, data: bytes | bytearray, /) -> None:
        self._engine.update(_content(data))

    def digest(self) -> bytes:
        return self._engine.digest()

    def copy(self) -> _Hash:
        return _BlockHash(self.name, self.digest_size, self.block_size, self._engine.copy())


class _Sponge(_Hash):
    def __init__(self, name: str, digest_size: int, block_size: int, engine: Keccak) -> None:
        super().__init__(name, digest_size, block_size)
        self._engine = engine

    def update(self, data: bytes | bytearray, /) -> None:
        self._engine.update(_content(data))

    def digest(self) -> bytes:
        return self._engine.digest(size_of(self.digest_size))

    def copy(self) -> _Hash:
        return _Sponge(self.name, self.digest_size, self.block_size, self._engine.copy())


class _VarLenHash:
    """A SHAKE object: its digests are as long as their callers want."""

    def __init__(self, name: str, block_size: int, engine: Keccak) -> None:
        self.name = name
        self.digest_size = 0
        self.block_size = block_size
        self._engine = engine

    def update(self, data: bytes | bytearray, /) -> None:
        self._engine.update(_content(data))

    def digest(self, length: int, /) -> bytes:
        if length < 0:
            raise ValueError("value must be positive")
        return self._engine.digest(size_of(length))

    def hexdigest(self, length: int, /) -> str:
        return self.digest(length).hex()

    def copy(self) -> _VarLenHash:
        return _VarLenHash(self.name, self.block_size, self._engine.copy())


class _Blake2(_Hash):
    def __init__(self, name: str, digest_size: int, block_size: int, engine: Blake2) -> None:
        super().__init__(name, digest_size, block_size)
        self._engine = engine

    def update(self, data: bytes | bytearray, /) -> None:
        self._engine.update(_content(data))

    def digest(self) -> bytes:
        return self._engine.digest()

    def copy(self) -> _Hash:
        return _Blake2(self.name, self.digest_size, self.block_size, self._engine.copy())


def _content(data: bytes | bytearray) -> bytes:
    return data if isinstance(data, bytes) else bytes(data)


def _started(result: _Hash, string: bytes | bytearray) -> _Hash:
    if len(string) > 0:
        result.update(string)
    return result


def md5(string: bytes | bytearray = b"", *, usedforsecurity: bool = True) -> _Hash:
    return _started(_BlockHash("md5", 16, 64, Md5()), string)


def sha1(string: bytes | bytearray = b"", *, usedforsecurity: bool = True) -> _Hash:
    return _started(_BlockHash("sha1", 20, 64, Sha1()), string)


def sha224(string: bytes | bytearray = b"", *, usedforsecurity: bool = True) -> _Hash:
    return _started(_BlockHash("sha224", 28, 64, new_sha224()), string)


def sha256(string: bytes | bytearray = b"", *, usedforsecurity: bool = True) -> _Hash:
    return _started(_BlockHash("sha256", 32, 64, new_sha256()), string)


def sha384(string: bytes | bytearray = b"", *, usedforsecurity: bool = True) -> _Hash:
    return _started(_BlockHash("sha384", 48, 128, new_sha384()), string)


def sha512(string: bytes | bytearray = b"", *, usedforsecurity: bool = True) -> _Hash:
    return _started(_BlockHash("sha512", 64, 128, new_sha512()), string)


def _sha3(name: str, size: int, string: bytes | bytearray) -> _Hash:
    rate = 200 - 2 * size
    sponge = _Sponge(name, size, rate, Keccak(size_of(rate), small_byte(0x06)))
    return _started(sponge, string)


def sha3_224(string: bytes | bytearray = b"", *, usedforsecurity: bool = True) -> _Hash:
    return _sha3("sha3_224", 28, string)


def sha3_256(string: bytes | bytearray = b"", *, usedforsecurity: bool = True) -> _Hash:
    return _sha3("sha3_256", 32, string)


def sha3_384(string: bytes | bytearray = b"", *, usedforsecurity: bool = True) -> _Hash:
    return _sha3("sha3_384", 48, string)


def sha3_512(string: bytes | bytearray = b"", *, usedforsecurity: bool = True) -> _Hash:
    return _sha3("sha3_512", 64, string)


def _shake(name: str, rate: int, string: bytes | bytearray) -> _VarLenHash:
    result = _VarLenHash(name, rate, Keccak(size_of(rate), small_byte(0x1F)))
    result.update(string)
    return result


def shake_128(string: bytes | bytearray = b"", *, usedforsecurity: bool = True) -> _VarLenHash:
    return _shake("shake_128", 168, string)


def shake_256(string: bytes | bytearray = b"", *, usedforsecurity: bool = True) -> _VarLenHash:
    return _shake("shake_256", 136, string)


def blake2b(
    data: bytes | bytearray = b"",
    /,
    *,
    digest_size: int = 64,
    key: bytes | bytearray = b"",
    salt: bytes | bytearray = b"",
    person: bytes | bytearray = b"",
    fanout: int = 1,
    depth: int = 1,
    leaf_size: int = 0,
    node_offset: int = 0,
    node_depth: int = 0,
    inner_size: int = 0,
    last_node: bool = False,
    usedforsecurity: bool = True,
) -> _Hash:
    _check_sizes(64, 16, digest_size, key, salt, person)
    _check_tree(fanout, depth, leaf_size, node_depth, inner_size, 64)
    if node_offset < 0:
        raise OverflowError("can't convert negative int to unsigned")
    if node_offset >= 1 << 64:
        raise OverflowError("int too big to convert")
    engine = Blake2b(size_of(digest_size), last_node)
    engine.start(
        bytes([digest_size, len(key), fanout, depth])
        + leaf_size.to_bytes(4, "little")
        + node_offset.to_bytes(8, "little")
        + bytes([node_depth, inner_size])
        + bytes(14)
        + _padded(salt, 16)
        + _padded(person, 16)
    )
    if len(key) > 0:
        engine.update(_padded(key, 128))
    return _started(_Blake2("blake2b", digest_size, 128, engine), data)


def blake2s(
    data: bytes | bytearray = b"",
    /,
    *,
    digest_size: int = 32,
    key: bytes | bytearray = b"",
    salt: bytes | bytearray = b"",
    person: bytes | bytearray = b"",
    fanout: int = 1,
    depth: int = 1,
    leaf_size: int = 0,
    node_offset: int = 0,
    node_depth: int = 0,
    inner_size: int = 0,
    last_node: bool = False,
    usedforsecurity: bool = True,
) -> _Hash:
    _check_sizes(32, 8, digest_size, key, salt, person)
    _check_tree(fanout, depth, leaf_size, node_depth, inner_size, 32)
    if node_offset < 0:
        raise OverflowError("can't convert negative int to unsigned")
    if node_offset >= 1 << 48:
        raise OverflowError("node_offset is too large")
    engine = Blake2s(size_of(digest_size), last_node)
    engine.start(
        bytes([digest_size, len(key), fanout, depth])
        + leaf_size.to_bytes(4, "little")
        + node_offset.to_bytes(6, "little")
        + bytes([node_depth, inner_size])
        + _padded(salt, 8)
        + _padded(person, 8)
    )
    if len(key) > 0:
        engine.update(_padded(key, 64))
    return _started(_Blake2("blake2s", digest_size, 64, engine), data)


def _padded(data: bytes | bytearray, size: int) -> bytes:
    return _content(data) + bytes(size - len(data))


def _check_sizes(
    size_max: int,
    salt_max: int,
    digest_size: int,
    key: bytes | bytearray,
    salt: bytes | bytearray,
    person: bytes | bytearray,
) -> None:
    if digest_size <= 0 or digest_size > size_max:
        raise ValueError(f"digest_size must be between 1 and {size_max} bytes")
    if len(salt) > salt_max:
        raise ValueError(f"maximum salt length is {salt_max} bytes")
    if len(person) > salt_max:
        raise ValueError(f"maximum person length is {salt_max} bytes")
    if len(key) > size_max:
        raise ValueError(f"maximum key length is {size_max} bytes")


def _check_tree(
    fanout: int, depth: int, leaf_size: int, node_depth: int, inner_size: int, inner_max: int
) -> None:
    if fanout < 0 or fanout > 255:
        raise ValueError("fanout must be between 0 and 255")
    if depth <= 0 or depth > 255:
        raise ValueError("depth must be between 1 and 255")
    if leaf_size < 0:
        raise OverflowError("can't convert negative value to unsigned int")
    if leaf_size > 0xFFFFFFFF:
        raise OverflowError("leaf_size is too large")
    if node_depth < 0 or node_depth > 255:
        raise ValueError("node_depth must be between 0 and 255")
    if inner_size < 0 or inner_size > inner_max:
        raise ValueError(f"inner_size must be between 0 and is {inner_max}")


def new(name: str, data: bytes | bytearray = b"", *, usedforsecurity: bool = True) -> _Hash:
    """A hash object by name. Not of SHAKE, whose digests have no size of their own."""
    plain = name.lower().replace("-", "_")
    if plain in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512"):
        return _new_block_hash(plain, data)
    if plain == "sha3_224":
        return sha3_224(data)
    if plain == "sha3_256":
        return sha3_256(data)
    if plain == "sha3_384":
        return sha3_384(data)
    if plain == "sha3_512":
        return sha3_512(data)
    if name == "blake2b":
        return blake2b(data)
    if name == "blake2s":
        return blake2s(data)
    raise ValueError(f"unsupported hash type {name}")


def _new_block_hash(name: str, data: bytes | bytearray) -> _Hash:
    if name == "md5":
        return md5(data)
    if name == "sha1":
        return sha1(data)
    if name == "sha224":
        return sha224(data)
    if name == "sha256":
        return sha256(data)
    if name == "sha384":
        return sha384(data)
    return sha512(data)


def pbkdf2_hmac(
    hash_name: str,
    password: bytes | bytearray,
    salt: bytes | bytearray,
    iterations: int,
    dklen: int | None = None,
) -> bytes:
    """A key from a password (RFC 8018, 5.2)."""
    if iterations < 1:
        raise ValueError("iteration value must be greater than 0.")
    inner = new(hash_name)
    size = inner.digest_size if dklen is None else dklen
    if size < 1:
        raise ValueError("key length must be greater than 0.")
    key = _content(password)
    if len(key) > inner.block_size:
        key = new(hash_name, key).digest()
    key = _padded(key, inner.block_size)
    outer = new(hash_name, bytes([byte ^ 0x5C for byte in key]))
    inner.update(bytes([byte ^ 0x36 for byte in key]))
    result = b""
    number = 1
    while len(result) < size:
        block = _keyed(inner, outer, _content(salt) + number.to_bytes(4, "big"))
        total = int.from_bytes(block, "big")
        for _ in range(iterations - 1):
            block = _keyed(inner, outer, block)
            total ^= int.from_bytes(block, "big")
        result += total.to_bytes(inner.digest_size, "big")
        number += 1
    return result[:size]


def _keyed(inner: _Hash, outer: _Hash, message: bytes) -> bytes:
    first = inner.copy()
    first.update(message)
    second = outer.copy()
    second.update(first.digest())
    return second.digest()
