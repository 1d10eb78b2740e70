"""Words in one spelling, and where they stand in the text as given."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.folding import fold, tokens, words

ALPHABETS = (
    "aZ\u00e9e\u0301\u00df\ufb01\u0130\u00d8\u0153",  # Latin with accents, ligature, sharp s, dotted I
    "\u0645\u064f\u0640\u0623\u0625\u0622\u0671\u0649\u0629",  # Arabic with a vowel sign, tatweel and forms of alef
    "\u6559\u80b2\u3042\u30ab\u30fc\uac00\u1112\u1161\u11ab",  # Han, Kana, Hangul, Hangul in parts
    "\u0e17\u0e31\u0e01\u0e29\u0e30\u0e14\u0e34",  # Thai with marks above
    "\u0939\u093f\u0928\u094d\u0926\u0940",  # Devanagari with vowel signs and virama
    " \n-\u2010\u2013.,;'\u2019\"()/_*09",
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Micro\u2010credentials", ["micro", "credentials"]),
        ("Kenya's plan", ["kenya", "s", "plan"]),
        ("C\u00f4te d\u2019Ivoire", ["cote", "d", "ivoire"]),
        ("cafe\u0301 caf\u00e9", ["cafe", "cafe"]),
        ("STRASSE Stra\u00dfe", ["strasse", "strasse"]),
        ("\ufb01nance \u0153uvre", ["finance", "oeuvre"]),
        ("\u0130stanbul", ["istanbul"]),
        (
            "\u0627\u0644\u0645\u064f\u0647\u0627\u0631\u0627\u062a",
            ["\u0627\u0644\u0645\u0647\u0627\u0631\u0627\u062a"],
        ),
        ("\u0627\u0644\u0640\u0631\u0642\u0645\u064a", ["\u0627\u0644\u0631\u0642\u0645\u064a"]),
        ("\u0623\u0625\u0622\u0671", ["\u0627\u0627\u0627\u0627"]),
        ("\u6559\u80b2", ["\u6559", "\u80b2"]),
        ("\u0e17\u0e31\u0e01\u0e29\u0e30", ["\u0e17\u0e31", "\u0e01", "\u0e29", "\u0e30"]),
        ("\u0939\u093f\u0928\u094d\u0926\u0940", ["\u0939\u093f\u0928\u094d\u0926\u0940"]),
        (unicodedata.normalize("NFD", "\ud55c\uad6d"), ["\ud55c", "\uad6d"]),
    ],
)
def test_a_word_has_one_form_in_all_its_spellings(text, expected):
    """
    Capitals, accents, ligatures, vowel signs and joiners do not make another word.
    """
    assert expected == list(words(text))


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("skills gap", True),
        ("skills-gap", True),
        ("skills \u2013\ngap", True),
        ("skills/gap", True),
        ("\u201cskills\u201d gap", True),
        ("skills, gap", False),
        ("skills. Gap", False),
        ("skills (gap", False),
        ("skills\n\ngap", False),
        ("St. Lucia", True),
        ("U.S. policy", True),
    ],
)
def test_punctuation_parts_words_and_blanks_and_hyphens_do_not(text, together):
    """
    Words stand side by side unless punctuation that ends something stands between them.
    """
    found = tokens(text)

    assert together == all(b.position - a.position == 1 for a, b in pairwise(found))


@given(st.lists(st.sampled_from([sign for alphabet in ALPHABETS for sign in alphabet])).map("".join))
def test_a_token_is_cut_out_of_the_original_text(text):
    """
    Whatever the text, a token's characters are those of its word, in order and without overlap.
    """
    found = tokens(text)

    assert [token.text for token in found] == [fold(text[token.start : token.end]) for token in found]
    assert all(a.end <= b.start and a.position < b.position for a, b in pairwise(found))


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    """
    A folded word folds to itself, so that a label from a folded list is found too.
    """
    once = words(text)

    assert once == words(" ".join(once)) or any(len(words(word)) != 1 for word in once)
