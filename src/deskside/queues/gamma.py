"""The gamma distribution, which sums of waiting times follow well; its shape is one over the squared coefficient of
variation.
"""

import math
from typing import NamedTuple

_PRECISE = 1e-9
_TINY = 1e-300
_LONGEST = 500


class Gamma(NamedTuple):
    """A gamma distribution by its mean and its variance over the square of the mean."""

    mean: float
    dispersion: float

    def beyond(self, value: float) -> float:
        """The probability of more than this."""
        shape = 1 / self.dispersion
        return _upper(shape, shape * value / self.mean)

    def rest(self, passed: float) -> tuple[float, float]:
        """Mean and variance of what is left once so much has passed.

        The truncated moments follow from Q(k + 1, x) = Q(k, x) + xᵏ e⁻ˣ / Γ(k + 1) (DLMF 8.8.6).
        """
        shape = 1 / self.dispersion
        x = shape * passed / self.mean
        still = _upper(shape, x)
        step = math.exp(shape * math.log(x) - x - math.lgamma(shape + 1)) if x > 0 else 0.0
        first = self.mean * (1 + step / still)
        second = self.mean**2 * (1 + self.dispersion) * (1 + (step + step * x / (shape + 1)) / still)
        return first - passed, second - first**2


def _upper(shape: float, x: float) -> float:
    """Q(k, x), the regularised upper incomplete gamma function: by its series below k + 1 and by its continued
    fraction (Lentz) above, as in Numerical Recipes, 6.2.
    """
    if x <= 0:
        return 1.0
    front = math.exp(shape * math.log(x) - x - math.lgamma(shape))
    return 1 - front * _series(shape, x) if x < shape + 1 else front * _fraction(shape, x)


def _series(shape: float, x: float) -> float:
    term = total = 1 / shape
    while term > total * _PRECISE:
        shape += 1
        term *= x / shape
        total += term
    return total


def _fraction(shape: float, x: float) -> float:
    below = x + 1 - shape
    c, d = 1 / _TINY, 1 / below
    value = d
    for step in range(1, _LONGEST):
        above = -step * (step - shape)
        below += 2
        d = 1 / (above * d + below or _TINY)
        c = below + above / c or _TINY
        value *= c * d
        if abs(c * d - 1) < _PRECISE:
            break
    return value
