"""What a line that is no part of the article looks like: rules on form, and phrases that sites share.

Every rule here looks at one line (or paragraph) alone, with its white space collapsed; ``kg.articles.body`` decides by
place. A full paragraph of prose never matches: the rules want short lines, fixed openings or missing sentence ends.
"""

from __future__ import annotations

import re

from kg.articles import phrases


def plain(text: str) -> str:
    """Return ``text`` with white space collapsed to single spaces.

    >>> plain(" a \\n b ")
    'a b'
    """
    return " ".join(text.split())


def is_title_case(line: str) -> bool:
    """Tell whether each word but small ones ("of", "for") starts with a capital, a digit or a sign."""
    words = [w.strip("()[]“”\"'‘’,.:;|/&–—-") for w in line.split()]
    words = [w for w in words if w]
    return (
        bool(words)
        and all(w[0].isupper() or not w[0].isalpha() or w in phrases.SMALL for w in words)
        and words[0] not in phrases.SMALL
    )


def is_name(line: str) -> bool:
    """Tell whether the line could be a name and nothing else: two to five capitalised words, no sign but . ' -

    >>> is_name("Ana de la Cruz"), is_name("Shares fall"), is_name("Ana")
    (True, False, False)
    """
    words = line.split()
    if not 2 <= len(words) <= 5 or any(not re.fullmatch(r"[^\W\d_][\w.'’-]*", w) for w in words):
        return False
    return words[0][0].isupper() and words[-1][0].isupper() and all(w[0].isupper() or w in phrases.SMALL for w in words)


def is_prose(line: str) -> bool:
    """Tell whether the line reads as a sentence or more: long enough, ends as sentences do, not all capitals.

    >>> is_prose("The mine closed on Friday after a fire."), is_prose("Mine closes after fire")
    (True, False)
    """
    words = line.split()
    if len(words) < 6 or line.isupper():
        return False
    return line.rstrip("”\"'’»)] ")[-1:] in ".!?…:;—" or len(words) > 40


def is_navigation(line: str) -> bool:
    """Tell whether the line is made of section names and buttons alone ("Home > News > Sport")."""
    parts = [p.strip(" :-").casefold() for p in phrases.SPLIT.split(line) if p.strip(" :-")]
    return bool(parts) and all(p in phrases.SECTIONS for p in parts)


def is_teaser_heading(line: str) -> bool:
    """Tell whether the line heads a list of other articles ("Latest Stories", "More from Business")."""
    line = line.strip(" :#*_-–—|").strip()
    return len(line.split()) <= 8 and line[-1:] not in (".", "?", "!") and phrases.TEASERS.fullmatch(line) is not None


def is_advertisement(line: str) -> bool:
    """Tell whether the line marks an advertisement's place."""
    return len(line) < 80 and phrases.AD.fullmatch(line) is not None


def is_share(line: str) -> bool:
    """Tell whether the line asks to share, subscribe, follow, or gives rights and the reporters' credits."""
    count = len(line.split())
    return (count <= 45 and phrases.SHARE.match(line) is not None) or (
        count <= 60 and any(rule.search(line) for rule in (phrases.SHARE_WITHIN, phrases.SHARE_BAR))
    )


def is_inline_link(line: str) -> bool:
    """Tell whether the line is one pointer to another article ("RELATED: …", "Read more: …")."""
    if len(line.split()) > 30:
        return False
    return phrases.INLINE_LINK.fullmatch(line) is not None or (
        phrases.READ_ON.fullmatch(line) is not None and len(line.split()) <= 14
    )


def is_timestamp(line: str) -> bool:
    """Tell whether the line is a date, "Updated …" or "4 min read" and nothing else."""
    return (
        len(line) <= 90
        and (phrases.TIMESTAMP.fullmatch(line) is not None or phrases.STAMP_WORDS.fullmatch(line) is not None)
        and not is_prose(line)
    )


def is_credit(line: str) -> bool:
    """Tell whether the line is a picture's credit alone ("Photo by …", "Name/Agency for …").

    >>> is_credit("Jo Park/Getty Images for Tallis"), is_credit("Photo: Jo Park"), is_credit("AC/DC to tour again")
    (True, True, False)
    """
    count = len(line.split())
    if count > 18:
        return False
    if phrases.CREDIT_IN_BRACKETS.fullmatch(line) or (
        phrases.CREDIT_IN_BRACKETS.fullmatch(f"({line})") and is_title_case(line) and "/" in line
    ):
        return True
    if phrases.CREDIT_LINE.fullmatch(line) and count <= 14 and not is_prose(line):
        # "Video: Boat sinks off cape" is a headline, "Video: Jo Park" is not.
        lead, _, rest = line.partition(": ")
        return lead.casefold() not in phrases.SHOWN or is_name(rest) or re.search(phrases.AGENCY, rest) is not None
    if not is_title_case(line):
        return False
    return (
        re.search(rf"(?:/|\bvia |\| ?|© ?)\s?{phrases.AGENCY}\b", line) is not None
        or re.match(rf"{phrases.AGENCY}\s?(?:/|\|)", line) is not None
    )


def is_label(line: str, text: str) -> bool:
    """Tell whether the line names only whose post is shown: a name or handle and a platform, no verb.

    A name counts only where ``text`` has it elsewhere too, so that a headline ("Acme Buys Twitter") is none.
    """
    match = next((m for m in (rule.fullmatch(line) for rule in phrases.LABELS) if m), None)
    if match is None:
        return False
    who = match.group(1).strip(" /|:,·-")
    if re.fullmatch(r"@[\w.]+", who):
        return True
    single = re.fullmatch(r"[A-Z][\w’'-]+", who) is not None
    return (is_name(who) or single) and text.count(who) > text.count(line)


def is_markup(line: str) -> bool:
    """Tell whether the line holds no words for people: tags, style rules, an address, signs, handles."""
    if not any(c.isalpha() for c in line):
        return True
    rules = (phrases.MARKUP, phrases.URL, phrases.HANDLES)
    return len(line) < 300 and any(rule.fullmatch(line) is not None for rule in rules)


def byline(line: str) -> str | None:
    """Return who wrote the article, where the line says that and nothing else.

    >>> byline("By Ana Cruz and Jo Park"), byline("Jo Park, Tallinn Correspondent"), byline("By Monday the town was dry.")
    ('Ana Cruz and Jo Park', 'Jo Park', None)
    """
    if len(line.split()) > 16 or line[-1:] in ".!?:" or is_prose(line):
        return None
    match = phrases.BYLINE.fullmatch(line)
    if match:
        who = re.split(r"\s*[|·•]\s*|,\s(?=[A-Z])(?!.*\band\b)|\s+[-–—]\s+", match.group(1), maxsplit=1)[0].strip(" ,")
        names = re.split(r",? and |, | & ", who)
        return who if all(is_name(n) or re.fullmatch(r"[A-Z][\w'’-]+", n) for n in names) and is_name(names[0]) else None
    head, comma, rest = re.sub(r"\s[|·•–—-]\s", ", ", line, count=1).partition(", ")
    if comma and is_name(head) and is_title_case(rest) and (phrases.ROLE.search(rest) or rest.startswith("for ")):
        return head
    return None
