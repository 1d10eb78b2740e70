"""Search: what can be written, what is found, in which order, and how it is shown."""

import pytest

from index.results import Hit
from index.search import QueryError
from index.store import open_index, update

REGIONS = """
    [[concept]]
    id = "ke"
    country = true
    [[concept]]
    id = "fr"
    country = true
    [[concept]]
    id = "africa"
    label = {en = "Africa", fr = "Afrique"}
    members = ["ke"]
"""


@pytest.fixture
def shelf(work):
    return [
        work("gap", "The skills gap", note="Employers in Kenya miss digital skills.", date="2019-05-01",
             publisher="UNESCO Institute", authors=("Keevy, James",), language="en"),
        work("badge", "Stackable badges", note="A badge shows a skill. Learners stack badges into a degree.",
             date="2024-03", language="en", kind="policy", doi="10.1234/ABC.5"),
        work("micro", "Micro-credentials in France", note="Schools and digital skills, gap or not.", date="2022",
             language="en", source="feed"),
        work("micro2", "Microcredentials", abstract="A survey of learners.", language="en", publisher="Unesco"),
        work("ecole", "L'\u00e9cole et les comp\u00e9tences", note="Pour les \u00e9coles du Kenya.", language="fr", date="2021"),
        work("zh", "\u9ad8\u7b49\u6559\u80b2\u5fae\u8bc1\u4e66\u9879\u76ee", language="zh", date="2023"),
    ]  # fmt: skip


@pytest.fixture
def index(tmp_path, shelf, book):
    made = book(region=REGIONS)
    update(tmp_path / "index", shelf, made)
    with open_index(tmp_path / "index", made) as opened:
        yield opened


