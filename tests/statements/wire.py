"""A report of an agency that papers print, cut and rewrite; and another report of the same day, by somebody who was there."""

from __future__ import annotations

from kg.model import Extraction
from tests.factories import Story

SAID = "“We warned them about the weir three times last year and nobody ever came to look at it,” said Ida Nord."
WIRE = (
    "Fell Mill sued the Vale Water Board on Saturday over the flood that closed its weaving sheds for eleven weeks last "
    "winter.",
    "The company, which employs about 300 people in Dunmore, asked the county court for four million and for an order that the "
    "board repair the upper weir before the autumn rains.",
    SAID,
    "The board declined to comment on the suit but has said in the past that the weir was inspected every spring and that no "
    "fault was ever found.",
    "Heavy rain is forecast for the upper valley again next week, and shopkeepers along the river have begun to stack "
    "sandbags.",
)
#: The words changed here and there, a sentence dropped from the middle, another lead.
EDITED = (
    "A county court must now decide who pays for the worst winter that Dunmore can remember, after a suit was filed at the "
    "weekend.",
    "The firm, which employs some 300 people in Dunmore, asked the county court for four million and an order that the board "
    "repair the upper weir before the autumn rains.",
    SAID,
    "The board declined to comment on the suit, but it has said before that the weir was inspected each spring and that no "
    "fault was found.",
    "Heavy rain is forecast for the upper valley again this week, and shopkeepers along the river have started to stack "
    "sandbags.",
)
#: The lead with an attribution, among other sentences; and a paragraph without its clauses.
SHORTENED = (
    "It had been rumoured for months in the cafés by the bridge, where people still point at the brown line on the wall. "
    "Fell Mill sued the Vale Water Board on Saturday over the flood that closed its weaving sheds for eleven weeks, a "
    "spokesman said. Nobody we asked was surprised, and the woman who sells bread there laughed.",
    "The company asked the county court for four million and for an order that the board repair the upper weir.",
)
INDEPENDENT = (
    "Papers seen by this newspaper show that the weavers of Dunmore want millions from those who look after their river.",
    SAID,
    "Fell Mill’s claim against the Vale Water Board runs to forty pages, and its lawyers name the flooded sheds one by one.",
    "Neighbours remember the night in another way: some blame the mill’s own sluice, which they say was shut at midnight.",
)


def article(id: str, paragraphs: tuple[str, ...], published: str | None = None, publisher: str | None = None) -> Extraction:
    """Return an article of these paragraphs in which nothing was found."""
    story = Story(id, published, publisher)
    story.paragraphs(*paragraphs)
    return story.build()


def suing(
    id: str,
    paragraphs: tuple[str, ...],
    number: int = 0,
    *,
    by: str | None = None,
    published: str | None = None,
    publisher: str | None = None,
) -> Story:
    """Return an article of these paragraphs that says in one of them (``by`` whom, if not itself) that the mill sued."""
    story = Story(id, published, publisher)
    span = story.paragraphs(*paragraphs)[number]
    mill, board = story.chain("Fell Mill"), story.chain("Vale Water Board")
    speaker = story.chain(by, "Person", named=by[0].isupper()) if by else None
    story.claim(mill, "sued", board, at=span, by=speaker)
    return story
