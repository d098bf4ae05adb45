"""Finds times and amounts: dates, money, percentages, ages, durations and counted things."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg import amounts
from kg.amounts import DIGITS, LONG, MONEY, currency
from kg.mentions.value_dates import find_dates
from kg.model import Dependents, Span, Token, Value, children

_WORDS = {
    w: i
    for i, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        " eighteen nineteen".split()
    )
} | {w: 10 * i for i, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_CURRENCIES = {
    "dollar": "USD", "us dollar": "USD", "u.s. dollar": "USD", "american dollar": "USD", "canadian dollar": "CAD",
    "australian dollar": "AUD", "euro": "EUR", "pound sterling": "GBP", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY",
    "swiss franc": "CHF", "ruble": "RUB", "rouble": "RUB", "indian rupee": "INR", "won": "KRW", "rand": "ZAR", "zloty": "PLN",
    "shekel": "ILS", "naira": "NGN", "hryvnia": "UAH", "forint": "HUF", "baht": "THB",
}  # fmt: skip

_TEN = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ONES = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    "|fifteen|sixteen|seventeen|eighteen|nineteen"
)
_SPELLED = rf"(?:(?:{_TEN})(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|{_ONES})"
_NUMBER = rf"(?:(?P<digits>{DIGITS})|(?P<spelled>\b{_SPELLED}\b))"
_START = r"(?<![\w.,$£€¥₹/:#+-])"
_NAMED = "|".join(sorted((re.escape(c) for c in _CURRENCIES), key=len, reverse=True))

_MONEY_WORDS = re.compile(rf"{_START}{_NUMBER}(?:[\s-](?P<scale>{LONG}))?[\s-](?P<currency>{_NAMED})s?\b", re.IGNORECASE)
_PERCENT = re.compile(rf"{_START}{_NUMBER}(?:\s?%|[\s-](?:percent|per cent)\b)(?!age)", re.IGNORECASE)
_UNIT = r"(?P<unit>second|minute|hour|day|week|month|year|decade)"
_AGE = re.compile(
    rf"{_START}(?:\b(?:aged|age)\s+{_NUMBER}\b|{_NUMBER.replace('digits', 'digits2').replace('spelled', 'spelled2')}"
    r"(?:-year-olds?|\s+years?[\s-]old)\b)",
    re.IGNORECASE,
)
_AGE_APPOSED = re.compile(r"(?<=[\w.”\"’']),\s+(?:now\s+)?(?P<digits>[1-9]\d?|1[01]\d)(?=,|\.(?:\s|$)|\s*\)|;|\s[–—]\s)")
_DURATION = re.compile(rf"{_START}{_NUMBER}[\s-]{_UNIT}s?\b(?![\s-]old)", re.IGNORECASE)
_COUNT = re.compile(
    rf"{_START}{_NUMBER}(?:[\s-](?P<scale>{LONG}))?(?![\w%:/]|[.,]\d|[-–]\d|['’]s\b|(?:st|nd|rd|th)\b)", re.IGNORECASE
)
_PARENT = re.compile(
    rf"\b(?:mother|father|mom|mum|dad|parent)[\s-]of[\s-]{_NUMBER}(?![\w-])(?=[\s,.;:!?)”\"—–]|$)", re.IGNORECASE
)
_MONTH_START = re.compile(
    r"January|February|March|April|May|June|July|August|September|October|November|December|[A-Z][a-z]{2}\.|\d"
)
#: Words that set a day for what is to come.
_SET = {"plan", "expect", "schedule", "set", "intend", "due", "vow", "slate"}


def find_values(
    text: str, tokens: tuple[Token, ...], sentences: tuple[Span, ...], body: tuple[Span, ...], published: str | None
) -> tuple[Value, ...]:
    """Return the times and amounts in the body, by position, never overlapping.

    Dates are EDTF with the precision of the text; relative ones ("Sunday", "last week") count from ``published``
    (ISO 8601) and are left out without it. Amounts are plain decimals; the unit is an ISO 4217 code for money and
    the lemma of what is counted for numbers. Spans are half-open code points of ``text``.
    """
    starts = {token.start: i for i, token in enumerate(tokens)}
    dependents = children(tokens)

    def future(span: Span) -> bool | None:
        return _future(text, tokens, dependents, starts.get(span.start))

    found: list[Value] = []
    taken = bytearray(len(text))
    for candidate in [*find_dates(text, body, published, future), *_amounts(text, tokens, starts, dependents, body)]:
        start, end = candidate.span
        if any(taken[start:end]):
            continue
        taken[start:end] = bytes([1]) * (end - start)
        if candidate.value:
            found.append(candidate)
    return tuple(sorted(found, key=lambda v: v.span))


def _future(text: str, tokens: tuple[Token, ...], dependents: Dependents, index: int | None) -> bool | None:
    """Tell whether the verb that a time belongs to tells of what is to come: "will vote on Friday"; None where unclear."""
    for _ in range(6):
        if index is None or (tokens[index].head == index and tokens[index].pos not in ("VERB", "AUX")):
            return False
        token = tokens[index]
        if token.pos not in ("VERB", "AUX"):
            index = token.head
            continue
        helpers = [c for c in dependents[index] if tokens[c].dep == "aux"]
        words = {text[tokens[c].start : tokens[c].end].lower() for c in helpers}
        infinitive = any(tokens[c].tag == "TO" for c in helpers)
        if words & {"will", "'ll", "’ll", "shall", "wo"} or (token.lemma in _SET and token.tag == "VBN"):
            return True
        if infinitive:
            return True if tokens[token.head].lemma in _SET else None
        return None if words & {"would", "could", "should", "may", "might", "can"} else False
    return False


def _amounts(
    text: str, tokens: tuple[Token, ...], starts: dict[int, int], dependents: Dependents, body: tuple[Span, ...]
) -> Iterator[Value]:
    """Yield amounts, surest first."""
    for where in body:
        for match in MONEY.finditer(text, where.start, where.end):
            if code := currency(match):
                yield Value(Span(*match.span()), "money", _decimal(match["digits"], match["scale"]), code)
        for match in _MONEY_WORDS.finditer(text, where.start, where.end):
            code = _CURRENCIES[match["currency"].lower()]
            if match["currency"].lower() in ("won", "rand") and not match["scale"]:
                continue
            yield Value(Span(*match.span()), "money", _decimal(match["digits"] or match["spelled"], match["scale"]), code)
        for match in _PERCENT.finditer(text, where.start, where.end):
            yield Value(Span(*match.span()), "percent", _decimal(match["digits"] or match["spelled"], None))
        for match in _AGE.finditer(text, where.start, where.end):
            number = match["digits"] or match["spelled"] or match["digits2"] or match["spelled2"]
            yield Value(Span(*match.span()), "age", _decimal(number, None), "year")
        for match in _AGE_APPOSED.finditer(text, where.start, where.end):
            if _after_person(text, match.start()):
                yield Value(Span(*match.span("digits")), "age", match["digits"], "year")
        for match in _PARENT.finditer(text, where.start, where.end):
            name = "digits" if match["digits"] else "spelled"
            yield Value(Span(*match.span(name)), "number", _decimal(match[name], None), "child")
        for match in _DURATION.finditer(text, where.start, where.end):
            amount = _decimal(match["digits"] or match["spelled"], None)
            yield Value(Span(*match.span()), "duration", amount, match["unit"].lower())
        for match in _COUNT.finditer(text, where.start, where.end):
            if re.fullmatch(r"(?:19|20)\d\d", match.group()):
                continue  # rather a year
            unit = _counted(text, tokens, starts, match)
            plain = match["digits"] and ("," in match["digits"] or match["scale"])
            if unit is not None or plain:
                yield Value(Span(*match.span()), "number", _decimal(match["digits"] or match["spelled"], match["scale"]), unit)


def _decimal(number: str, scale: str | None) -> str:
    """Return a number in words or digits as a plain decimal.

    >>> _decimal("3.2", "bn"), _decimal("twenty-five", "million"), _decimal("400,000", None)
    ('3200000000', '25000000', '400000')
    """
    word = number.lower().replace("-", " ")
    digits = number if number[0].isdigit() else str(sum(_WORDS[part] for part in word.split()))
    return format(amounts.number(digits, scale).normalize(), "f")


def _after_person(text: str, at: int) -> bool:
    """Tell whether a name or a short description stands right before a comma and a number ("Ann Lee, 42,")."""
    start = max(0, at - 40)
    before = re.search(r"[\w.'’-]+$", text[start:at])
    if before is None or _MONTH_START.match(before.group()):
        return False
    return before.group()[0].isupper() or "," not in text[start:at]


def _counted(text: str, tokens: tuple[Token, ...], starts: dict[int, int], match: re.Match[str]) -> str | None:
    """Return the lemma of the noun that a number counts, or None where it counts none."""
    first = starts.get(match.start())
    if first is None:
        return None
    last = first
    while last + 1 < len(tokens) and tokens[last + 1].end <= match.end():
        last += 1
    number = tokens[last]
    if match["spelled"] and match["spelled"].lower() == "one" and not match["scale"]:
        return None
    head = number.head
    if number.dep not in ("nummod", "compound", "quantmod") or head <= last or head - last > 4:
        return None
    noun = tokens[head]
    if noun.pos != "NOUN" or noun.tag not in ("NNS", "NN"):
        return None
    if noun.tag == "NN" and not text[noun.start : noun.end].lower().endswith(("people", "percent", "staff", "police")):
        return None
    return noun.lemma.lower()
