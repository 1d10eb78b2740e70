"""Stored answers of Whoosh: what the index relies on, asked of the library itself.

Three distributions install a package named ``whoosh``. The answers below are the same for all of them,
so that the engine can be exchanged, and a release that answers otherwise is noticed. The decision, and
how to run this file against another distribution, is in docs/decisions/0002-whoosh.md.
"""

import pytest
from whoosh import sorting
from whoosh.analysis import LowercaseFilter, RegexTokenizer
from whoosh.fields import ID, KEYWORD, NUMERIC, TEXT, Schema
from whoosh.index import create_in, open_dir
from whoosh.qparser import MultifieldParser, QueryParser
from whoosh.query import And, Or, Phrase, Prefix, Term
from whoosh.query.spans import SpanNear2
from whoosh.writing import NO_MERGE

TEXTS = {
    "a": (
        "Short courses in Zambia",
        "A skills gap in mining. The gap in skills grows, and the skills gap stays.",
    ),
    "b": ("Stackable awards", "Stackable credentials close a shortage of digital skills in rural schools."),
    "c": ("Skills passports", "A passport lists skills, not courses; employers ask which gap it closes."),
    "d": ("Recognition of prior learning", "Learners stack small awards until they hold a degree."),
}
SUBJECTS = {"a": "africa,zm", "b": "africa", "c": "europe", "d": "europe,asia"}
YEARS = {"a": 2021, "b": 2019, "c": 2024, "d": 2019}


def schema():
    words = RegexTokenizer() | LowercaseFilter()
    return Schema(
        id=ID(stored=True, unique=True, sortable=True),
        title=TEXT(analyzer=words, phrase=True, chars=True, field_boost=2.0, stored=True),
        text=TEXT(analyzer=words, phrase=True, chars=True, stored=True),
        subject=KEYWORD(commas=True, stored=True, sortable=True),
        year=NUMERIC(stored=True, sortable=True),
    )


def add(writer, name, text=None):
    writer.update_document(
        id=name, title=TEXTS[name][0], text=text or TEXTS[name][1], subject=SUBJECTS[name], year=YEARS[name]
    )


@pytest.fixture
def index(tmp_path):
    """Two segments on disk, opened anew."""
    made = create_in(tmp_path, schema())
    for names in ("ab", "cd"):
        writer = made.writer()
        for name in names:
            add(writer, name)
        writer.commit(mergetype=NO_MERGE)
    made.close()
    opened = open_dir(tmp_path)
    yield opened
    opened.close()


def found(index, query, **options):
    """Ids and scores to six digits, in the order of the answer."""
    with index.searcher() as searcher:
        return [(hit["id"], round(hit.score, 6)) for hit in searcher.search(query, **options)]


def places(index, query):
    """For each document where the query stands: positions and characters, and the words cut out."""
    rows = []
    with index.searcher() as searcher:
        for leaf, _ in searcher.leaf_searchers():
            matcher = query.matcher(leaf)
            while matcher.is_active():
                stored = leaf.stored_fields(matcher.id())
                rows.extend(
                    (stored["id"], span.start, span.end, stored["text"][span.startchar : span.endchar])
                    for span in matcher.spans()
                )
                matcher.next()
    return rows


def test_an_index_keeps_its_segments_when_it_is_opened_again(index):
    """
    What was written in two commits without merging is read back as two segments.
    """
    with index.searcher() as searcher:
        assert (4, 2) == (searcher.doc_count(), len(searcher.leaf_searchers()))


def test_a_word_is_ranked_by_bm25f(index):
    """
    A term's hits come with the scores that BM25F gives them.
    """
    assert [("a", 1.458392), ("b", 0.991371), ("c", 0.991371)] == found(index, Term("text", "skills"))


def test_fields_are_weighed_by_their_boost(index):
    """
    A hit in a boosted field counts more, and scores of several fields add up.
    """
    query = MultifieldParser(["title", "text"], index.schema).parse("skills")

    assert [("c", 3.560284), ("a", 1.458392), ("b", 0.991371)] == found(index, query)


def test_a_beginning_finds_all_its_words(index):
    """
    A prefix stands for every word that begins so; its places are those of the words.
    """
    assert [("b", 0, 0, "Stackable"), ("d", 1, 1, "stack")] == places(index, Prefix("text", "stack"))


def test_a_phrase_stands_side_by_side(index):
    """
    A phrase matches words side by side and in order, each time it occurs.
    """
    expected = [("a", 1, 2, "skills gap"), ("a", 12, 13, "skills gap")]

    assert expected == places(index, SpanNear2([Term("text", "skills"), Term("text", "gap")], slop=1))
    assert ["a"] == [name for name, _ in found(index, Phrase("text", ["skills", "gap"]))]


