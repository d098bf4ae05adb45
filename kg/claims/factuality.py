"""Whether a claim is denied, hedged, planned, alleged or over: polarity, modality and status of an event in its clause.

The walk goes from the event's verb up through infinitives, participles and complement clauses, as in FactBank
(Saurí and Pustejovsky 2009) and PIE (de Marneffe et al. 2012), and keeps the weakest commitment it meets. What the
speaker of a reported clause commits to is kept apart (``attribution``).
"""

from __future__ import annotations

from dataclasses import replace

from kg.claims.clauses import (
    asked,
    infinitive,
    inverted,
    only_until,
    quote_opens,
    ranked,
    threatened,
    to_come,
    took_to,
    voted,
    went_on,
    won_through,
)
from kg.claims.commitment import Factuality, adverbial, after_preposition, chosen, complement_of, modal, nothing
from kg.claims.hedges import (
    ALLEGED,
    ARRIVING,
    BLOCKED,
    CONDITIONS,
    DEMAND,
    EARLIER,
    ENDING,
    EXPECTED,
    FACTS,
    FALSE,
    FICTION,
    FORMER,
    FOUND_OUT,
    FUTURE,
    HARDLY,
    IMPLICATIVE,
    LASTING,
    LEAVING,
    LIES,
    MAYBE,
    MOVING,
    OVER,
    OVERTURN,
    PERHAPS,
    PLANS,
    READINESS,
    REFUSING,
    SAYINGS,
    SELLING,
    TENURES,
    TIMES,
    UNSURE,
    UTTERING,
    WANTED,
    WRONGLY,
)
from kg.claims.trees import Tree
from kg.ontology import Ontology

_BACK_THEN = (["at", "the", "time"], ["at", "that", "time"])


def judge(tree: Tree, trigger: int, verb: int | None, state: bool, ontology: Ontology) -> Factuality:
    """Judge the event of a trigger; ``verb`` is the verb that carries it (the trigger itself, a light verb, a copula), or
    None where a noun stands alone; ``state`` tells that the relation is one that lasts."""
    facts = Factuality()
    if asked(tree, trigger) and not (verb is None and (_describes(tree, trigger) or tree.kid(trigger, "poss") is not None)):
        facts = facts.hedged("possible", "question")
    if verb != trigger:
        facts = _noun(tree, trigger, facts, carried=verb is not None)
    if verb is None:
        facts = _around_noun(tree, trigger, facts, ontology)
        return facts if state else _past(tree, None, facts)
    facts = _clause(tree, verb, facts, ontology)
    if facts.polarity == "positive" and infinitive(tree, verb):
        token = tree.tokens[verb]
        done = token.dep in ("acl", "relcl") and ranked(tree, token.head)
        done = done or token.dep == "xcomp" and tree.tokens[token.head].lemma in IMPLICATIVE
        done = done or token.dep == "xcomp" and chosen(tree, token.head) or _came_about(tree, verb)
        if not done:
            facts = facts.hedged("planned", "to-infinitive")  # "the candidate to beat her", "an order to release it"
    facts = _tense(tree, verb, facts, state)
    return facts if state else _past(tree, verb, facts)


def _came_about(tree: Tree, infinitive: int) -> bool:
    """Tell whether what governs an infinitive says that it came about."""
    return any(told(tree, infinitive) for told in (went_on, won_through, voted, took_to))


def _past(tree: Tree, verb: int | None, facts: Factuality) -> Factuality:
    """Take back that an event is over: "once wrote a play" and "his previous criticism" only say when it came about."""
    perfect = verb is not None and any(tree.tokens[a].lemma == "have" for a in tree.kids(verb, "aux"))
    happened = verb is None or tree.tokens[verb].tag == "VBD" or perfect
    dated = facts.status == "ended" and bool(EARLIER & set(facts.because))
    return replace(facts, status=None) if happened and dated else facts


