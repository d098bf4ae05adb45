"""What a clause's governor makes of it: the judgement itself, and what infinitives, gerunds and asides add to it.

``factuality`` walks from an event up its governors and asks here at each step.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.claims.clauses import infinitive
from kg.claims.hedges import (
    ABLE,
    ASKED,
    BLAMING,
    CHOSEN,
    CLEARED,
    FIT,
    HEARSAY,
    HOLDING,
    IMPLICATIVE,
    MODALS,
    OWNING_UP,
    PLAN,
    POSSIBLE_MODALS,
    REFUSE,
    SETTING_OUT,
    TRUE_OF,
    TRY,
    UNABLE,
    UNFIT,
    WANTED,
)
from kg.claims.trees import Tree
from kg.model import Modality, Polarity, Status

_STRENGTH: dict[Modality, int] = {"asserted": 0, "planned": 1, "alleged": 2, "possible": 3}


@dataclass(frozen=True, slots=True)
class Factuality:
    """A judgement with the words that led to it; ``veto`` says why no claim should be made at all, ``reporter`` is the
    verb of saying or believing that the event stands under, ``accuser`` that by which somebody is accused of it."""

    polarity: Polarity = "positive"
    modality: Modality = "asserted"
    status: Status | None = None
    because: tuple[str, ...] = ()
    veto: str = ""
    reporter: int | None = None
    accuser: int | None = None

    def denied(self, why: str) -> Factuality:
        """Turn the polarity round."""
        polarity: Polarity = "positive" if self.polarity == "negative" else "negative"
        return replace(self, polarity=polarity, because=(*self.because, why))

    def hedged(self, modality: Modality, why: str) -> Factuality:
        """Weaken the modality, never strengthen it."""
        if _STRENGTH[modality] <= _STRENGTH[self.modality]:
            return self
        return replace(self, modality=modality, because=(*self.because, why))

    def with_status(self, status: Status, why: str) -> Factuality:
        """Set the status where none is set yet."""
        return self if self.status else replace(self, status=status, because=(*self.because, why))


def modal(word: str, facts: Factuality) -> Factuality:
    """Apply a modal auxiliary."""
    if word in MODALS:
        return facts.hedged("planned", word)
    return facts.hedged("possible", word) if word in POSSIBLE_MODALS else facts


def nothing(tree: Tree, n: int) -> bool:
    """Tell whether a phrase means nobody or nothing ("no one", "neither firm")."""
    if tree.lower(n) in ("nobody", "nothing", "none", "neither"):
        return True
    return any(tree.lower(d) in ("no", "neither") for d in tree.kids(n, "det", "neg", "preconj", "cc") if d < n)


def complement_of(tree: Tree, head: int, facts: Factuality, plain: bool) -> Factuality:
    """Apply the verb or adjective whose infinitive or gerund an event is ("refused to", "is likely to")."""
    lemma, passive = tree.tokens[head].lemma.lower(), tree.is_passive(head)
    if lemma in ("cease", "stop", "quit"):
        return facts.with_status("ended", lemma)
    if lemma == "deny":
        return replace(facts, reporter=head)  # whose denial it is, attribution tells
    if lemma in OWNING_UP and plain and not passive:
        if tree.kid(head, "neg") is not None:
            return replace(facts, veto=f"not {lemma}")
        return replace(facts, reporter=head)  # "admitted killing him"
    if lemma in REFUSE or lemma == "hesitate" or (lemma == "rule" and tree.kid(head, "prt") is not None):
        return facts.denied(lemma)
    if tree.tokens[head].pos == "ADJ" and (lemma in UNFIT or lemma in FIT and _negated(tree, head)):
        # "unfit to be president", "not fit to serve as a judge": a verdict on somebody who may be it all the same
        return replace(facts, veto="a verdict on who is fit for it")
    if tree.tokens[head].pos == "ADJ" and lemma in UNABLE:
        return facts.denied(lemma)
    if tree.tokens[head].pos == "ADJ" and lemma in ABLE and _negated(tree, head):
        return facts.denied(f"not {lemma}") if tree.kid(head, "neg") is not None else facts  # the copula's "not" denies it
    if lemma == "unlikely":
        return facts.denied(lemma).hedged("possible", lemma)
    if lemma == "go" and tree.tokens[head].tag == "VBG":
        return facts.hedged("planned", "going to")
    if lemma == "force" and passive:
        return facts
    if lemma == "use" and plain:
        if tree.tokens[head].dep == "relcl" and tree.tokens[tree.tokens[head].head].dep != "nsubj":
            return facts  # "the gun that he used to kill him"
        return facts.with_status("ended", "used to")
    if passive and lemma in HEARSAY:
        return facts.hedged("alleged", f"{lemma} to")
    if lemma in TRY:
        return facts.hedged("possible", f"{lemma} to")
    if chosen(tree, head):
        return facts
    if lemma in SETTING_OUT and plain:
        return replace(facts, veto=f"{lemma} to")
    if lemma in ASKED and tree.kid(head, "neg") is not None:
        return replace(facts, veto=f"not {lemma}")  # "never urged them to sue her": who does not ask says nothing of the deed
    if lemma in ASKED:
        return facts.hedged("possible", f"{lemma} to")
    if plain and lemma not in IMPLICATIVE | PLAN | TRY and tree.tokens[head].pos == "VERB":
        return facts.hedged("planned", f"{lemma} to")
    if lemma in PLAN or (tree.tokens[head].pos == "ADJ" and lemma in ("likely", "ready", "due", "set", "eager", "willing")):
        return facts.hedged("planned", f"{lemma} to")
    return facts


def chosen(tree: Tree, verb: int) -> bool:
    """Tell whether somebody is chosen to hold an office ("was elected to serve"), and does not choose to do a thing, nor is
    chosen to do one."""
    holding = any(tree.tokens[c].lemma in HOLDING for c in tree.kids(verb, "xcomp"))
    return tree.tokens[verb].lemma in CHOSEN and holding and (tree.is_passive(verb) or tree.kid(verb, "dobj") is not None)


def _negated(tree: Tree, adjective: int) -> bool:
    verb = tree.tokens[adjective].head
    if tree.kid(adjective, "neg") is not None or tree.kid(verb, "neg") is not None:
        return True
    return any(nothing(tree, subject) for subject in tree.kids(verb, "nsubj"))


def after_preposition(tree: Tree, n: int, facts: Factuality) -> Factuality:
    """Apply what stands before a gerund ("without suing", "accused of suing")."""
    preposition = tree.tokens[n].head
    word, governor = tree.lower(preposition), tree.tokens[tree.tokens[preposition].head]
    if word in ("of", "about", "on", "to") and tree.tokens[n].tag in ("VBD", "VBZ", "VBP"):
        return facts  # "a story about how she sued them"
    if word == "of" and governor.lemma in CLEARED:
        return facts.denied(governor.lemma).hedged("alleged", governor.lemma)
    if word in ("of", "about") and governor.pos == "VERB" and governor.lemma not in TRUE_OF | HEARSAY | {"charge"}:
        return facts.hedged("possible", f"{governor.lemma} {word}")
    if word == "without" and any(tree.tokens[a].tag == "MD" for a in tree.kids(tree.tokens[preposition].head, "aux")):
        return facts.denied(word).hedged("possible", "without, under a modal")
    if word in ("of", "from") and tree.lower(tree.tokens[preposition].head) in ("short", "far", "rather"):
        return facts.denied(f"{tree.lower(tree.tokens[preposition].head)} {word}")
    if word == "without" or (word == "of" and governor.lemma.lower() == "instead"):
        return facts.denied(word)
    if word == "from" and governor.lemma in REFUSE | {
        "keep",
        "discourage",
        "deter",
        "restrain",
        "stop",
        "eliminate",
        "disqualify",
        "exclude",
    }:
        return facts.denied(f"{governor.lemma} from")
    if word in ("of", "with") and governor.lemma in (
        "accuse",
        "suspect",
        "charge",
        "accusation",
        "suspicion",
        "charge",
        "allegation",
    ):
        accuser = tree.tokens[preposition].head if governor.pos == "VERB" else None
        return replace(facts.hedged("alleged", governor.lemma), accuser=accuser)
    if word == "by" and governor.lemma in BLAMING and tree.kid(tree.tokens[preposition].head, "dobj") is not None:
        return replace(facts, veto="who did it, the one who blames or the one who is blamed, is left open")
    if word in ("before", "by") and governor.pos in ("VERB", "AUX"):
        return facts
    if word == "against" and governor.lemma == "decide":
        return facts.denied("decide against")
    if word in ("before", "against", "about", "by") and governor.lemma not in ("apologize", "apologise", "regret", "boast"):
        return facts.hedged("possible", f"{word} …ing")
    if word in ("to", "of", "for", "in", "at", "on") and governor.pos == "NOUN":
        return facts.hedged("possible", f"{governor.lemma} {word} …ing")
    if word in ("after", "since", "while", "upon", "despite", "besides"):
        return facts
    if governor.lemma in PLAN | WANTED | {"possibility", "idea", "prospect", "chance", "risk", "hope", "plan", "responsible"}:
        return facts.hedged("possible", governor.lemma)
    return facts


def adverbial(tree: Tree, n: int, facts: Factuality) -> Factuality:
    """Apply what an adverbial clause is ("in order to sue", "as long as she lives")."""
    if infinitive(tree, n):
        return _purpose(tree, n, facts)
    if any(tree.lower(m) == "if" and m > 0 and tree.lower(m - 1) == "as" for m in tree.kids(n, "mark")):
        return replace(facts, veto="as if")
    if any(tree.lower(m) == "as" and m > 0 and tree.lower(m - 1) == "long" for m in tree.kids(n, "mark", "advmod")):
        return facts.hedged("possible", "as long as")
    marks = [m for m in tree.kids(n, "mark") if tree.lower(m) == "because"]
    if marks and marks[0] > 0 and tree.lower(marks[0] - 1) in ("not", "n't"):
        return replace(facts, veto="'not because' leaves open what is denied")
    return facts


def _purpose(tree: Tree, n: int, facts: Factuality) -> Factuality:
    """Apply what an infinitive clause hangs on: it is somebody's plan, what may be ("has the skill to lead it"), or, after
    what they did ("flew there to meet him"), most often done though nobody says so: then there is no telling."""
    head = tree.tokens[n].head
    governor = tree.tokens[head]
    labels = {tree.tokens[c].dep for c in tree.children[head]}
    if governor.pos == "ADJ" or "acomp" in labels or tree.kid(n, "nsubj") is not None:
        return facts.hedged("possible", "infinitive of what may be")
    if governor.lemma in ("have", "lack", "take", "need", "give", "get"):
        return facts.hedged("possible", f"{governor.lemma} … to")
    tags = {governor.tag, *(tree.tokens[a].tag for a in tree.kids(head, "aux", "auxpass"))}
    if tags & {"VBD"} or (governor.tag == "VBN" and not tags & {"MD"}):
        return replace(facts, veto="purpose of what was done")
    return facts.hedged("planned", "purpose clause")
