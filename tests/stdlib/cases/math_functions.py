import math
from collections.abc import Callable
from math import floor, sqrt


def show(x: float) -> None:
    print(repr(x))


show(math.sqrt(2))
show(sqrt(2.0))
print(floor(2.5), floor(7), math.ceil(-2.5), math.trunc(-2.5), math.ceil(3), floor(True))
print(math.pi, math.e, math.tau, math.inf, math.nan, -math.inf)
for x in [0.0, -0.0, 1.0, -1.0, 0.5, 1e300, -1e-300, 123.456, 2.0**52, 1e16, 5e-324]:
    print(
        x,
        math.sin(x),
        math.cos(x),
        math.tan(x),
        math.atan(x),
        math.frexp(x),
        math.modf(x),
        math.fabs(x),
        math.ulp(x),
        math.nextafter(x, 2.0),
        math.copysign(3.0, x),
    )
    print(
        math.isnan(x),
        math.isinf(x),
        math.isfinite(x),
        math.hypot(x, 3.0),
        math.degrees(x),
        math.radians(x),
    )
for x in [0.5, 1.0, 2.0, 10.0, 100.0, 1e-310, 1e308]:
    print(math.log(x), math.log2(x), math.log10(x), math.log(x, 2), math.log(x, 10.0))
print(math.log2(10**400), math.log10(10**400), math.log2(2**1500))
print(
    math.gcd(),
    math.gcd(12),
    math.gcd(12, -18),
    math.gcd(0, 0),
    math.gcd(2**100, 6**50),
    math.lcm(4, 6),
    math.lcm(),
    math.lcm(0, 3),
    math.lcm(-3, 5, 7),
)
print(
    math.factorial(0),
    math.factorial(5),
    math.factorial(60),
    math.comb(5, 2),
    math.comb(100, 50),
    math.comb(3, 5),
    math.perm(5, 2),
    math.perm(5),
    math.isqrt(10**40 + 5),
    math.isqrt(15),
    math.isqrt(16),
    math.isqrt(0),
)
print(
    math.fsum([0.1] * 10),
    math.fsum([1e100, 1.0, -1e100]),
    math.fsum([]),
    math.fsum([1e-16, 1.0, 1e16]),
)
print(
    math.dist([1.0, 2.0], [4.0, 6.0]),
    math.dist((0.0,), (-3.0,)),
    math.hypot(3, 4),
    math.hypot(),
    math.hypot(1.0, 1.0, 1.0),
    math.hypot(1e308, 1e308),
    math.hypot(5e-324, 5e-324),
)
print(
    math.isclose(1.0, 1.0 + 1e-10),
    math.isclose(1.0, 1.1),
    math.isclose(1.0, 1.05, rel_tol=0.1),
    math.isclose(0.0, 1e-12, abs_tol=1e-9),
    math.isclose(math.inf, math.inf),
    math.isclose(math.nan, math.nan),
)
print(
    math.fmod(7.5, -2.0),
    math.fmod(-7.5, 2.0),
    math.remainder(7.5, 2.0),
    math.remainder(5.0, 2.0),
    math.remainder(-7.0, 2.0),
    math.remainder(3.0, 2.0),
    math.remainder(1.0, math.inf),
)
print(math.ldexp(0.5, 3), math.ldexp(1.0, -1074), math.ldexp(1.5, -1074), math.ldexp(1.0, -2000))
print(
    math.pow(2, 10),
    math.pow(2.0, 0.5),
    math.pow(-2.0, 3.0),
    math.pow(0.0, 0.0),
    math.pow(-math.inf, 3.0),
    math.exp(1.0),
    math.exp(-745.1),
    math.exp(-1000),
    math.expm1(1e-10),
    math.exp2(10),
    math.exp2(0.5),
)
print(
    math.atan2(1.0, -1.0),
    math.atan2(-0.0, -1.0),
    math.atan2(0.0, 0.0),
    math.atan2(math.inf, -math.inf),
    math.atan2(1.0, 0.0),
    math.atan2(-1.0, 1e308),
    math.atan2(1e-310, 1e-310),
)
print(
    math.asin(1),
    math.asin(-0.3),
    math.acos(0.0),
    math.acos(-1),
    math.acosh(1.0),
    math.sinh(1.0),
    math.cosh(1.0),
)

fs: list[tuple[str, Callable[[], float]]] = [
    ("sqrt", lambda: math.sqrt(-1.0)),
    ("log", lambda: math.log(0)),
    ("log-", lambda: math.log(-1.5)),
    ("exp", lambda: math.exp(1000.0)),
    ("acos", lambda: math.acos(1.5)),
    ("fmod", lambda: math.fmod(1.0, 0.0)),
    ("pow", lambda: math.pow(-1.0, 0.5)),
    ("pow0", lambda: math.pow(0.0, -1.0)),
    ("powbig", lambda: math.pow(10.0, 400.0)),
    ("sin", lambda: math.sin(math.inf)),
    ("ldexp", lambda: math.ldexp(1.0, 5000)),
    ("floor", lambda: float(math.floor(math.inf))),
    ("ceil", lambda: float(math.ceil(math.nan))),
    ("fact", lambda: float(math.factorial(-1))),
    ("comb", lambda: float(math.comb(-1, 2))),
    ("isqrt", lambda: float(math.isqrt(-1))),
    ("fsum", lambda: math.fsum([math.inf, -math.inf])),
    ("fsum2", lambda: math.fsum([1e308, 1e308])),
    ("big", lambda: math.sqrt(10**400)),
    ("close", lambda: float(math.isclose(1.0, 2.0, rel_tol=-1.0))),
    ("atanh", lambda: math.atanh(1.0)),
    ("acosh", lambda: math.acosh(0.5)),
    ("log1p", lambda: math.log1p(-1.0)),
    ("cosh", lambda: math.cosh(1000.0)),
    ("dist", lambda: math.dist([1.0], [1.0, 2.0])),
    ("logb", lambda: math.log(2.0, 1.0)),
]
for name, f in fs:
    try:
        print(name, f())
    except (ValueError, OverflowError, ZeroDivisionError) as e:
        print(name, type(e).__name__, e)
print(sorted([4.0, 9.0, 2.0], key=math.sqrt), list(map(math.floor, [1.5, 2.5])))
for n in [1, 1000, 8, 10**30, 2**70]:
    print(math.log(n), math.log2(n), math.log10(n), math.log(n, 2), math.log(n, 10.0))

print(math.prod([1, 2, 3]), math.prod([1.5, 2.0]), math.prod([], start=7), math.prod(range(1, 30)))
print(math.prod([2.0], start=3.0), math.prod([True, 5]))