def _describes(tree: Tree, noun: int) -> bool:
    """Tell whether a noun describes a name, which is taken for granted whatever is asked: "Was that Lee, the governor?"."""
    if tree.tokens[noun].dep == "appos":
        first = tree.subtree(noun)[0]
        return first > 0 and tree.word(first - 1) in (",", "—", "–", "-", "(")
    return tree.tokens[noun].dep in ("compound", "nmod", "poss")


def _tense(tree: Tree, verb: int, facts: Factuality, state: bool) -> Factuality:
    tags = {tree.tokens[verb].tag} | {tree.tokens[a].tag for a in tree.kids(verb, "aux")}
    auxiliaries = {tree.tokens[a].lemma for a in tree.kids(verb, "aux")}
    if tree.tokens[verb].tag == "VBG" and "be" in auxiliaries and tree.tokens[verb].lemma in ARRIVING:
        if {"VBD", "VBN"} & tags and tree.tokens[verb].lemma in MOVING and not facts.because:
            return replace(facts, veto="under way then, and whether it came about is not told")
        return facts.hedged("planned", "progressive of a verb of coming about")
    if state and tree.tokens[verb].tag == "VBG" and "be" in auxiliaries and "VBD" in tags:
        return facts.with_status("ended", "past progressive of a state")
    if tree.tokens[verb].tag == "VBG" and "be" in auxiliaries and not tags & {"VBD", "MD"}:
        return facts.with_status("current", "progressive")
    pluperfect = tree.tokens[verb].tag == "VBN" and any(tree.lower(a) in ("had", "'d") for a in tree.kids(verb, "aux"))
    if state and pluperfect and facts.modality == "asserted" and tree.tokens[verb].lemma in LASTING:
        return facts.with_status("ended", "pluperfect of a state")
    if state and tags == {"VBD"} and tree.tokens[verb].lemma == "be" and tree.tokens[verb].dep == "advcl":
        if any(tree.lower(m) in ("while", "when") for m in tree.kids(verb, "mark", "advmod")):
            return facts.with_status("ended", "while it was so")
    if any(tree.lower(m) == "once" for m in tree.kids(verb, "mark", "advmod")) and tree.tokens[verb].dep == "advcl":
        return facts  # "once she was president": from then on
    if state and tags == {"VBD"} and tree.tokens[verb].lemma == "be" and _singled_out(tree, verb):
        return facts
    if state and tags == {"VBD"} and not auxiliaries and tree.tokens[verb].lemma in LASTING:
        return facts.with_status("ended", "past tense of a state")
    if state and tree.tokens[verb].tag in ("VBZ", "VBP"):
        return facts.with_status("current", "present tense")
    return facts


def _singled_out(tree: Tree, copula: int) -> bool:
    """Tell whether a predicate only says who did something ("was the only player to win it", "was the side that won")."""
    for noun in tree.kids(copula, "attr"):
        later = any(c > noun and infinitive(tree, c) for c in tree.kids(copula, "advcl", "xcomp"))
        if tree.kid(noun, "relcl") is not None or ranked(tree, noun) and (later or tree.kid(noun, "acl") is not None):
            return True
    return False


