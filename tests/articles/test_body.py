"""Body and furniture, on invented texts in the shapes that sites use."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.articles.body import layout
from kg.articles.decode import decode
from kg.articles.jsonl import read as read_json
from kg.articles.markdown import read as read_markdown
from kg.articles.reader import Source
from kg.errors import SourceError
from kg.model import Span

LEAD = "The Orvane dam held on Sunday although the river rose by three metres in a single night."
NEXT = "Engineer Tilda Roke said the gates had been opened in time and thanked her crew."
LAST = "The reservoir is expected to fall below its usual level by the end of the week."


def kept(text: str, skip: tuple[Span, ...] = ()) -> list[str]:
    return [span.of(text) for span in layout(text, skip).body]


def captions(text: str) -> list[str]:
    return [span.of(text) for span in layout(text).captions]


def story(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "ADVERTISEMENT - CONTINUE READING BELOW",
        "Story continues below advertisement",
        "Photo by Jo Park/UPI | License Photo",
        "Jo Park/Getty Images for Orvane Water",
        "(Jo Park/PA Archive)",
        "Image: Jo Park",
        "Photo courtesy of Orvane Water",
        "© Jo Park / AFP",
        "By Ana Cruz",
        "By Ana Cruz and Jo Park",
        "·4 min read",
        "Updated 3:15 PM EST, Nov. 28, 2031",
        "Sign up for our newsletter to get the day's news in your inbox.",
        "Follow us on Twitter and Facebook",
        "READ MORE: Council approves second dam at Lake Nerin",
        "Related: Council approves second dam",
        "Read more about floods in our special section",
        "Share this article",
        "Home > News > Weather",
        "(Reporting by Ana Cruz; Editing by Jo Park)",
        "Jo Park in Nerin contributed to this report.",
        "* * *",
        "https://example.org/dam",
        ".story-body {",
        "Tilda Roke Instagram",
        "@tildaroke/Instagram",
        "This article was originally published by The Orvane Bee.",
        "Copyright 2031 The Orvane Bee. All rights reserved.",
        "View comments",
    ],
)
def test_furniture_between_paragraphs_is_left_out(line: str) -> None:
    assert kept(story(LEAD, NEXT, line, LAST)) == [LEAD, NEXT, LAST]


@pytest.mark.parametrize(
    "line",
    [
        "Images of the flooded valley spread quickly, and donors gave two million euros within a day.",
        "Loading docks along the river were under water until Monday, the port authority said.",
        "Related costs were not included in the estimate, which the council will discuss in May.",
        "Advertisement revenue of the local paper fell by a third after the flood, its owner said.",
        "By Monday the water had fallen, and most families had returned to their homes.",
        "Privacy policy experts criticised the use of drones over private gardens.",
        "Police asked witnesses to write to tips@example.org.",
        "Roke urged residents to follow her on Twitter for news of the gates.",
        "“I was afraid,” Roke said.",
        "She first posted:",
        "What happens next",
        "Roke buys Instagram account",
        "We held the line.— Tilda Roke (@tildaroke) November 27, 2031",
        "NATO — the alliance — sent helicopters from its base at Lake Nerin.",
        "Share prices of Orvane Water fell by four percent on Monday.",
        "Support our crews, the governor said in a speech on Tuesday evening.",
    ],
)
def test_the_articles_own_lines_stay(line: str) -> None:
    assert kept(story(LEAD, NEXT, line, LAST)) == [LEAD, NEXT, line, LAST]


@pytest.mark.parametrize(
    "prefix",
    [
        "Nov. 28 (UPI) -- ",
        "ORVANE (Reuters) - ",
        "Orvane (AFP) – ",
        "LAKE NERIN, Ohio (AP) — ",
        "ORVANE, Nov 28 (Reuters) - ",
        "ORVANE — ",
        "ST. NERIN, N.Y. -- ",
        "(AP) — ",
        "NERIN (NerinNow) - ",
    ],
)
def test_datelines_are_cut_from_the_lead(prefix: str) -> None:
    assert kept(story(prefix + LEAD, NEXT)) == [LEAD, NEXT]


@pytest.mark.parametrize(
    ("tail", "is_caption"),
    [
        (" Advertisement", False),
        (" Photo by Jo Park/UPI | License Photo", True),
        (" (Jo Park/PA Archive)", True),
        (" (AP Photo/Jo Park, File)", True),
        (" (Photo by Jo Park/Getty Images)", True),
        (" Jo Park/Reuters", True),
        (" (AP)", False),
    ],
)
def test_tails_are_cut_and_credits_make_captions(tail: str, is_caption: bool) -> None:
    text = story(LEAD, NEXT + tail, LAST)
    assert kept(text) == [LEAD, NEXT, LAST]
    assert captions(text) == ([NEXT] if is_caption else [])


def test_slot_in_the_middle_of_a_paragraph() -> None:
    assert kept(story(f"{LEAD} Advertisement {NEXT}", LAST)) == [LEAD, NEXT, LAST]


def test_lines_above_a_credit() -> None:
    named = story(LEAD, "Tilda Roke\nJo Park/Getty Images", NEXT)
    assert kept(named) == [LEAD, NEXT]
    told = story(
        LEAD, "Tilda Roke at the opening of the dam in Orvane in 2029\nRoke opens a gate of the dam (Jo Park/PA Archive)", NEXT
    )
    assert captions(told) == ["Tilda Roke at the opening of the dam in Orvane in 2029", "Roke opens a gate of the dam"]


def test_headline_byline_and_navigation_at_the_top() -> None:
    text = story(
        "Most Read", "News", "Orvane dam holds through the night", "Ana Cruz, PA Valley Correspondent\n·4 min read", LEAD, NEXT
    )
    found = layout(text)
    assert found.title == "Orvane dam holds through the night"
    assert found.byline == "Ana Cruz"
    assert kept(text) == ["Orvane dam holds through the night", LEAD, NEXT]


def test_a_lead_is_no_title() -> None:
    assert layout(story(LEAD, NEXT)).title is None
    assert layout("One line alone").title is None


TEASERS = """Latest Stories

  • Rower Pim Vaal wins third cup

    Vaal, 24, beat the champion by two lengths on Lake Nerin. He said he would now rest.

  • Shop deals from $7 at Brassow & Sons

    The sale ends on Monday. Readers may return what they bought. Brassow opened in 1988.

  • Why Are Storks Leaving Nerin? Here's What We Know.

    HAMM, Ohio (AP) — Storks were seen leaving on Saturday. "They know," said farmer Alma Quist."""


def test_listed_teasers_go_to_the_end() -> None:
    assert kept(story(LEAD, NEXT, TEASERS)) == [LEAD, NEXT]


def test_plain_teasers_of_headline_and_blurb_go_to_the_end() -> None:
    teasers = ["More from Weather", "Rower Pim Vaal wins third cup", "Vaal beat the champion by two lengths on Sunday."]
    teasers += ["Storks leave Nerin early", "Farmers had expected them to stay until the autumn."]
    assert kept(story(LEAD, NEXT, *teasers)) == [LEAD, NEXT]


def test_a_box_in_the_middle_ends_where_the_prose_goes_on() -> None:
    box = ["Related stories", "Rower Pim Vaal wins third cup", "Storks leave Nerin early"]
    assert kept(story(LEAD, *box, NEXT, LAST)) == [LEAD, NEXT, LAST]


def test_a_list_in_the_article_stays() -> None:
    text = story(
        LEAD,
        "The council decided three things on Monday evening:",
        "• The dam gets a second gate.\n• The crew gets a medal.",
        LAST,
    )
    assert kept(text)[2:4] == ["The dam gets a second gate.", "The crew gets a medal."]


def test_quoted_lines_are_paragraphs_and_wrapped_lines_are_not() -> None:
    quoted = story(LEAD, '"We opened the gates at midnight."\n"Nobody slept that night."', LAST)
    assert len(kept(quoted)) == 4
    wrapped = (
        "The Orvane dam held on Sunday although the river rose by\nthree metres in a single night, the water board said in a\n"
    )
    wrapped += "statement.\n\n"
    wrapped += "Engineer Tilda Roke said the gates had been opened in time\nand thanked her crew for their work.\n"
    assert len(kept(wrapped)) == 2
    assert kept(wrapped)[0].endswith("said in a\nstatement.")


def test_what_a_reader_skips_is_cut_out() -> None:
    text = story(LEAD, "See [the report](https://example.org/r) of the water board for all the figures.")
    start = text.index("](")
    link = Span(start, text.index(")", start) + 1)
    assert kept(text, (link,))[1:] == ["See [the report", "of the water board for all the figures."]


_TEXT = (
    LEAD,
    NEXT,
    TEASERS,
    "Advertisement",
    "Related",
    "• ",
    "(AP) — ",
    "Photo by ",
    "/Getty Images",
    "By Ana Cruz",
    "{",
    '"',
    "(",
    ")",
)
_MARKUP = ("[a](b)", "---\n", "# ", "> ", "<!--", "-->", "```\n", "**")
_ODD = ("\n", "\n\n", "\r\n", "  ", "\u2028", "é\u0301", "👩‍👩‍👧", "\ufeff", "\ud800", "\x00")
PIECES = st.sampled_from(_TEXT + _MARKUP + _ODD)
TEXTS = st.one_of(st.text(max_size=400), st.lists(PIECES, max_size=25).map("".join))


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.lists(st.tuples(st.integers(0, 400), st.integers(0, 40)), max_size=4))
def test_spans_are_sorted_disjoint_trimmed_and_inside(text: str, holes: list[tuple[int, int]]) -> None:
    skip = tuple(Span(start, min(start + size, len(text))) for start, size in holes if start < len(text))
    found = layout(text, skip)
    end = 0
    for span in found.body:
        assert end <= span.start < span.end <= len(text)
        assert span.of(text).strip() == span.of(text)
        assert not any(span.overlaps(hole) for hole in skip)
        end = span.end
    assert set(found.captions) <= set(found.body)
    assert layout(text, skip) == found


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=300), TEXTS.map(lambda t: t.encode("utf-8", "surrogatepass"))))
def test_arbitrary_bytes_give_an_article_or_a_named_error(data: bytes) -> None:
    for reader in (read_markdown, read_json):
        problem = "x.any"
        try:
            list(reader(Source("x.any", data)))
        except SourceError as error:
            problem = str(error)
        assert problem.startswith("x.any")


def test_decoding_never_changes_line_ends() -> None:
    assert decode(b"a\r\nb\rc\n", "x") == "a\r\nb\rc\n"


def test_hostile_input_takes_no_long_time() -> None:
    for text in (
        "<" * 250,
        "(" * 50_000,
        " " * 200_000 + "x",
        "A " * 40_000,
        "- " * 40_000,
        "<!--" * 20_000,
        "[" * 50_000,
        "\n" * 100_000,
    ):
        layout(f"{LEAD}\n\n{text}\n\n{NEXT}")
        list(read_markdown(Source("x.md", f"{LEAD}\n\n{text}\n\n{NEXT}".encode())))


# ------------------------------------------------------------------ lines around the headline

LEAD = "The council of Kelton closed its old bridge on Monday after cracks were found, the mayor said."
FULL = "Published on Tuesday, 5 April 2024 at 10:30 a.m."


@pytest.mark.parametrize(
    ("line", "published", "byline", "publisher"),
    [
        ("March 14, 2023", "2023-03-14", None, None),
        ("Published 5 April 2024", "2024-04-05", None, None),
        (FULL, "2024-04-05", None, None),
        ("The Elmwood Gazette, 14 March 2023", "2023-03-14", None, "The Elmwood Gazette"),
        ("By Jane Doe | 14 March 2023", "2023-03-14", "Jane Doe", None),
        ("By Jane Doe, The Elmwood Gazette\nUpdated 6 April 2024", None, "Jane Doe", "The Elmwood Gazette"),
        ("Elmwood Gazette · 14 March 2023 · 4 min read", "2023-03-14", None, "Elmwood Gazette"),
        ("Kelton, 14 March 2023", "2023-03-14", None, None),
        ("The Elmwood Gazette", None, None, "The Elmwood Gazette"),
        ("Published: 3/4/2022", None, None, None),  # the third of April, or the fourth of March
    ],
)
def test_a_line_under_the_headline_states_day_author_and_paper(
    line: str, published: str | None, byline: str | None, publisher: str | None
) -> None:
    text = f"Bridge closed after cracks found\n\n{line}\n\n{LEAD}"
    found = layout(text)
    assert (found.published, found.byline, found.publisher) == (published, byline, publisher)
    assert [span.of(text) for span in found.body] == ["Bridge closed after cracks found", LEAD]


@pytest.mark.parametrize(
    "headline",
    [
        "The Elmwood Gazette",
        "Storm Hits Coast, March 14, 2023",
        "Bridge closed after 14 March 2023",
        "Mayor Sues Kelton Post Again",
    ],
)
def test_a_headline_with_a_day_or_a_paper_in_it_stays_one(headline: str) -> None:
    found = layout(f"{headline}\n\n{LEAD}")
    assert (found.title, found.published, found.publisher) == (headline, None, None)


def test_a_day_in_the_body_is_not_the_articles() -> None:
    found = layout(f"Bridge closed after cracks found\n\n{LEAD}\n\n14 March 2023\n\n{LEAD}")
    assert found.published is None
