"""What a measurement comes to, its floor, and how both are told."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from types import MappingProxyType

__all__ = ["Evaluation", "Floor", "as_object", "floor_of", "lines_of"]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """
    One set, measured.

    Attributes:
        set: The name of the set.
        score: The figure by which the set is known, 0 to 1.
        measure: What the score is, such as "micro-F1 of countries".
        reference: What others reach on the same data, where that is known.
        cases: How many labelled cases were tried.
        figures: The set's own further figures, by name.
        worst: Cases that went wrong, the worst first, one line each.
    """

    set: str
    score: float
    measure: str
    cases: int
    reference: float | None = None
    figures: Mapping[str, float | int | None] = field(default_factory=lambda: MappingProxyType({}))
    worst: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Floor:
    """Figures below which (``at_least``) or above which (``at_most``) a set must not go."""

    at_least: Mapping[str, float]
    at_most: Mapping[str, float]

    def shortfalls(self, measured: Evaluation) -> tuple[str, ...]:
        """Each figure that is on the wrong side of its floor, in words; empty when none is."""
        known = {"score": measured.score, **measured.figures}
        low = [
            f"{measured.set}: {name} is {_number(known.get(name))}, the floor is {floor:g}"
            for name, floor in sorted(self.at_least.items())
            if (known.get(name) or 0.0) < floor
        ]
        high = [
            f"{measured.set}: {name} is {_number(known.get(name))}, allowed is {top:g}"
            for name, top in sorted(self.at_most.items())
            if (value := known.get(name)) is None or value > top
        ]
        return (*low, *high)


def floor_of(name: str) -> Floor:
    """The floor of a set, from ``floors.toml``; one without entries has none to keep."""
    floors = tomllib.loads(files(__package__).joinpath("floors.toml").read_text(encoding="utf-8"))
    table = floors.get(name, {})
    return Floor(table.get("at_least", {}), table.get("at_most", {}))


def as_object(measured: Evaluation) -> dict[str, object]:
    """The object for machines: set, score, reference, cases and the set's own figures."""
    return {
        "set": measured.set,
        "score": round(measured.score, 4),
        "reference": measured.reference,
        "cases": measured.cases,
        **{
            name: round(value, 4) if isinstance(value, float) else value
            for name, value in measured.figures.items()
        },
    }


def lines_of(measured: Evaluation, worst: int) -> Iterator[str]:
    """The lines for people: score, reference, figures, worst cases."""
    beside = "" if measured.reference is None else f" (reference {measured.reference:g})"
    yield f"{measured.set}: {measured.measure} {measured.score:.3f}{beside}, {measured.cases} cases"
    for name, value in measured.figures.items():
        yield f"  {name} {_number(value)}"
    for line in measured.worst[:worst]:
        yield f"  - {line}"


def _number(value: float | None) -> str:
    return "absent" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)
