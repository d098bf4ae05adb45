"""Coreference: who is meant, and that nobody is where two could be."""

from __future__ import annotations

import pytest

from tests.mentions.reading import chain, read


def same(text: str, left: str, right: str, nth: int = 0) -> bool:
    document = read(text)
    return chain(document, left) is chain(document, right, nth)


@pytest.mark.parametrize(
    ("text", "left", "right"),
    [
        ("Tamsin Oduya arrived. Reporters asked Oduya about it.", "Tamsin Oduya", "Oduya"),
        ("Fenwick Tools Inc. fell. Analysts like Fenwick Tools.", "Fenwick Tools Inc.", "Fenwick Tools"),
        ("The Ocean Weather Office (OWO) issued a warning. OWO staff left.", "Ocean Weather Office", "OWO"),
        ("Tamsin Oduya (@TamsinOduya) wrote a long post.", "Tamsin Oduya", "@TamsinOduya"),
        ("Paul Reyes said that he (Omar Bell) had won.", "he", "Omar Bell"),
        ("Velora, the fashion house, closed two plants.", "Velora", "the fashion house"),
        ("The photographer—Tamsin Oduya—left early.", "The photographer", "Tamsin Oduya"),
        ("They sued the production company of the shoot, Gate Six, over a set.", "the production company", "Gate Six"),
        ("Per Reyes' agent, Tamsin Oduya, the set was rented.", "Reyes' agent", "Tamsin Oduya"),
        ("Her ex-husband, Paul Reyes, sold the farm.", "Her ex-husband", "Paul Reyes"),
        ("Paul Reyes is a photographer from Leeds.", "Paul Reyes", "a photographer"),
        ("As a frequent traveller, Paul Reyes knows the ferry.", "a frequent traveller", "Paul Reyes"),
        ("Velora fell on Monday. The company cut its forecast.", "Velora", "The company"),
        ("Velora fell on Monday. The company cut its forecast.", "Velora", "its"),
        ("Tamsin Oduya spoke first. The singer said she was ill.", "Tamsin Oduya", "The singer"),
        ("Tamsin Oduya spoke first. She was ill.", "Tamsin Oduya", "She"),
        ("In her speech, Tamsin Oduya thanked the crew.", "her", "Tamsin Oduya"),
        ("Velora ran a bold campaign. Parents hated the campaign.", "a bold campaign", "the campaign"),
        ("Residents fled. They slept in schools.", "Residents", "They"),
        ("The airline Velora fell on Monday. In speaking with them, I learned little.", "Velora", "them"),
        ("The airline Velora lost twice. On Sunday it added that the search would go on.", "Velora", "it"),
        ("The airline Velora closed a plant. Velora have sold their mill.", "Velora", "their"),
        ("She is liked by Mr. Vale's daughter Ida Vale and her husband.", "Ida Vale", "her"),
        ("The Farmers Party lost. The Party wants a new vote.", "Farmers Party", "Party"),
        ("The airline Velora said in a statement: “We regret the delay.”", "Velora", "We"),
        ("“I regret the delay,” Tamsin Oduya said.", "Tamsin Oduya", "I"),
        ("The government of Chad fell. The Chadian government sued.", "The government", "The Chadian government"),
        ("The founder and head of Gate Six, Paul Reyes, is the brother of Omar Bell.", "The founder", "Paul Reyes"),
    ],
)
def test_linked(text: str, left: str, right: str) -> None:
    assert same(text, left, right)


@pytest.mark.parametrize(
    ("text", "left", "right"),
    [
        ("Tamsin Oduya met Lena Oduya. Oduya was late.", "Tamsin Oduya", "Oduya"),
        ("Paul Reyes met Omar Bell. He was late.", "Omar Bell", "He"),
        ("Tamsin Oduya and her set designer left.", "Tamsin Oduya", "her set designer"),
        ("Tamsin Oduya praised her client.", "Tamsin Oduya", "her client"),
        ("Velora denied it. A company in Leeds agreed.", "Velora", "A company"),
        ("Tamsin Oduya sued Paul Reyes. The judge agreed with the driver.", "Paul Reyes", "The judge"),
        ("Tamsin Oduya called him.", "Tamsin Oduya", "him"),
        ("Washington fell silent. The Washington Herald closed.", "Washington", "The Washington Herald"),
        ("Velora sold the mill. The court agreed.", "Velora", "The court"),
        ("A former president spoke. The president did not listen.", "A former president", "The president"),
        ("Tamsin Oduya said the designer's coats were late.", "Tamsin Oduya", "the designer"),
        ("The form was sent to the airline Velora. It must be returned in May.", "Velora", "It"),
        ("The airline Velora met passengers on Monday. Their bags were lost.", "Velora", "Their"),
        ("“We regret the delay,” Tamsin Oduya said.", "Tamsin Oduya", "We"),
        (
            "Omar Bell fired his police chief, Paul Reyes. Bell - who fired Reyes, the police chief, - left.",
            "Omar Bell",
            "Reyes",
        ),
        ("The Farmers Party met the Workers Party. The Party wants a new vote.", "Farmers Party", "Party"),
        ("The airline Velora fell on Monday. The largest airline cut its forecast.", "Velora", "The largest airline"),
        ("The airline Velora fell on Monday. The merged company cut its forecast.", "Velora", "The merged company"),
        ("The Bihar government spoke. It was sent to the government of Goa.", "The Bihar government", "the government"),
        ("Goalkeeper Ann Lee met Ida Holt. Holt left. The Leeds goalkeeper fell.", "Ida Holt", "The Leeds goalkeeper"),
        ("Voters saw their nominee for mayor, Paul Reyes, lose.", "Paul Reyes", "mayor"),
        ("Ronsen, Inc. fell. Fenwick met Ronsen. Ronsen Bell left.", "Ronsen Bell", "Ronsen"),
        ("Sam Reyes met Ida Holt. Holt was Reyes's driver Reyes had no licence.", "Ida Holt", "Sam Reyes"),
        ("President Sam Reyes was the best friend Omar Bell always hoped to have.", "Sam Reyes", "Omar Bell"),
        ("Paul Reyes and Omar Bell implied that the billionaire would lose.", "Omar Bell", "the billionaire"),
        ("The airline Velora fell. Paul Reyes played for the national side.", "Velora", "the national side"),
        ("The government of Goa spoke. The Bihar government did not.", "The government", "The Bihar government"),
        (
            "In the final scene from Braveland, the once-hated Danish hero Paul Reyes is stretched.",
            "Braveland",
            "the once-hated Danish hero",
        ),
    ],
)
def test_kept_apart(text: str, left: str, right: str) -> None:
    assert not same(text, left, right)


