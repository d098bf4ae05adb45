"""The lines around a headline that say when an article appeared, who wrote it and where."""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.articles import furniture, phrases
from kg.articles.dates import iso_day


class Heading(NamedTuple):
    """What such a line states: day (ISO 8601), author, publisher; each None where it does not."""

    published: str | None = None
    byline: str | None = None
    publisher: str | None = None


_DAY = (
    rf"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? )?(?P<day>{phrases.MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? {phrases.MONTH},? \d{{4}}|\d{{4}}-\d\d-\d\d)"
    r"(?:[,T@ ]*(?:at )?\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s?(?:[ap]\.?m\.?)?\s?\(?(?:[A-Z]{1,5}|[+-]\d\d:?\d\d)?\)?)?"
)
#: A day alone, with what happened on it: only the first appearance is the day of the article.
_STATED = re.compile(
    r"(?:(?:(?:first |originally )?(?:published|posted)|date|(?P<later>(?:last )?(?:updated|modified)))\b:? ?(?:on |at )?)?"
    + _DAY,
    re.IGNORECASE,
)
_AFTER = re.compile(rf"(?P<left>.+?),? (?P<stated>(?:published |posted )?(?:on )?{_DAY})", re.IGNORECASE)
_APART = re.compile(r"\s*[|·•]\s*|\s+[–—-]\s+")
_READ = re.compile(r"\d+[ -]min(?:ute)?s?(?: read)?", re.IGNORECASE)
#: What the names of papers and agencies end in, besides names that are known all over the world.
_PAPER = re.compile(
    r"(?:[A-Z][\w'’&.-]*|of|and|the|&)(?: (?:[A-Z][\w'’&.-]*|of|and|the|&))* (?:Advertiser|Argus|Bugle|Bulletin|Chronicle"
    r"|Courier|Daily|Dispatch|Echo|Enquirer|Examiner|Gazette|Globe|Guardian|Herald|Independent|Inquirer|Journal|Ledger|Mail|Mercury"
    r"|Monitor|News|Newswire|Observer|Post|Press|Register|Reporter|Review|Sentinel|Standard|Star|Sun|Telegraph|Times|Tribune"
    r"|Weekly|Wire)(?: Online)?|Reuters|AP|AFP|UPI|BBC|CNN|NPR|PA Media|Bloomberg"
)
#: With a day behind it, "The Elmwood Oak" can only be one too.
_DATED_PAPER = re.compile(r"The(?: [A-Z][\w'’&-]*){1,3}")
_LONGEST = 140


def heading(line: str, *, after_headline: bool) -> Heading | None:
    """Return what a line states about the article, or None where it is no such line: each of its parts must be known.

    ``after_headline`` says that a headline stands above, so that the line is none itself.

    >>> heading("By Ana Cruz | 14 March 2023", after_headline=True)
    Heading(published='2023-03-14', byline='Ana Cruz', publisher=None)
    >>> heading("The Elmwood Gazette, March 14, 2023", after_headline=False)
    Heading(published='2023-03-14', byline=None, publisher='The Elmwood Gazette')
    >>> heading("Bridge closed after 14 March 2023", after_headline=True)
    """
    if not line or len(line) > _LONGEST or line[-1] in "!?:;":
        return None
    known = [_part(part, after_headline) for part in _APART.split(line) if part]
    found = [part for part in known if part is not None]
    if not found or len(found) < len(known):
        return None
    told = Heading(*(next((value for value in values if value), None) for values in zip(*found, strict=True)))
    # A paper's name alone, above everything else, may be the headline as well.
    return told if told.published or told.byline or (told.publisher and after_headline) else None


def _part(part: str, after_headline: bool) -> Heading | None:
    if stated := _STATED.fullmatch(part):
        return Heading(None if stated["later"] else iso_day(stated["day"]))
    if _READ.fullmatch(part):
        return Heading()
    if after := _AFTER.fullmatch(part):
        left, day = after["left"], iso_day(after["day"])
        if told := _part(left, after_headline):
            return told._replace(published=day)
        if _DATED_PAPER.fullmatch(left):
            return Heading(day, None, left)
        # "Oslo, 14 March 2023"; above the headline it may be one itself
        place = after_headline and len(left.split()) <= 3 and furniture.is_title_case(left)
        return Heading(day) if place else None
    if part[:3].casefold() == "by ":
        who, comma, where = part.rpartition(", ")
        if comma and is_publisher(where) and (author := furniture.byline(who)):
            return Heading(None, author, where)
        author = furniture.byline(part)
        return Heading(None, author) if author else None
    return Heading(None, None, part) if is_publisher(part) else None


def is_publisher(name: str) -> bool:
    """Tell whether a name is plainly that of a paper or agency.

    >>> is_publisher("The Elmwood Gazette"), is_publisher("Reuters"), is_publisher("Kelton"), is_publisher("Storm hits Post")
    (True, True, False, False)
    """
    return len(name.split()) <= 6 and _PAPER.fullmatch(name) is not None
