"""Citing a search, checking a citation, and what differs between two states."""

from collections.abc import Iterator
from typing import Any

from corpus.errors import NotFound
from corpus.progress import Progress, silent
from corpus.store import reading
from index.reading import Sort, open_index
from observatory.home import Home
from observatory.snapshots.citations import (
    Citation,
    Search,
    answered,
    read_citation,
    read_search,
)
from observatory.snapshots.comparing import compare
from observatory.snapshots.replaying import replayed
from observatory.snapshots.store import Snapshot, Snapshots
from observatory.telling import counted

__all__ = ["cite", "cite_lines", "diff", "diff_lines", "replay", "replay_lines"]


def cite(home: Home, asked: str, sort: Sort | None = None) -> dict[str, Any]:
    """
    Search the state that is published, and name it so that the search can be done again.

    Args:
        asked: A query, or an address of the page of the search with its filters.
        sort: In place of the one that the address says.

    Raises:
        NotFound: Nothing was published yet, or the address cannot be read.
        QueryError: The query or a filter cannot be understood.
    """
    snapshot = _last(Snapshots(home.snapshots))
    search = read_search(asked, sort)
    with open_index(home.index, home.book()) as index:
        ids, check = answered(index, search)
    citation = Citation(search, snapshot.id, len(ids), check)
    return {
        **_said(search), "snapshot": snapshot.id, "as_of": snapshot.as_of,
        "count": citation.count, "check": check, "title": home.settings.title,
        "permalink": citation.link(home.settings.base_url),
    }  # fmt: skip


def _said(search: Search) -> dict[str, Any]:
    """What was asked, for machines."""
    ticked = search.selection
    filters = {name: list(values) for name, values in sorted(ticked.values.items())}
    return {
        "query": search.query,
        "filters": filters,
        "from": ticked.first,
        "to": ticked.last,
        "sort": search.sort,
    }


def cite_lines(cited: dict[str, Any]) -> Iterator[str]:
    """The same as a reference, and the permalink."""
    day = f" of {cited['as_of'][:10]}" if cited["as_of"] else ""
    asked = [f"“{cited['query']}”"] if cited["query"] else []
    asked += [f"{name} {' or '.join(values)}" for name, values in cited["filters"].items()]
    asked += [f"from {cited['from']}"] if cited["from"] else []
    asked += [f"to {cited['to']}"] if cited["to"] else []
    for_ = f"search for {', '.join(asked)}" if asked else "all works"
    yield f"{cited['title']}, state {cited['snapshot']}{day}: {for_}, {counted(cited['count'], 'work')}."
    yield cited["permalink"]


def replay(home: Home, text: str, progress: Progress = silent) -> dict[str, Any]:
    """
    Search the state of a citation again, and say whether the answer is the same, and what it would be now.

    Raises:
        NotFound: It is no citation, or its state is not kept.
    """
    citation, snapshots = read_citation(text), Snapshots(home.snapshots)
    snapshot = snapshots.named(citation.snapshot)
    with replayed(snapshots, snapshot, home.settings.languages, progress) as index:
        then, check = answered(index, citation.search)
    with open_index(home.index, home.book()) as index:
        now, _ = answered(index, citation.search)
    return {
        **_said(citation.search), "snapshot": snapshot.id, "as_of": snapshot.as_of, "version": snapshot.version,
        "reproduced": (citation.count, citation.check) == (len(then), check),
        "cited": citation.count, "count": len(then), "works": list(then), "now": len(now),
        "entered": [work for work in now if work not in frozenset(then)],
        "left": [work for work in then if work not in frozenset(now)],
    }  # fmt: skip


def replay_lines(replayed_: dict[str, Any]) -> Iterator[str]:
    """The same for people."""
    found = counted(replayed_["count"], "work")
    if replayed_["reproduced"]:
        yield f"reproduced: {found} in the same order, state {replayed_['snapshot']} of {replayed_['as_of'][:10]}"
    else:
        yield (
            f"not reproduced: {found} now, {replayed_['cited']} cited; the state was made by version "
            f"{replayed_['version']}, and another one may search otherwise"
        )
    yield f"today {counted(replayed_['now'], 'work')}: {len(replayed_['entered'])} entered, {len(replayed_['left'])} left"
    yield from (f"+ {work}" for work in replayed_["entered"])
    yield from (f"- {work}" for work in replayed_["left"])


def diff(home: Home, before: str, after: str) -> dict[str, Any]:
    """
    What differs between two states, each field with its cause.

    Args:
        before, after: Ids of snapshots, or their beginnings; the last two when empty.

    Raises:
        NotFound: There is no such state.
    """
    snapshots = Snapshots(home.snapshots)
    new = snapshots.named(after) if after else _last(snapshots)
    earlier = [one for one in snapshots.all if one.number < new.number]
    if not before and not earlier:
        raise NotFound(f"{new.id} is the oldest state that is kept; there is nothing to compare it with")
    old = snapshots.named(before) if before else earlier[-1]
    with reading(home.place) as reader:
        found = list(compare(home, reader, snapshots, old, new))
    return {
        "before": {"snapshot": old.id, "as_of": old.as_of}, "after": {"snapshot": new.id, "as_of": new.as_of},
        "differences": [
            {"work": d.work, "field": d.field, "before": d.before, "after": d.after, "cause": d.cause} for d in found
        ],
    }  # fmt: skip


def diff_lines(found: dict[str, Any]) -> Iterator[str]:
    """The same for people: one line a field."""
    before, after = found["before"], found["after"]
    for one in found["differences"]:
        change = f"{_short(one['before']) or 'nothing'} → {_short(one['after']) or 'nothing'}"
        yield f"{one['work']}  {one['field']}  {one['cause']}: {change}"
    works = len({one["work"] for one in found["differences"]})
    yield (
        f"{before['snapshot']} of {before['as_of'][:10]} to {after['snapshot']} of {after['as_of'][:10]}: "
        f"{counted(len(found['differences']), 'difference')} in {counted(works, 'work')}"
    )


def _last(snapshots: Snapshots) -> Snapshot:
    if snapshots.last is None:
        raise NotFound(f"{snapshots.folder}: no state was published yet; 'observatory build' does so")
    return snapshots.last


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
