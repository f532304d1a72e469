"""statistics: means, medians, modes, spread, quantiles, two variables, errors."""

import math
import statistics as st
from collections.abc import Callable
from fractions import Fraction

ints = [3, 1, 4, 1, 5, 9, 2, 6]
floats = [2.75, 1.75, 1.25, 0.25, 0.5, 1.25, 3.5]
thirds = [Fraction(1, 3), Fraction(2, 3), Fraction(3, 7)]

print(st.mean(ints), st.mean(floats), st.mean(thirds), st.mean([1, 2, 3]), st.mean([1, 2.5]))
print(
    st.mean([1e30, 1, -1e30]), st.mean([True, False]), st.mean([math.inf, 1.0]), st.mean([math.nan])
)
print(st.fmean(ints), st.fmean([1.5, 2.5], [1, 3]), st.fmean(x / 7 for x in ints))
print(
    st.harmonic_mean([40, 60]),
    st.harmonic_mean([40.0, 60.0], weights=[5, 30]),
    st.harmonic_mean([0, 1]),
)
print(st.harmonic_mean(thirds), st.harmonic_mean([5]))
print(st.median(ints), st.median(floats), st.median_low(ints), st.median_high(ints), st.median([1]))
print(
    st.median(thirds),
    st.median_grouped([1, 2, 2, 3, 4, 4, 4, 4, 4, 5]),
    st.median_grouped([1, 3, 3, 5, 7], 2),
)
print(
    st.mode("aabbb"),
    st.mode([1, 2, 2, 3, 3]),
    st.multimode("aabbcc"),
    st.multimode([]),
    st.multimode([3]),
)
print(st.variance(ints), st.variance(floats), st.variance(thirds), st.variance([1, 2, 3]))
print(
    st.pvariance(ints), st.pvariance(floats), st.pvariance([1, 2, 3, 4], 2.5), st.variance(ints, 4)
)
print(st.stdev(ints), st.stdev(floats), st.pstdev(ints), st.pstdev(thirds), st.stdev([5, 5]))
print(st.stdev([1e200, 2e200]), st.stdev([1e-200, 3e-200]), st.pstdev([10**20, 10**20 + 3]))
print(st.quantiles(ints), st.quantiles(floats, n=10), st.quantiles(ints, n=3, method="inclusive"))
x = [1, 2, 3, 4, 5, 6, 7, 8, 9]
y = [1.5, 2.0, 3.5, 3.0, 5.0, 6.5, 6.0, 8.0, 9.5]
print(st.covariance(x, y), st.correlation(x, y), st.linear_regression(x, y))
print(st.linear_regression(x, y, proportional=True).slope, st.correlation(x, x[::-1]))
n = st.NormalDist(100, 15)
print(n, n.mean, n.stdev, n.variance, n.pdf(100), n.zscore(130), n == st.NormalDist(100.0, 15.0))
print(st.NormalDist.from_samples(floats), n.samples(3, seed=5))
print(math.isclose(st.geometric_mean([54, 24, 36]), 36.0))


def failing(action: Callable[[], object]) -> None:
    try:
        action()
    except ValueError as error:
        print(type(error).__name__, error)


failing(lambda: st.mean([]))
failing(lambda: st.fmean([]))
failing(lambda: st.fmean([1.0], [1, 2]))
failing(lambda: st.median([0][1:]))
failing(lambda: st.mode([0][1:]))
failing(lambda: st.variance([1]))
failing(lambda: st.pvariance([]))
failing(lambda: st.stdev([1]))
failing(lambda: st.harmonic_mean([-1, 2]))
failing(lambda: st.harmonic_mean([]))
failing(lambda: st.quantiles([1]))
failing(lambda: st.quantiles([1, 2], n=0))
failing(lambda: st.quantiles([1, 2], method="other"))
failing(lambda: st.correlation([1, 2], [1, 2, 3]))
failing(lambda: st.correlation([1, 1], [1, 2]))
failing(lambda: st.linear_regression([1, 1], [1, 2]))
failing(lambda: st.NormalDist(0, -1))
failing(lambda: st.NormalDist(0, 0).pdf(1))