def ids(index, query, **options):
    return [hit.work for hit in index.search(query, **options).hits]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("skills gap", ["gap", "micro"]),
        ("skill gaps", ["gap", "micro"]),
        ('"skills gap"', ["gap"]),
        ("\u201cskills gap\u201d", ["gap"]),
        ("SKILLS AND GAP", ["gap", "micro"]),
        ("stackab*", ["badge"]),
        ("badges OR kenya", ["badge", "ecole", "gap"]),
        ("skills NOT kenya", ["badge", "micro"]),
        ("(badge OR gap) skills", ["badge", "gap", "micro"]),
        ("title:skills", ["gap"]),
        ('note:"digital skills"', ["gap", "micro"]),
        ("ecoles", ["ecole"]),
        ("\u00c9COLE", ["ecole"]),
        ("competence", ["ecole"]),
        ("micro-credential", ["micro", "micro2"]),
        ("microcredentials", ["micro", "micro2"]),
        ("\u5fae\u8bc1\u4e66", ["zh"]),
        ("region:ke", ["ecole", "gap"]),
        ("region:Kenya", ["ecole", "gap"]),
        ("region:africa", ["ecole", "gap"]),
        ("region:Afrique NOT language:fr", ["gap"]),
        ('region:"France"', ["micro"]),
        ("region:ke OR region:fr", ["ecole", "gap", "micro"]),
        ("NOT region:africa", ["badge", "micro", "micro2", "zh"]),
        ("kind:policy", ["badge"]),
        ("year:2024", ["badge"]),
        ("year:[2019 TO 2022]", ["ecole", "gap", "micro"]),
        ("year:[2023 TO]", ["badge", "zh"]),
        ("year:202*", ["badge", "ecole", "micro", "zh"]),
        ("date:2024-03", ["badge"]),
        ("date:[2019-05 TO 2021]", ["ecole", "gap"]),
        ("language:fr", ["ecole"]),
        ("author:keevy", ["gap"]),
        ('authors:"james keevy"', ["gap"]),
        ("title:micro*", ["micro", "micro2"]),
        ("publisher:unesco", ["gap", "micro2"]),
        ("source:feed", ["micro"]),
        ("doi:10.1234/abc.5", ["badge"]),
        ("id:zh", ["zh"]),
        ("Micro-credentials: France", ["micro"]),
        ("", ["badge", "ecole", "gap", "micro", "micro2", "zh"]),
        ("*", ["badge", "ecole", "gap", "micro", "micro2", "zh"]),
        ("the degree of a badge", ["badge"]),
        ('"the degree"', []),
        ("the", ["gap"]),
        ('"skills digital"~3', ["gap", "micro"]),
        ('"badges shows"~3', []),
        ("skils~1", ["badge", "gap", "micro"]),
        ("bodge~1", ["badge"]),
        ("~Kenya", ["ecole", "gap"]),
        ('~"Afrique" language:en', ["gap"]),
        ("elephants", []),
    ],
)
def test_a_query_finds_what_it_says(index, query, expected):
    """
    Words, phrases, beginnings, operators, fields, concepts and ranges mean what the documentation says.
    """
    results = index.search(query)

    assert (expected, len(expected)) == (sorted(hit.work for hit in results.hits), results.total)
    assert not results.relaxed


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("colour:red", "no field 'colour'; there are id, title, note, abstract, text, kind, year"),
        ("region:atlantis", "no region 'atlantis'; there are ke, fr, africa"),
        ("region:afrika", "no region 'afrika'; did you mean africa?"),
        ('"skills gap', 'a quotation mark (") is not closed'),
        ("(skills gap", "a bracket is not closed"),
        ("year:[2019-2022]", "a range is written year:[2019 TO 2022]"),
        ("title:[a TO b]", "a range is written year:[2019 TO 2022] or date:[2019 TO 2022]"),
        ("year:soon", "'soon' is no year; write year:2024 or year:[2019 TO 2022]"),
        ("skills AND", "AND, OR and NOT stand before a word"),
        ("OR skills", "AND, OR and NOT stand before a word"),
        ("~atlantis", "no concept is called 'atlantis'"),
        ("like:nobody", "no work 'nobody' that others could be like"),
        ("...", "nothing to look for in '...': it holds no word"),
    ],
)
def test_a_query_that_cannot_be_understood_is_answered_in_a_sentence(index, query, problem):
    """
    Unknown fields, unknown concepts and bad syntax say what is wrong and what can be written.
    """
    with pytest.raises(QueryError) as error:
        index.search(query)

    assert problem in str(error.value)
    assert "\n" not in str(error.value)


def test_words_that_no_work_has_all_are_answered_with_some(index):
    """
    When nothing has all words, works with some of them are shown and the answer says so.
    """
    results = index.search("badges elephants degree")

    assert (True, ["badge"]) == (results.relaxed, [hit.work for hit in results.hits])
    assert 0 == index.search("badges AND elephants").total


def test_a_title_counts_more_than_a_note(index):
    """
    Hits are ranked by where the words stand.
    """
    assert ["gap", "micro"] == ids(index, "gap")
    scores = [hit.score for hit in index.search("gap").hits]
    assert scores == sorted(scores, reverse=True)


def test_hits_are_sorted_and_paged(index):
    """
    By date the newest come first and undated works last; by title the alphabet counts; pages follow on.
    """
    assert ["badge", "zh", "micro", "ecole", "gap", "micro2"] == ids(index, "", sort="date")
    assert ["ecole", "micro", "micro2", "badge", "gap", "zh"] == ids(index, "", sort="title")
    assert ["zh", "micro"] == ids(index, "", sort="date", offset=1, limit=2)
    assert 6 == index.search("", limit=2).total


def test_an_unknown_order_is_refused(index):
    """
    What hits can be sorted by is said when it is something else.
    """
    with pytest.raises(QueryError, match="no order 'size'; there are rank, date, title"):
        index.search("gap", sort="size")


def test_equal_hits_come_by_id(index):
    """
    What ranks the same is sorted by id, in every process.
    """
    assert ["badge", "ecole", "gap", "micro", "micro2", "zh"] == ids(index, "")


