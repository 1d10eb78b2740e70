"""What the tags say of the concepts: words that never occur, concepts that are too wide."""

from index.checks import check_languages
from index.store import update
from index.usage import check_usage, usage_of

SHEET = """
    [[concept]]
    id = "wide"
    label = {en = "Wide"}
    labels = {en = ["work*"]}
    [[concept]]
    id = "idle"
    label = {en = "Idle"}
    labels = {en = ["unicorn"]}
    [[concept]]
    id = "half"
    label = {en = "Half"}
    labels = {en = ["number", "griffin", "dragon"]}
"""


def test_words_that_never_occur_and_concepts_that_are_everywhere_are_told(tmp_path, work, book):
    """Each is one line; an index of few works says nothing."""
    made = book(theme=SHEET)
    works = [work(f"w{number}", f"A work{' of a number' if number < 9 else ''}") for number in range(60)]
    update(tmp_path / "index", works, made)

    assert [
        "theme/idle: none of its 1 labels stands in any work",
        "theme/half: 2 of 3 labels stand in no work, such as 'dragon', 'griffin'",
        "theme/wide: 100% of the works of its scheme carry it, so it tells little",
    ] == check_usage(usage_of(tmp_path / "index"), made)
    update(tmp_path / "index", works[:10], made)
    assert [] == check_usage(usage_of(tmp_path / "index"), made)
    assert [] == check_usage(usage_of(tmp_path / "nowhere"), made)


def test_words_of_a_language_that_no_work_has_are_not_asked_after(tmp_path, work, book):
    """Labels in it wait for works; once enough have some, those that never occur are told."""
    made = book(
        theme="""
        [[concept]]
        id = "a"
        label = {en = "A"}
        labels = {en = ["number"], de = ["Zahl", "Nummer", "Ziffer", "Anzahl"]}
    """
    )
    english = [work(f"w{number}", "A work of a number") for number in range(60)]
    german = [work(f"v{number}", "Eine Zahl im Werk", language="de") for number in range(60)]
    update(tmp_path / "one", english, made)
    update(tmp_path / "two", [*german, *english], made)

    asked = ["theme/a: 3 of 5 labels stand in no work, such as 'Anzahl', 'Nummer', 'Ziffer'"]
    assert [] == check_usage(usage_of(tmp_path / "one"), made)
    assert asked == check_usage(usage_of(tmp_path / "two"), made)


def test_a_language_that_most_concepts_have_is_missed(book):
    """A concept without words in a language of its neighbours is told, a rare language is not."""
    made = book(
        theme="""
        [[concept]]
        id = "a"
        label = {en = "A"}
        labels = {en = ["aa"], fr = ["aaa"], sw = ["aaaa"]}
        [[concept]]
        id = "b"
        label = {en = "B"}
        labels = {en = ["bb"], fr = ["bbb"]}
        [[concept]]
        id = "c"
        label = {en = "C"}
        labels = {en = ["cc"]}
    """
    )

    assert ["theme/c: no labels in fr"] == check_languages(made)
