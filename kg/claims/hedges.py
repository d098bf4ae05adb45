"""Words that deny, hedge, plan, end: what factuality looks for, by what they do to an event."""

from __future__ import annotations

PLAN = frozenset(
    "plan intend want hope agree threaten vow seek expect promise pledge prepare aim offer propose set due slate "
    "schedule wish aspire commit aim opt order poise decide elect prepare ready mean prime".split()
)
TRY = frozenset("need try attempt consider contemplate mull appear seem tend weigh struggle fight suggest recommend".split())
REFUSE = frozenset(
    "refuse decline fail neglect avoid forget omit stop cease quit abstain refrain prevent prohibit ban bar block".split()
)
#: Nouns whose infinitive is not done.
REFUSING = frozenset("refusal failure inability unwillingness reluctance".split())
HEARSAY = frozenset("say report believe allege think claim suspect accuse understand rumor rumour presume suppose".split())
UNSURE = frozenset(
    "hope wish fear worry doubt demand ask suggest recommend propose require urge ensure imagine pretend guess "
    "suspect expect insist request wonder warn predict forecast assume speculate consider question decide "
    "determine".split()
)
ENDING = frozenset(
    "end terminate dissolve sever cut cancel drop break quit scrap suspend halt discontinue abandon conclude lapse "
    "collapse expire dissolve finish rescind revoke annul split".split()
)
WANTED = frozenset("seek want need plan consider propose discuss explore await expect eye rule pursue mull demand urge".split())
MODALS = {"will": "planned", "'ll": "planned", "shall": "planned", "wo": "planned"}
POSSIBLE_MODALS = frozenset("would 'd could may might can ca should must ought".split())
PERHAPS = frozenset(
    "possibly perhaps maybe probably likely potentially presumably almost nearly supposedly apparently seemingly".split()
)
OVER = frozenset(["formerly", "once", "previously"])
#: Of an event these say when it came about, and not that it is over.
EARLIER = OVER | {"previous", "past", "late", "then", "at the time"}
CONDITIONS = frozenset(["if", "unless", "whether", "lest"])
TIMES = frozenset("when whenever once until till after before as while".split())
FORMER = frozenset(
    "former ex late past previous erstwhile onetime one-time ousted fired sacked deposed dismissed toppled "
    "retired estranged divorced longtime-former defunct".split()
)
ALLEGED = frozenset("alleged suspected accused purported reported rumored rumoured supposed so-called would-be".split())
FUTURE = frozenset(
    "proposed planned potential possible future upcoming prospective threatened pending attempted failed unsuccessful "
    "presumptive presumed incoming".split()
)
#: Who is called so before an office does not hold it.
EXPECTED = frozenset("presumptive presumed likely prospective would-be aspiring eventual future hopeful unlikely".split())
#: Verbs of lasting: their simple past says that it is over, that of "marry" or "join" does not.
LASTING = frozenset(
    "work live reside dwell play serve represent own lead head run chair coach manage compete have be employ belong govern "
    "oversee act hold enjoy maintain share study".split()
)
#: Verbs of coming about: in their progressive it has not come about yet ("was returning to Oslo", "is buying the mill").
ARRIVING = frozenset(
    "arrive return travel go come move fly head join leave buy acquire sell marry wed divorce win lose die".split()
)
MOVING = frozenset("arrive return travel go come fly head".split())
#: What somebody found out is so.
FOUND_OUT = frozenset("learn discover realize realise".split())
#: Nouns of saying whose clause is the word of whoever owns them ("her claim that he sued").
SAYINGS = frozenset(
    "claim statement assertion remark comment announcement contention argument declaration boast insistence".split()
)
#: Asking for it does not make it so ("demanded that she resign").
DEMAND = frozenset("demand urge request recommend propose require suppose imagine suggest".split())
#: Verbs whose infinitive happened (or is told by the verb's own negation): Karttunen's implicatives (1971) and phases.
IMPLICATIVE = frozenset(
    "manage begin start continue help force dare happen get come proceed bother remember venture condescend deign see "
    "make let cause lead prompt compel hear watch feel find show know appear seem use go turn prove "
    "spend keep finish resume enjoy proud honored honoured pleased delighted thrilled glad sorry".split()
)
#: What somebody does "by" a gerund that may be the deed of whom they do it to ("charged him with spying by publishing it").
BLAMING = frozenset("charge accuse indict convict blame fault fine".split())
#: Whoever does this to a gerund says that they did it.
OWNING_UP = frozenset("admit acknowledge recall remember recount".split())
#: Who is cleared of it is not said to have done it.
CLEARED = frozenset("clear acquit absolve exonerate vindicate".split())
#: Who is none of these, or is what follows, does not do it ("was not willing to comment", "was unable to meet her").
ABLE = frozenset("able willing ready prepared eager keen inclined".split())
UNABLE = frozenset("unable unwilling powerless".split())
#: What the copula over these denies or hedges, it denies or hedges of the deed.
READINESS = ABLE | UNABLE | frozenset("likely unlikely due set free sure certain".split())
UNFIT = frozenset("unfit unqualified ineligible unsuited unworthy".split())
FIT = frozenset("fit qualified eligible suited worthy".split())
OVERTURN = frozenset("overturn quash reverse vacate annul rescind".split())
BLOCKED = frozenset("block halt thwart veto reject scuttle derail prevent stop abandon scrap cancel".split())
SELLING = frozenset("sell offload divest unload dump exit".split())
HARDLY = frozenset("rarely hardly barely scarcely seldom".split())
WRONGLY = frozenset("wrongly wrongfully falsely mistakenly erroneously".split())
LIES = frozenset("lie hoax myth fabrication falsehood".split())
#: A clause on one of these nouns is told as true; on any other ("evidence that", "fears that") it is not.
FACTS = frozenset("fact news revelation discovery realization announcement confirmation proof".split())
FICTION = frozenset("novel film movie play sitcom drama musical opera dream sketch parody thriller".split())
#: Verbs whose "of" or "about" clause is told as true.
TRUE_OF = frozenset("convict boast remind apologize apologise regret guilty".split())
LEAVING = frozenset("resign retire fire oust remove dismiss quit leave depart sack replace step stand drop suspend".split())
FALSE = frozenset("false untrue incorrect wrong inaccurate unfounded baseless fabricated".split())
MAYBE = frozenset("possible likely unlikely probable conceivable plausible unclear uncertain doubtful".split())
#: What an office is held during, and not after ("an official during the Marsh administration").
TENURES = frozenset("administration presidency tenure government reign term era war year".split())

