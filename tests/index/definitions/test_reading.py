"""Which sentences say what a thing is."""

import pytest


@pytest.mark.parametrize("text", [
    "A hive is a record of what the bees have done.",
    "By hive we mean any certified box for bees.",
    "Hives, as the law has them, are defined as boxes for bees.",
    "The law of 2020 defines a hive as a box for bees.",
    "The term hive refers to a box for bees.",
    "Hive: a record of what the bees have done.",
    "The board sees a hive as a record of its bees.",
    "For the purposes of this law, “hive” means a box for bees.",
    "In this law any certified course for bees shall be called a hive.",
    "The term hive is used in this law for a course on bees.",
    "A hive saves time: it is a record of what the bees have done.",
    "A hive is not a course but a record of bees.",
    "We use the word hive to mean a box for bees.",
])  # fmt: skip
def test_a_sentence_that_says_what_the_term_is_defines_it(one, text):
    """Verbs of defining before, after and around the term, the copula with a kind of thing, and the entry of a glossary."""
    assert one(text).reading.concept == "topic/hive"


@pytest.mark.parametrize("text", [
    "What is a hive?",
    "There is no agreed definition of a hive.",
    "This hive is a course on bees.",
    "A hive is a popular way to keep bees on a course.",
    "The quality of a hive is a record in itself.",
    "This means that hives are sold in every town.",
    "The guide explains what a hive is and which course to take.",
    "Some see the hive as a threat to the course of things.",
    "Hives are not certificates of anything at all.",
    "A hive means.",
    "A keeper who has a hive is part of a course on bees.",
    "A hive means often a danger for the bees.",
    "The term hive is used for many ends of trade.",
    "A hive saves time: it is a way to a record.",
    "Many good things of life are called hives.",
])  # fmt: skip
def test_a_sentence_that_only_speaks_of_the_term_defines_nothing(one, text):
    """Questions, denials, praise, one thing of the sort, a longer name, an embedded question."""
    assert one(text) is None


def test_the_clearest_words_define_a_term_that_no_sheet_knows(one):
    """The term is then the words of the text, and names no concept."""
    found = one("In this law, a smoker box is defined as any vessel that gives smoke.")

    assert ("a smoker box", "") == (found.reading.term, found.reading.concept)


def test_other_languages_have_their_own_words(one):
    """German puts what it defines between unter and versteht."""
    found = one("Unter einem Bienenstock versteht man ein Zertifikat für Bienen.", "de")

    assert found.reading.term == "Bienenstock"


def test_arabic_needs_no_verb(shipped):
    """A definite noun and what is said of it make a sentence; two definite ones do not."""
    texts = [
        "الشهادات المصغرة شهادات قصيرة يمكن جمعها كلها.",
        "الشهادات المصغرة الشهادات القصيرة في البلاد كلها.",
    ]

    assert [1, 0] == [len(found) for found in shipped.passages([("ar", text) for text in texts])]


def test_a_term_in_quotes_between_two_parts_needs_no_sheet(finder):
    """The quotes say which words are the term."""
    ((found,),) = finder.passages(
        [("fr", "Par « rucher école », la loi entend un lieu où l'on apprend à élever des abeilles.")]
    )

    assert found.reading.term == "rucher école"


def test_a_note_in_another_language_than_its_work_is_read_in_its_own(one):
    """The commonest words tell which one it is."""
    assert one("The hive is defined as a box for the bees of the town.", "de").language == "en"


def test_sentences_that_go_on_belong_to_the_definition(one):
    """Pronouns, and the term with its copula at the head; the first other sentence ends it."""
    found = one(
        "A hive is a record of honey. It is assessed every year. Hives are owned by the learner. "
        "The town paid for stackable boxes. They are digital."
    )

    assert "owned by the learner." in found.text
    assert "stackable" not in found.text
    assert ["assessed", "owned-by-learner", "record-of-achievement"] == [trait.id for trait in found.traits]


def test_a_trait_has_its_words_and_their_place(one):
    """They are cut out of the passage."""
    found = one("We say it again. A hive is a short course that is never assessed.")

    assert [("limited-scope", "short")] == [(trait.id, trait.words) for trait in found.traits]
    assert ["short"] == [found.text[trait.start : trait.end] for trait in found.traits]


@pytest.mark.parametrize(("text", "by", "year"), [
    ("The Bee Board (2021) defines a hive as a box for bees.", "Bee Board", 2021),
    ("According to the Hive Trust of Kenya, a hive is a record of honey.", "Hive Trust of Kenya", None),
    ("A hive is a record of honey (Moyo & Banda, 2019).", "Moyo & Banda", 2019),
    ("A hive is a record of honey.", "", None),
])  # fmt: skip
def test_the_one_who_defines_is_read_from_the_sentence_or_not_at_all(one, text, by, year):
    """Subject of the verb, words such as according to, or the citation in brackets."""
    found = one(text)

    assert (by, year) == (found.by, found.year)