def test_facets_count_all_hits(index):
    """
    Schemes and facet fields are counted over all hits, the most frequent value first.
    """
    facets = index.search("kenya OR badges", limit=1).facets

    assert (("africa", 2), ("ke", 2)) == facets["region"]
    assert (("2019", 1), ("2021", 1), ("2024", 1)) == facets["year"]
    assert (("en", 2), ("fr", 1)) == facets["language"]
    assert (("report", 2), ("policy", 1)) == facets["kind"]
    assert (("UNESCO Institute", 1),) == facets["publisher"]
    assert (("shelf", 3),) == facets["source"]
    assert ["region", "kind", "year", "language", "publisher", "source"] == list(facets)


def test_a_hit_shows_where_it_was_found(index):
    """
    A hit has the matched words of each field, and the sentence with most of them, with their places.
    """
    (hit,) = index.search("badge degree").hits

    assert {"title": ("badges",), "note": ("badge", "badges", "degree")} == hit.words
    assert ("note", "Learners stack badges into a degree.") == (hit.field, hit.snippet)
    assert ["badges", "degree"] == [hit.snippet[start:end] for start, end in hit.marks]


def test_words_that_must_be_absent_are_not_shown_as_found(index):
    """
    A hit is not explained by a word that the query excludes.
    """
    hits = index.search("skills NOT kenya").hits

    assert all("kenya" not in word.lower() for hit in hits for words in hit.words.values() for word in words)


def test_characters_of_one_word_are_shown_as_one(index):
    """
    In a script without spaces the characters found side by side are one word.
    """
    (hit,) = index.search("\u5fae\u8bc1\u4e66").hits

    assert {"title": ("\u5fae\u8bc1\u4e66",)} == hit.words


def test_a_hit_without_other_texts_has_no_snippet(index):
    """
    The title is shown anyway, so it is never the snippet.
    """
    (hit,) = index.search("id:zh").hits

    assert Hit("zh", hit.score, "\u9ad8\u7b49\u6559\u80b2\u5fae\u8bc1\u4e66\u9879\u76ee") == hit


def test_works_that_share_words_are_alike(index):
    """
    The works like one have its telling words, the nearest first; the work itself is not among them.
    """
    assert "micro" == ids(index, "like:gap")[0]
    assert "gap" not in ids(index, "like:gap")
    assert [] == ids(index, "like:zh")


def test_a_word_that_no_work_has_is_mended(index):
    """
    What was probably meant is offered; where all words are known nothing is.
    """
    assert "badge degree" == index.search("badgee degree").meant
    assert "" == index.search("skills gap").meant


def test_a_hit_says_what_its_rank_is_made_of(index):
    """
    The parts of the query's words add up to the score; a filter adds nothing.
    """
    (first, _) = index.search("skills gap region:ke OR region:fr").hits

    assert {"skills", "gap"} == {word for word, _ in first.why}
    assert first.score == pytest.approx(sum(part for _, part in first.why), abs=1e-5)


def test_of_a_sentence_a_work_need_not_have_every_word(index):
    """
    Many words are ranked over works that have some of them, and the best hits' words count too.
    """
    results = index.search("which employers in kenya miss digital skills and elephants")

    assert ("gap", True) == (results.hits[0].work, results.relaxed)
    assert any(word.startswith("+") for word, _ in results.hits[0].why)
    assert index.ranked("employers miss elephants today")[0] == "gap"


def test_the_same_works_may_be_ranked_by_the_words_of_the_question_alone(index):
    """As the search of the site ranks them, which reads no texts."""
    query = "which employers in kenya miss digital skills and elephants"
    with_more, alone = index.search(query), index.search(query, shared=False)

    assert alone.relaxed
    assert {hit.work for hit in with_more.hits} == {hit.work for hit in alone.hits}
    assert not any(word.startswith("+") for hit in alone.hits for word, _ in hit.why)
