"""Amounts of money in words: their number, their scale and their currency. Standard library only."""

from __future__ import annotations

import re
from decimal import Decimal

#: What each word or letter after a number multiplies it by.
SCALES = {
    "hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "k": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12, "trn": 10**12,
}  # fmt: skip
#: ISO 4217 codes of the signs that stand before a number.
SYMBOLS = {
    "$": "USD", "US$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "NZ$": "NZD", "HK$": "HKD", "S$": "SGD",
    "R$": "BRL", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR", "₩": "KRW", "₽": "RUB", "₺": "TRY", "₴": "UAH", "₪": "ILS",
    "₦": "NGN", "CHF": "CHF", "USD": "USD", "EUR": "EUR", "GBP": "GBP",
}  # fmt: skip
DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
LONG = r"hundred|thousand|million|billion|trillion"
_SHORT = "bn|mn|mln|tn|trn|m|b|k"
_SYMBOL = "|".join(sorted((re.escape(s) for s in SYMBOLS), key=len, reverse=True))
MONEY = re.compile(
    rf"(?<![\w.])(?P<symbol>{_SYMBOL})\s?(?P<digits>{DIGITS})(?:[\s-]?(?P<scale>(?:{LONG}|{_SHORT})\b))?(?![\d%]|[-–]\d)",
    re.IGNORECASE,
)


def currency(match: re.Match[str]) -> str | None:
    """Return the ISO 4217 code of a match of ``MONEY``, None where its letters are a word ("eur" in lower case)."""
    symbol = match["symbol"]
    if symbol.isalpha() and symbol != symbol.upper():
        return None
    return SYMBOLS.get(symbol.upper() if len(symbol) > 1 else symbol)


def number(digits: str, scale: str | None) -> Decimal:
    """Return a number in digits with the scale that follows it.

    >>> number("3.2", "bn"), number("400,000", None)
    (Decimal('3200000000.0'), Decimal('400000'))
    """
    value = Decimal(digits.replace(",", ""))
    return value * SCALES[scale.lower()] if scale else value
