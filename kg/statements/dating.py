"""What the dates tell of two claims that do not agree: that one followed the other, or that they cannot both be right."""

from __future__ import annotations

from datetime import date
from typing import Literal

from kg.edtf import Day, Range, before
from kg.statements.voices import Voice

#: "clash": they cannot both be right; "change": each may have been right in its day; "apart": they speak of different
#: occasions, or the dates do not tell.
Verdict = Literal["clash", "change", "apart"]
#: What a party denies is what was said of it within so many days, not what comes later.
ANSWER = 31
#: Two articles of so few days speak of one time.
ONE_TIME = 3


def apart(left: Voice, right: Voice) -> bool:
    """Tell whether both claims have times of their own, and these do not meet."""
    return left.held is not None and right.held is not None and _follow(left.held, right.held)


def denied(yes: Voice, no: Voice, lasting: bool, once: bool) -> Verdict:
    """Return how a claim stands to one that denies it; ``lasting`` tells that the relation is a state, which may end, and
    ``once`` that it comes about once, so that both speak of one occasion.

    An event that is denied first and told later happened in between ("has not endorsed her"; "endorsed her"), one that is
    told first cannot be undone. A state, or what is said to be going on, may begin and end. An article's own "not" speaks
    of its day; a party that denies answers what is said of it.
    """
    going_on = yes.claim.status == "current", no.claim.status == "current"
    if not lasting and going_on == (False, True):
        return "apart"  # "is not running"; "ran", or "was running" before
    lasting = lasting or all(going_on)
    if apart(yes, no):
        return "change" if lasting else "apart"
    if yes.held and no.held:
        return "clash"
    if no.held and not lasting:
        return "apart"  # "did not answer on Tuesday"
    then, now = yes.held or yes.told, no.held or no.told
    if then is None or now is None:
        return "clash"
    late, plain = days_between(then, now) > ANSWER, _plain(yes, no)
    if lasting:
        answers = yes.held is None and no.held is None and not plain and not late
        return "clash" if answers or not _follow(then, now) else "change"
    if before(now, then) and (yes.held or (yes.claim.modality == "asserted" and (plain or late))):
        return "change"
    return "apart" if late and plain and not once else "clash"


def planned(yes: Voice, plan: Voice) -> Verdict:
    """Return how a claim stands to an earlier plan (for it or against it): what came of it, or nothing."""
    then = yes.held or yes.told
    return "change" if plan.told and then and before(plan.told, then) and days_between(plan.told, then) < 366 else "apart"


def over(still: Voice, past: Voice) -> Verdict:
    """Return how a claim that something holds stands to one that it is over."""
    if still.held and past.held:
        return "change" if before(still.held, past.held) else "apart" if before(past.held, still.held) else "clash"
    now, then = still.held or still.told, past.held or past.told
    if now is None or then is None:
        return "apart"
    if still.claim.status == "current" and not still.held and past.told and still.told:
        if days_between(still.told, past.told) <= ONE_TIME:
            return "clash"
    return "change" if before(now, then) else "apart"


def unsure(sure: Voice, hearsay: Voice) -> Verdict:
    """Return how a claim stated as a fact stands to one that is only hearsay: first rumoured, then confirmed, is a change."""
    if apart(sure, hearsay) or days_between(sure.told, hearsay.told) > ANSWER:
        return "apart"
    return "change" if sure.told and hearsay.told and before(hearsay.told, sure.told) else "clash"


def dated(left: Voice, right: Voice) -> Verdict:
    """Return how the dates that two claims give for one event stand to one another."""
    return "clash" if apart(left, right) and days_between(left.told, right.told) <= ONE_TIME else "apart"


def days_between(left: Range | None, right: Range | None) -> int:
    """Return the days from the one to the other, at least; none where either is not known.

    >>> days_between(((2020, 6, 2), (2020, 6, 2)), ((2020, 5, 1), (2020, 5, 31)))
    2
    """
    if left is None or right is None or not _follow(left, right):
        return 0
    first, last = sorted((left, right))
    return _ordinal(last[0]) - _ordinal(first[1])


def _ordinal(day: Day) -> int:
    year, *rest = day
    return date(min(max(year, 1), 9999), *rest).toordinal()  # open ends lie beyond what a calendar has


def _follow(left: Range, right: Range) -> bool:
    return before(left, right) or before(right, left)


def _plain(yes: Voice, no: Voice) -> bool:
    """Tell whether both are said as facts in an article's own voice."""
    return yes.own and no.own and yes.claim.modality == no.claim.modality == "asserted"
