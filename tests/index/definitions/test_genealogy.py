"""Who quotes whom."""

from corpus.passages import Passage
from index.definitions.genealogy import Quote, genealogy
from index.definitions.values import Defined

WORDS = "A hive is a small box of wood in which bees keep honey, and it is owned by the learner."


def defined(name, by="", year=None, passage=""):
    return Defined(
        f"d-{name}", name, "found" if passage else "given", "hive", by=by, year=year, passage=passage
    )


def test_a_name_with_a_note_beside_it_is_quoted():
    """The author's own word of the same year or before is what is quoted, not the one that came later."""
    old, late = defined("old", "Council of Bees", 2020), defined("late", "Council of Bees", 2024)
    quoting = defined("q", "Council of Bees (quoted by the Hive Trust)", 2022)

    assert (Quote("d-q", "d-old", "names", 1.0),) == genealogy([quoting, late, old])


def test_a_passage_that_has_the_words_of_an_older_one_takes_it_over():
    """The younger one quotes, also where it says more."""
    old, young = (
        defined("a", year=2019, passage=WORDS),
        defined("b", year=2021, passage=f"As is known: {WORDS}"),
    )

    (quote,) = genealogy([young, old])

    assert ("d-b", "d-a", "words") == (quote.quoting, quote.quoted, quote.why)


def test_other_words_and_other_names_join_nothing():
    """Neither does a second passage of the same work."""
    other = "Bees have hives, which the law of the land has named boxes since the year of the great swarm."
    again = Defined("d-a2", "a", "found", "hive", passage=WORDS)

    assert () == genealogy([defined("a", "Bees", 2019, WORDS), again, defined("b", "Wasps", 2020, other)])


def in_text(name, start, passage=WORDS, year=None):
    return Defined(f"d-{name}", name, "found", "hive", year=year, field="text", start=start, passage=passage)


def test_definitions_at_one_place_of_a_shared_passage_quote_the_one_that_had_it_first():
    """
    Which text had the words first is known from the works, not from the years that the definitions say.
    """
    length = len(WORDS)
    old, young = in_text("old", 100, year=2022), in_text("young", 40, year=2020)
    shared = Passage("old", "young", 80, 100 + length, 20, 40 + length, 30, dated=True)

    assert (Quote("d-young", "d-old", "passage", 1.0),) == genealogy([young, old], [shared])


def test_a_definition_outside_the_shared_passage_is_not_quoted_by_it():
    """
    Two works that share a page share no definition that stands on another page, or at another place of it.
    """
    other = "Bees have hives, which the law of the land has named boxes since the year of the great swarm."
    shared = Passage("a", "b", 0, 500, 0, 500, 60, dated=True)

    assert () == genealogy([in_text("a", 900, year=2019), in_text("b", 30, other, 2020)], [shared])
    assert () == genealogy([in_text("a", 0, year=2019), in_text("b", 390, other, 2020)], [shared])
