"""Looking into what was built: search, explain, export."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus.errors import NotFound
from corpus.progress import Progress
from index.reading import Index, Sort, open_index
from observatory.building import published, site_of
from observatory.catalogue import catalogue
from observatory.home import Home
from observatory.snapshots.keeping import keep_state
from observatory.telling import counted

__all__ = ["explain_lines", "explain_object", "export_to", "search_lines", "search_object"]

SHOWN_FACETS = ("region", "theme", "driver", "kind", "year", "language")
SHOWN_VALUES = 6
SHOWN_REASONS = 6


def _opened(home: Home) -> Index:
    return open_index(home.index, home.book())


def search_object(home: Home, query: str, *, limit: int, sort: Sort, shared: bool = True) -> dict[str, Any]:
    """The answer of ``search --json``; the keys are documented and stable."""
    with _opened(home) as index, catalogue(home) as reader:
        results = index.search(query, limit=limit, sort=sort, shared=shared)
        hits = []
        for hit in results.hits:
            work = reader.work(hit.work)
            assert work is not None  # the index holds only works of the corpus
            item = work.item
            hits.append({
                "id": work.id, "title": item.title, "kind": item.kind, "url": item.url,
                "publisher": item.publisher, "date": item.date.value if item.date else None,
                "language": item.language, "score": round(hit.score, 6),
                "words": {field: list(words) for field, words in hit.words.items()},
                "snippet": hit.snippet, "marks": [list(mark) for mark in hit.marks],
                "why": [{"word": word, "score": part} for word, part in hit.why],
            })  # fmt: skip
    facets = {name: dict(values) for name, values in results.facets.items()}
    return {
        "query": query,
        "total": results.total,
        "relaxed": results.relaxed,
        "meant": results.meant,
        "facets": facets,
        "hits": hits,
    }


def search_lines(found: dict[str, Any]) -> Iterator[str]:
    """The same for people: each work with the words that matched, then the facets."""
    total = found["total"]
    some = ", among them works with only some of the words" if found["relaxed"] else ""
    yield counted(total, "work") + some
    if found["meant"]:
        yield f"did you mean: {found['meant']}"
    for hit in found["hits"]:
        by = ", ".join(part for part in (hit["publisher"], hit["kind"], hit["date"]) if part)
        yield f"\n{hit['id']}  {hit['title']}"
        yield f"    {by}"
        if hit["snippet"]:
            yield f"    {_marked(hit['snippet'], hit['marks'])}"
        if hit["why"]:
            parts = [f"{one['word']} {one['score']:.1f}" for one in hit["why"][:SHOWN_REASONS]]
            yield f"    rank by {', '.join(parts)}"
    for name in SHOWN_FACETS:
        values = list(found["facets"].get(name, {}).items())
        if values:
            told = ", ".join(f"{value} {count}" for value, count in values[:SHOWN_VALUES])
            more = f" … and {len(values) - SHOWN_VALUES} more" if len(values) > SHOWN_VALUES else ""
            yield f"{'' if name != SHOWN_FACETS[0] else chr(10)}{name}: {told}{more}"


def _marked(text: str, marks: list[list[int]]) -> str:
    for start, end in sorted(marks, reverse=True):
        text = f"{text[:start]}»{text[start:end]}«{text[end:]}"
    return text


def explain_object(home: Home, id_: str) -> dict[str, Any]:
    """The answer of ``explain --json``; the keys are documented and stable."""
    with _opened(home) as index, catalogue(home) as reader:
        work = reader.work(id_)
        if work is None:
            raise NotFound(f"no work {id_!r}; 'observatory search' finds ids")
        book = index.book
        return {
            "id": work.id, "state": work.state, "first_seen": work.first_seen, "changed": work.changed,
            "last_checked": work.last_checked, "sources": list(work.sources),
            "fields": [
                {"field": o.field, "value": o.value, "source": o.source, "method": o.method,
                 "seen": o.seen, "used": o.used} for o in work.origins
            ],
            "tags": [
                {"scheme": t.scheme, "concept": t.concept, "label": book.label(t.scheme, t.concept),
                 "rule": t.rule, "version": t.version, "by": t.by, "field": t.field, "start": t.start,
                 "end": t.end, "words": t.words, "strength": t.strength, "person": t.person} for t in index.tags(work.id)
            ],
        }  # fmt: skip


def explain_lines(explained: dict[str, Any]) -> Iterator[str]:
    """The same for people."""
    yield f"{explained['id']}: {explained['state']}, first seen {explained['first_seen']}"
    yield f"last checked {explained['last_checked']}, listed by {', '.join(explained['sources'])}"
    yield "\nfields"
    for field in explained["fields"]:
        lost = "" if field["used"] else " (not used)"
        yield f"  {field['field']}{lost}: {field['value']}"
        yield f"      from {field['source']} by {field['method'] or 'unknown'}, seen {field['seen'][:10]}"
    yield "\ntags"
    for tag in explained["tags"]:
        match tag["rule"]:
            case "given" | "decision":
                why = f"given by {tag['by']}"
            case "implied":
                why = f"implied by {tag['by']}"
            case rule:
                place = f"{tag['field']} {tag['start']}-{tag['end']}"
                why = f"“{tag['words']}” in {place}, rule {rule} {tag['version']}"
        yield f"  {tag['scheme']} {tag['label']}: {why}"


def export_to(home: Home, folder: Path, progress: Progress) -> tuple[Path, ...]:
    """Write the dataset to a folder; return its files."""
    from site_builder.dataset import export_dataset  # noqa: PLC0415 - pandas is slow to start

    with catalogue(home) as reader, _opened(home) as index:
        kept = keep_state(home, reader, index, published(home, reader, index))
        return export_dataset(site_of(home, reader, index, kept), folder, progress=progress)
