"""statistics: averages, spread, correlation, the normal distribution.

Numbers are ints, floats and Fractions. Sums are exact, as in CPython: every float is a fraction.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from fractions import Fraction
from typing import Any, Final, NamedTuple, TypeVar

H = TypeVar("H", bound=Hashable)
N = TypeVar("N", bound="int | float | Fraction")


class StatisticsError(ValueError):
    pass


def _exact(value: Any) -> Fraction:
    """An int, float or Fraction as what it is; ValueError for nan, OverflowError for infinity."""
    if isinstance(value, Fraction):
        return value
    if isinstance(value, int):
        return Fraction(value)
    top, bottom = value.as_integer_ratio()
    return Fraction(top, bottom)


class _Total(NamedTuple):
    """`special` is a nan or an infinity that the exact sum cannot have; `is_fraction` and
    `is_float` say what was among the data."""

    exact: Fraction
    special: float
    size: int
    is_fraction: bool
    is_float: bool


def _sum(data: Iterable[Any]) -> _Total:
    exact = Fraction(0)
    special = 0.0
    count = 0
    is_fraction = is_float = False
    for value in data:
        count += 1
        if isinstance(value, Fraction):
            is_fraction = True
        elif isinstance(value, int):
            pass
        elif isinstance(value, float):
            is_float = True
            if math.isnan(value) or math.isinf(value):
                special += value
                continue
        else:
            raise TypeError(f"can't convert type '{type(value).__name__}' to numerator/denominator")
        exact += _exact(value)
    return _Total(exact, special, count, is_fraction, is_float)


def _as_data(value: Fraction, total: _Total) -> Any:
    """An exact result in the type of the data: an int stays one only where it is whole."""
    if total.special != 0.0 or math.isnan(total.special):
        return total.special
    if total.is_fraction and not total.is_float:
        return value
    if not total.is_float and value.denominator == 1:
        return value.numerator
    return value.numerator / value.denominator


def mean(data: Iterable[Any]) -> Any:
    """The sum divided by the count, exact until the end."""
    total = _sum(data)
    if total.size < 1:
        raise StatisticsError("mean requires at least one data point")
    return _as_data(total.exact / total.size, total)


def fmean(data: Iterable[float], weights: Iterable[float] | None = None) -> float:
    """The mean as a float."""
    values = [float(value) for value in data]
    if weights is None:
        if not values:
            raise StatisticsError("fmean requires at least one data point")
        return math.fsum(values) / len(values)
    factors = [float(weight) for weight in weights]
    if len(values) != len(factors):
        raise StatisticsError("data and weights must be the same length")
    total = math.fsum(factors)
    if not total:
        raise StatisticsError("sum of weights must be non-zero")
    return math.fsum([a * b for a, b in zip(values, factors, strict=True)]) / total


def geometric_mean(data: Iterable[float]) -> float:
    values = [float(value) for value in data]
    if not values:
        raise StatisticsError(
            "geometric mean requires a non-empty dataset containing positive numbers"
        )
    for value in values:
        if not value > 0.0 and not math.isnan(value):
            raise StatisticsError(
                "geometric mean requires a non-empty dataset containing positive numbers"
            )
    return math.exp(fmean([math.log(value) for value in values]))


def harmonic_mean(data: Iterable[Any], weights: Iterable[Any] | None = None) -> Any:
    values = list(data)
    if not values:
        raise StatisticsError("harmonic_mean requires at least one data point")
    negative = "harmonic mean does not support negative values"
    if len(values) == 1 and weights is None:
        if values[0] < 0:
            raise StatisticsError(negative)
        return values[0]
    factors: list[Any] = [1] * len(values) if weights is None else list(weights)
    if len(factors) != len(values):
        raise StatisticsError("Number of weights does not match data size")
    for factor in factors:
        if factor < 0:
            raise StatisticsError(negative)
    total = _sum(factors)
    below = Fraction(0)
    is_zero = False
    for value, factor in zip(values, factors, strict=True):
        if value < 0:
            raise StatisticsError(negative)
        if value == 0:
            is_zero = True
        elif factor:
            below += _exact(factor) / _exact(value)
    if is_zero:
        return 0
    if total.exact <= 0:
        raise StatisticsError("Weighted sum must be positive")
    kinds = _sum(values)
    result = total.exact / below
    if kinds.is_fraction and not kinds.is_float:
        return result
    return result.numerator / result.denominator


def _ordered(data: Iterable[N], what: str) -> list[N]:
    values: list[Any] = sorted(data)
    if not values:
        raise StatisticsError(f"no {what} for empty data")
    return values


def median(data: Iterable[N]) -> Any:
    """The middle value, or the mean of the two in the middle."""
    values: list[Any] = _ordered(data, "median")
    middle = len(values) // 2
    if len(values) % 2 == 1:
        return values[middle]
    return (values[middle - 1] + values[middle]) / 2


def median_low(data: Iterable[N]) -> N:
    values = _ordered(data, "median")
    return values[(len(values) - 1) // 2]


def median_high(data: Iterable[N]) -> N:
    values = _ordered(data, "median")
    return values[len(values) // 2]


def median_grouped(data: Iterable[float], interval: float = 1.0) -> float:
    """The median of data that stands for intervals of this width round its values."""
    values = sorted([float(value) for value in data])
    count = len(values)
    if count == 0:
        raise StatisticsError("no median for empty data")
    middle = values[count // 2]
    first = 0
    while values[first] < middle:
        first += 1
    last = first
    while last < count and values[last] == middle:
        last += 1
    lower = middle - interval / 2.0
    return lower + interval * (count / 2 - first) / (last - first)


def mode(data: Iterable[H]) -> H:
    """The most common value; the first one of several."""
    pairs = Counter(data).most_common(1)
    if not pairs:
        raise StatisticsError("no mode for empty data")
    return pairs[0][0]


def multimode(data: Iterable[H]) -> list[H]:
    """All values that are the most common, in the order in which they came."""
    counts = Counter(data)
    most = max(counts.values(), default=0)
    return [value for value, count in counts.items() if count == most]


# ---------------------------------------------------------------- spread


def _deviations(data: Iterable[Any], center: Any) -> tuple[Fraction, _Total]:
    """The sum of squared distances from the mean, or from `center`, and the sum of the data."""
    values = list(data)
    total = _sum(values)
    if total.size == 0 or total.special != 0.0 or math.isnan(total.special):
        return Fraction(0), total
    middle = total.exact / total.size if center is None else _exact(center)
    squares = Fraction(0)
    for value in values:
        distance = _exact(value) - middle
        squares += distance * distance
    return squares, total


def _spread(squares: Fraction, total: _Total, divisor: int) -> Any:
    if math.isnan(total.special) or total.special != 0.0:
        return math.nan
    return _as_data(squares / divisor, total)


def variance(data: Iterable[Any], xbar: Any = None) -> Any:
    """Of a sample. `xbar` is its mean, if that is known."""
    squares, total = _deviations(data, xbar)
    if total.size < 2:
        raise StatisticsError("variance requires at least two data points")
    return _spread(squares, total, total.size - 1)


def pvariance(data: Iterable[Any], mu: Any = None) -> Any:
    """Of a population."""
    squares, total = _deviations(data, mu)
    if total.size < 1:
        raise StatisticsError("pvariance requires at least one data point")
    return _spread(squares, total, total.size)


def _root(top: int, bottom: int) -> float:
    """The square root of a fraction, rounded once."""
    if top == 0:
        return 0.0
    # Enough bits for a float and a sticky one, which makes the last rounding right.
    shift = (top.bit_length() - bottom.bit_length() - 109) // 2
    if shift >= 0:
        root = _sticky_root(top, bottom << 2 * shift) << shift
        return float(root)
    return _sticky_root(top << -2 * shift, bottom) / (1 << -shift)


def _sticky_root(top: int, bottom: int) -> int:
    root = math.isqrt(top // bottom)
    return root | (root * root * bottom != top)


def stdev(data: Iterable[Any], xbar: Any = None) -> float:
    squares, total = _deviations(data, xbar)
    if total.size < 2:
        raise StatisticsError("stdev requires at least two data points")
    if math.isnan(total.special) or total.special != 0.0:
        return math.nan
    result = squares / (total.size - 1)
    return _root(result.numerator, result.denominator)


def pstdev(data: Iterable[Any], mu: Any = None) -> float:
    squares, total = _deviations(data, mu)
    if total.size < 1:
        raise StatisticsError("pstdev requires at least one data point")
    if math.isnan(total.special) or total.special != 0.0:
        return math.nan
    result = squares / total.size
    return _root(result.numerator, result.denominator)


def quantiles(data: Iterable[Any], *, n: int = 4, method: str = "exclusive") -> list[Any]:
    """The n - 1 points that divide the data into n parts of equal probability."""
    if n < 1:
        raise StatisticsError("n must be at least 1")
    values: list[Any] = sorted(data)
    count = len(values)
    if count < 2:
        raise StatisticsError("must have at least two data points")
    result: list[Any] = []
    if method == "inclusive":
        for i in range(1, n):
            j, delta = divmod(i * (count - 1), n)
            result.append((values[j] * (n - delta) + values[j + 1] * delta) / n)
        return result
    if method == "exclusive":
        for i in range(1, n):
            j = min(max(i * (count + 1) // n, 1), count - 1)
            delta = i * (count + 1) - j * n
            result.append((values[j - 1] * (n - delta) + values[j] * delta) / n)
        return result
    raise ValueError(f"Unknown method: {method!r}")


# ---------------------------------------------------------------- two variables


class LinearRegression(NamedTuple):
    slope: float
    intercept: float


def _centered(values: Sequence[float]) -> list[float]:
    middle = math.fsum(values) / len(values)
    return [value - middle for value in values]


def _products(a: Sequence[float], b: Sequence[float]) -> float:
    return math.fsum([x * y for x, y in zip(a, b, strict=True)])


def covariance(x: Sequence[float], y: Sequence[float], /) -> float:
    if len(x) != len(y):
        raise StatisticsError(
            "covariance requires that both inputs have same number of data points"
        )
    if len(x) < 2:
        raise StatisticsError("covariance requires at least two data points")
    return _products(_centered(x), _centered(y)) / (len(x) - 1)


def correlation(x: Sequence[float], y: Sequence[float], /) -> float:
    """Pearson's coefficient."""
    if len(x) != len(y):
        raise StatisticsError(
            "correlation requires that both inputs have same number of data points"
        )
    if len(x) < 2:
        raise StatisticsError("correlation requires at least two data points")
    a, b = _centered(x), _centered(y)
    below = math.sqrt(_products(a, a) * _products(b, b))
    if below == 0.0:
        raise StatisticsError("at least one of the inputs is constant")
    return _products(a, b) / below


