"""Reproducing: the lines of pandas that give the numbers of a page, made from what the numbers claim.

A line stands for one claim, or for all that differ in the values of one or two filters; these are written ``*``
and become the index of the result.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from site_builder.claims import AMONG, ANY, FROM, NOT, Claim
from site_builder.tables import TABLES

__all__ = ["EACH", "Line", "line_of", "lines_for"]

EACH = "*"
"""As a filter's value: each value in turn."""

_SCHEMES = ("region", "theme", "driver")
_OF_WORKS = {
    "kind": "works.kind",
    "language": "works.language",
    "year": "works.date.str[:4]",
    "seen": "works.first_seen.str[:10]",
    "state": "works.state",
}
_OF_OTHERS = {"publisher": ("organisations", "name"), "source": ("records", "source")}
_OF_SCHEME = {"tags": "", "words": " & tags.words.notna()"}
"""What is asked of tags beside their scheme, by what stands before the name of any scheme in place of a facet."""

_COUNTRIES = '(tags.scheme == "region") & tags.concept.isin(concepts[concepts.country].concept)'


@dataclass(frozen=True, slots=True)
class Line:
    """
    A line of pandas.

    Attributes:
        of: The claims whose numbers it gives, as a claim with ``*``.
        code: The frames have the names of their tables.
    """

    of: Claim
    code: str


def lines_for(claims: Iterable[Claim], told: Sequence[Claim] = ()) -> Iterator[Line]:
    """
    As few lines as give all these numbers.

    Args:
        told: Claims, with ``*``, whose lines stand on the page already.
    """
    groups: dict[tuple[str, ...], list[Claim]] = {}
    for claim in claims:
        if not any(_within(claim, one) for one in told):
            groups.setdefault((claim.measure, *(name for name, _ in claim.filters)), []).append(claim)
    for group in groups.values():
        yield from map(line_of, _joined(group))


def _within(claim: Claim, wide: Claim) -> bool:
    names = [[name for name, _ in one.filters] for one in (claim, wide)]
    return (
        claim.measure == wide.measure
        and names[0] == names[1]
        and all(
            other[1] in (EACH, one[1]) and (other[1] != EACH or one[1] != ANY)
            for one, other in zip(claim.filters, wide.filters, strict=True)
        )
    )


def _joined(group: Sequence[Claim]) -> list[Claim]:
    """Claims of one form as one claim with ``*`` where a single value differs, or by the value of the first that does."""
    if len(group) == 1:
        return list(group)
    columns = list(zip(*(claim.filters for claim in group), strict=True))
    differing = [n for n, column in enumerate(columns) if len(set(column)) > 1]
    lone = [claim for claim in group if any(claim.filters[n][1] == ANY for n in differing)]
    if lone:
        return [*lone, *(_joined(rest) if (rest := [one for one in group if one not in lone]) else ())]
    if any(columns[n][0][0].endswith(NOT) for n in differing) or group[0].measure == "top_three":
        return list(group)
    if len(differing) == 1:
        return [_each(group[0], differing[0])]
    found: dict[str, list[Claim]] = {}
    for claim in group:
        found.setdefault(claim.filters[differing[0]][1], []).append(claim)
    return [joined for part in found.values() for joined in _joined(part)]


def _each(claim: Claim, place: int) -> Claim:
    filters = list(claim.filters)
    filters[place] = (filters[place][0], EACH)
    return Claim(claim.measure, tuple(filters))


def line_of(claim: Claim) -> Line:
    """The line that gives the numbers of a claim."""
    if claim.measure.partition(".")[0] in TABLES and claim.measure != "works":
        return Line(claim, _of_table(claim))
    each = [name for name, value in claim.filters if value == EACH]
    others = [one for one in claim.filters if one[1] != EACH]
    if claim.measure == "top_three":
        return Line(claim, _top_three(others))
    if not each and claim.measure == "works":
        return Line(claim, f"({_tests('works.id', others)}).sum()" if others else "len(works)")
    if not each:
        frame, column = _frame(claim.measure, others)
        return Line(claim, f"{frame}{column}.nunique()")
    if len(each) == 1 and claim.measure == "works":
        frame, column = _frame(each[0], others)
        by = column.lstrip(".") if "(" not in column and "[" not in column else None
        counted = "id" if each[0] in _OF_WORKS else "work"
        if by:
            return Line(claim, f'{frame}.groupby("{by}", observed=True).{counted}.nunique()')
        return Line(claim, f"{frame}{column}.value_counts()")
    pairs = [_pairs(name, others if n == 0 else (), "ab"[n]) for n, name in enumerate(each)]
    if claim.measure != "works":
        pairs.append(_pairs(claim.measure, (), "n"))
    merged = pairs[0] + "".join(f'.merge({pair}, on="work")' for pair in pairs[1:])
    by = '"a"' if len(each) == 1 else '["a", "b"]'
    counted = "work" if claim.measure == "works" else "n"
    return Line(claim, f"{merged}.groupby({by}, observed=True).{counted}.nunique()")


