"""How much a site carries for taking along; what costs many files or bytes can be switched off."""

from dataclasses import dataclass

__all__ = ["Amounts"]

CITED_UP_TO = 5_000
"""The most works that a site may have to be cited in all styles; the processor takes some 7 ms for each new one."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """
    From which size on lists have files of their own, and what is made at all.

    Attributes:
        references_from: A value with at least so many works has its references in one zip; 0 for none.
        feeds_from: A pair of values with at least so many works has feeds; 0 for none.
        styles: Whether works are cited in all styles.
        offline: Whether there is a copy of the site in one file, and what changed since it was made in another.
    """

    references_from: int = 10
    feeds_from: int = 1
    styles: bool = True
    offline: bool = False

    def styled(self, works: int) -> bool:
        """Whether a site with so many works cites them in all styles."""
        return self.styles and works <= CITED_UP_TO