def test_words_near_each_other_are_found_in_any_order(index):
    """
    A span query gives the span from the first to the last of its words.
    """
    query = SpanNear2([Term("text", "gap"), Term("text", "skills")], slop=2, ordered=False)

    assert [
        ("a", 1, 2, "skills gap"),
        ("a", 6, 8, "gap in skills"),
        ("a", 12, 13, "skills gap"),
    ] == places(index, query)


def test_spans_hold_alternatives_and_beginnings(index):
    """
    The parts of a span query may be alternatives, beginnings and span queries themselves.
    """
    gap = Or([Prefix("text", "short"), Term("text", "gap")])
    query = SpanNear2([gap, Or([Term("text", "skills"), Term("text", "courses")])], slop=4, ordered=False)

    assert [
        ("a", 1, 2, "skills gap"),
        ("a", 6, 8, "gap in skills"),
        ("a", 12, 13, "skills gap"),
        ("b", 4, 7, "shortage of digital skills"),
        ("c", 5, 9, "courses; employers ask which gap"),
    ] == places(index, query)


def test_operators_combine_queries(index):
    """
    AND, OR, NOT, brackets and field names mean what they say.
    """
    parser = QueryParser("text", index.schema)
    questions = {
        "skills AND gap": ["a", "c"],
        "skills NOT gap": ["b"],
        "(degree OR passport) subject:europe": ["c", "d"],
        "year:[2020 TO 2024]": ["a", "c"],
        'title:"prior learning"': ["d"],
    }

    answers = {text: sorted(name for name, _ in found(index, parser.parse(text))) for text in questions}

    assert questions == answers


def test_hits_are_sorted_and_counted_by_columns(index):
    """
    Columns sort hits, and a facet that overlaps counts a document under each of its values.
    """
    with index.searcher() as searcher:
        by_year = searcher.search(
            Or([Term("text", "skills"), Term("text", "awards")]),
            sortedby=[sorting.FieldFacet("year", reverse=True), sorting.FieldFacet("id")],
        )
        assert ["c", "a", "b", "d"] == [hit["id"] for hit in by_year]

        counted = searcher.search(
            Or([Term("text", "skills"), Term("text", "awards")]),
            groupedby=sorting.StoredFieldFacet(
                "subject", allow_overlap=True, split_fn=lambda text: text.split(",")
            ),
        )
        groups = {name: len(docs) for name, docs in counted.groups().items()}
        assert {"africa": 2, "zm": 1, "europe": 2, "asia": 1} == groups


def test_a_filter_keeps_the_scores(index):
    """
    A filter takes hits away and changes no score.
    """
    assert [("c", 0.991371)] == found(index, Term("text", "skills"), filter=Term("subject", "europe"))


def test_an_updated_document_replaces_the_old_one(index):
    """
    A document with the id of another takes its place; the other's words are gone at once.
    """
    writer = index.writer()
    add(writer, "a", "Nothing about it any more.")
    writer.commit(mergetype=NO_MERGE)

    with index.refresh().searcher() as searcher:
        assert (4, 3) == (searcher.doc_count(), len(searcher.leaf_searchers()))
        assert ["b", "c"] == sorted(hit["id"] for hit in searcher.search(Term("text", "skills")))


def test_a_deleted_document_is_gone_after_reopening(index, tmp_path):
    """
    A deletion by term is kept on disk, and merging drops what was deleted.
    """
    writer = index.writer()
    writer.delete_by_term("id", "c")
    writer.commit(optimize=True)

    with open_dir(tmp_path).searcher() as searcher:
        assert (3, 3, 1) == (searcher.doc_count(), searcher.doc_count_all(), len(searcher.leaf_searchers()))
        assert ["a", "b"] == sorted(hit["id"] for hit in searcher.search(Term("text", "skills")))


def test_places_survive_merging(index, tmp_path):
    """
    Positions and characters are the same after two segments became one.
    """
    phrase = SpanNear2([Term("text", "digital"), Term("text", "skills")], slop=1)
    before = places(index, phrase)
    index.writer().commit(optimize=True)

    assert [("b", 6, 7, "digital skills")] == before == places(open_dir(tmp_path), phrase)


def test_an_index_lists_its_words(index):
    """
    The words of a field that begin so are listed in order.
    """
    with index.reader() as reader:
        listed = [text.decode() for text in reader.expand_prefix("text", "s")]

    assert ["schools", "shortage", "skills", "small", "stack", "stackable", "stays"] == listed


def test_all_of_several_words(index):
    """
    A conjunction scores the sum of its parts.
    """
    query = And([Term("text", "skills"), Term("text", "courses")])

    assert [("c", 2.669908)] == found(index, query)