def linear_regression(
    x: Sequence[float], y: Sequence[float], /, *, proportional: bool = False
) -> LinearRegression:
    """The line of the least squares."""
    if len(x) != len(y):
        raise StatisticsError(
            "linear regression requires that both inputs have same number of data points"
        )
    if len(x) < 2:
        raise StatisticsError("linear regression requires at least two data points")
    a = [float(value) for value in x] if proportional else _centered(x)
    b = [float(value) for value in y] if proportional else _centered(y)
    below = _products(a, a)
    if below == 0.0:
        raise StatisticsError("x is constant")
    slope = _products(a, b) / below
    if proportional:
        return LinearRegression(slope, 0.0)
    return LinearRegression(slope, math.fsum(y) / len(y) - slope * math.fsum(x) / len(x))


# ---------------------------------------------------------------- the normal distribution

_TAU: Final = 6.283185307179586


class NormalDist:
    """Of this mean and standard deviation. Not here: what needs the error function."""

    def __init__(self, mu: float = 0.0, sigma: float = 1.0) -> None:
        if sigma < 0.0:
            raise StatisticsError("sigma must be non-negative")
        self._mu = float(mu)
        self._sigma = float(sigma)

    @classmethod
    def from_samples(cls, data: Iterable[float]) -> NormalDist:
        values = list(data)
        return NormalDist(fmean(values), stdev(values))

    @property
    def mean(self) -> float:
        return self._mu

    @property
    def median(self) -> float:
        return self._mu

    @property
    def mode(self) -> float:
        return self._mu

    @property
    def stdev(self) -> float:
        return self._sigma

    @property
    def variance(self) -> float:
        return self._sigma * self._sigma

    def samples(self, n: int, *, seed: int | None = None) -> list[float]:
        source = random.Random() if seed is None else random.Random(seed)
        return [source.gauss(self._mu, self._sigma) for _ in range(n)]

    def pdf(self, x: float) -> float:
        """The density at x."""
        variance = self._sigma * self._sigma
        if not variance:
            raise StatisticsError("pdf() not defined when sigma is zero")
        distance = x - self._mu
        return math.exp(distance * distance / (-2.0 * variance)) / math.sqrt(_TAU * variance)

    def zscore(self, x: float) -> float:
        if not self._sigma:
            raise StatisticsError("zscore() not defined when sigma is zero")
        return (x - self._mu) / self._sigma

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, NormalDist):
            return NotImplemented
        return self._mu == other._mu and self._sigma == other._sigma

    def __hash__(self) -> int:
        return hash((self._mu, self._sigma))

    def __repr__(self) -> str:
        return f"NormalDist(mu={self._mu!r}, sigma={self._sigma!r})"
