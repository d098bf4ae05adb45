"""Navigation in a dependency parse: children, subtrees, logical arguments of verbs, coordination.

Labels are ClearNLP's, as spaCy's English models give them (https://github.com/clir/clearnlp-guidelines).
A node is a token index into ``Document.tokens``.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.claims.hedges import PLANS
from kg.model import Dependents, Document, Span, Token, children

#: Verbs whose infinitive complement is done by their object ("ordered the firm to pay").
OBJECT_CONTROL = frozenset(
    "allow ask beg cause challenge influence command compel convince direct enable encourage expect forbid force get instruct "
    "invite lead oblige order permit persuade pressure prompt push remind request require tell tempt urge want warn "
    "help hire pay appoint nominate elect choose pick select tap name let make see watch hear have".split()
)
#: Verbs with a preposition whose object does the infinitive after them ("called on *Lee* to resign").
PREPOSITION_CONTROL = {"call": ("on", "upon"), "appeal": ("to",), "plead": ("with",), "rely": ("on",), "look": ("to",)}
#: Nouns whose infinitive is done by what "of" brings in.
PICKING = frozenset(
    "selection appointment choice nomination decision failure refusal bid plan effort attempt intention".split()
)
#: Verbs of putting words out: a participle after their object is done by their subject.
UTTER = frozenset("make issue release post publish share deliver write send sign tweet read speak".split())
#: Words that only say how much of what follows "of".
QUANTITIES = frozenset("all some most many several both half each any much few dozens hundreds thousands likes".split())
#: Verbs that have no passive, whatever a bare participle looks like ("Jane Doe (died 1590)").
INTRANSITIVE = frozenset("die arrive live reside retire resign graduate emerge exist remain".split())
RELATIVE = frozenset({"who", "whom", "which", "that", "whose"})


@dataclass(frozen=True, slots=True)
class Tree:
    """The tokens of one document with an index of children; all methods take and return token indices."""

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Span, ...]
    children: Dependents
    first: tuple[int, ...]

    def word(self, i: int) -> str:
        """Return the token's words as they stand in the text."""
        token = self.tokens[i]
        return self.text[token.start : token.end]

    def lower(self, i: int) -> str:
        """Return the token's words in lower case, apostrophes straightened."""
        return self.word(i).lower().replace("’", "'")

    def kids(self, i: int, *deps: str) -> list[int]:
        """Return the children with one of the given dependency labels, left to right."""
        return [c for c in self.children[i] if self.tokens[c].dep in deps]

    def kid(self, i: int, *deps: str) -> int | None:
        """Return the first child with one of the labels, or None."""
        return next((c for c in self.children[i] if self.tokens[c].dep in deps), None)

    def subtree(self, i: int) -> list[int]:
        """Return the indices of the subtree at ``i``, sorted."""
        out, stack = [], [i]
        while stack:
            n = stack.pop()
            out.append(n)
            stack.extend(self.children[n])
        return sorted(out)

    def span(self, nodes: list[int]) -> Span:
        """Return the hull of the nodes in the text."""
        return Span(self.tokens[min(nodes)].start, self.tokens[max(nodes)].end)

    def conjuncts(self, i: int) -> list[int]:
        """Return the node and what is coordinated with it ("A, B and C"), left to right; "but not C" is left out."""
        out, stack = [i], [i]
        while stack:
            n = stack.pop()
            for c in self.kids(n, "conj"):
                if self.tokens[c].pos == self.tokens[n].pos or {self.tokens[c].pos, self.tokens[n].pos} <= NOMINAL:
                    out.append(c)
                    stack.append(c)
        return sorted(out)

    def prepositional(self, i: int, preposition: str) -> list[int]:
        """Return the objects of the preposition below ``i``, also through "out of" and agents ("by")."""
        out = []
        for p in self.kids(i, "prep", "agent", "dative"):
            if self.lower(p) == preposition:
                found = self.kids(p, "pobj", "pcomp")
                if not found and preposition != "by" and self.tokens[i].dep == "relcl":
                    found = [self.tokens[i].head]  # stranded: "the remarks he apologised for"
                out += [self.antecedent(o, i) for o in found]
        return out

    def contents(self, i: int) -> list[int]:
        """Return what a quantity is a quantity of ("all of *its posts*", "30 of *the jets*"), other nodes as they are."""
        counts = self.lower(i) in QUANTITIES or (self.tokens[i].tag == "CD" and self.lower(i) != "one")
        return (self.prepositional(i, "of") if counts else []) or [i]

    def is_passive(self, verb: int) -> bool:
        """Tell whether the verb is passive: a passive subject or auxiliary, or a bare participle after its noun."""
        token = self.tokens[verb]
        if self.kid(verb, "nsubjpass", "auxpass", "csubjpass") is not None:
            return True
        if token.lemma in INTRANSITIVE:
            return False
        if token.tag == "VBN" and token.dep == "conj" and self.kid(verb, "aux", "nsubj", "dobj") is None:
            return token.head != verb and self.tokens[token.head].pos == "VERB" and self.is_passive(token.head)
        bare = token.tag == "VBN" and self.kid(verb, "aux", "nsubj") is None
        if bare and token.dep == "advcl":
            return True  # "Born in Lyon, she …", "while employed by the firm"
        return bare and token.dep in ("acl", "relcl", "parataxis")

    def surface_subject(self, verb: int) -> int | None:
        """Return the grammatical subject, looked for over coordination, control and participles; None if there is none."""
        seen = set()
        n = verb
        while n not in seen:
            seen.add(n)
            subject = self.kid(n, "nsubj", "nsubjpass")
            token = self.tokens[n]
            if subject is not None:
                return (self._whose(subject, n) if n == verb else None) or self.antecedent(subject, n)
            stolen = self._stolen(n)
            if stolen is None:
                stolen = self.joined_before(n)
            if stolen is not None:
                return stolen
            head = token.head
            if head == n:
                return None
            if token.dep in ("relcl", "acl") or (token.dep == "parataxis" and self.tokens[head].pos in NOMINAL):
                # "children holding toys", "the papers found there"; an infinitive's subject is not told ("a plan to sue")
                to = any(self.lower(a) == "to" for a in self.kids(n, "aux"))
                if to and (owner := self.kid(head, "poss")) is not None:
                    return None if self.lower(owner) == "whose" else owner  # "hailed Chad's vote to leave the union"
                picked = to and self.tokens[head].lemma in PICKING
                whose = [o for o in self.prepositional(head, "of") if head < o < n] if picked else []
                if whose and self.tokens[whose[0]].pos == "PROPN":
                    return whose[0]  # "announced the selection of Acme to join it"
                if token.tag == "VB" and (token.dep == "acl" or to and self.tokens[head].lemma in PLANS):
                    carrier = self.tokens[head].head
                    if self.tokens[head].dep == "pobj" and self.lower(carrier) == "in" and self.tokens[head].lemma in PLANS:
                        carrier = self.tokens[carrier].head  # "is in talks to buy the firm"
                        if self.tokens[carrier].lemma not in ("be", "remain", "enter"):
                            return None
                    elif self.tokens[head].dep != "dobj" or self.tokens[carrier].pos != "VERB":
                        return None
                    n = carrier  # "announced plans to buy the firm": whoever announced them
                    continue
                carrier = self.tokens[head].head
                if token.tag == "VBG" and self.tokens[head].dep == "dobj" and self.tokens[carrier].lemma in UTTER:
                    n = carrier  # "issued a statement condemning the raid": whoever issued it condemns
                    continue
                place = self.tokens[self.tokens[head].head].head if self.tokens[head].dep == "pobj" else head
                if token.tag == "VBG" and place != head and self.tokens[place].lemma in UTTER:
                    n = place  # "posted on the network accusing him": whoever posted
                    continue
                return head if self.tokens[head].pos in NOMINAL else None
            if token.dep in ("xcomp", "advcl") and (asked := self._asked_of(head)) is not None and token.tag == "VB":
                return asked
            if token.dep == "xcomp" and self.tokens[head].lemma == "use" and self.tokens[head].tag == "VBN":
                return None  # "the gun used to kill him": by whom is not said
            if token.dep == "xcomp" and self.tokens[head].lemma in OBJECT_CONTROL:
                controller = self.kid(head, "dobj", "dative")
                if controller is not None:
                    return controller
                led = self.tokens[head].lemma in ("expect", "want", "choose", "ask")
                if self.kid(head, "nsubjpass") is None and not (led or self.tokens[head].lemma == "have" and n != verb):
                    return None  # of "will have to pay after stealing it" but the stealing is told
                n = head
                continue
            if token.dep == "ccomp" and token.tag in ("VB", "VBG", "VBN") and self.kid(head, "dobj") is not None:
                return self.kid(head, "dobj")
            if (
                token.dep == "xcomp"
                and self.tokens[head].pos == "ADJ"
                and self.tokens[self.tokens[head].head].pos in ("VERB", "AUX")
            ):
                n = self.tokens[head].head  # "is likely to win"
                continue
            if token.dep in ("conj", "xcomp", "advcl") and self.tokens[head].pos in ("VERB", "AUX"):
                finite = any(self.tokens[a].tag in ("VBD", "VBZ", "VBP") for a in self.kids(n, "aux", "auxpass"))
                if token.dep == "advcl" and (token.tag not in ("VBG", "VBN", "VB") or finite):
                    return None
                if any(self.lower(o) == "it" for o in self.kids(head, "dobj")):
                    return None  # "left it to others to praise him"
                if token.dep == "conj" and self._misled(head, n):
                    return None
                n = head
                continue
            if token.dep == "pcomp":
                governor = self.tokens[head].head
                if self.lower(head) in ("including", "like", "as", "than", "besides"):
                    return None  # an example of something; whose, the clause does not say
                if self.tokens[governor].pos in NOMINAL:
                    return self.kid(governor, "poss")  # "her account of visiting the camp"
                while self.tokens[governor].pos in ("ADV", "ADP", "SCONJ") and self.tokens[governor].head != governor:
                    governor = self.tokens[governor].head  # "Instead of suing, she wrote"
                if self.tokens[governor].pos not in ("VERB", "AUX"):
                    return None
                controlled = self.lower(head) in ("of", "from", "for", "into", "with")
                controller = self.logical_object(governor) if controlled else None
                if controller is not None:
                    return controller  # "accused the firm of hiding losses"
                n = governor
                continue
            return None
        return None

    def _asked_of(self, verb: int) -> int | None:
        """Return whom somebody calls on to do a thing."""
        asking = PREPOSITION_CONTROL.get(self.tokens[verb].lemma, ())
        return next((o for p in self.kids(verb, "prep", "prt") if self.lower(p) in asking for o in self.kids(p, "pobj")), None)

    def _whose(self, subject: int, verb: int) -> int | None:
        """Return the true subject where a relative clause with "whose" has no verb but the one after it: "Doe, whose *father*,
        Tom Roe, was mayor, came", of which the parser makes Doe a mayor."""
        whose = [i for i in self.subtree(subject) if self.tokens[i].tag == "WP$" and i < verb]
        if not whose or any(self.tokens[i].tag in ("VBD", "VBZ", "VBP", "MD") for i in range(whose[-1], verb)):
            return None
        return self.tokens[whose[-1]].head

    def _misled(self, first: int, second: int) -> bool:
        """Tell whether the parser gave the first of two verbs what stands behind their "and" or "but": who does the second
        is not known then ("led Doe, but his rival, Jane Roe, had won")."""
        joints = [c for c in self.kids(first, "cc") if c < second]
        if joints and any(joints[-1] < o < second for o in self.kids(first, "dobj", "attr", "dative")):
            return True
        start = second
        while start - 1 in self.children[second]:
            start -= 1
        before = joint = start - 1  # "A lost to B and *C* were beaten by D": C hangs on B, and stands right before
        while joint > first and self.tokens[joint].pos in ("PROPN", "NOUN", "DET", "ADJ", "PRON"):
            joint -= 1
        return joint < before and self.lower(joint) in ("and", "but", "while") and self.tokens[before].pos in NOMINAL

    def _stolen(self, verb: int) -> int | None:
        """Return the subject that the parser gave to an aside: "the ad, since pulled, *was* for …"."""
        for aside in self.kids(verb, "advcl"):
            subject = self.kid(aside, "nsubj", "nsubjpass")
            if aside < verb and self.tokens[aside].tag == "VBN" and subject is not None:
                if any(self.word(i) == "," for i in range(subject + 1, aside)):
                    return subject
        return None

    def joined_before(self, verb: int) -> int | None:
        """Return the name right before a verb without a subject that the parser joined with an object before it: "with A
        beating B and *C* beating D", "A beat B and *C* beat D"."""
        name, token = verb - 1, self.tokens[verb]
        if name < 0 or token.pos != "VERB" or token.tag not in ("VBG", "VBD", "VBZ") or self.tokens[name].dep != "conj":
            return None
        own = self.kid(verb, "nsubj", "nsubjpass", "aux", "auxpass") is None and self.kid(verb, "dobj") is not None
        subject = self.tokens[name].pos == "PROPN" and self.tokens[name].sentence == token.sentence
        first = self.tokens[name].head
        return name if own and subject and self.tokens[first].dep in ("dobj", "pobj", "npadvmod", "conj", "dative") else None

    def antecedent(self, subject: int, verb: int) -> int:
        """Return what a relative pronoun stands for; other nodes as they are."""
        if self.lower(subject) in RELATIVE and self.tokens[subject].tag in ("WDT", "WP", "WP$"):
            n = verb
            while self.tokens[n].dep in ("conj", "ccomp", "xcomp") and self.tokens[n].head != n:
                n = self.tokens[n].head
            if self.tokens[n].dep == "relcl":
                return self.tokens[n].head
        return subject

    def one_of(self, node: int, verb: int) -> int:
        """Return who is "one of" those that a clause tells of ("*Jane Doe* is one of the women who sued"), else ``node``."""
        clause = self.tokens[verb]
        if clause.dep not in ("relcl", "acl") or clause.head != node:
            return node
        of = self.tokens[node].head
        one = node if self.lower(node) == "one" else self.tokens[of].head if self.lower(of) == "of" else node
        token = self.tokens[one]
        if self.lower(one) != "one":
            return node
        if token.dep == "appos":
            return token.head
        subject = self.kid(token.head, "nsubj") if token.dep == "attr" and self.tokens[token.head].lemma == "be" else None
        modal = any(self.tokens[c].tag == "MD" for c in self.kids(token.head, "aux"))
        plain = self.kid(token.head, "neg") is None and not modal
        return subject if subject is not None and plain and self.lower(subject) not in RELATIVE else node

    def logical_subject(self, verb: int) -> int | None:
        """Return who does it: the subject of an active verb, the "by" agent of a passive one."""
        if self.is_passive(verb):
            agents = self.prepositional(verb, "by")
            return agents[0] if agents else None
        return self.surface_subject(verb)

    def logical_object(self, verb: int) -> int | None:
        """Return what it is done to: the object of an active verb, the subject of a passive one."""
        token = self.tokens[verb]
        if self.is_passive(verb):
            aside = self.kid(verb, "nsubjpass") is None and token.dep in ("acl", "relcl", "parataxis")
            if aside and self.tokens[token.head].pos in NOMINAL:
                return token.head
            return self.surface_subject(verb)
        found = self.kid(verb, "dobj")
        if found is None and token.dep == "relcl" and self.kid(verb, "nsubj") is not None:
            subject = self.kid(verb, "nsubj")
            # "the film that she directed", "the firm he founded": the object is what the clause modifies
            if subject is not None and self.lower(subject) not in RELATIVE and self.tokens[token.head].pos in NOMINAL:
                return token.head
        if found is not None:
            return self.antecedent(found, verb)
        return None


NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


def tree(document: Document) -> Tree:
    """Index a document's tokens."""
    first = [len(document.tokens)] * len(document.sentences)
    for i, token in enumerate(document.tokens):
        first[token.sentence] = min(first[token.sentence], i)
    return Tree(document.article.text, document.tokens, document.sentences, children(document.tokens), tuple(first))