def test_a_verb_of_a_headline_is_no_part_of_a_name() -> None:
    text = "Omar Bell Calls for calm. Omar Bell met Ida Holt. Reporters liked Bell."
    assert chain(read(text), "Bell").label == "Omar Bell"


def test_gender_decides_between_two() -> None:
    text = "Mary Holt met Paul Reyes in Leeds. She signed the lease and he paid."
    assert same(text, "Mary Holt", "She")
    assert same(text, "Paul Reyes", "he")


def test_the_first_person_is_the_speaker() -> None:
    document = read('"I lost my farm, and they did nothing for me," Tamsin Oduya said. The council denied it.')
    for words in ("I", "my", "me"):
        assert chain(document, words).label == "Tamsin Oduya"
    assert chain(document, "they").label != "Tamsin Oduya"
    assert document.chains[document.quotations[0].speaker or ""].label == "Tamsin Oduya"


def test_we_is_the_company_that_speaks() -> None:
    document = read("Velora runs nine plants. “We regret our error,” the company wrote in a statement.")
    assert chain(document, "We").label == "Velora"
    assert chain(document, "our").label == "Velora"


def test_whoever_says_so_is_not_named_in_what_is_said() -> None:
    document = read('Mary Holt spoke on Friday. "Ida Marsh never called me back," she said.')
    assert chain(document, "she").label == "Mary Holt"


def test_the_owner_inside_a_source_is_not_the_speaker() -> None:
    document = read('"He is tired," said Reyes\' agent, Tamsin Oduya.')
    assert document.chains[document.quotations[0].speaker or ""].label == "Tamsin Oduya"


COUPLE = "Paul Oduya resigned. Mr. Oduya was tired. Mrs. Oduya, a teacher, agreed. Mr. Oduya left early. Mrs. Oduya sued."


def test_a_title_tells_husband_and_wife_apart() -> None:
    document = read(COUPLE)
    mayor = chain(document, "Paul Oduya")
    titled = [chain(document, "Oduya", nth).label for nth in range(4)]
    assert titled == ["Paul Oduya", "Mrs. Oduya", "Paul Oduya", "Mrs. Oduya"]
    assert mayor.label == "Paul Oduya"


def test_a_title_of_two_words_is_kept_whole() -> None:
    text = "Paul Oduya is a banker. Ann Oduya is a singer. The claims against Vice President Oduya are false."
    assert chain(read(text), "Oduya").label == "Vice President Oduya"


@pytest.mark.parametrize(
    ("text", "nth"),
    [
        ("Paul Oduya spoke first. Mrs. Oduya was ill.", 0),
        ("Michelle Oduya spoke first. President Oduya was ill. Mr. Oduya and Mrs. Oduya left.", 0),
        ("Mayor Paul Oduya spoke first. Judge Oduya was ill.", 0),
        ("Michelle Oduya spoke first. Senator Oduya met President Oduya.", 0),
        ("Michelle Oduya spoke first. Senator Oduya met President Oduya.", 1),
        ("Michelle Oduya spoke. Mr. Oduya and Mrs. Oduya left, and Mr. Oduya was ill. Oduya is a farmer.", 3),
    ],
)
def test_a_title_that_is_not_told_of_a_full_name_is_anothers(text: str, nth: int) -> None:
    document = read(text)
    full = "Michelle Oduya" if "Michelle" in text else "Paul Oduya"
    assert chain(document, "Oduya", nth) is not chain(document, full)


@pytest.mark.parametrize(
    ("text", "nth"),
    [
        ("Michelle Oduya spoke first. Mrs. Oduya was ill.", 0),
        ("Senator Oduya met President Oduya. President Michelle Oduya is a lawyer.", 1),
        ("Michelle Oduya spoke first. President Oduya was ill.", 0),
        ("Michelle Oduya spoke. Ms. Oduya was ill, and Ms. Oduya left. Mr. Oduya stayed. Oduya is a farmer.", 3),
    ],
)
def test_a_title_that_fits_goes_with_the_full_name(text: str, nth: int) -> None:
    document = read(text)
    assert chain(document, "Oduya", nth) is chain(document, "Michelle Oduya")


def test_a_part_of_a_platform_is_the_platform() -> None:
    document = read("Tamsin Oduya wrote on Instagram Stories. The firm left Instagram.")
    assert chain(document, "Instagram Stories") is chain(document, "Instagram")
    assert chain(document, "Instagram").label == "Instagram"
