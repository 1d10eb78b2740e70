"""What is doubtful in concepts that can be read: questions to their curators, one line each."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from index.book import Concept, ConceptBook, Scheme
from index.country_names import country_names
from index.folding import words
from index.patterns import Pattern, pattern

__all__ = ["CHECKS", "check_book", "check_languages"]

SHORTEST = 3
"""A label of fewer Latin letters is another word too often."""


def causes_no_tag(scheme: Scheme) -> Iterator[str]:
    """
    A concept without labels that no other concept implies can never be a tag from words.

    A scheme in which no concept has any is one that sources alone give, such as the kinds.
    """
    if not any(one.is_found_by_words for one in scheme.concepts):
        return
    implied = {group for concept in scheme.concepts for group in concept.broader}
    for concept in scheme.concepts:
        if not (concept.is_found_by_words or concept.id in implied):
            yield f"{concept.key}: has no labels and no members, so only sources can give it"


def shares_a_label(scheme: Scheme) -> Iterator[str]:
    """A label of two concepts tags both, and so tells neither."""
    owners: dict[tuple[str, Pattern], dict[str, str]] = defaultdict(dict)
    for concept in scheme.concepts:
        for language, label in _labels(concept):
            owners[language, pattern(label)].setdefault(concept.id, label)
    for (language, _), of in owners.items():
        if len(of) > 1:
            label = next(iter(of.values()))
            yield f"{scheme.id}: {label!r} ({language or 'exact'}) is a label of {' and '.join(of)}"


def is_too_short(scheme: Scheme) -> Iterator[str]:
    """A label of one or two letters belongs to ``exact``, where its capitals count."""
    for concept in scheme.concepts:
        for language, label in _labels(concept, countries=False):
            letters = "".join(words(label))
            if language and letters.isascii() and len(letters) < SHORTEST:
                yield f"{concept.key}: {label!r} ({language}) is short; as an 'exact' label its capitals count"


def check_languages(book: ConceptBook) -> list[str]:
    """
    List concepts that have no words in a language in which most concepts of their scheme have some.

    Countries and regions of the world are known by their names in all.
    """
    return [problem for scheme in book.schemes for problem in _without_languages(scheme)]


def _without_languages(scheme: Scheme) -> Iterator[str]:
    concepts = [one for one in scheme.concepts if one.labels and not (one.country or one.areas)]
    spoken = Counter(language for one in concepts for language, labels in one.labels.items() if labels)
    usual = sorted(language for language, count in spoken.items() if count > len(concepts) / 2)
    for concept in concepts:
        if missing := [language for language in usual if not concept.labels.get(language)]:
            yield f"{concept.key}: no labels in {', '.join(missing)}"


CHECKS: tuple[Callable[[Scheme], Iterator[str]], ...] = (
    causes_no_tag,
    shares_a_label,
    is_too_short,
)


def check_book(book: ConceptBook) -> list[str]:
    """
    List, in plain words, what curators should look at; empty when all is well.

    Schemes of definitions are left out: their short words count only beside others.
    """
    return [problem for scheme in book.of_works().schemes for check in CHECKS for problem in check(scheme)]


def _labels(concept: Concept, *, countries: bool = True) -> Iterator[tuple[str, str]]:
    """Language and label of all labels; of exact ones the language is empty."""
    for language, labels in concept.labels.items():
        given = country_names(concept.id, language) if concept.country and not countries else ()
        yield from ((language, label) for label in labels if label not in given)
    yield from (("", label) for label in concept.exact)
