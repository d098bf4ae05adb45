"""Thresholds keep the precision that is wanted, with a margin; where too little is seen, nothing is told."""

from __future__ import annotations

import math

from kg.training.calibrate import calibrate, platt, thresholds


def scored(*bands: tuple[float, int, int]) -> list[tuple[float, bool]]:
    return [(score + n / 1e5, n < right) for score, right, wrong in bands for n in range(right + wrong)]


def test_the_threshold_leaves_out_the_band_that_is_mostly_wrong() -> None:
    found = calibrate(scored((0.9, 95, 5), (0.6, 80, 20), (0.2, 30, 170)), precision=0.75)
    assert found is not None
    assert 0.2 < found.threshold <= 0.6
    assert found.precision >= 0.75
    assert found.told == 200


def test_a_relation_that_is_never_precise_enough_is_not_told() -> None:
    assert calibrate(scored((0.9, 60, 40), (0.5, 50, 50)), precision=0.75) is None


def test_a_handful_of_pairs_sets_no_threshold() -> None:
    assert calibrate(scored((0.9, 10, 0)), precision=0.75) is None


def test_chances_follow_what_was_right() -> None:
    found = calibrate(scored((0.9, 90, 10), (0.5, 60, 40), (0.1, 5, 95)), precision=0.7)
    assert found is not None

    def chance(score: float) -> float:
        return 1 / (1 + math.exp(-(found.a * math.log(score / (1 - score)) + found.b)))

    assert chance(0.1) < 0.3 < chance(0.5) < 0.75 < chance(0.9) < 0.97


def test_a_network_that_is_too_sure_gets_chances_that_follow_what_was_right() -> None:
    a, b = platt(scored((0.97, 100, 50), (0.9, 10, 200), (0.5, 5, 200), (0.03, 0, 50)))
    chances = [1 / (1 + math.exp(-(a * math.log(s / (1 - s)) + b))) for s in (0.97, 0.9, 0.5)]
    assert 0.5 < chances[0] < 0.8
    assert chances[1] < 0.3
    assert chances[2] < 0.05


def test_an_eager_reader_is_told_of_whatever_the_cautious_one_is_told_of() -> None:
    bands = scored((0.9, 98, 2), (0.6, 80, 20), (0.2, 30, 170))
    strict, loose = calibrate(bands, precision=0.95), calibrate(bands, precision=0.75)
    both = thresholds(strict, loose)
    assert 0.2 < both["eager"] <= 0.6 < both["threshold"] <= 0.9
    assert thresholds(loose, strict)["eager"] == both["eager"]
    never = thresholds(None, loose)
    assert never["threshold"] > 1 > never["eager"]
    assert thresholds(None, None)["eager"] > 1
