"""Selections: which files of references a list of works has, and where they lie."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from posixpath import dirname

__all__ = ["LARGEST", "Files", "Selections"]

LARGEST = 2_000
"""The most works that a file of references holds; the dataset holds all, and no reference manager takes more at once."""


@dataclass(frozen=True, slots=True)
class Files:
    """
    The files of one selection.

    Attributes:
        folder: Where they lie, within the site; empty where there are none.
        numbers: The works, as numbers of their cards.
        mine: Whether they are written for this page; else another page with the same works has them.
    """

    folder: str
    numbers: tuple[int, ...]
    mine: bool


@dataclass(slots=True)
class Selections:
    """
    Gives each list of works its files; lists of the same works share them, the first page has them.

    >>> lists = Selections({(7,): "works/w7"})
    >>> [lists.add(page, works).folder for page, works in (("a/index.html", (1, 2)), ("b/index.html", (1, 2)))]
    ['a', 'a']
    >>> lists.add("c/index.html", (7,)).folder
    'works/w7'
    """

    known: dict[tuple[int, ...], str] = field(default_factory=dict)
    pages: dict[str, Files] = field(default_factory=dict)

    def add(self, page: str, numbers: Sequence[int], *, own: bool = False, least: int = 1) -> Files:
        """
        The files of a page with these works.

        Args:
            own: Whether it has files of its own in any case, so that their address stays for those who follow it.
            least: With fewer works it has no files, unless another page has the same works.
        """
        works = tuple(numbers)
        if works not in self.known and len(works) < least:
            self.pages[page] = Files("", works, mine=False)
            return self.pages[page]
        mine = own or works not in self.known
        folder = dirname(page) if own else self.known.setdefault(works, dirname(page))
        self.pages[page] = Files(folder, works, mine)
        return self.pages[page]

    def written(self) -> Iterator[Files]:
        """Those that are to be written, in the order in which they were added."""
        return (files for files in self.pages.values() if files.mine and 0 < len(files.numbers) <= LARGEST)
