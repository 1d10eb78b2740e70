"""How well a sheet proposed for a page, untouched, gives the rows that people expect of it."""

import html
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from statistics import fmean
from typing import Any

from observatory.evaluation.evaluation import Evaluation
from spiders.discovery.proposal import propose, saved_answer

__all__ = ["measure_proposals", "normal_title", "strict_title"]

TODAY = date(2027, 1, 1)
"""The day of the measurement; every date of the pages lies before it."""

BANDS = (0.6, 0.8, 0.9)
"""Bounds between which proposals are equally sure; below the first, JSON behind the page is preferred."""

_ROLES = r"(appellants?|appellees?|petitioners?|respondents?|plaintiffs?|defendants?)"
_SAME: tuple[tuple[str, str], ...] = (
    (r"\b(vs|versus)\b", "v"),
    (r"\b(usa|us|u s a|u s|united states of america)\b", "united states"),
    (r"\bet al\b", ""),
    (rf"\b{_ROLES}\b", ""),
)
"""What the keepers of the labelled rows make uniform in their titles, made uniform on both sides."""


@dataclass(frozen=True, slots=True)
class _Page:
    """One page, scored."""

    name: str
    right: int
    strict: int
    proposed: int
    expected: int
    confidence: float
    first_half: bool

    @property
    def f1(self) -> float:
        """F1 of its rows; 1 where no row is expected and none proposed."""
        return _f1(self.right, self.proposed, self.expected)


def measure_proposals(data: Path, _folder: Path | None) -> Evaluation:
    """
    Propose a sheet for every page of the set, read the page with it, and compare the rows.

    Args:
        data: A folder with pages and, beside each, the expected rows: ``NAME.compare.json``, a list of
            objects or an object of parallel lists with ``case_names`` and ``case_dates``.

    Returns:
        The score is the mean over pages of F1 over pairs of title and day. ``pooled`` is F1 over all rows
        of all pages at once, ``strict`` the mean with titles compared letter by letter but for case and
        white space, ``first_half`` and ``second_half`` the means over halves by the hash of the name.
        ``sure_below_60``, ``sure_from_60`` … are the means over pages whose proposal is so sure in percent,
        and ``least_rise`` the least step from one of them to the next: below zero where surer ones are worse.
    """
    pages = [_score(expected, answer) for expected, answer in _cases(data)]
    halves = {True: [p.f1 for p in pages if p.first_half], False: [p.f1 for p in pages if not p.first_half]}
    bands = _by_confidence(pages)
    return Evaluation(
        set="proposals", score=fmean(page.f1 for page in pages), measure="mean F1 of proposed rows",
        cases=len(pages),
        figures={
            "pooled": _f1(*(sum(getattr(p, name) for p in pages) for name in ("right", "proposed", "expected"))),
            "strict": fmean(_f1(page.strict, page.proposed, page.expected) for page in pages),
            "first_half": fmean(halves[True]) if halves[True] else None,
            "second_half": fmean(halves[False]) if halves[False] else None,
            **bands,
            "least_rise": _least_rise(bands.values()),
        },
        worst=tuple(
            f"{page.name}: F1 {page.f1:.2f}, {page.right} right of {page.proposed} proposed and {page.expected} expected"
            for page in sorted(pages, key=lambda page: (page.f1, page.name))
        ),
    )  # fmt: skip


def _by_confidence(pages: Sequence[_Page]) -> dict[str, float | None]:
    """The mean F1 of the pages between one bound of confidence and the next; None where there are none."""
    found = {}
    for low, high in pairwise((0.0, *BANDS, 1.01)):
        there = [page.f1 for page in pages if low <= page.confidence < high]
        found[f"sure_from_{low:.0%}" if low else f"sure_below_{high:.0%}"] = fmean(there) if there else None
    return {name.removesuffix("%"): mean for name, mean in found.items()}


def _least_rise(means: Iterable[float | None]) -> float | None:
    known = [mean for mean in means if mean is not None]
    return min((after - before for before, after in pairwise(known)), default=None)


def strict_title(title: str) -> str:
    """A title without markup and entities, white space folded, in small letters."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", title)).split()).casefold()


def normal_title(title: str) -> str:
    """
    The words of a title as both sides are compared: no punctuation, no accents, uniform abbreviations.

    >>> normal_title("SMITH vs. United States, et al.") == normal_title("Smith v. U.S.")
    True
    """
    plain = unicodedata.normalize("NFKD", strict_title(title))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = " ".join(re.findall(r"\w+", re.sub(r"['\u2019.]", "", plain)))
    for pattern, instead in _SAME:
        words = re.sub(pattern, instead, words)
    return " ".join(words.split())


def _cases(data: Path) -> Iterator[tuple[Path, Path]]:
    for expected in sorted(data.rglob("*.compare.json")):
        stem = expected.name.removesuffix(".compare.json")
        for answer in sorted(expected.parent.glob(f"{stem}.*")):
            if not answer.name.endswith(".compare.json"):
                yield expected, answer
                break


def _expected(path: Path) -> list[tuple[str, str]]:
    held: Any = json.loads(path.read_text(encoding="utf-8"))
    if isinstance(held, dict):
        return list(zip(held["case_names"], held["case_dates"], strict=True))
    return [(row["case_names"], row["case_dates"]) for row in held]


def _score(expected: Path, answer: Path) -> _Page:
    proposal = propose(saved_answer("https://example.org/list", answer.read_bytes()), today=TODAY)
    found = [(row.title, row.date) for row in proposal.rows] if proposal else []
    wanted = _expected(expected)
    return _Page(
        answer.name, _common(found, wanted, normal_title), _common(found, wanted, strict_title),
        len(found), len(wanted), proposal.confidence if proposal else 0.0, _in_first_half(answer.stem),
    )  # fmt: skip


def _common(found: Sequence[tuple[str, str]], wanted: Sequence[tuple[str, str]], form: Any) -> int:
    mine, theirs = (Counter((form(title), day) for title, day in rows) for rows in (found, wanted))
    return sum((mine & theirs).values())


def _f1(right: int, proposed: int, expected: int) -> float:
    return 2 * right / (proposed + expected) if proposed + expected else 1.0


def _in_first_half(name: str) -> bool:
    return int(sha256(name.encode()).hexdigest(), 16) % 2 == 0
