"""Works that belong together and are not one."""

import pytest

from corpus.describing import described
from corpus.families import core_of, language_twin, neutral_pairs, related

TITLE = "A national framework for skills in ports"


@pytest.mark.parametrize(
    ("title", "relation"),
    [
        (f"{TITLE}: consultation draft", "draft"),
        (f"Annex to {TITLE}", "annex"),
        (f"{TITLE} - Executive Summary", "summary"),
        (f"Amendment of {TITLE}", "amendment"),
        (f"Corrigendum. {TITLE}", "erratum"),
        (f"{TITLE} (2nd edition)", "edition"),
        (f"Résumé: {TITLE}", "summary"),
    ],
)
def test_a_marked_title_is_related_to_the_one_without_the_mark(title, relation):
    """From both sides the relation runs from the marked work to the plain one."""
    plain = described("a", TITLE, container="Port Board")
    marked = described("b", title, container="Port Board")

    for found in (related(plain, marked), related(marked, plain)):
        assert found is not None
        assert ("b", relation, "a") == (found.work, found.relation, found.other)


def test_a_final_text_has_the_core_of_its_draft():
    """ "Final report" is no part of a title's core, unless nothing else is left."""
    assert "skills for ports" == core_of(("skills", "for", "ports", "final", "report"))[0]
    assert ("final report", "") == core_of(("final", "report"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            described("a", TITLE, container="Port Board"),
            described("b", f"Draft: {TITLE}", container="Bank Union"),
        ),
        (described("a", TITLE), described("b", "Draft: a framework for the skills of bank clerks")),
        (described("a", "Summary"), described("b", "Annex")),
        (described("a", TITLE), described("b", TITLE)),
        (described("a", TITLE, language="en"), described("b", f"Draft: {TITLE}", language="fr")),
    ],
)
def test_works_without_a_common_core_or_people_are_not_related(one, other):
    """Another publisher, another title, titles that say nothing, and equal titles."""
    assert None is related(one, other)


@pytest.mark.parametrize(
    ("first", "second", "twins"),
    [
        ("https://e.org/en/ports", "https://e.org/fr/ports", True),
        ("https://en.e.org/ports", "https://fr.e.org/ports", True),
        ("https://e.org/ports_en.pdf", "https://e.org/ports_fr.pdf", True),
        ("https://e.org/ports?lang=en", "https://e.org/ports?lang=fr", True),
        ("https://e.org/ports", "https://e.org/fr/ports", True),
        ("https://e.org/en/ports", "https://e.org/fr/bridges", False),
        ("https://e.org/ports/ab/1", "https://e.org/ports/cd/1", False),
        ("https://e.org/en/ports", "https://e.org/en/ports", False),
    ],
)
def test_addresses_of_one_page_in_two_languages(first, second, twins):
    """They differ in the name of a language and in nothing else."""
    assert twins is language_twin(first, second, {"en", "fr"})
    assert twins <= ((0, 1) in set(neutral_pairs([first, second])))


def test_a_translation_is_known_by_its_address_or_its_number():
    """A DOI that two languages share is that of one work in two forms."""
    english = described("a", "Skills for ports", language="en", doi="10.1000/x")
    french = described("b", "Des compétences pour les ports", language="fr", doi="https://doi.org/10.1000/X")

    found = related(english, french)

    assert found is not None
    assert ("a", "translation", "b") == (found.work, found.relation, found.other)
