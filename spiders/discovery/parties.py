"""Titles of disputes whose parties stand in columns of their own: one against the other."""

from collections.abc import Sequence

from spiders.discovery.columns import VERSUS, Column, filled

__all__ = ["AGAINST", "parties_of"]

AGAINST = " v. "
"""Between the two parties of a title."""

_FIRST = frozenset(
    """plaintiff plaintiffs appellant appellants petitioner petitioners applicant applicants claimant claimants
    complainant complainants klager klagerin demandeur demandeurs requerant requerants demandante demandantes
    recurrente recurrentes ricorrente ricorrenti attore eiser verzoeker""".split()  # noqa: SIM905
)
_SECOND = frozenset(
    """defendant defendants appellee appellees respondent respondents beklagter beklagte antragsgegner
    defendeur defendeurs intime demandado demandados recurrido convenuto resistente gedaagde
    verweerder""".split()  # noqa: SIM905 - read as a line
)
_MOST_LETTERS = 400


def parties_of(columns: Sequence[Column], title: Column) -> tuple[Column, Column] | None:
    """
    The columns of the two parties, where a list names them apart and has no better title.

    Args:
        columns: All columns of the list, in the order in which they stand.
        title: The best of them as a title.

    Returns:
        The party that began the dispute, and the one it is against; None where the list names none, or
        where its titles name both already and as fully.
    """
    first, second = _named(columns, _FIRST), _named(columns, _SECOND)
    if first is None or second is None or first is second:
        return None
    whole = sum(bool(VERSUS.search(text)) for text in title.texts) > 0.5 * len(title.texts)
    fuller = _letters(first) + _letters(second) > _letters(title)
    return (first, second) if fuller or not whole else None


def _letters(column: Column) -> int:
    return sum(map(len, column.texts))


def _named(columns: Sequence[Column], words: frozenset[str]) -> Column | None:
    named = [
        column
        for column in columns
        if column.labels & words
        and filled(column.texts) >= 0.8
        and max(map(len, column.texts)) <= _MOST_LETTERS
        and not all(text.isdigit() for text in column.texts)
    ]
    return min(named, key=lambda column: (column.depth, len(column.path), column.path), default=None)
