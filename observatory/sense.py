"""Keeping the concepts right: what is doubtful, what an edit would do, what is recalled."""

from collections.abc import Iterator

from corpus.progress import Progress
from corpus.store import now
from index.preview import Difference, preview
from index.recalling import append_recalled, check_rule, read_recalled
from index.store import retag
from index.usage import check_all, usage_of
from observatory.home import Home
from observatory.telling import counted

__all__ = ["doubts", "preview_lines", "recall_rule"]


def doubts(home: Home) -> list[str]:
    """Every question to the curators of the concepts, one line each."""
    book = home.book()
    return check_all(usage_of(home.index), book)


def preview_lines(home: Home, limit: int) -> Iterator[str]:
    """
    What the concepts would do as they are now, compared with the last build.

    Args:
        limit: How many works are shown for each concept, gained and lost.
    """
    differences = preview(home.index, home.book().of_works(), languages=home.settings.languages)
    moved = [one for one in differences if one.gained or one.lost]
    for one in moved:
        yield f"{one.scheme}/{one.concept}: {len(one.gained)} gained, {len(one.lost)} lost, {one.kept} kept"
        for sign, works in (("+", one.gained), ("-", one.lost)):
            yield from (f"  {sign} {work}: {one.words.get(work, '')}" for work in works[:limit])
            if limit and len(works) > limit:
                yield f"  {sign} {len(works) - limit} more"
    if same := [f"{one.scheme}/{one.concept}" for one in differences if one not in moved]:
        yield f"changed, without a work gained or lost: {', '.join(same)}"
    if not moved:
        yield "no work would gain or lose a tag"


def recall_rule(home: Home, rule: str, reason: str, progress: Progress) -> list[str]:
    """
    Switch a rule off: note it among the decisions, and tag again what it touches.

    Raises:
        NotFound: There is no such rule, or no index yet.
    """
    if rule in read_recalled(home.recalled):
        return [f"{rule} is switched off already, see {home.recalled}"]
    check_rule(rule, home.book())
    append_recalled(home.recalled, rule, now().date().isoformat(), reason)
    book = home.book().of_works()
    lost = preview(home.index, book, languages=home.settings.languages)
    retag(home.index, book, languages=home.settings.languages, progress=progress)
    key = rule.partition(":")[0]
    others = [f"{one.scheme}/{one.concept}" for one in lost if f"{one.scheme}/{one.concept}" != key]
    return [
        f"{rule} is switched off in {home.recalled}",
        *(_swept(one) for one in lost if f"{one.scheme}/{one.concept}" == key),
        *([f"tagged again too, since their sheets changed: {', '.join(others)}"] if others else []),
    ]


def _swept(one: Difference) -> str:
    return f"{one.scheme}/{one.concept}: {counted(len(one.lost), 'work')} without its words now, {one.kept} still have some"
