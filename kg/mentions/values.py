"""Finds times and amounts: dates, money, percentages, ages, durations and counted things."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from kg.mentions.value_dates import find_dates
from kg.model import Dependents, Span, Token, Value, children

_WORDS = {
    w: i
    for i, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        " eighteen nineteen".split()
    )
} | {w: 10 * i for i, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_SCALES = {
    "hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "k": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12, "trn": 10**12,
}  # fmt: skip
_SYMBOLS = {
    "$": "USD", "US$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "NZ$": "NZD", "HK$": "HKD", "S$": "SGD",
    "R$": "BRL", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR", "₩": "KRW", "₽": "RUB", "₺": "TRY", "₴": "UAH", "₪": "ILS",
    "₦": "NGN", "CHF": "CHF", "USD": "USD", "EUR": "EUR", "GBP": "GBP",
}  # fmt: skip
_CURRENCIES = {
    "dollar": "USD", "us dollar": "USD", "u.s. dollar": "USD", "american dollar": "USD", "canadian dollar": "CAD",
    "australian dollar": "AUD", "euro": "EUR", "pound sterling": "GBP", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY",
    "swiss franc": "CHF", "ruble": "RUB", "rouble": "RUB", "indian rupee": "INR", "won": "KRW", "rand": "ZAR", "zloty": "PLN",
    "shekel": "ILS", "naira": "NGN", "hryvnia": "UAH", "forint": "HUF", "baht": "THB",
}  # fmt: skip

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_TEN = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ONES = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    "|fifteen|sixteen|seventeen|eighteen|nineteen"
)
_SPELLED = rf"(?:(?:{_TEN})(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|{_ONES})"
_LONG = r"hundred|thousand|million|billion|trillion"
_NUMBER = rf"(?:(?P<digits>{_DIGITS})|(?P<spelled>\b{_SPELLED}\b))"
_START = r"(?<![\w.,$£€¥₹/:#+-])"
_SYMBOL = "|".join(sorted((re.escape(s) for s in _SYMBOLS), key=len, reverse=True))
_NAMED = "|".join(sorted((re.escape(c) for c in _CURRENCIES), key=len, reverse=True))

_SHORT = "bn|mn|mln|tn|trn|m|b|k"
_MONEY = re.compile(
    rf"(?<![\w.])(?P<symbol>{_SYMBOL})\s?(?P<digits>{_DIGITS})(?:[\s-]?(?P<scale>(?:{_LONG}|{_SHORT})\b))?(?![\d%]|[-–]\d)",
    re.IGNORECASE,
)
_MONEY_WORDS = re.compile(rf"{_START}{_NUMBER}(?:[\s-](?P<scale>{_LONG}))?[\s-](?P<currency>{_NAMED})s?\b", re.IGNORECASE)
_PERCENT = re.compile(rf"{_START}{_NUMBER}(?:\s?%|[\s-](?:percent|per cent)\b)(?!age)", re.IGNORECASE)
_UNIT = r"(?P<unit>second|minute|hour|day|week|month|year|decade)"
_AGE = re.compile(
    rf"{_START}(?:\b(?:aged|age)\s+{_NUMBER}\b|{_NUMBER.replace('digits', 'digits2').replace('spelled', 'spelled2')}"
    r"(?:-year-olds?|\s+years?[\s-]old)\b)",
    re.IGNORECASE,
)
_AGE_APPOSED = re.compile(r"(?<=[\w.”\"’']),\s+(?P<digits>[1-9]\d?|1[01]\d)(?=,|\.(?:\s|$)|\s*\)|;)")
_DURATION = re.compile(rf"{_START}{_NUMBER}[\s-]{_UNIT}s?\b(?![\s-]old)", re.IGNORECASE)
_COUNT = re.compile(
    rf"{_START}{_NUMBER}(?:[\s-](?P<scale>{_LONG}))?(?![\w%:/]|[.,]\d|[-–]\d|['’]s\b|(?:st|nd|rd|th)\b)", re.IGNORECASE
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
        for match in _MONEY.finditer(text, where.start, where.end):
            code = _SYMBOLS.get(match["symbol"].upper() if len(match["symbol"]) > 1 else match["symbol"])
            scale = match["scale"] or ""
            if code and not (match["symbol"].isalpha() and match["symbol"] != match["symbol"].upper()):
                yield Value(Span(*match.span()), "money", _decimal(match["digits"], scale), code)
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
    if number[0].isdigit():
        value = Decimal(number.replace(",", ""))
    else:
        value = Decimal(sum(_WORDS[part] for part in word.split()))
    value *= _SCALES[scale.lower()] if scale else 1
    return format(value.normalize(), "f")


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
