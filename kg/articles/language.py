"""Which language a text is in; only a sure answer counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

#: Frequent in any English prose, and words of no other large language in Latin letters.
_FREQUENT = "the of and to that with this from they which have has been were would could said his their there what when"
_ENGLISH = frozenset(_FREQUENT.split())
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 4000
_SURE = 0.9
#: Below this many letters even a confident guess may be a list of names or a headline …
_LETTERS = 150
#: … unless it has this many words, half of them in lower case, and at most one that English prose cannot do without.
_WORDS = 12
_SMALL = frozenset("a an in on for at by was it he she as be are is not but who will had her its or after".split()) | _ENGLISH

_CODES = (
    "af:Afrikaans ar:Arabic az:Azerbaijani be:Belarusian bg:Bulgarian bn:Bengali bs:Bosnian ca:Catalan cs:Czech"
    " cy:Welsh da:Danish de:German el:Greek eo:Esperanto es:Spanish et:Estonian eu:Basque fa:Persian fi:Finnish"
    " fr:French ga:Irish gl:Galician gu:Gujarati he:Hebrew hi:Hindi hr:Croatian hu:Hungarian hy:Armenian id:Indonesian"
    " is:Icelandic it:Italian ja:Japanese ka:Georgian kk:Kazakh km:Khmer kn:Kannada ko:Korean ku:Kurdish la:Latin"
    " lb:Luxembourgish lt:Lithuanian lv:Latvian mk:Macedonian ml:Malayalam mn:Mongolian mr:Marathi ms:Malay mt:Maltese"
    " nb:Norwegian ne:Nepali nl:Dutch nn:Norwegian no:Norwegian pa:Punjabi pl:Polish ps:Pashto pt:Portuguese"
    " ro:Romanian ru:Russian sk:Slovak sl:Slovenian sq:Albanian sr:Serbian sv:Swedish sw:Swahili ta:Tamil te:Telugu"
    " th:Thai tl:Tagalog tr:Turkish uk:Ukrainian ur:Urdu uz:Uzbek vi:Vietnamese zh:Chinese"
)
_NAMES = dict(pair.split(":") for pair in _CODES.split())


def language(text: str) -> str | None:
    """Return the ISO 639-1 code of the text's language, or None where it is not sure.

    >>> language("The mine was closed on Friday after a fire that the owners said they could not have foreseen.")
    'en'
    """
    sample = text[:_SAMPLE]
    found = _WORD.findall(sample)
    words = [word.lower() for word in found]
    if len(words) >= _WORDS and sum(word in _ENGLISH for word in words) * 9 >= len(words):
        return "en"
    letters = sum(map(len, words))
    # A page of Chinese has a third of the letters that English needs for the same.
    few = sum(max(1, len(w.encode()) // len(w)) * len(w) for w in words) < _LETTERS
    if not letters or (few and not _is_foreign_prose(found, words)):
        return None
    code, confidence = _identifier().classify(sample)
    return code if confidence >= _SURE else None


def _is_foreign_prose(found: Sequence[str], words: Sequence[str]) -> bool:
    """Tell whether a few words are running text, yet none that English could be."""
    if len(words) < _WORDS or sum(word[0].islower() for word in found) * 2 < len(words):
        return False
    return not _ENGLISH.intersection(words) and sum(word in _SMALL for word in words) <= 1


def language_name(code: str) -> str:
    """Return the English name of a language code, or the code.

    >>> language_name("fr"), language_name("pt-BR"), language_name("xx")
    ('French', 'Portuguese', 'xx')
    """
    return _NAMES.get(re.split(r"[-_]", code.strip().lower())[0], code)


def forget() -> None:
    """Give back the memory that telling languages takes (80 MB) until it is needed again."""
    _identifier.cache_clear()


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
