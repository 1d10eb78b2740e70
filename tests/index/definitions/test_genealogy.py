"""Who quotes whom."""

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