def _clause(tree: Tree, verb: int, facts: Factuality, ontology: Ontology) -> Factuality:
    n, seen, apart = verb, set[int](), False
    while n not in seen and not facts.veto:
        seen.add(n)
        around = _local(tree, n, facts, ontology)
        facts = replace(around, polarity=facts.polarity) if apart else around
        apart = False
        token = tree.tokens[n]
        head = token.head
        lemma = tree.tokens[head].lemma
        if threatened(tree, n):
            return replace(facts, veto="but threatened")
        if won_through(tree, n) or voted(tree, n) or took_to(tree, n) or tree.joined_before(n) is not None:
            n = head
            continue
        if token.dep == "xcomp" or (token.dep == "ccomp" and token.tag == "VB" and tree.tokens[head].pos == "ADJ"):
            facts = complement_of(tree, head, facts, plain=token.tag in ("VB", "VBG") or infinitive(tree, n))
        elif token.dep == "ccomp" and head > n and quote_opens(tree, n, head):
            return facts  # 'She has apologized: "I should have …"'
        elif token.dep in ("ccomp", "csubj"):
            judged = _judged_by(tree, head, facts)
            if judged is not facts:
                return judged
            if lemma in DEMAND:
                return facts.hedged("possible", f"under {lemma!r}")
            if token.tag == "VB" and tree.kid(n, "mark") is not None and tree.kid(n, "aux") is None:
                facts = facts.hedged("possible", f"subjunctive under {lemma!r}")
            kind = ontology.cues.get((lemma, "verb"), "")
            if lemma in UNSURE and kind not in ("Speech", "Allegation"):
                facts = facts.hedged("possible", f"under {lemma!r}")
            if tree.kid(head, "neg") is not None and not kind and tree.kid(head, "acomp") is None:
                facts = facts.hedged("possible", "under a negated verb")
            if kind == "Belief" and tree.kid(head, "neg") is not None:
                facts = facts.denied(f"not {lemma}")  # neg-raising: "I don't believe I met him"
            if kind and lemma not in FOUND_OUT:
                return replace(_under_condition(tree, head, facts), reporter=head)
        elif token.dep == "pcomp":
            return _as_sure_as_governor(tree, n, after_preposition(tree, n, facts), ontology)
        elif token.dep == "advcl":
            if went_on(tree, n):
                n = head
                continue
            return adverbial(tree, n, facts)
        elif token.dep in ("acl", "relcl") and (token.tag == "VB" or infinitive(tree, n)) and ranked(tree, head):
            return facts  # "the first senator to endorse her" has done so
        elif (token.dep == "acl" and token.tag == "VB") or (token.dep in ("acl", "relcl") and infinitive(tree, n)):
            if lemma in REFUSING:
                return facts.denied(lemma)  # "her refusal to endorse him"
            facts = facts.hedged("planned" if lemma in PLANS else "possible", f"to-infinitive of {tree.word(head)!r}")
            given_up = tree.tokens[tree.tokens[head].head].lemma in ENDING | {"shelve", "reject", "deny"}
            return facts.denied("no plan") if nothing(tree, head) or given_up or _not_held(tree, head) else facts
        elif token.dep == "relcl" and lemma in LIES:
            return facts.denied(lemma)
        elif token.dep == "acl" and tree.lower(head) == "event" and tree.kid(n, "mark") is not None:
            return facts.hedged("possible", "in the event that")
        elif token.dep in ("acl", "ccomp", "relcl") and tree.tokens[head].pos == "NOUN" and tree.kid(n, "mark") is not None:
            governor = tree.tokens[head].head
            judged = _judged_by(tree, governor, facts)
            denies = tree.tokens[head].dep == "dobj" and ontology.cues.get((tree.tokens[governor].lemma, "verb")) == "Denial"
            if judged is facts and denies and tree.kid(governor, "neg") is None and not nothing(tree, head):
                return replace(facts, reporter=governor)  # "denied reports that …"; whose denial it is, attribution tells
            owned = lemma in SAYINGS and tree.kid(head, "poss") is not None
            if judged is not facts or ((lemma in FACTS or owned) and not nothing(tree, head) and not denies):
                return judged
            hearsay = ontology.cues.get((lemma, "noun")) in ("Speech", "Allegation") and not (denies or nothing(tree, head))
            return facts.hedged("alleged" if hearsay else "possible", f"{lemma} that")
        elif token.dep == "conj":
            if tree.kid(n, "nsubj", "nsubjpass") is not None:
                if not tree.kids(head, "mark"):
                    return facts
            elif token.tag in ("VBD", "VBP") and infinitive(tree, head) and tree.lower(n) == token.lemma.lower():
                facts = _shared_auxiliaries(tree, head, facts)  # "tried to buy it and *set* up a fund"
            elif token.tag in ("VBD", "VBP") and tree.lower(n) == token.lemma.lower() and _infinitive_between(tree, n):
                facts = complement_of(tree, head, facts, plain=True)  # the same, hung on "tried"
            elif token.tag in ("VBD", "VBZ", "VBP") and tree.tokens[head].tag in ("VB", "VBG"):
                return facts  # "led an effort to beat it and then *served* …": misread as joined with the infinitive
            elif token.tag == "VB" or tree.tokens[head].tag == token.tag:
                facts = _shared_auxiliaries(tree, head, facts)
            # "was not happy and sued him": a finite verb does not share another's negation, but "did not come or call" does
            apart = (
                token.tag in ("VBD", "VBZ", "VBP")
                and not infinitive(tree, head)
                and all(tree.lower(c) not in ("or", "nor") for c in tree.kids(head, "cc"))
            )
        elif not (token.lemma in READINESS and token.dep == "acomp" and tree.tokens[head].pos == "AUX"):  # "is *willing* to"
            return _root(tree, n, facts)
        n = head
    return facts


