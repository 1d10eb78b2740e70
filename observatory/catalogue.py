"""Opening an observatory's works with its decisions and with what the last build found out about them."""

from collections.abc import Iterator
from contextlib import contextmanager

from corpus.database.catalogue import Catalogue
from corpus.decisions import read_decisions
from corpus.judgement import read_judgement
from corpus.store import cataloguing
from observatory.home import Home

__all__ = ["catalogue"]


@contextmanager
def catalogue(home: Home) -> Iterator[Catalogue]:
    """
    The works of an observatory as readers see them.

    Raises:
        CorpusError: There is no corpus yet.
        SheetError: A decision is wrong.
    """
    with cataloguing(home.place, read_decisions(home.decisions), read_judgement(home.judgement)) as opened:
        yield opened
