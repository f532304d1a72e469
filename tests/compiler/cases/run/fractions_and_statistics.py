"""Fractions: construction, arithmetic, comparison, rounding; statistics of small samples."""

import math
import statistics as st
from fractions import Fraction as F

print(F(6, -4), F("3/9"), F("-1.25"), F(0.5), F(3), F("1e-2"), F(1, 3) + F(1, 6), F(1, 2) * 4, 1 - F(1, 3), F(7, 2) // 1, F(-7, 2) % 2, F(1, 2) ** 3, F(1, 2) ** -2, -F(1, 2), abs(F(-1, 3)), F(3, 4) / F(1, 2))
print(F(1, 2) == 0.5, F(1, 3) < F(1, 2), F(4, 2) == 2, F(1, 2) > 0, hash(F(2)) == hash(2), math.floor(F(-1, 2)), math.ceil(F(-1, 2)), int(F(-7, 2)), float(F(1, 8)), F(3.14159).limit_denominator(10), F(1, 3).numerator, F(2, 6).denominator, str(F(5)), repr(F(1, 2)), bool(F(0)), sorted([F(1, 2), F(1, 3)]), sum([F(1, 2), F(1, 3)], F(0)), F(7, 3).as_integer_ratio())
for make in (lambda: F(1, 0), lambda: F("x"), lambda: F(1) / 0, lambda: F(float("inf"))):
    try:
        print(make())  # type: ignore[no-untyped-call]
    except (ZeroDivisionError, ValueError, OverflowError) as error:
        print(type(error).__name__, error)
data = [2, 4, 4, 4, 5, 5, 7, 9]
print(st.mean(data), st.median(data), st.mode(data), st.multimode("aabbc"), st.pstdev(data), st.variance([1, 2, 3, 4]), st.stdev([1.5, 2.5]), st.pvariance([1, 1]), st.median_low([1, 2, 3, 4]), st.median_high([1, 2, 3, 4]), st.harmonic_mean([40, 60]), st.geometric_mean([1, 4]), st.fmean([1, 2]), st.quantiles([1, 2, 3, 4, 5], n=4), st.median_grouped([1, 2, 2, 3]))
print(st.mean([F(1, 2), F(1, 4)]), st.mean([1, 2]), st.mean([1.5, 2.5]), st.correlation([1, 2, 3], [2, 4, 7]), st.linear_regression([1, 2, 3], [2, 4, 6]), st.covariance([1, 2], [3, 5]), st.NormalDist(10, 2).pdf(10))
for make2 in (lambda: st.mean([]), lambda: st.variance([1]), lambda: st.mode([]), lambda: st.median([])):
    try:
        print(make2())  # type: ignore[no-untyped-call]
    except st.StatisticsError as error:
        print(error)