def _infinitive_between(tree: Tree, n: int) -> bool:
    """Tell whether an infinitive stands between a verb and the one it is joined with ("*tried* to buy it and *set* …")."""
    return any(c < n and infinitive(tree, c) for c in tree.kids(tree.tokens[n].head, "xcomp"))


def _not_held(tree: Tree, plan: int) -> bool:
    """Tell whether a plan, deal or talks are denied by the verb over them ("is not in talks to buy it")."""
    governor = tree.tokens[plan].head
    if tree.tokens[plan].dep == "pobj":
        governor = tree.tokens[governor].head
    return tree.tokens[plan].dep in ("dobj", "pobj", "attr") and tree.kid(governor, "neg") is not None


def _judged_by(tree: Tree, head: int, facts: Factuality) -> Factuality:
    """Apply "It is false that …", "The claim that … is untrue", "It is possible that …"."""
    for c in tree.kids(head, "attr"):
        if tree.tokens[c].lemma in LIES and tree.kid(head, "neg") is None:
            return facts.denied(tree.lower(c))
    for c in tree.kids(head, "acomp"):
        word, negated = tree.lower(c), tree.kid(head, "neg") is not None
        if (word in FALSE and not negated) or (word == "true" and negated):
            facts = facts.denied(word)
        elif word in MAYBE:
            facts = facts.hedged("possible", word)
    return facts


def _under_condition(tree: Tree, cue: int, facts: Factuality) -> Factuality:
    """Hedge what is said under a condition on the saying itself ("if she says that …")."""
    marks = [tree.lower(m) for m in tree.kids(cue, "mark")]
    return facts.hedged("possible", marks[0]) if set(marks) & CONDITIONS else facts


