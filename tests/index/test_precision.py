"""Tags from words held against labels that people gave."""

from index.precision import Agreement, Precision
from index.tags import Tag

SHEET = """
    [[concept]]
    id = "a"
    label = {en = "A"}
    labels = {en = ["aa"]}
    broader = ["wide"]
    [[concept]]
    id = "b"
    label = {en = "B"}
    labels = {en = ["bb"]}
    [[concept]]
    id = "wide"
    label = {en = "Wide"}
    labels = {en = ["ww"]}
"""


def precisions(works, book):
    agreement = Agreement(book)
    for tags, denied in works:
        agreement.add(tags, denied)
    return agreement.measured()


def words(concept, rule="rule"):
    return Tag("w", "theme", concept, "title", 0, 2, rule, "1", "xx")


def decided(concept):
    return Tag("w", "theme", concept, "", 0, 0, "decision", "1", "", "Ann")


def given(concept):
    return Tag("w", "theme", concept, "", 0, 0, "given", "", "", "shelf")


def test_words_are_right_where_people_say_the_same(book):
    """
    A work that nobody labelled is no part of the sample; a group that a label implies is right; proxies do not count.
    """
    works = [
        [words("a"), given("a")],
        [words("a"), words("wide"), given("a")],
        [words("b"), given("a")],
        [words("b")],
        [words("b", "proxy"), given("b")],
    ]

    assert (
        Precision("theme", "a", 4, right=2, wrong=0, missed=1),
        Precision("theme", "b", 4, right=0, wrong=1, missed=1),
        Precision("theme", "wide", 4, right=1, wrong=0, missed=0),
    ) == precisions([(tags, ()) for tags in works], book(theme=SHEET))


def test_decisions_on_single_tags_count_for_their_concept_alone(book):
    """
    Who confirms or denies one tag has said nothing of the scheme's other concepts; a confirmed one is right also
    for its wider concept, where words name that too.
    """
    works = [
        ([words("b"), words("a"), decided("a")], ()),
        ([words("wide"), decided("a")], ()),
        ([words("a")], (words("b"),)),
        ([given("b")], (words("b"),)),
    ]

    assert (
        Precision("theme", "a", 3, right=1, wrong=0, missed=1),
        Precision("theme", "b", 2, right=0, wrong=2, missed=0),
        Precision("theme", "wide", 3, right=1, wrong=0, missed=0),
    ) == precisions(works, book(theme=SHEET))


def test_shares_of_nothing_are_not_made_up():
    """
    Where words tag nothing there is no precision, and all is possible.
    """
    none = Precision("theme", "a", 4, right=0, wrong=0, missed=0)

    assert (None, None, (0.0, 1.0)) == (none.precision, none.recall, none.interval)
    one = Precision("theme", "a", 4, right=3, wrong=1, missed=0)
    assert (0.75, 1.0) == (one.precision, one.recall)
    assert one.interval[0] < 0.75 < one.interval[1]
