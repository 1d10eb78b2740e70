"""Analysers: the words that Whoosh gets, and the stems by which more is found."""

import pytest

from index.analysis import STEMMED, WordTokenizer, base_language, joined, stem


def test_whoosh_gets_every_word_with_its_place():
    """
    The exact analyser counts positions and characters from where Whoosh says that it stands.
    """
    tokens = WordTokenizer()("Une \u00c9cole, ici", positions=True, chars=True, start_pos=5, start_char=100)

    assert [("une", 5, 100, 103), ("ecole", 6, 104, 109), ("ici", 8, 111, 114)] == [
        (token.text, token.pos, token.startchar, token.endchar) for token in tokens
    ]


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "credentials", "credential"),
        ("fr", "comp\u00e9tences", "comp\u00e9tence"),
        ("es", "microcredenciales", "microcredencial"),
        ("pt", "compet\u00eancias", "compet\u00eancia"),
        ("de", "Bildungen", "Bildung"),
        ("it", "competenze", "competenza"),
        ("nl", "vaardigheden", "vaardigheid"),
        ("ar", "\u0627\u0644\u0645\u0647\u0627\u0631\u0627\u062a", "\u0645\u0647\u0627\u0631\u0627\u062a"),
        ("ru", "\u043d\u0430\u0432\u044b\u043a\u0438", "\u043d\u0430\u0432\u044b\u043a\u043e\u0432"),
    ],
)
def test_forms_of_a_word_have_one_stem(language, one, other):
    """
    Singular and plural, with and without article, meet in one stem without accents.
    """
    found = stem(one.lower(), language)

    assert found == stem(other.lower(), language)
    assert found


@pytest.mark.parametrize("language", STEMMED)
def test_every_stemmed_language_has_a_stemmer(language):
    """
    The table of languages names only those that Whoosh can stem.
    """
    assert stem("microcredential", language)


def test_the_commonest_words_have_no_stem():
    """
    What stands everywhere finds nothing.
    """
    assert ["", "skill", "", "gap"] == [stem(word, "en") for word in ("the", "skills", "and", "gaps")]


def test_hyphenated_words_are_one_word_besides():
    """
    A word that is written with a hyphen and without one is found in both spellings.
    """
    assert ["microcredentials", "microcredential"] == joined(["Micro-credentials, micro\u2010credential"])
    assert [] == joined(["micro credentials", "2019 - 2020", None])
    assert ["onthe", "thejob"] == joined(["on-the-job"])


def test_a_language_tag_is_reduced_to_its_language():
    """
    Country, script and capitals of a tag do not matter; both forms of Norwegian are one.
    """
    assert ["pt", "zh", "no", "no", ""] == [
        base_language(tag) for tag in ("pt-BR", "ZH_Hant", "nb", "nn-NO", None)
    ]