def _ids(facet: str, value: str) -> str:
    """The ids of the works that have a value, or any."""
    if scheme := _scheme(facet):
        only = f" & (tags.concept == {_text(value)})" if value != ANY else ""
        return f"tags[{scheme}{only}].work"
    if facet == "country":
        return f"tags[{_COUNTRIES}].work"
    if facet in _OF_WORKS:
        column = _OF_WORKS[facet]
        return f"works[{column}.notna()].id" if value == ANY else f"works[{column} == {_text(value)}].id"
    table, name = _OF_OTHERS[facet]
    return f"{table}.work" if value == ANY else f"{table}[{table}.{name} == {_text(value)}].work"


def _scheme(facet: str) -> str:
    """That a tag is of the scheme of concepts that a facet is; empty for other facets."""
    kind, _, scheme = (
        facet.partition(".") if "." in facet else ("tags", "", facet if facet in _SCHEMES else "")
    )
    return f'(tags.scheme == "{scheme}"){_OF_SCHEME[kind]}' if scheme else ""


def _tests(column: str, filters: Sequence[tuple[str, str]]) -> str:
    """That a column's works pass these filters."""
    return " & ".join(
        f"{'~' if name.endswith(NOT) else ''}{column}.isin({_ids(name.removesuffix(NOT), value)})"
        for name, value in filters
    )


def _frame(facet: str, filters: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """The rows of the works that pass, of the table that holds a facet; and how its column is named."""
    if scheme := _scheme(facet):
        tests = scheme + (f" & {_tests('tags.work', filters)}" if filters else "")
        return f"tags[{tests}]", ".concept"
    if facet == "country":
        more = f" & {_tests('tags.work', filters)}" if filters else ""
        return f"tags[{_COUNTRIES}{more}]", ".concept"
    if facet in _OF_WORKS:
        tests = _tests("works.id", filters)
        return f"works[{tests}]" if tests else "works", _OF_WORKS[facet].removeprefix("works")
    table, name = _OF_OTHERS[facet]
    tests = _tests(f"{table}.work", filters)
    return f"{table}[{tests}]" if tests else table, f".{name}"


def _pairs(facet: str, filters: Sequence[tuple[str, str]], name: str) -> str:
    """A frame of works and values, each pair once."""
    frame, column = _frame(facet, filters)
    work = "id" if facet in _OF_WORKS else "work"
    if "[" in column:
        frame, column = f"{frame}.assign({name}={_OF_WORKS[facet]})", f".{name}"
    return f'{frame}[["{work}", "{column[1:]}"]].drop_duplicates().set_axis(["work", "{name}"], axis=1)'


def _top_three(filters: Sequence[tuple[str, str]]) -> str:
    tests = _tests("organisations.work", filters)
    frame = f"organisations[{tests}]" if tests else "organisations"
    first = (
        'o.groupby("name").work.nunique().sort_index(key=lambda names: names.str.casefold())'
        '.sort_values(ascending=False, kind="stable").index[:3]'
    )
    return f"(lambda o: o[o.name.isin({first})].work.nunique())({frame})"


def _of_table(claim: Claim) -> str:
    """Rows of a table, or the sum of one of its columns."""
    table, _, column = claim.measure.partition(".")
    kinds = {one.name: one.kind for one in TABLES[table].columns}
    each = [name for name, value in claim.filters if value == EACH]
    tests = [_cell(table, kinds, name, value) for name, value in claim.filters if value != EACH]
    frame = f"{table}[{' & '.join(tests)}]" if tests else table
    if not each:
        return f'{frame}["{column}"].sum()' if column else f"len({frame})"
    by = ", ".join(f'"{name}"' for name in each)
    grouped = f"{frame}.groupby({f'[{by}]' if len(each) > 1 else by}, observed=True)"
    return f'{grouped}["{column}"].sum()' if column else f"{grouped}.size()"


def _cell(table: str, kinds: Mapping[str, str], name: str, value: str) -> str:
    """That a cell holds a value."""
    plain, among, other = name.removesuffix(NOT).partition(AMONG)
    cell, no = f'{table}["{plain.removesuffix(FROM)}"]', name.endswith(NOT)
    if plain.endswith(FROM):
        return f"({cell} {'<' if no else '>='} {_text(value)})"
    if among:
        return f'{"~" if no else ""}{cell}.isin({other}["{"id" if other == "works" else plain}"])'
    if value == ANY:
        return f"{cell}.{'isna' if no else 'notna'}()"
    if kinds[plain] == "list":
        test = f'{cell}.fillna("").map(lambda cell: {_text(value)} in cell.split("; "))'
    elif kinds[plain] == "boolean":
        test = cell if value == "1" else f"~{cell}"
    else:
        test = f"({cell} == {_text(value) if kinds[plain] in ('text', 'category') else value})"
    return f"~{test}" if no else test


def _text(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
