"""Quantiles of Gamma-Poisson and Poisson counts: scipy proposes, mpmath decides for means up to 2500.

Mean m, variance v = phi m + (V + c^2) m^2; v > m is the negative binomial with r = m^2 / (v - m) and success probability r / (r + m),
v <= m the Poisson law. The quantile is the least n with P(N <= n) >= p. scipy's ppf proposes n; mpmath at 60 digits gives P(N <= n - 1) and
P(N <= n) by incomplete beta and gamma functions, from which n is moved until the definition holds. A row whose level lies within 1e-9 of either
probability is left out: its quantile hangs on rounding. Beyond a mean of 2500, where mpmath takes minutes, the probabilities are scipy's
(Boost's incomplete beta and gamma functions, whose error lies orders below 1e-9). Made in November 2026 with scipy 1.17 and mpmath 1.4.

Writes count_quantiles.csv beside this file, and count_quantiles_huge.csv, where the mean passes 10^7 and scipy's proposal stands as it is.
"""
import csv
import pathlib

import mpmath as mp
from scipy import stats

mp.mp.dps = 60
LEVELS = [0.001, 0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975, 0.999]
MEANS = [1e-6, 0.003, 0.1, 0.7, 1, 3.2, 12, 49.5, 170, 633.3, 2500, 2e4, 3e5, 1e7]
LAWS = [(1, 0, 0), (1.3, 0, 0), (1, 0.05, 0), (1.15, 0.08, 0.01), (2.5, 0.2, 0.09), (1, 0, 1), (4, 0.5, 3), (1, 0.002, 0)]


def tail(mean, r, n):
    """P(N <= n)."""
    if n < 0:
        return mp.mpf(0)
    if mean > 2500:
        return stats.poisson.cdf(n, float(mean)) if r is None else stats.nbinom.cdf(n, float(r), float(r / (r + mean)))
    if r is None:
        return mp.gammainc(n + 1, mean, mp.inf, regularized=True)
    p = r / (r + mean)
    return mp.betainc(r, n + 1, 0, p, regularized=True)


with open(pathlib.Path(__file__).parent / "count_quantiles.csv", "w", newline="") as f:
    out = csv.writer(f, lineterminator="\n")
    out.writerow(["mean", "overdispersion", "cv", "day_variance", "level", "quantile"])
    for mean in MEANS:
        for phi, c, v in LAWS:
            m = mp.mpf(mean)
            excess = (mp.mpf(phi) - 1) * m + (mp.mpf(v) + mp.mpf(c) ** 2) * m * m
            r = m * m / excess if excess > 0 else None
            for level in LEVELS:
                law = stats.poisson(mean) if r is None else stats.nbinom(float(r), float(r / (r + m)))
                n = max(int(law.ppf(level)), 0)
                while tail(m, r, n) < level:
                    n += 1
                while n > 0 and tail(m, r, n - 1) >= level:
                    n -= 1
                if min(abs(tail(m, r, n) - level), abs(tail(m, r, n - 1) - level)) > 1e-9:
                    out.writerow([f"{mean:g}", phi, c, v, level, n])
        print(mean, flush=True)

with open(pathlib.Path(__file__).parent / "count_quantiles_huge.csv", "w", newline="") as f:
    out = csv.writer(f, lineterminator="\n")
    out.writerow(["mean", "overdispersion", "cv", "day_variance", "level", "quantile"])
    for mean in [1.1e7, 1e8, 1e10]:
        for phi, c, v in [(1, 0, 0), (1.3, 0, 0), (1, 1e-4, 0), (1, 0.1, 0.01)]:
            excess = (phi - 1) * mean + (v + c * c) * mean * mean
            r = mean * mean / excess if excess > 0 else None
            for level in LEVELS:
                law = stats.poisson(mean) if r is None else stats.nbinom(r, r / (r + mean))
                out.writerow([f"{mean:g}", phi, c, v, level, int(law.ppf(level))])
