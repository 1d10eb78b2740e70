"""
Whether two works are one: each field speaks for it or against it, and the sum decides.

The points stand for how much rarer an agreement is among different works than among copies of one (the
weights of Fellegi and Sunter, 1969, in round figures). No single field is enough: a title can be that of
an editorial or of a yearly report, a DOI can be that of a whole volume.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from corpus.describing import Description
from corpus.titles import Likeness, likeness

__all__ = ["MAYBE", "SAME", "Comparison", "Verdict", "compare"]

Verdict = Literal["same", "maybe", "different"]

SAME = 6.0
"""From this sum on two works are one."""
MAYBE = 3.5
"""From this sum on a person is asked."""

ELSEWHERE = "different places of publication"

Points = Iterator[tuple[float, str]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """
    What the comparison of two works came to.

    Attributes:
        points: The sum; ``SAME`` and ``MAYBE`` are its thresholds.
        reasons: What spoke for it (+) and against it (-), the strongest first.
    """

    verdict: Verdict
    points: float
    reasons: tuple[str, ...]


def compare(one: Description, other: Description) -> Comparison:
    """
    Compare two works.

    >>> from corpus.describing import described
    >>> a = described("a", "Stackable learning in two ports", authors="Moyo, Ann", year=2021, pages="221-8")
    >>> b = described("b", "Stackable Learning in Two Ports.", authors="A. Moyo", year=2021, pages="221-228")
    >>> compare(a, b).verdict
    'same'
    """
    title = likeness(one, other)
    text = tuple(_text(one, other))
    retitled = any(weight > 0 for weight, _ in text)
    evidence = [*_title(title, one, other, retitled), *_people(one, other), *_place(one, other), *text]
    evidence.extend(_twice(evidence))
    if title == "numbers" and _one_stretch(one, other):
        evidence.append((1.5, "the same stretch of pages"))
    points = sum(weight for weight, _ in evidence)
    verdict: Verdict = "same" if points >= SAME else "maybe" if points >= MAYBE else "different"
    ordered = sorted(evidence, key=lambda part: -abs(part[0]))
    return Comparison(verdict, points, tuple(f"{'+' if w > 0 else '-'} {word}" for w, word in ordered if w))


def _title(title: Likeness, one: Description, other: Description, retitled: bool) -> Points:
    known = min(4.0, 1.0 + 0.6 * min(len(one.words), len(other.words)))
    match title:
        case "equal":
            yield known, "same title"
        case "close":
            yield known - 1.0, "nearly the same title"
        case "shorter":
            yield known - 1.5, "one title begins with the other"
        case "loose":
            yield 0.0, "titles have much in common"
        case "numbers":
            yield -3.0, "different numbers in the titles"
        case "different":
            yield -3.0 if retitled else -5.5, "different titles"
        case "unknown":
            yield 0.0, "no title"


def _people(one: Description, other: Description) -> Points:
    if not one.people or not other.people:
        return
    mine, theirs = set(one.people), set(other.people)
    shared = len(mine & theirs) / min(len(mine), len(theirs))
    if shared < 0.8:
        joined = fuzz.token_sort_ratio(" ".join(one.people), " ".join(other.people)) / 100
        shared = max(shared, joined if joined > 0.8 else 0.0)
    if shared >= 0.8:
        yield 3.0 if min(len(mine), len(theirs)) > 1 else 2.25, "same people"
    elif shared >= 0.5:
        yield 1.0, "some of the same people"
    elif shared > 0.2:
        yield -1.0, "few of the same people"
    else:
        yield -3.0, "different people"


def _place(one: Description, other: Description) -> Points:
    yield from _year(one.year, other.year)
    yield from _container(one, other)
    if one.volume and other.volume:
        yield (1.0, "same volume") if one.volume == other.volume else (-1.5, "different volumes")
    if one.issue and other.issue:
        yield (0.5, "same issue") if one.issue == other.issue else (-0.75, "different issues")
    elsewhere = bool(one.volume and other.volume and one.volume != other.volume)
    yield from _pages(one.pages, other.pages, other_volume=elsewhere)
    if one.dois and other.dois:
        yield (4.0, "same DOI") if set(one.dois) & set(other.dois) else (-3.0, "different DOIs")
    if one.isbns and other.isbns and set(one.isbns) & set(other.isbns):
        yield 2.0, "same ISBN"
    if one.handles and other.handles and set(one.handles) & set(other.handles):
        yield 4.0, "same handle"
    if set(one.addresses) & set(other.addresses):
        yield 2.0, "same address"
    if one.files and other.files and set(one.files) & set(other.files):
        yield 4.0, "same file"


def _twice(evidence: list[tuple[float, str]]) -> Points:
    """Another journal and another place in it: two publications, however alike (an abstract, a preprint)."""
    against = {word for weight, word in evidence if weight < 0}
    if ELSEWHERE in against and against & {"different volumes", "different pages", "different DOIs"}:
        yield -2.5, "published twice"


def _one_stretch(one: Description, other: Description) -> bool:
    """Whether they take up the same several pages of a volume: parts 1 and 2 do not, a typing error does."""
    same = one.pages == other.pages and one.volume == other.volume and one.issue == other.issue
    return bool(same and one.volume and one.pages and one.pages[1] > one.pages[0])


def _year(one: int | None, other: int | None) -> Points:
    if one and other:
        apart = abs(one - other)
        yield (0.5, "same year") if not apart else (-0.5 if apart == 1 else -2.0, f"{apart} years apart")


def _container(one: Description, other: Description) -> Points:
    if not one.container or not other.container:
        return
    same = _abbreviates(one.container, other.container) or _abbreviates(other.container, one.container)
    same = same or fuzz.token_set_ratio(" ".join(one.container), " ".join(other.container)) >= 85
    yield (1.0, "same place of publication") if same else (-2.0, ELSEWHERE)


def _abbreviates(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the words of one name begin those of the other in order, or it is its initials."""
    if len(short) == 1 and len(long) > 2 and short[0] == "".join(word[0] for word in long):
        return True
    rest = iter(long)
    return all(any(word.startswith(part) for word in rest) for part in short)


def _pages(one: tuple[int, int] | None, other: tuple[int, int] | None, *, other_volume: bool) -> Points:
    if not one or not other:
        return
    if one[0] == other[0]:  # every volume has a page 1
        yield 0.5 if other_volume else 2.5, "same first page"
    elif any(a[0] <= b[0] <= a[1] or (a[1] and a[1] == b[1]) for a, b in ((one, other), (other, one))):
        yield 0.5, "overlapping pages"
    else:
        yield -2.5, "different pages"


def _text(one: Description, other: Description) -> Points:
    if len(one.text) < 200 or len(other.text) < 200:
        return
    length = min(len(one.text), len(other.text), 1000)
    alike = fuzz.ratio(one.text[:length], other.text[:length])
    if alike >= 90:
        yield 3.0, "same abstract"
    elif alike < 60:
        yield -2.0, "different abstracts"
