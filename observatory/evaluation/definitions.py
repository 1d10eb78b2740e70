"""Definitions measured: which sentences define, and which traits they state.

The data are JSON lines: ``text``, ``language``, ``defining``, and for defining ones ``term``, ``traits``, ``by``
and ``year`` where they are known. ``part`` names the part of the set that a line belongs to; those of the part
``held`` were not looked at while the rules were first written, those of ``late`` were written afterwards to find
turns of phrase that the rules lacked, and those of ``brief`` are the definitions that the thematic brief compares.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import SheetError
from index.definitions.finding import Finder, Passage
from index.folding import words
from observatory.evaluation.evaluation import Evaluation
from observatory.home import open_home

__all__ = ["measure"]

Case = dict[str, Any]

PARTS = ("held", "late")
"""The parts of the set that are also measured alone."""


@dataclass(frozen=True, slots=True)
class _Score:
    """Right, wrong and missed, as counts."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: "_Score") -> "_Score":
        return _Score(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """Of what was said, how much is right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """Of what is there, how much was said."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def measure(data: Path, folder: Path | None) -> Evaluation:
    """
    Read every text as a work's text is read, and compare.

    Args:
        data: A file of JSON lines.
        folder: The observatory whose concept sheets are used.

    Raises:
        SheetError: A line lacks what it needs.
    """
    cases = _read(data)
    home = open_home(folder)
    finder = Finder(home.book(), home.settings.languages)
    found = finder.passages([(str(case.get("language") or ""), case["text"]) for case in cases])
    pairs = list(zip(cases, found, strict=True))
    sentences, traits = _sum(map(_sentence, pairs)), _sum(map(_traits, pairs))
    parts = {name: _sum(_sentence(pair) for pair in pairs if pair[0].get("part") == name) for name in PARTS}
    brief = [pair for pair in pairs if pair[0].get("part") == "brief"]
    termed = [pair for pair in pairs if pair[0].get("term") and pair[0]["defining"] and pair[1]]
    figures: dict[str, float | int | None] = {
        "precision": sentences.precision,
        "recall": sentences.recall,
        **{f"{name}_precision": of.precision if of != _Score() else None for name, of in parts.items()},
        **{f"{name}_recall": of.recall if of != _Score() else None for name, of in parts.items()},
        "traits_precision": traits.precision,
        "traits_recall": traits.recall,
        "traits_f1": traits.f1,
        "terms": sum(map(_same_term, termed)) / len(termed) if termed else None,
        "brief": sum(_traits(pair) == _Score(len(pair[0]["traits"])) for pair in brief) / len(brief) if brief else None,
    }  # fmt: skip
    worst = tuple(line for pair in pairs for line in _wrong(pair))
    return Evaluation(
        "definitions", sentences.f1, "F1 of defining sentences", len(cases), None, figures, worst
    )


def _read(data: Path) -> list[Case]:
    cases: list[Case] = []
    for number, line in enumerate(data.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                case = json.loads(line)
                case["text"], case["defining"]
            except (ValueError, KeyError, TypeError):
                raise SheetError(f"{data}: line {number}", "needs 'text' and 'defining'") from None
            cases.append(case)
    return cases


Pair = tuple[Case, list[Passage]]


def _sentence(pair: Pair) -> _Score:
    case, found = pair
    return _Score(
        bool(found and case["defining"]),
        bool(found and not case["defining"]),
        bool(case["defining"] and not found),
    )


def _traits(pair: Pair) -> _Score:
    """Of a defining text whose traits are known and that was found."""
    case, found = pair
    if not (case["defining"] and found and "traits" in case):
        return _Score()
    wanted, said = set(case["traits"]), _stated(found)
    return _Score(len(wanted & said), len(said - wanted), len(wanted - said))


def _stated(found: Sequence[Passage]) -> set[str]:
    return {trait.id for passage in found for trait in passage.traits}


def _same_term(pair: Pair) -> bool:
    """Whether a passage names the term, in whatever spelling, or a part of it."""
    wanted = " ".join(words(pair[0]["term"]))
    terms = [" ".join(words(passage.reading.term)) for passage in pair[1]]
    return any(term in wanted or wanted in term for term in terms)


def _sum(scores: Iterable[_Score]) -> _Score:
    return sum(scores, _Score())


def _wrong(pair: Pair) -> list[str]:
    case, found = pair
    text = case["text"][:100]
    if bool(found) != case["defining"]:
        return [f"{'missed' if case['defining'] else 'no definition'}: {text}"]
    score = _traits(pair)
    if score.wrong or score.missed:
        wanted, said = set(case["traits"]), _stated(found)
        more, less = ", ".join(sorted(said - wanted)), ", ".join(sorted(wanted - said))
        return [f"traits{f' +{more}' if more else ''}{f' -{less}' if less else ''}: {text}"]
    return []
