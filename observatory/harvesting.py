"""The first step of the main job: bringing what the sources have published."""

from collections.abc import Sequence

from corpus.errors import CorpusError
from corpus.progress import Progress, silent
from corpus.store import now, writing
from observatory.home import Home
from spiders.due import due
from spiders.harvest import Harvest, harvest
from spiders.kinds import SPIDERS
from spiders.sheet import Source, choose

__all__ = ["run_harvest"]


def run_harvest(
    home: Home, ids: Sequence[str] = (), *, only_due: bool = False, progress: Progress = silent
) -> Harvest:
    """
    Read sources into the corpus.

    Args:
        ids: Which sources; all that can be read when empty.
        only_due: Only those whose time has come.

    Raises:
        NotFound: A named source does not exist.
        CorpusError: A named source cannot be read yet, or somebody else is writing.
    """
    chosen = choose(home.sources(), ids)
    for source in chosen if ids else ():
        if source.kind not in SPIDERS:
            raise CorpusError(f"source {source.id}: no spider reads the kind {source.kind!r} yet")
        if source.retired:
            raise CorpusError(f"source {source.id}: is retired: {source.retired}")
    with writing(home.place, "harvest") as (writer, reader, bodies):
        time, last = now(), reader.last_runs()
        todo: tuple[Source, ...] = chosen
        if only_due:
            todo = due(chosen, last, home.collections, reader.body_read, time)
        todo = tuple(source for source in todo if source.kind in SPIDERS and not source.retired)
        if not todo:
            return Harvest((), (), no_network=False, stopped=False)
        return harvest(
            todo,
            writer,
            bodies,
            home.manners(),
            collections=home.collections,
            now=time,
            last=last,
            progress=progress,
        )