#: Nouns whose infinitive is somebody's plan ("a bid to buy it"); any other ("a chance to buy it", "the man to beat her") only
#: says what may be.
PLANS = frozenset(
    "plan decision effort bid attempt pledge promise vow intention intent offer agreement proposal hope ambition move deal "
    "campaign push quest drive scheme order mission commitment determination resolve willingness readiness talk negotiation "
    "preparation goal aim objective desire wish vote contract threat".split()
)
#: Whom somebody asks to do a thing may not do it.
ASKED = frozenset(
    "ask tell order urge force require invite request call allow able unable permit press push pressure persuade convince "
    "encourage challenge instruct direct command beg implore lobby advise warn remind entitle enable empower authorize "
    "authorise qualify suit equip position entice tempt dare".split()
)
#: Whoever is chosen to be it becomes it.
CHOSEN = frozenset("elect choose select pick appoint hire".split())
#: What the infinitive after it says that they are from then on.
HOLDING = frozenset("be become lead head run serve replace succeed represent chair oversee manage coach fill join sit".split())
#: What may be done before the infinitive that follows, and says nothing of whether that came about.
SETTING_OUT = frozenset("leave pay blame vie".split())
#: Verbs by which somebody makes or gives what they say or write ("will deliver her speech").
UTTERING = frozenset(
    "give deliver make file submit release issue publish write finish complete announce unveil send post".split()
)
