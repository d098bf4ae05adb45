"""Chooses among media types by an Accept header (RFC 9110, section 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence


def preferred(accept: str, offered: Sequence[str]) -> tuple[str, ...]:
    """Return the offered media types that are accepted, the best first; those of one quality in the order offered.

    The most specific range that fits a type gives its quality; parameters other than q are passed over. An empty header
    accepts everything; a range that cannot be read accepts nothing.

    >>> preferred("text/*;q=0.5, text/csv, */*;q=0", ("text/plain", "text/csv", "image/png"))
    ('text/csv', 'text/plain')
    >>> preferred("", ("text/plain", "text/csv"))
    ('text/plain', 'text/csv')
    """
    ranges = dict(filter(None, map(_range, accept.lower().split(",")))) if accept.strip() else {"*/*": 1.0}

    def quality(media: str) -> float:
        return next((ranges[one] for one in (media, media.split("/")[0] + "/*", "*/*") if one in ranges), 0.0)

    return tuple(sorted((media for media in offered if quality(media) > 0), key=lambda media: -quality(media)))


def _range(text: str) -> tuple[str, float] | None:
    media, *parameters = (part.strip() for part in text.split(";"))
    if not re.fullmatch(r"[^\s/;,]+/[^\s/;,]+", media):
        return None
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            value = value.strip()
            return (media, float(value)) if re.fullmatch(r"0(\.\d{0,3})?|1(\.0{0,3})?", value, re.ASCII) else None
    return media, 1.0