def _local(tree: Tree, n: int, facts: Factuality, ontology: Ontology) -> Factuality:
    """Apply what stands directly at one verb: negation, modals, adverbs, conjunctions."""
    if tree.tokens[n].pos not in ("VERB", "AUX"):
        return facts
    token = tree.tokens[n]
    for c in tree.children[n]:
        word, child = tree.lower(c), tree.tokens[c]
        if child.dep == "neg" and not (c + 1 < len(tree.tokens) and tree.lower(c + 1) in ("only", "just")):
            if word == "no" and c + 1 < len(tree.tokens) and tree.lower(c + 1) == "longer":
                facts = facts.with_status("ended", "no longer")
            elif only_until(tree, n):
                return replace(facts, veto="denied for a time only")
            else:
                facts = facts.denied(word)
        elif child.dep == "aux" and child.tag == "MD":
            facts = modal(word, facts)
        elif child.dep == "aux" and child.lemma == "go" and token.tag == "VB":
            facts = facts.hedged("planned", "going to")
        elif child.dep == "mark" and word in CONDITIONS:
            facts = facts.hedged("possible", word)
        elif child.dep in ("advmod", "mark") and word in TIMES and token.dep in ("advcl", "relcl", "ccomp"):
            if token.tag in ("VBZ", "VBP", "VB") or (tree.kid(n, "aux") is not None and _present(tree, n)):
                if word not in ("as", "while"):
                    set_for = word in ("when", "once", "after", "before", "until", "till") and to_come(tree, n)
                    facts = facts.hedged("planned" if set_for else "possible", f"{word} with present tense")
        elif child.dep == "advmod":
            facts = _adverb(tree, c, word, facts, ontology)
        elif child.dep in ("dobj", "nsubj", "nsubjpass", "attr") and nothing(tree, c):
            facts = facts.denied("no")
        elif word in ("neither", "nor") and child.dep in ("preconj", "cc", "neg", "advmod") and c < n:
            facts = facts.denied(word)
        elif child.dep == "prep" and c < n and word == "in" and _fiction(tree, c):
            return replace(facts, veto="told as fiction")
        elif child.dep == "conj" and child.lemma in OVERTURN:
            facts = facts.with_status("ended", child.lemma)
        elif child.dep == "prep" and c < n and any(nothing(tree, o) for o in tree.kids(c, "pobj")):
            facts = facts.denied("no")  # "at no point", "under no circumstances"
        elif child.dep == "aux" and word == "had" and inverted(tree, n, c):
            facts = facts.hedged("possible", "inverted conditional")
    return facts


def _as_sure_as_governor(tree: Tree, n: int, facts: Factuality, ontology: Ontology) -> Factuality:
    """Hedge a gerund by the verb that its preposition hangs on ("*to stop* him from winning", "*will* meet him after visiting
    her")."""
    preposition = tree.tokens[n].head
    governor, word = tree.tokens[preposition].head, tree.lower(preposition)
    if word not in ("by", "before", "after", "from") or tree.tokens[governor].pos not in ("VERB", "AUX") or facts.veto:
        return facts
    if word == "from" and tree.tokens[governor].lemma in LEAVING:
        return replace(facts, veto="leaving it")
    around = _clause(tree, governor, Factuality(), ontology)
    if word == "from" and around.polarity == "negative":
        facts = facts.denied("not")
    if around.veto or infinitive(tree, governor) and word == "from":
        around = around.hedged("possible", "to-infinitive")
    return facts.hedged(around.modality, f"as {tree.lower(governor)!r}")


def _fiction(tree: Tree, preposition: int) -> bool:
    return any(tree.tokens[o].lemma in FICTION for o in tree.kids(preposition, "pobj"))


def _present(tree: Tree, n: int) -> bool:
    return any(tree.tokens[a].tag in ("VBZ", "VBP") for a in tree.kids(n, "aux", "auxpass"))


def _adverb(tree: Tree, c: int, word: str, facts: Factuality, ontology: Ontology) -> Factuality:
    if ontology.cues.get((word, "adverb")) == "Allegation" or word in ("allegedly", "reportedly"):
        return facts.hedged("alleged", word)
    if word in PERHAPS | HARDLY | WRONGLY:
        return facts.hedged("possible", word)
    if word in OVER and not (word == "once" and tree.tokens[tree.tokens[c].head].dep == "advcl"):  # "once she was president"
        return facts.with_status("ended", word)
    if word == "never":
        return facts.denied(word)
    if word == "longer" and tree.kid(c, "neg") is not None:
        return facts.with_status("ended", "no longer")
    if tree.kid(c, "neg") is not None and word in ("once", "even"):
        return facts.denied(f"not {word}")
    return facts


