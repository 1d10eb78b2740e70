"""Snippets: the sentence that is shown, how long it is, and where its words are marked."""

from hypothesis import given
from hypothesis import strategies as st

from index.folding import tokens, words
from index.snippets import LONGEST, make_snippet


def looking_for(*wanted):
    return lambda token, _: token.text if token.text in wanted else ""


def shown(text, *wanted):
    return make_snippet({"note": text}, {"note": looking_for(*wanted)})


def test_the_sentence_with_most_different_words_wins():
    """
    Two words once are better than one word twice; of equal sentences the first is shown.
    """
    text = "A gap, a gap. Skills and a gap! Skills fill the gap."

    assert "Skills and a gap!" == shown(text, "skills", "gap").text


def test_a_sentence_of_another_field_may_win():
    """
    Texts are compared with each other, and the first of equal ones wins.
    """
    texts = {"note": "A gap.", "abstract": "A skills gap.", "text": "The skills gap."}

    snippet = make_snippet(texts, dict.fromkeys(texts, looking_for("skills", "gap")))

    assert ("abstract", "A skills gap.") == (snippet.field, snippet.text)


def test_a_long_sentence_is_cut_around_its_words():
    """
    Of a long sentence thirty words are shown, with an ellipsis where it goes on.
    """
    text = " ".join(f"w{number}" for number in range(100)) + "."

    snippet = shown(text, "w60")

    assert snippet.text.startswith("… w54 w55")
    assert snippet.text.endswith("w83 …")
    assert ["w60"] == [snippet.text[start:end] for start, end in snippet.marks]


def test_without_a_match_the_beginning_is_shown():
    """
    A work found by its concept alone shows how its first text begins.
    """
    assert ("First.", ()) == shown("First. Second.", "absent")[1:]


def test_white_space_becomes_one_blank_and_marks_follow():
    """
    Line breaks of the source do not reach the page, and marks stay where their words are.
    """
    snippet = shown("Close\n   the “skills\n gap”, now", "skills", "gap")

    assert "Close the “skills gap”, now" == snippet.text
    assert ["skills", "gap"] == [snippet.text[start:end] for start, end in snippet.marks]


def test_no_text_gives_no_snippet():
    """
    There may be nothing to show.
    """
    assert ("", "", ()) == make_snippet({}, {})
    assert ("", "", ()) == shown(" … ", "gap")


@given(
    st.lists(
        st.sampled_from(["skills", "gap", "a", ". ", " ", "\n\n", "教育", "(", "”", ", "]), max_size=80
    ).map("".join)
)
def test_a_snippet_is_short_and_marks_what_matches(text):
    """
    Whatever the text, a snippet has at most thirty words, all of them from the text in order, and every
    mark is a word that was looked for.
    """
    snippet = shown(text, "skills", "gap")

    assert len(words(snippet.text)) <= LONGEST
    assert " ".join(words(snippet.text)) in " ".join(words(text))
    assert {snippet.text[start:end] for start, end in snippet.marks} <= {"skills", "gap"}
    assert len(snippet.marks) == sum(token.text in ("skills", "gap") for token in tokens(snippet.text))
