"""Keeping the concepts right: what is doubtful, what an edit would do, what is recalled."""

from collections.abc import Iterator

from corpus.progress import Progress
from corpus.store import now
from index.preview import Difference, preview
from index.recalling import append_recalled, check_rule
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
    if not moved:
        yield "no work would gain or lose a tag"


def recall_rule(home: Home, rule: str, reason: str, progress: Progress) -> list[str]:
    """
    Switch a rule off: note it among the decisions, and tag again what it touches.

    Raises:
        NotFound: There is no such rule, or no index yet.
    """
    check_rule(rule, home.book())
    append_recalled(home.recalled, rule, now().date().isoformat(), reason)
    book = home.book().of_works()
    lost = preview(home.index, book, languages=home.settings.languages)
    retag(home.index, book, languages=home.settings.languages, progress=progress)
    return [f"{rule} is switched off in {home.recalled}", *map(_swept, lost)]


def _swept(one: Difference) -> str:
    return f"{one.scheme}/{one.concept}: {counted(len(one.lost), 'work')} without its words now, {one.kept} still have some"
