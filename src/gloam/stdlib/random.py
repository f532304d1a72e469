"""random: CPython's sequence for a seed, from the Mersenne Twister MT19937.

M. Matsumoto and T. Nishimura, "Mersenne Twister: a 623-dimensionally equidistributed uniform
pseudorandom number generator" (1998), seeded as in their version of 2002. Without a seed the state
comes from the machine's entropy. What is drawn for what, and in which order, is CPython's.
"""

from __future__ import annotations

from bisect import bisect as position_of
from collections.abc import Sequence
from hashlib import sha512
from itertools import accumulate
from math import acos, ceil, cos, exp, floor, isfinite, log, pi, sin, sqrt
from math import pow as _power
from typing import Final, TypeVar

from gloam.device import platform

T = TypeVar("T")

_SIZE: Final = 624
_SHIFT: Final = 397
_MATRIX: Final = 0x9908B0DF
_UPPER: Final = 0x80000000
_LOWER: Final = 0x7FFFFFFF
_MASK: Final = 0xFFFFFFFF
_STATE_VERSION: Final = 3
NV_MAGICCONST: Final = 1.7155277699214135
LOG4: Final = 1.3862943611198906
SG_MAGICCONST: Final = 2.504077396776274
_E: Final = 2.718281828459045


def _words(data: bytes) -> list[int]:
    """Numbers of 32 bits, the lowest byte first."""
    return [int.from_bytes(data[i : i + 4], "little") for i in range(0, len(data), 4)]


