"""CaRB (Bhardwaj et al. 2019): everything that a sentence says, as tuples of words; how much of it do claims hold?

Tab-separated: sentence, relation words, first argument, second argument, further arguments.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from kg.evaluation.knowledgenet import in_words
from kg.evaluation.report import Read, Report
from kg.evaluation.running import lines, the_file
from kg.evaluation.spans import join
from kg.model import Argument, Claim, LiteralValue

RULE = (
    "Each sentence is read by itself. A tuple is found where some claim's subject and object, by the words that stand there or "
    "by their labels, have all their words but function words within two different arguments of the tuple; a claim is right "
    "where it finds a tuple so. The relation's words are not compared. Our relations are a closed list: most tuples are "
    "of none of them, so recall is a measure of coverage, not of quality."
)
_SMALL = frozenset("the a an of in on at to for by with and or 's his her its their this that as from".split())


def evaluate(path: Path, limit: int | None, read: Read) -> Report:
    """Measure the sentences of ``dev.tsv`` (or another file of this format)."""
    tuples: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for line in lines(the_file(path, "dev.tsv")):
        sentence, *parts = line.split("\t")
        if len(parts) >= 3:
            tuples[sentence].append(tuple(parts))
    sentences = list(tuples)[:limit]
    report = Report("carb", RULE)
    row, entities = report.row("all that is said"), report.row("between two names")
    texts = {str(n): join(sentence.split())[0] for n, sentence in enumerate(sentences)}
    for extraction in read([(id_, text, None) for id_, text in texts.items()]):
        report.documents += 1
        sentence = sentences[int(extraction.article.id)]
        found, right = set[int](), set[int]()
        for number, claim in enumerate(extraction.claims):
            for i, said in enumerate(tuples[sentence]):
                if _holds(claim, said[1:]):
                    found.add(i)
                    right.add(number)
            if number not in right:
                report.example(row.name, "wrong", f"{in_words(claim)} :: {extraction.article.text}")
        row.predicted, row.hits = row.predicted + len(extraction.claims), row.hits + len(right)
        row.gold, row.found = row.gold + len(tuples[sentence]), row.found + len(found)
        named = [i for i, said in enumerate(tuples[sentence]) if all(_is_name(part) for part in said[1:3])]
        entities.gold, entities.found = entities.gold + len(named), entities.found + len(found & set(named))
        both = {n for n, c in enumerate(extraction.claims) if isinstance(c.object, Argument) and c.object.named}
        entities.predicted, entities.hits = entities.predicted + len(both), entities.hits + len(both & right)
        for i in named:
            if i not in found:
                report.example(entities.name, "missed", f"{' | '.join(tuples[sentence][i])} :: {sentence}")
    whole = report.rows.pop(entities.name)
    report.notes["tuples between two names"] = f"{whole.found} of {whole.gold} found ({whole.recall:.3f})"
    report.notes["claims between two names"] = f"{whole.hits} of {whole.predicted} find a tuple ({whole.precision:.3f})"
    return report


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", text.casefold())) - _SMALL


def _is_name(part: str) -> bool:
    words = [word for word in part.split() if word.casefold() not in _SMALL]
    return bool(words) and len(words) <= 5 and all(word[:1].isupper() for word in words)


def _holds(claim: Claim, arguments: Sequence[str]) -> bool:
    """Tell whether a claim's two ends stand in two arguments of a tuple."""
    sets = [_words(argument) for argument in arguments]
    ends = [[i for i, words in enumerate(sets) if any(form and form <= words for form in _forms(end))]
            for end in (claim.subject, claim.object)]  # fmt: skip
    return any(a != b for a in ends[0] for b in ends[1])


def _forms(end: Argument | LiteralValue) -> list[frozenset[str]]:
    return [_words(end.text), _words(end.label if isinstance(end, Argument) else end.value)]
