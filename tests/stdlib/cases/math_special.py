"""math: gamma, lgamma, erf and erfc; rounded where the platform's libm may differ by an ulp."""

import math
from collections.abc import Callable

print([math.gamma(float(n)) for n in range(1, 24)])
print(math.gamma(0.5), math.gamma(1.5), math.gamma(-0.5), math.gamma(1e-21), math.gamma(math.inf))
print(math.gamma(1), math.lgamma(3), math.erf(1), math.erfc(True))
print(math.lgamma(1.0), math.lgamma(2.0), math.lgamma(0.5), math.lgamma(-math.inf))
print(math.erf(0.0), math.erf(-0.0), math.erfc(0.0), math.erf(math.inf), math.erfc(-math.inf))
print(math.gamma(-250.3), math.gamma(math.nan), math.erf(math.nan), math.lgamma(1e305))
X = [-170.3, -20.1, -5.5, -0.1, 1e-9, 1e-300, 0.3, 2.25, 4.9, 7.7, 26.1, 100.5, 141.3, 171.6]
for x in X:
    print(x, f"{math.gamma(x):.13e} {math.lgamma(x):.13e} {math.erf(x):.13e} {math.erfc(x):.13e}")
FAILING: list[tuple[Callable[[float], float], float]] = [
    (math.gamma, 0.0), (math.gamma, -0.0), (math.gamma, -3.0), (math.gamma, -math.inf),
    (math.gamma, 172.0), (math.gamma, 1e-309), (math.gamma, 201.5), (math.lgamma, 0.0),
    (math.lgamma, -7.0), (math.lgamma, 1.7e308),
]  # fmt: skip
for function, x in FAILING:
    try:
        print(function(x))
    except (ValueError, OverflowError) as error:
        print(type(error).__name__, error)
