"""Evidence: sentences, marks that overlap, snippets."""

import pytest

from corpus.values import Item
from index.tags import Tag
from site_builder.evidence import Place, Sentence, evidence_of, marked, sentences, shortened


@pytest.mark.parametrize(("text", "expected"), [
    ("One bee. Two bees! Three?", ["One bee.", "Two bees!", "Three?"]),
    ("Dr. Ama and J. Owusu met. They spoke.", ["Dr. Ama and J. Owusu met.", "They spoke."]),
    ("Version 2.5 is out", ["Version 2.5 is out"]),
    ("蜜蜂很忙。蜂蜜很甜。", ["蜜蜂很忙。", "蜂蜜很甜。"]),
    ("كتب. قرأ؟ نام", ["كتب.", "قرأ؟", "نام"]),
    ("He said “Yes.” Then he left.", ["He said “Yes.”", "Then he left."]),
    ("  \n ", []),
    ("", []),
])  # fmt: skip
def test_sentences_end_where_a_reader_would_end_them(text, expected):
    """
    Also in scripts without capitals or spaces; short forms and numbers do not end one.
    """
    assert expected == [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(("places", "expected"), [
    ([(0, 3, "region")], '<mark class="r">abc</mark>def'),
    ([(0, 3, "region"), (3, 6, "theme")], '<mark class="r">abc</mark><mark class="t">def</mark>'),
    ([(0, 4, "region"), (2, 6, "driver")], '<mark class="r">ab</mark><mark class="d r">cd</mark><mark class="d">ef</mark>'),
    ([(0, 6, "theme"), (2, 4, "theme")], '<mark class="t">abcdef</mark>'),
    ([(1, 2, "trait")], "a<mark>b</mark>cdef"),
    ([(4, 99, "region"), (-1, 2, "theme"), (3, 3, "theme")], "abcdef"),
    ([], "abcdef"),
])  # fmt: skip
def test_places_are_marked_also_where_they_overlap(places, expected):
    """
    Each stretch carries the kinds of all places over it; a place outside the text marks nothing.
    """
    assert expected == marked("abcdef", [Place(start, end, scheme, "c") for start, end, scheme in places])


def test_what_is_marked_is_escaped():
    """
    Within a mark and around it.
    """
    assert '&lt;b&gt;<mark class="d">&amp;</mark>&#34;' == marked('<b>&"', [Place(3, 4, "driver", "c")])


def tag(field, start, end, words, concept="c"):
    return Tag("w", "theme", concept, field, start, end, concept, "1", words, words)


def test_the_sentences_with_words_come_note_first():
    """
    A place that reaches over the end of a sentence joins both; sentences without a place are left out.
    """
    item = Item("k", "news", "Honey now", note="No bees. Some honey. It is here. The end.")

    found = evidence_of(item, [tag("title", 0, 5, "Honey"), tag("note", 14, 26, "honey. It is")])

    assert [("note", 9, "Some honey. It is here."), ("title", 0, "Honey now")] == [
        (s.field, s.start, s.text) for s in found
    ]
    assert ["honey. It is", "Honey"] == [s.text[p.start : p.end] for s in found for p in s.places]


def test_places_of_a_text_that_has_changed_are_left_out():
    """
    A tag that points behind the end of its field is no evidence any more.
    """
    assert () == evidence_of(
        Item("k", "news", "Bee"), [tag("title", 2, 9, "honey"), tag("note", 0, 4, "note")]
    )


def test_a_snippet_has_some_thirty_words_around_its_places():
    """
    Both places stay in view where they lie near each other, and none is cut in two.
    """
    words = [f"word{n}" for n in range(120)]
    text = " ".join(words)
    places = [(text.index(f"word{n} "), text.index(f"word{n + 2} ") - 1) for n in (60, 80)]
    sentence = Sentence("text", 100, text, tuple(Place(start, end, "theme", "c") for start, end in places))

    short = shortened(sentence)

    assert ["word60 word61", "word80 word81"] == [short.text[p.start : p.end] for p in short.places]
    assert 30 <= len(short.text.split()) <= 45
    assert (True, True) == short.cut
    assert text[short.start - 100 :].startswith(short.text)


def test_a_snippet_shows_what_is_wanted():
    """
    Of two places far apart the wanted one.
    """
    text = "bee " + "word " * 100 + "honey"
    places = (Place(0, 3, "theme", "bees"), Place(len(text) - 5, len(text), "theme", "honey"))

    short = shortened(Sentence("text", 0, text, places), [("theme", "honey")])

    assert short.text.endswith("honey")
    assert (True, False) == short.cut


def test_a_text_without_spaces_is_cut_by_signs():
    """
    So that a page in Chinese or Thai does not carry whole texts.
    """
    text = "蜂" * 900 + "蜜" + "蜂" * 900

    short = shortened(Sentence("text", 0, text, (Place(900, 901, "theme", "honey"),)))

    assert "蜜" in short.text
    assert len(short.text) <= 260