class Random:
    """A generator with a state of its own."""

    def __init__(self, x: int | float | str | bytes | None = None) -> None:
        self.gauss_next: float | None = None
        self._state: list[int] = []
        self._index = _SIZE
        self.seed(x)

    # ------------------------------------------------------------ state

    def seed(self, a: int | float | str | bytes | None = None, version: int = 2) -> None:
        """Start a sequence: the same one for equal seeds. Without one, the machine is asked for
        entropy when the first number is drawn: importing the module must cost nothing."""
        self.gauss_next = None
        if a is None:
            self._state = []
            self._index = _SIZE
            return
        if isinstance(a, int):
            key = abs(a)
        elif isinstance(a, float):
            key = hash(a) & 0xFFFFFFFFFFFFFFFF
        else:
            data = a.encode() if isinstance(a, str) else a
            key = int.from_bytes(data + sha512(data).digest(), "big")
        count = max(1, (key.bit_length() + 31) // 32)
        self._start(_words(key.to_bytes(4 * count, "little")))

    def _start(self, key: list[int]) -> None:
        state = self._state = [0] * _SIZE
        value = 19650218
        state[0] = value
        for i in range(1, _SIZE):
            value = (1812433253 * (value ^ (value >> 30)) + i) & _MASK
            state[i] = value
        i, j = 1, 0
        for _ in range(max(_SIZE, len(key))):
            before = state[i - 1]
            mixed = state[i] ^ ((before ^ (before >> 30)) * 1664525)
            state[i] = (mixed + key[j] + j) & _MASK
            i += 1
            j += 1
            if i >= _SIZE:
                state[0] = state[_SIZE - 1]
                i = 1
            if j >= len(key):
                j = 0
        for _ in range(_SIZE - 1):
            before = state[i - 1]
            mixed = state[i] ^ ((before ^ (before >> 30)) * 1566083941)
            state[i] = (mixed - i) & _MASK
            i += 1
            if i >= _SIZE:
                state[0] = state[_SIZE - 1]
                i = 1
        state[0] = _UPPER
        self._index = _SIZE

    def _seeded(self) -> list[int]:
        if not self._state:
            self._start(_words(platform.current.entropy(4 * _SIZE)))
        return self._state

    def _refill(self) -> None:
        state = self._seeded()
        for i in range(_SIZE):
            y = (state[i] & _UPPER) | (state[(i + 1) % _SIZE] & _LOWER)
            other = state[(i + _SHIFT) % _SIZE] ^ (y >> 1)
            state[i] = other ^ _MATRIX if y & 1 else other
        self._index = 0

    def _word(self) -> int:
        """The next 32 bits."""
        if self._index >= _SIZE:
            self._refill()
        y = self._state[self._index]
        self._index += 1
        y ^= y >> 11
        y ^= (y << 7) & 0x9D2C5680
        y ^= (y << 15) & 0xEFC60000
        return y ^ (y >> 18)

    def getstate(self) -> tuple[int, tuple[int, ...], float | None]:
        return _STATE_VERSION, (*self._seeded(), self._index), self.gauss_next

    def setstate(self, state: tuple[int, tuple[int, ...], float | None]) -> None:
        version, words, self.gauss_next = state
        if version != _STATE_VERSION or len(words) != _SIZE + 1:
            raise ValueError(f"state with version {version} passed to Random.setstate()")
        self._state = list(words[:_SIZE])
        self._index = words[_SIZE]

    # ------------------------------------------------------------ ints

    def random(self) -> float:
        """A float in [0, 1), a multiple of 2**-53."""
        high = self._word() >> 5
        low = self._word() >> 6
        return float(high * 67108864 + low) * (1.0 / 9007199254740992.0)

    def getrandbits(self, k: int, /) -> int:
        """An int of `k` random bits."""
        if k < 0:
            raise ValueError("number of bits must be non-negative")
        if k <= 32:
            return self._word() >> (32 - k) if k > 0 else 0
        result = 0
        place = 0
        while place < k:
            word = self._word()
            left = k - place
            result |= (word >> (32 - left) if left < 32 else word) << place
            place += 32
        return result

    def randbytes(self, n: int) -> bytes:
        return self.getrandbits(n * 8).to_bytes(n, "little")

    def _randbelow(self, n: int) -> int:
        """An int in [0, n); 0 if there is none."""
        if n == 0:
            return 0
        bits = n.bit_length()
        result = self.getrandbits(bits)
        while result >= n:
            result = self.getrandbits(bits)
        return result

    def randrange(self, start: int, stop: int | None = None, step: int = 1) -> int:
        """An item of range(start, stop, step)."""
        if stop is None:
            if step != 1:
                raise TypeError("Missing a non-None stop argument")
            if start > 0:
                return self._randbelow(start)
            raise ValueError("empty range for randrange()")
        width = stop - start
        if step == 1:
            if width > 0:
                return start + self._randbelow(width)
            raise ValueError(f"empty range for randrange() ({start}, {stop}, {width})")
        if step == 0:
            raise ValueError("zero step for randrange()")
        count = (width + step - 1) // step if step > 0 else (width + step + 1) // step
        if count <= 0:
            raise ValueError("empty range for randrange()")
        return start + step * self._randbelow(count)

    def randint(self, a: int, b: int) -> int:
        """An int from `a` to `b`, both included."""
        return self.randrange(a, b + 1)

    # ------------------------------------------------------------ sequences

    def choice(self, seq: Sequence[T]) -> T:
        if not len(seq):
            raise IndexError("Cannot choose from an empty sequence")
        return seq[self._randbelow(len(seq))]

    def choices(
        self,
        population: Sequence[T],
        weights: Sequence[float] | None = None,
        *,
        cum_weights: Sequence[float] | None = None,
        k: int = 1,
    ) -> list[T]:
        """`k` items, each drawn from all, by weight."""
        count = len(population)
        if cum_weights is None and weights is None:
            size = float(count)
            return [population[floor(self.random() * size)] for _ in range(k)]
        if cum_weights is not None and weights is not None:
            raise TypeError("Cannot specify both weights and cumulative weights")
        sums: list[float] = []
        if cum_weights is not None:
            sums = [float(weight) for weight in cum_weights]
        elif weights is not None:
            sums = list(accumulate([float(weight) for weight in weights]))
        if len(sums) != count:
            raise ValueError("The number of weights does not match the population")
        total = sums[-1]
        if total <= 0.0:
            raise ValueError("Total of weights must be greater than zero")
        if not isfinite(total):
            raise ValueError("Total of weights must be finite")
        last = count - 1
        return [population[position_of(sums, self.random() * total, 0, last)] for _ in range(k)]

    def shuffle(self, x: list[T]) -> None:
        for i in range(len(x) - 1, 0, -1):
            j = self._randbelow(i + 1)
            x[i], x[j] = x[j], x[i]

    def sample(
        self, population: Sequence[T], k: int, *, counts: Sequence[int] | None = None
    ) -> list[T]:
        """`k` items at different positions; `counts` says how often each item is there."""
        if counts is not None:
            sums = list(accumulate(counts))
            if len(sums) != len(population):
                raise ValueError("The number of counts does not match the population")
            total = sums.pop()
            if total <= 0:
                raise ValueError("Total of counts must be greater than zero")
            return [population[position_of(sums, s)] for s in self.sample(range(total), k)]
        size = len(population)
        if not 0 <= k <= size:
            raise ValueError("Sample larger than population or is negative")
        # A list of all costs less than a set of the chosen, if that is large.
        set_size = 21
        if k > 5:
            set_size += 4 ** ceil(log(k * 3, 4))
        if size <= set_size:
            pool = list(population)
            result: list[T] = []
            for i in range(k):
                j = self._randbelow(size - i)
                result.append(pool[j])
                pool[j] = pool[size - i - 1]
            return result
        chosen: set[int] = set()
        picked: list[T] = []
        for _ in range(k):
            j = self._randbelow(size)
            while j in chosen:
                j = self._randbelow(size)
            chosen.add(j)
            picked.append(population[j])
        return picked

    # ------------------------------------------------------------ distributions

    def uniform(self, a: float, b: float) -> float:
        return a + (b - a) * self.random()

    def triangular(self, low: float = 0.0, high: float = 1.0, mode: float | None = None) -> float:
        u = self.random()
        if high == low:
            return low
        c = 0.5 if mode is None else (mode - low) / (high - low)
        if u > c:
            u, c = 1.0 - u, 1.0 - c
            low, high = high, low
        return low + (high - low) * sqrt(u * c)

    def normalvariate(self, mu: float = 0.0, sigma: float = 1.0) -> float:
        """A. Kinderman and J. Monahan, "Computer generation of random variables" (1977)."""
        while True:
            u1 = self.random()
            u2 = 1.0 - self.random()
            z = NV_MAGICCONST * (u1 - 0.5) / u2
            if z * z / 4.0 <= -log(u2):
                return mu + z * sigma

    def gauss(self, mu: float = 0.0, sigma: float = 1.0) -> float:
        """Two at a time: sine and cosine of one angle."""
        z = self.gauss_next
        self.gauss_next = None
        if z is None:
            angle = self.random() * 2.0 * pi
            radius = sqrt(-2.0 * log(1.0 - self.random()))
            z = cos(angle) * radius
            self.gauss_next = sin(angle) * radius
        return mu + z * sigma

    def lognormvariate(self, mu: float = 0.0, sigma: float = 1.0) -> float:
        return exp(self.normalvariate(mu, sigma))

    def expovariate(self, lambd: float) -> float:
        return -log(1.0 - self.random()) / lambd

    def vonmisesvariate(self, mu: float, kappa: float) -> float:
        """N. I. Fisher, "Statistical Analysis of Circular Data" (1993)."""
        if kappa <= 1e-6:
            return 2.0 * pi * self.random()
        s = 0.5 / kappa
        r = s + sqrt(1.0 + s * s)
        while True:
            z = cos(pi * self.random())
            d = z / (r + z)
            u = self.random()
            if u < 1.0 - d * d or u <= (1.0 - d) * exp(d):
                break
        q = 1.0 / r
        angle = acos((q + z) / (1.0 + q * z))
        return (mu + angle if self.random() > 0.5 else mu - angle) % (2.0 * pi)

    def gammavariate(self, alpha: float, beta: float) -> float:
        if alpha <= 0.0 or beta <= 0.0:
            raise ValueError("gammavariate: alpha and beta must be > 0.0")
        if alpha > 1.0:
            return self._gamma_above_one(alpha) * beta
        if alpha == 1.0:
            return -log(1.0 - self.random()) * beta
        return self._gamma_below_one(alpha) * beta

    def _gamma_above_one(self, alpha: float) -> float:
        """R. C. H. Cheng, "The generation of gamma variables with non-integral shape" (1977)."""
        ainv = sqrt(2.0 * alpha - 1.0)
        bbb = alpha - LOG4
        ccc = alpha + ainv
        while True:
            u1 = self.random()
            if not 1e-7 < u1 < 0.9999999:
                continue
            u2 = 1.0 - self.random()
            v = log(u1 / (1.0 - u1)) / ainv
            x = alpha * exp(v)
            z = u1 * u1 * u2
            r = bbb + ccc * v - x
            if r + SG_MAGICCONST - 4.5 * z >= 0.0 or r >= log(z):
                return x

    def _gamma_below_one(self, alpha: float) -> float:
        """J. H. Ahrens and U. Dieter, "Computer methods for sampling" (1974), algorithm GS."""
        while True:
            b = (_E + alpha) / _E
            p = b * self.random()
            x = _power(p, 1.0 / alpha) if p <= 1.0 else -log((b - p) / alpha)
            u = self.random()
            if p > 1.0:
                if u <= _power(x, alpha - 1.0):
                    return x
            elif u <= exp(-x):
                return x

    def betavariate(self, alpha: float, beta: float) -> float:
        y = self.gammavariate(alpha, 1.0)
        if y:
            return y / (y + self.gammavariate(beta, 1.0))
        return 0.0

    def paretovariate(self, alpha: float) -> float:
        u = 1.0 - self.random()
        return _power(u, -1.0 / alpha)

    def weibullvariate(self, alpha: float, beta: float) -> float:
        u = 1.0 - self.random()
        return alpha * _power(-log(u), 1.0 / beta)


class SystemRandom(Random):
    """A generator without a state: everything comes from the machine's entropy."""

    def seed(self, a: int | float | str | bytes | None = None, version: int = 2) -> None:
        """Does nothing."""

    def random(self) -> float:
        bits = int.from_bytes(platform.current.entropy(7), "big") >> 3
        return float(bits) * (1.0 / 9007199254740992.0)

    def getrandbits(self, k: int, /) -> int:
        if k < 0:
            raise ValueError("number of bits must be non-negative")
        count = (k + 7) // 8
        return int.from_bytes(platform.current.entropy(count), "big") >> (count * 8 - k)

    def randbytes(self, n: int) -> bytes:
        return platform.current.entropy(n)

    def getstate(self) -> tuple[int, tuple[int, ...], float | None]:
        raise NotImplementedError("System entropy source does not have state.")

    def setstate(self, state: tuple[int, tuple[int, ...], float | None]) -> None:
        raise NotImplementedError("System entropy source does not have state.")


_inst = Random()


def seed(a: int | float | str | bytes | None = None, version: int = 2) -> None:
    _inst.seed(a, version)


def getstate() -> tuple[int, tuple[int, ...], float | None]:
    return _inst.getstate()


def setstate(state: tuple[int, tuple[int, ...], float | None]) -> None:
    _inst.setstate(state)


def random() -> float:
    return _inst.random()


def getrandbits(k: int, /) -> int:
    return _inst.getrandbits(k)


def randbytes(n: int) -> bytes:
    return _inst.randbytes(n)


def randrange(start: int, stop: int | None = None, step: int = 1) -> int:
    return _inst.randrange(start, stop, step)


def randint(a: int, b: int) -> int:
    return _inst.randint(a, b)


def choice(seq: Sequence[T]) -> T:
    return _inst.choice(seq)


def choices(
    population: Sequence[T],
    weights: Sequence[float] | None = None,
    *,
    cum_weights: Sequence[float] | None = None,
    k: int = 1,
) -> list[T]:
    return _inst.choices(population, weights, cum_weights=cum_weights, k=k)


def shuffle(x: list[T]) -> None:
    _inst.shuffle(x)


def sample(population: Sequence[T], k: int, *, counts: Sequence[int] | None = None) -> list[T]:
    return _inst.sample(population, k, counts=counts)


def uniform(a: float, b: float) -> float:
    return _inst.uniform(a, b)


def triangular(low: float = 0.0, high: float = 1.0, mode: float | None = None) -> float:
    return _inst.triangular(low, high, mode)


def normalvariate(mu: float = 0.0, sigma: float = 1.0) -> float:
    return _inst.normalvariate(mu, sigma)


def gauss(mu: float = 0.0, sigma: float = 1.0) -> float:
    return _inst.gauss(mu, sigma)


def lognormvariate(mu: float = 0.0, sigma: float = 1.0) -> float:
    return _inst.lognormvariate(mu, sigma)


def expovariate(lambd: float) -> float:
    return _inst.expovariate(lambd)


def vonmisesvariate(mu: float, kappa: float) -> float:
    return _inst.vonmisesvariate(mu, kappa)


def gammavariate(alpha: float, beta: float) -> float:
    return _inst.gammavariate(alpha, beta)


def betavariate(alpha: float, beta: float) -> float:
    return _inst.betavariate(alpha, beta)


def paretovariate(alpha: float) -> float:
    return _inst.paretovariate(alpha)


def weibullvariate(alpha: float, beta: float) -> float:
    return _inst.weibullvariate(alpha, beta)