def _shared_auxiliaries(tree: Tree, head: int, facts: Factuality) -> Factuality:
    for a in tree.kids(head, "aux"):
        if tree.tokens[a].tag == "MD":
            facts = modal(tree.lower(a), facts)
    return facts


def _root(tree: Tree, n: int, facts: Factuality) -> Factuality:
    token = tree.tokens[n]
    if token.tag == "VB" and token.dep == "ROOT" and tree.kid(n, "nsubj") is not None:
        if any(tree.lower(a) == "to" for a in tree.kids(n, "aux")):
            return facts.hedged("planned", "to-infinitive")
    if token.tag == "VB" and token.dep == "ROOT" and tree.kid(n, "nsubj", "nsubjpass", "aux") is None:
        return replace(facts, veto="imperative")
    return facts


def _noun(tree: Tree, noun: int, facts: Factuality, carried: bool) -> Factuality:
    """Apply what a noun says of itself: "former", "ex-", "alleged", "no"."""
    word = tree.lower(noun)
    if word.startswith(("ex-", "ex‑")):
        facts = facts.with_status("ended", "ex-")
    joined = tree.tokens[noun].dep == "conj" and tree.kid(noun, "det", "poss") is None and tree.tokens[noun].head < noun
    if joined and tree.tokens[tree.tokens[noun].head].pos != "PROPN":  # "former coach Jane Doe and *editor* Ana Roe"
        first = _noun(tree, tree.tokens[noun].head, Factuality(), carried)  # "the former governor and party chairman"
        facts = facts.with_status(first.status, *first.because[:1]) if first.status and first.because else facts
    if noun + 3 < len(tree.tokens) and [tree.lower(i) for i in range(noun + 1, noun + 4)] in _BACK_THEN:
        facts = facts.with_status("ended", "at the time")
    if any(
        tree.tokens[o].lemma in TENURES
        for p in tree.kids(noun, "prep")
        if tree.lower(p) == "during"
        for o in tree.kids(p, "pobj")
    ):
        facts = facts.with_status("ended", "during a tenure")
    before = noun - 1
    while (
        before >= 0
        and (tree.tokens[before].pos in ("ADJ", "ADV", "DET", "NOUN", "PROPN") or tree.lower(before) in EXPECTED | FORMER)
        and tree.tokens[before].sentence == tree.tokens[noun].sentence
        and not (tree.tokens[before].tag == "NNS" and tree.tokens[before].dep not in ("compound", "nmod"))
    ):
        if tree.lower(before) in FORMER | {"formerly", "then"} and _of_the_noun(tree, before):
            facts = facts.with_status("ended", tree.lower(before))  # wherever the parser hangs it: "former Justice Doe"
        elif tree.lower(before) in EXPECTED and tree.tokens[noun].pos in ("NOUN", "PROPN"):
            facts = facts.hedged("possible", tree.lower(before))
        before -= 1
    for c in tree.children[noun]:
        modifier = tree.lower(c)
        if tree.tokens[c].dep not in ("amod", "compound", "det", "nmod", "advmod", "neg") or c > noun:
            continue
        if modifier in FORMER or modifier.startswith("then-"):
            facts = facts.with_status("ended", modifier)
        elif modifier in ALLEGED:
            facts = facts.hedged("alleged", modifier)
        elif modifier in FUTURE:
            facts = facts.hedged("possible", modifier)
        elif modifier == "next" and tree.tokens[c + 1].tag not in ("JJS", "RBS"):  # but "her next biggest rival" is one
            facts = facts.hedged("planned", modifier)
        elif modifier == "current":
            facts = facts.with_status("current", modifier)
        elif modifier in ("no", "any") and not carried:
            facts = facts.denied(modifier) if modifier == "no" else facts.hedged("possible", modifier)
    return facts


def _of_the_noun(tree: Tree, participle: int) -> bool:
    """Tell whether a participle stands before a noun as an adjective ("*ousted* Acme chairman Jane Doe"), and is no verb."""
    return tree.tokens[participle].tag not in ("VBD", "VBN") or tree.tokens[participle].dep in ("amod", "compound", "nmod")


