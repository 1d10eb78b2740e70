"""Rules that people have recalled: lines in ``concepts/recalled.csv``, each one switched off until it is removed.

::

    rule,on,reason
    driver/skills-gaps:future skills,2026-03-01,is the name of a project
    theme/teachers,2026-03-02,too many

A rule is a concept (scheme/id) with all its words, or one of its labels after a colon, as tags name it in ``by``.
Tags that people gave stay.
"""

import csv
import difflib
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from corpus.errors import NotFound, SheetError
from index.book import Concept, ConceptBook
from index.compile import rules

__all__ = ["append_recalled", "check_rule", "read_recalled", "without_recalled"]

HEAD = ("rule", "on", "reason")

ALIKE = 8
"""So many labels are named where there is none of the name that was given."""


def read_recalled(file: Path) -> frozenset[str]:
    """
    The rules that are switched off; none when there is no file.

    Raises:
        SheetError: The file is not of this form; says which line.
    """
    if not file.exists():
        return frozenset()
    with file.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        if tuple(reader.fieldnames or ()) != HEAD:
            raise SheetError(f"{file}: line 1", f"the columns are {', '.join(HEAD)}")
        found = []
        for number, row in enumerate(reader, start=2):
            rule = (row["rule"] or "").strip()
            if "/" not in rule:
                raise SheetError(
                    f"{file}: line {number}: rule", f"{rule!r} is not scheme/concept or scheme/concept:label"
                )
            found.append(rule)
    return frozenset(found)


def append_recalled(file: Path, rule: str, on: str, reason: str) -> None:
    """Add a line; make the file and its folder where there are none."""
    new = not file.exists()
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        if new:
            writer.writerow(HEAD)
        writer.writerow((rule, on, reason))


def check_rule(rule: str, book: ConceptBook) -> None:
    """
    Make sure that a rule exists.

    Raises:
        NotFound: There is no such scheme, concept or label; the message names those that are most like it.
    """
    name, _, label = rule.partition(":")
    scheme, _, concept = name.partition("/")
    known = sorted({one.label for one in rules(book.concept(scheme, concept))})
    if not known:
        raise NotFound(f"{name} has no words that could be switched off")
    if label and label not in known:
        alike = difflib.get_close_matches(label, known, n=ALIKE, cutoff=0.4) or known[:ALIKE]
        raise NotFound(
            f"{name} has no label {label!r} among its {len(known)}; it has {', '.join(map(repr, alike))}"
        )


def without_recalled(concept: Concept, recalled: Collection[str]) -> Concept:
    """The concept without the words of rules that are switched off."""
    if concept.key in recalled:
        return replace(concept, labels={}, exact=(), near=(), hints={}, proxies={})
    gone = {rule.partition(":")[2] for rule in recalled if rule.startswith(f"{concept.key}:")}
    if not gone:
        return concept
    near_labels = [rule.label for rule in rules(replace(concept, labels={}, exact=(), hints={}, proxies={}))]
    return replace(
        concept,
        labels={language: _left(texts, gone) for language, texts in concept.labels.items()},
        exact=_left(concept.exact, gone),
        near=tuple(one for one, label in zip(concept.near, near_labels, strict=True) if label not in gone),
        hints={language: _left(texts, gone) for language, texts in concept.hints.items()},
        proxies={language: _left(texts, gone) for language, texts in concept.proxies.items()},
    )


def _left(labels: Collection[str], gone: Collection[str]) -> tuple[str, ...]:
    return tuple(label for label in labels if label not in gone)
