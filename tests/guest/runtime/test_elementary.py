"""The elementary functions against decimal arithmetic of 120 digits, and against glibc."""

import math
import random
from collections.abc import Callable
from decimal import Context, Decimal, localcontext

import pytest

from gloam.runtime.elementary import circular, exponential, roots

D = Decimal
DIGITS = Context(prec=120, Emin=-(10**9), Emax=10**9)
COUNT = 400


def spread(rng: random.Random, low: int, high: int) -> float:
    """A float of any exponent in a range."""
    return math.ldexp(rng.uniform(1.0, 2.0), rng.randint(low, high))


def exp_less_one(x: Decimal) -> Decimal:
    return x + x * x / 2 + x**3 / 6 if abs(x) < D("1e-30") else x.exp() - 1


def log_of_one_plus(x: Decimal) -> Decimal:
    return x - x * x / 2 + x**3 / 3 if abs(x) < D("1e-40") else (1 + x).ln()


def sinh(x: Decimal) -> Decimal:
    return (exp_less_one(x) - exp_less_one(-x)) / 2


def asinh(x: Decimal) -> Decimal:
    size = abs(x)
    result = log_of_one_plus(size + size * size / (1 + (size * size + 1).sqrt()))
    return result.copy_sign(x)


Case = tuple[Callable[[float], float], Callable[[Decimal], Decimal], list[tuple[int, int, bool]]]
CASES: dict[str, Case] = {
    "exp": (exponential.exp, Decimal.exp, [(-60, 8, True), (-3, 3, True)]),
    "exp2": (exponential.exp2, lambda x: (x * D(2).ln()).exp(), [(-60, 9, True)]),
    "expm1": (exponential.expm1, exp_less_one, [(-900, 8, True), (-5, 3, True)]),
    "log": (exponential.log, Decimal.ln, [(-1074, 1022, False), (-1, 1, False)]),
    "log2": (exponential.log2, lambda x: x.ln() / D(2).ln(), [(-1074, 1022, False)]),
    "log10": (exponential.log10, Decimal.log10, [(-1074, 1022, False), (-1, 1, False)]),
    "log1p": (exponential.log1p, log_of_one_plus, [(-900, 1022, False), (-30, -2, True)]),
    "sinh": (exponential.sinh, sinh, [(-300, 8, True), (-3, 3, True)]),
    "cosh": (exponential.cosh, lambda x: (x.exp() + (-x).exp()) / 2, [(-30, 8, True)]),
    "tanh": (
        exponential.tanh,
        lambda x: sinh(x) * 2 / (x.exp() + (-x).exp()),
        [(-300, 5, True), (-3, 3, True)],
    ),
    "asinh": (exponential.asinh, asinh, [(-300, 1022, True), (-3, 3, True)]),
    "acosh": (
        exponential.acosh,
        lambda x: (x + (x * x - 1).sqrt()).ln(),
        [(0, 1022, False), (0, 3, False)],
    ),
    "atanh": (
        exponential.atanh,
        lambda x: (log_of_one_plus(x) - log_of_one_plus(-x)) / 2,
        [(-300, -1, True), (-4, -1, True)],
    ),
    "cbrt": (
        exponential.cbrt,
        lambda x: (abs(x) ** (D(1) / 3)).copy_sign(x),
        [(-1074, 1022, True)],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_result_is_the_nearest_float(name: str) -> None:
    ours, exact, ranges = CASES[name]
    rng = random.Random(name)
    with localcontext(DIGITS):
        for low, high, is_signed in ranges:
            for _ in range(COUNT):
                x = spread(rng, low, high)
                if is_signed and rng.random() < 0.5:
                    x = -x
                assert ours(x) == float(exact(D(x))), x


@pytest.mark.parametrize("name", ["sin", "cos", "tan", "asin", "acos", "atan"])
def test_angle_is_glibcs_up_to_its_last_bit(name: str) -> None:
    """glibc errs by at most 0.55 ulp: it gives the other of two floats in few cases."""
    ours, theirs = getattr(circular, name), getattr(math, name)
    rng = random.Random(name)
    top = -1 if name in ("asin", "acos") else 1022
    different = 0
    for _ in range(2 * COUNT):
        x = spread(rng, -60, min(top, 20)) if rng.random() < 0.7 else spread(rng, -400, top)
        x = -x if rng.random() < 0.5 else x
        found, expected = ours(x), theirs(x)
        different += found != expected
        assert abs(found - expected) <= math.ulp(expected), x
    assert different <= COUNT // 50


def test_angle_of_a_point_is_glibcs() -> None:
    rng = random.Random(2)
    for _ in range(COUNT):
        y, x = spread(rng, -300, 300), spread(rng, -300, 300)
        if rng.random() < 0.8:
            y, x = rng.uniform(-3, 3), rng.uniform(-3, 3)
        found, expected = circular.atan2(y, x), math.atan2(y, x)
        assert abs(found - expected) <= math.ulp(expected)


@pytest.mark.parametrize(
    ("x", "sine"),
    [
        # Of all floats the one nearest to a multiple of pi/2 (W. Kahan's search), and a large one.
        (6381956970095103.0 * 2.0**797, 1.0),
        (1e22, -0.8522008497671888),
    ],
)
def test_large_angles_lose_nothing(x: float, sine: float) -> None:
    assert circular.sin(x) == sine


def test_sum_is_rounded_once() -> None:
    rng = random.Random(4)
    for _ in range(200):
        values = [spread(rng, -40, 40) * rng.choice([-1, 1]) for _ in range(rng.randint(0, 30))]
        values += [-value for value in values[: rng.randint(0, 30)]]
        assert roots.exact_sum(values) == math.fsum(values)


def test_length_is_rounded_once() -> None:
    rng = random.Random(5)
    with localcontext(DIGITS):
        for _ in range(COUNT):
            values = [spread(rng, -20, 20) for _ in range(rng.randint(1, 5))]
            exact = sum((D(v) * D(v) for v in values), D(0)).sqrt()
            assert roots.length(values) == float(exact)
