"""Drawings: strips, strokes and bars as SVG, from the numbers that stand beside them as text."""

from collections.abc import Callable, Mapping, Sequence
from math import log10

from markupsafe import Markup, escape

from site_builder.claims import Claims

__all__ = ["piece", "span", "strip", "where", "years"]

_OPEN = '<svg class="{0}" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'


def strip(share: float, tick: float | None = None) -> Markup:
    """
    A highlighter strip as long as a share of one, with a stroke at another share to compare with.

    >>> strip(0.5)
    Markup('<svg class="strip" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><path class="s1" d="M0 0h50v8H0z"/><path class="s2" d="M0 7h50v2H0z"/></svg>')
    """
    length = _short(min(max(share, 0.0), 1.0) * 100)
    stroke = "" if tick is None else f'<path class="tick" d="M{_short(min(tick, 1.0) * 100)} -1v10"/>'
    return Markup(  # noqa: S704 - numbers only
        f'{_OPEN.format("strip")}<path class="s1" d="M0 0h{length}v8H0z"/>'
        f'<path class="s2" d="M0 7h{length}v2H0z"/>{stroke}</svg>'
    )


def where(places: Sequence[float]) -> Markup:
    """Strokes at these places of a text, each a share of its length."""
    strokes = "".join(f"M{_short(place * 99 + 0.5)} 0v8" for place in places)
    return Markup(f'{_OPEN.format("strip where")}<path class="place" d="{strokes}"/></svg>')  # noqa: S704 - numbers only


def span(low: float | None, high: float | None, decades: int) -> Markup:
    """
    From where to where something reaches, on a scale by tens from one on; an open end is an arrow.

    Args:
        low, high: None for an open end; not both.
        decades: At which power of ten the scale ends.
    """
    start, end = (_tens(value, decades) for value in (low or 1.0, high or 10.0**decades))
    rules = "".join(f"M{_short(n * 100 / decades)}-6v20" for n in range(1, decades))
    ends = f"M{_short(start)} -1v10" if low else "M1.4 0l-1.4 4l1.4 4"
    ends += f"M{_short(end)} -1v10" if high else "M98.6 0l1.4 4l-1.4 4"
    length = max(end - start, 0.6)
    return Markup(  # noqa: S704 - numbers only
        f'{_OPEN.format("strip")}<path class="rule" d="{rules}"/><path class="s1" d="M{_short(start)} 0h{_short(length)}v8h-{_short(length)}z"/>'
        f'<path class="s2" d="M{_short(start)} 7h{_short(length)}v2h-{_short(length)}z"/><path class="tick" d="{ends}"/></svg>'
    )


def _tens(value: float, decades: int) -> float:
    return min(max(log10(value) * 100 / decades, 0.0), 100.0)


def years(
    counts: Mapping[int, int],
    label: str,
    mark: Claims,
    key: tuple[str, str],
    say: Callable[[int], str] = str,
) -> Markup:
    """
    Bars by year, each year between the first and the last with its place.

    Args:
        counts: Works by year; at least one.
        label: What the picture shows, for those who do not see it.
        mark: Marks its numbers as works with the key in that year.
        say: Writes a number as the language of the page does.
    """
    first, last, top, step = min(counts), max(counts), max(counts.values()), 18
    best = max(year for year, works in counts.items() if works == top)
    parts: list[str] = []
    for n, year in enumerate(range(first, last + 1)):
        works, left = counts.get(year, 0), n * step + 1
        height = works / top * 44
        if works:
            parts.append(piece(left, 62 - height, step - 3, height))
        if year in (first, last) or (year == best and first + 1 < best < last - 1):
            parts.append(
                f'<text class="t q" x="{left + 7}" y="78" text-anchor="middle">&#8217;{year % 100:02d}</text>'
            )
        if year in (best, last) and works:
            parts.append(
                f'<text class="t n" x="{left + 7}" y="{_short(57 - height)}" text-anchor="middle"'
                f"{mark('works', key, ('year', str(year)))}>{say(works)}</text>"
            )
    width = (last - first + 1) * step
    return Markup(  # noqa: S704 - numbers, and a label that is escaped
        f'<svg class="chart" viewBox="0 0 {max(width, step * 8)} 82" role="img" aria-label="{escape(label)}">'
        f"{''.join(parts)}</svg>"
    )


def piece(x: float, y: float, width: float, height: float) -> str:
    """A piece of highlighter: the fill, and the line that keeps it visible without colour."""
    x, y, height = (round(value, 1) for value in (x, y, height))
    return (
        f'<rect class="s1" x="{_short(x)}" y="{_short(y)}" width="{_short(width)}" height="{_short(height)}"/>'
        f'<rect class="s2" x="{_short(x)}" y="{_short(y)}" width="{_short(width)}" height="1.5"/>'
    )


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
