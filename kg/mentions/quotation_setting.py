"""Finds where something was said, and to whom."""

from __future__ import annotations

from kg.mentions.quotation_tree import Tree, noun_phrase
from kg.model import Mention

_NOMINAL = ("NOUN", "PROPN", "PRON")
_MEDIA = {
    "statement", "interview", "post", "tweet", "story", "letter", "email", "e-mail", "video", "blog", "conference",
    "release", "message", "speech", "memo", "report", "article", "column", "book", "podcast", "briefing", "filing",
    "hearing", "page", "account", "thread", "stories", "affidavit", "testimony", "editorial", "caption", "clip",
}  # fmt: skip
_PLATFORMS = {"twitter", "facebook", "instagram", "tiktok", "youtube", "snapchat", "linkedin", "reddit", "telegram", "x"}


def medium(tree: Tree, verb: int) -> str | None:
    """Return where it was said, as in the text without its determiner ("Instagram story"), or None."""
    if tree.tokens[verb].lemma.lower() in ("tweet", "retweet"):
        return "Twitter"
    preps = tree.kids(verb, "prep")
    for prep in tree.kids(verb, "prep", "dative"):
        preps += [p for o in tree.kids(prep, "pobj") for p in tree.kids(o, "prep")]
    for prep in preps:
        if tree.words[prep] not in ("in", "on", "via", "through", "during", "at", "to"):
            continue
        for object_ in tree.kids(prep, "pobj"):
            named = _mention(tree, object_)
            if tree.words[prep] == "to":
                if named and named.type == "Platform":
                    return named.text
                continue
            word = tree.words[object_]
            if word in _PLATFORMS or (named and named.type == "Platform"):
                return tree.span(object_, object_).of(tree.text) if not named else named.text
            if tree.tokens[object_].lemma.lower() in _MEDIA or word in _MEDIA:
                return _bare(tree, object_)
    for object_ in tree.kids(verb, "dobj", "dative"):
        named = _mention(tree, object_)
        if tree.tokens[verb].lemma.lower() == "tell" and named and named.type == "Organization":
            return named.text
    return None


def addressee(tree: Tree, verb: int) -> str | None:
    """Return whom it was said to, as in the text, or None."""
    if tree.tokens[verb].lemma.lower() in ("tell", "inform", "remind", "assure", "ask", "warn", "notify", "advise"):
        for object_ in tree.kids(verb, "dobj", "dative", "iobj"):
            if tree.tokens[object_].pos in _NOMINAL and object_ > verb:
                return _listener(tree, object_)
    for prep in tree.kids(verb, "prep", "dative"):
        if tree.words[prep] == "to":
            for object_ in tree.kids(prep, "pobj"):
                lemma = tree.tokens[object_].lemma.lower()
                if tree.tokens[object_].pos in _NOMINAL and lemma not in _MEDIA and lemma != "account":
                    return _listener(tree, object_)
    return None


def _listener(tree: Tree, index: int) -> str:
    """Return a noun phrase up to where something is said: "its followers", not "its followers on Mastodon"."""
    span = noun_phrase(tree, index)
    for prep in tree.kids(index, "prep"):
        if tree.words[prep] in ("on", "in", "via", "during", "at", "after") and tree.tokens[prep].start < span.end:
            span = tree.span(tree.between(span).start, prep - 1)
    return span.of(tree.text)


def _mention(tree: Tree, index: int) -> Mention | None:
    return tree.names.get(index)


def _bare(tree: Tree, index: int) -> str:
    """Return a noun with what stands before it, less determiner and possessor ("her Instagram story")."""
    first = index
    while first > 0 and tree.tokens[first - 1].head == index and tree.tokens[first - 1].dep in ("compound", "amod", "nmod"):
        if tree.words[first - 1] in ("recent", "following", "own", "new", "first", "same", "separate", "subsequent", "brief"):
            break
        first -= 1
    return tree.span(first, index).of(tree.text)
