"""The pages of concepts: what each finds and how well, the rules as they are written, and what is doubtful in them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from index.book import Concept, Scheme
from index.precision import Precision
from index.usage import check_all
from site_builder.links import nth, rules_page, scheme_page
from site_builder.render import Page
from site_builder.view import SiteView
from site_builder.wording import language_name

__all__ = ["Finding", "concepts", "rules_of"]

LABELS = 700
"""About so many labels are on one page of rules, so that it stays small."""

MOST = 5
"""So many of the labels that occur most are named beside a concept."""


@dataclass(frozen=True, slots=True)
class Finding:
    """
    What a concept finds.

    Attributes:
        rules: The page and place of its rules.
        works: Works that carry it, and of these those in which words name it.
        labels: How many labels it has, and how many of these occur.
        most: The labels that occur most, each with its works.
        precision: Held against what people said; None where they said nothing.
    """

    concept: Concept
    rules: str
    works: int
    named: int
    labels: int
    occur: int
    most: tuple[tuple[str, int], ...]
    precision: Precision | None


def concepts(view: SiteView) -> Iterator[Page]:
    """A page of all schemes with what is doubtful, one of what each scheme's concepts find, and their rules."""
    book = view.site.book
    yield Page("concepts/index.html", "concepts.html", {
        "schemes": [(scheme, scheme_page(scheme.id), _languages(scheme)) for scheme in book.schemes],
        "doubts": check_all(view.usage, book),
        "asked": view.site.tracked.asked,
    })  # fmt: skip
    for scheme in book.schemes:
        found = [_finding(view, concept) for concept in scheme.concepts]
        yield Page(scheme_page(scheme.id), "scheme.html", {
            "scheme": scheme,
            "found": sorted((one for one in found if one.works), key=lambda one: -one.works),
            "silent": [one for one in found if not one.works],
        })  # fmt: skip
        yield from _rules(view, scheme)


def _rules(view: SiteView, scheme: Scheme) -> Iterator[Page]:
    parts = _parts(scheme)
    for number, part in enumerate(parts, 1):
        yield Page(nth(rules_page(scheme.id), number), "rules.html", {
            "scheme": scheme, "part": part, "number": number, "last": len(parts), "path": rules_page(scheme.id),
            "members": {concept.id: _members(view, concept) for concept in part},
            "texts": {concept.id: _texts(concept) for concept in part},
        })  # fmt: skip


def rules_of(view: SiteView, scheme: str, concept: str) -> str:
    """The page and the place on it where the rules of a concept stand."""
    known = ("rules", scheme)
    if known not in view.kept:
        parts = _parts(view.site.book.scheme(scheme))
        view.kept[known] = {
            one.id: nth(rules_page(scheme), n) for n, part in enumerate(parts, 1) for one in part
        }
    return f"{view.kept[known][concept]}#c-{concept}"


def _parts(scheme: Scheme) -> list[list[Concept]]:
    """The concepts in their order, cut where a page has enough labels."""
    parts: list[list[Concept]] = [[]]
    count = 0
    for concept in scheme.concepts:
        if count >= LABELS:
            parts.append([])
            count = 0
        parts[-1].append(concept)
        count += sum(len(texts) for _, _, texts in _texts(concept)) + 1
    return parts


def _finding(view: SiteView, concept: Concept) -> Finding:
    occur: Mapping[str, int] = view.usage.labels.get(concept.key, {})
    ordered = sorted(occur.items(), key=lambda pair: (-pair[1], pair[0]))
    return Finding(
        concept, rules_of(view, concept.scheme, concept.id), view.usage.works[concept.key], view.usage.named[concept.key],
        sum(len(texts) for name, _, texts in _texts(concept) if name != "not"), len(occur), tuple(ordered[:MOST]),
        view.precision.get((concept.scheme, concept.id)),
    )  # fmt: skip


def _texts(concept: Concept) -> list[tuple[str, str, tuple[str, ...]]]:
    """What the sheet lists: the sort of words, their language (empty for all), and the words."""
    found: list[tuple[str, str, tuple[str, ...]]] = []
    for sort, labels in (("label", concept.labels), ("hint", concept.hints), ("proxy", concept.proxies)):
        found += [(sort, language_name(language), labels[language]) for language in _ordered(labels)]
    if concept.exact:
        found.append(("exact", "", concept.exact))
    for near in concept.near:
        groups = (" / ".join(group) for group in near.groups)
        found.append(("near", ", ".join(map(language_name, near.languages)), (" … ".join(groups),)))
    found += [
        ("not", language_name(language), concept.not_labels[language])
        for language in _ordered(concept.not_labels)
    ]
    return found


def _ordered(labels: Mapping[str, object]) -> list[str]:
    """English first, as everywhere in sheets, then by code."""
    return sorted(labels, key=lambda language: (language != "en", language))


def _members(view: SiteView, concept: Concept) -> list[tuple[str, str]]:
    """Who belongs to a group, each with its years as far as the sheet says them; former members last."""
    same = view.site.book.scheme(concept.scheme).concepts
    found = [
        (view.concept(one.scheme, one.id), f"{concept.joined[one.id]}–" if one.id in concept.joined else "")  # noqa: RUF001 - a range
        for one in same
        if concept.id in one.broader
    ]
    former = concept.former.items()
    return found + [(view.concept(concept.scheme, one), f"{since}–{until}") for one, (since, until) in former]  # noqa: RUF001 - as above


def _languages(scheme: Scheme) -> int:
    return len(
        {language for concept in scheme.concepts for language, texts in concept.labels.items() if texts}
    )