def _bounded(tree: Tree, n: int) -> bool:
    """Tell whether "from 1999 to 2008" or "until 2008" hangs on a word."""
    words = {tree.lower(p) for p in tree.kids(n, "prep")}
    words |= {tree.lower(q) for p in tree.kids(n, "prep") for q in tree.kids(p, "prep")}
    return "from" in words and bool(words & {"to", "until", "till"})


def _around_noun(tree: Tree, noun: int, facts: Factuality, ontology: Ontology) -> Factuality:
    """Apply what the verb around a noun of action does to it: ends it, denies it, only wants it."""
    while tree.tokens[noun].dep == "conj" and tree.tokens[tree.tokens[noun].head].pos in ("NOUN", "PROPN"):
        if tree.tokens[noun].head == noun or _bounded(tree, noun):
            break
        noun = tree.tokens[noun].head  # "stepped down as chairman and *chief executive*"
    token = tree.tokens[noun]
    head = token.head
    if _bounded(tree, noun):
        return facts.with_status("ended", "from … to")
    lemma = tree.tokens[head].lemma
    if token.dep == "pobj" and tree.lower(head) == "as":
        governor = tree.tokens[head].head
        if tree.tokens[governor].lemma in LEAVING and (tree.tokens[governor].lemma != "replace" or tree.is_passive(governor)):
            around = _clause(tree, governor, Factuality(), ontology)
            left = (around.polarity, around.modality) == ("positive", "asserted")  # not "called on her to resign as mayor"
            return facts.with_status("ended", tree.tokens[governor].lemma) if left else facts
        if _bounded(tree, governor):
            return facts.with_status("ended", "from … to")
        return _tense(tree, governor, _clause(tree, governor, facts, ontology), state=True)
    if tree.tokens[head].pos not in ("VERB", "AUX"):
        return facts
    uttered = token.lemma in SAYINGS or ontology.cues.get((token.lemma, "noun")) in ("Speech", "Allegation")
    granted = uttered and tree.kid(noun, "poss") is not None  # whoever rejects "her claims" grants that she made them
    if (
        token.dep in ("dobj", "nsubjpass")
        and lemma in BLOCKED
        and not granted
        and _clause(tree, head, Factuality(), ontology) == Factuality()
    ):
        return facts.denied(lemma)
    if token.dep in ("dobj", "nsubjpass") and lemma in SELLING | {"dismiss", "toss", "throw"}:
        return facts.with_status("ended", lemma)
    ends = lemma in ENDING and token.dep in ("dobj", "nsubj", "nsubjpass")
    if ends:
        around = _clause(tree, head, Factuality(), ontology)
        if around.polarity == "positive" and around.modality == "asserted":
            return facts.with_status("ended", lemma)
        return facts
    if token.dep in ("dobj", "nsubjpass"):
        if ontology.cues.get((lemma, "verb")) == "Denial" and tree.kid(noun, "poss") is None:
            return facts.denied(lemma)  # whoever rejects "her accusations" grants that she made them
        if lemma in WANTED and tree.kid(noun, "poss") is None:
            return facts.hedged("possible", lemma)
    if token.dep == "dobj" and lemma in UTTERING:
        around = _clause(tree, head, Factuality(), ontology)
        if around.veto or around.modality != "asserted":  # "will deliver her speech", "until it submits its report"
            return replace(facts, veto="of what is not there yet")
    if token.dep == "pobj":
        return facts
    if tree.kid(noun, "poss") is not None:
        return facts  # "did not sell our bags": that the bags are ours is not denied
    around = _clause(tree, head, Factuality(), ontology)
    if around.polarity == "negative" and token.dep in ("dobj", "attr", "nsubjpass"):
        facts = facts.hedged("possible", "under a negated verb")
    return facts
