"""From scores on passages held out to thresholds, and to the chance that a reading is right."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

#: How many readings a threshold has to be seen on, right ones among them.
FEWEST = 25
#: What stands in the model where a relation is never told: no score reaches that.
NEVER = 2.0


@dataclass(frozen=True, slots=True)
class Calibrated:
    """What was found for a relation: threshold, slope and intercept of Platt's scaling, and precision and recall of pairs from
    that threshold on."""

    threshold: float
    a: float
    b: float
    precision: float
    recall: float
    told: int

    def measured(self) -> dict[str, float]:
        """Return what ``config.json`` says of pairs that are held out, from the threshold on."""
        return {"precision": self.precision, "recall": self.recall, "told": self.told}


def thresholds(found: Calibrated | None, eager: Calibrated | None) -> dict[str, float]:
    """Return what ``config.json`` says of a relation: from where on it is told, and told eagerly, which is never later."""
    either = found or eager
    if either is None:
        return {"threshold": NEVER, "eager": NEVER, "a": 1.0, "b": 0.0}
    told = [c.threshold if c else NEVER for c in (found, eager)]
    return {"threshold": told[0], "eager": min(told), "a": either.a, "b": either.b}


def calibrate(scored: Sequence[tuple[float, bool]], precision: float) -> Calibrated | None:
    """Return the lowest threshold from which on a relation has this precision on the scored pairs (score, whether it holds), or
    the one of best F1 if that is higher; None where there are too few to tell.

    The lower bound of Wilson's interval (1927, one standard error) has to reach what is wanted less 0.05: chance alone must
    not set a threshold.
    """
    rows, wanted = sorted(scored, reverse=True), sum(right for _, right in scored)
    best: tuple[float, float] | None = None  # F1, threshold
    lowest: float | None = None
    found = 0
    for n, (score, right) in enumerate(rows, 1):
        found += right
        if n < FEWEST or (n < len(rows) and rows[n][0] == score):
            continue
        share = found / n
        if share >= precision and wilson(found, n) >= precision - 0.05:
            lowest = score
            f1 = 2 * found / (n + wanted)
            best = max(best or (0.0, 0.0), (f1, score))
    if lowest is None or best is None:
        return None
    threshold = max(0.05, math.floor(best[1] * 10_000) / 10_000)
    kept = [right for score, right in rows if score >= threshold]
    a, b = platt(rows)
    return Calibrated(threshold, a, b, round(sum(kept) / len(kept), 3), round(sum(kept) / max(wanted, 1), 3), len(kept))


def wilson(right: int, seen: int, z: float = 1.0) -> float:
    """Return the lower bound of the interval in which the share lies, ``z`` standard errors wide.

    >>> round(wilson(9, 10), 2), round(wilson(90, 100), 2)
    (0.77, 0.87)
    """
    share, z2 = right / seen, z * z
    middle, wide = share + z2 / (2 * seen), z * math.sqrt(share * (1 - share) / seen + z2 / (4 * seen * seen))
    return (middle - wide) / (1 + z2 / seen)


def platt(scored: Sequence[tuple[float, bool]], rounds: int = 100) -> tuple[float, float]:
    """Return a and b of 1 / (1 + exp(-(a·logit + b))), by Newton's method on the pairs that score 0.02 or more (Platt 1999)."""
    rows = [
        (math.log(min(max(s, 1e-6), 1 - 1e-6) / (1 - min(max(s, 1e-6), 1 - 1e-6))), right) for s, right in scored if s >= 0.02
    ]
    right = sum(y for _, y in rows)
    high, low = (right + 1) / (right + 2), 1 / (len(rows) - right + 2)
    a, b = 1.0, 0.0
    for _ in range(rounds):
        ga = gb = 0.0
        haa = hbb = hab = 1e-3
        hab = 0.0
        for x, y in rows:
            p = 1 / (1 + math.exp(-max(-30.0, min(30.0, a * x + b))))
            d, w = p - (high if y else low), p * (1 - p)
            ga, gb = ga + d * x, gb + d
            haa, hbb, hab = haa + w * x * x, hbb + w, hab + w * x
        det = haa * hbb - hab * hab
        da, db = (hbb * ga - hab * gb) / det, (haa * gb - hab * ga) / det
        short = min(1.0, 1 / max(abs(da), abs(db), 1e-9))  # where the curve is flat, a whole step leaps out of sight
        a, b = a - short * da, b - short * db
    return round(a, 4), round(b, 4)
