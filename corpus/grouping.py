"""Groups of works that are one: what is joined pair by pair, put together."""

from collections.abc import Iterable

__all__ = ["groups"]


def groups(size: int, joined: Iterable[tuple[int, int]]) -> list[list[int]]:
    """
    The connected groups of two and more among ``size`` things, each sorted, in order of their first.

    >>> groups(5, [(3, 1), (1, 4)])
    [[1, 3, 4]]
    """
    parent = list(range(size))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    for one, other in joined:
        first, second = sorted((root(one), root(other)))
        parent[second] = first
    found: dict[int, list[int]] = {}
    for place in range(size):
        found.setdefault(root(place), []).append(place)
    return [group for group in found.values() if len(group) > 1]
