"""Reading one source from its first request to its line in the ledger."""

import asyncio
import json
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from time import monotonic

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure as Failed

from corpus.answers import Answer
from corpus.database.writing import Writer
from corpus.encoding import filled_fields
from corpus.ledger import Run
from corpus.proving import Doubt
from corpus.values import WITHDRAWN, Dropped, Item
from spiders.beside import once
from spiders.explaining import Fetch, explained, in_the_way
from spiders.failures import Failure, Postponed
from spiders.limits import MAX_ITEMS
from spiders.masking import masked
from spiders.pace import Pace
from spiders.reservations import metadata_only, withheld
from spiders.rhythm import next_reading
from spiders.spider import SourceSpider
from spiders.tally import Tally, below_promise
from spiders.walls import standing_in_the_way

__all__ = ["read_source"]

RESERVED = "-reserved"
"""Added to the reader of an answer of which only the metadata were kept."""


async def read_source(
    spider: SourceSpider,
    writer: Writer,
    fetch: Fetch,
    *,
    now: datetime,
    stop_reason: Callable[[], str],
    last: Run | None = None,
    tell: Callable[[Sequence[Item]], None] | None = None,
) -> Run:
    """
    Read a source whole, keep each answer as it comes, and write the ledger's line.

    Whatever goes wrong ends here, in words; nothing is raised but what stops the whole harvest.

    Args:
        fetch: Gets an answer, or raises ``Failure``.
        now: The time of the harvest, from which the next reading is reckoned.
        stop_reason: Why a cancelled reading was cancelled.
        last: Its run before this one.
        tell: Is given the items of each answer that was read, when they are kept.
    """
    source, tally, failed = spider.source, Tally(), None
    run, outcome, reason = writer.start_run(source.id), "ok", ""
    compared = False
    try:
        await _read(spider, writer, fetch, run, tally, tell)
        shortfall = below_promise(spider, source.expect, tally)
        if not shortfall and source.kind != "collection":  # what a person changed in a file, was meant
            shortfall = tally.beside.against(
                writer.past(source.id, _reader(spider)), tally.kept, tally.fill(), source.expect.least_share,
                doubt=_doubt(spider, last), part=spider.partial, works=partial(writer.look, source.id), today=now.date(),
            )  # fmt: skip
            compared = True
        if shortfall:
            outcome, reason = "degraded", shortfall
    except Failure as failure:
        failed, outcome = failure, failure.outcome
        reason, tally.beside.moved = await explained(source, failure, fetch)
        _count_failure(writer, run, failure, tally, spider)
    except asyncio.CancelledError:
        outcome, reason = "stopped", stop_reason()
    except Exception as error:  # noqa: BLE001 - a defect in reading one source must not stop the others
        failed, outcome = Failure(), "broken"
        reason = f"a defect of ours while reading it: {type(error).__name__}: {error}"
    if (doubt := _doubt(spider, last)) and not compared:
        tally.beside.doubts_on(doubt)
    if tally.repeated:
        spider.note(f"{tally.repeated} items repeat a key; the first of each counts")
    tally.beside.tell(spider.note)
    remarks = "; ".join(note for note in (reason, *spider.notes[:3]) if note)
    more = f" (and {len(spider.notes) - 3} further remarks)" if len(spider.notes) > 3 else ""
    pace = _pace(tally, outcome, last, now) if source.url else None  # a file on this machine has no pace
    then = next_reading(source, last, outcome, failed, new=tally.new, kept=tally.kept, now=now, pace=pace)
    result = Run(
        id=run, source=source.id, started="", outcome=outcome, reason=masked(remarks + more),
        seen=tally.kept + tally.dropped.total(), new=tally.new, changed=tally.changed,
        unchanged=tally.unchanged, kept=tally.kept, dropped=dict(tally.dropped), fill=tally.fill(),
        status=tally.status, duration=monotonic() - tally.started, bytes=tally.bytes, answers=tally.answers,
        due=then.due, every=then.every, failures=then.failures,
        signs=tally.beside.signs(_reader(spider)) | (pace.signs() if pace else {}),
    )  # fmt: skip
    # What could not be read has not left the list.
    whole = spider.lists_all and not tally.lost and not set(tally.dropped) - {WITHDRAWN}
    writer.end_run(run, result, healthy=outcome == "ok", whole=whole)
    return result


def _pace(tally: Tally, outcome: str, last: Run | None, now: datetime) -> Pace | None:
    """The pace of a healthy answer's items, else the one that is known already."""
    found = Pace.of(tally.beside.dates.values(), now.date()) if outcome == "ok" else None
    return found or (Pace.noted(last.signs) if last else None)


def _doubt(spider: SourceSpider, last: Run | None) -> Doubt | None:
    """Why the reading before was refused, if the same sheet read it; newer code of ours settles no doubt."""
    signs = last.signs if last else {}
    if "refused" not in signs or _sheet(signs.get("reader", "")) != _sheet(_reader(spider)):
        return None
    return Doubt(frozenset(signs["refused"].split()), signs.get("mended", ""))


def _sheet(reader: str) -> tuple[str, str]:
    """Which sheet read, whatever the version of the code was."""
    kind, _, rest = reader.partition("-")
    return kind, rest.partition("-")[2]


def _reader(spider: SourceSpider) -> str:
    """Who read, so that a part is compared with parts only."""
    return spider.reader + ("-partial" if spider.partial else "")


async def _read(
    spider: SourceSpider, writer: Writer, fetch: Fetch, run: int, tally: Tally,
    tell: Callable[[Sequence[Item]], None] | None,
) -> None:  # fmt: skip
    waiting = deque(spider.first_requests())
    asked: set[str] = set()
    while waiting:
        request = waiting.popleft()
        if request.url in asked and not request.dont_filter:
            continue
        asked.add(request.url)
        answer: Answer | None = None
        response: Response | None = None
        try:
            answer, response = await fetch(spider.source.id, request)
            if summary := _known(spider, answer):
                spider.notes += tally.add_again(answer, summary)
                tally.beside.lies = writer.keep_again(run, answer) or tally.beside.lies
                continue
            await spider.prepare(response)
            items, dropped, further = _sort(spider, request, response)
            items, twice = once(items)
            dropped += twice
            tally.beside.twice += len(twice)
        except Postponed:
            raise
        except Failure as failure:
            waiting.extend(_failed(spider, request, failure, answer, response, tally))
            continue
        items, reader = _as_reserved(spider, answer, items)
        summary = None if further else _summary(spider, items, dropped)
        if tally.answers == 0:
            tally.beside.first(response, spider.source, spider.today)
        tally.add(answer, items, dropped)
        tally.count(writer.keep(run, answer, items, dropped, reader, summary))
        waiting.extend(further)
        if tell:
            tell(items)
        await asyncio.sleep(0)  # lets the other sources on, and a stop come through


def _failed(
    spider: SourceSpider, request: Request, failure: Failure, answer: Answer | None, response: Response | None, tally: Tally
) -> list[Request]:  # fmt: skip
    """
    Count an answer that could not be had or read; give what is asked instead.

    Raises:
        Failure: It was the list itself; without it nothing is known.
    """
    failure.page = response
    if answer is not None:  # it came, and could not be read: the ledger says what it was
        failure.answer = replace(answer, body=None)
    if request.errback is not None:  # the spider knows another way
        return list(request.errback(Failed(failure)))  # type: ignore[no-untyped-call]
    if tally.answers == 0 or request.callback == spider.parse:
        raise failure
    tally.lost.append(f"{in_the_way(failure)} at {request.url}")
    tally.dropped["page could not be read"] += 1
    return []


def _as_reserved(spider: SourceSpider, answer: Answer, items: list[Item]) -> tuple[list[Item], str]:
    """The items, without what their publisher reserves; and who read them."""
    reserved = answer.reserved or _reserved_before(answer)
    if not reserved:
        return items, spider.reader
    if any(map(withheld, items)):
        items = [metadata_only(item) for item in items]
        spider.note(f"metadata only: {reserved}")
    return items, spider.reader + RESERVED


def _reserved_before(answer: Answer) -> str:
    """A "not modified" repeats neither headers nor the host's file: what was reserved stays so."""
    before = answer.before
    return "it was reserved when it came first" if before and before.reader.endswith(RESERVED) else ""


def _known(spider: SourceSpider, answer: Answer) -> str | None:
    """What this very answer gave before, where reading it again could give nothing else."""
    before = answer.before
    if before is None or not before.accepted or before.summary is None:
        return None
    # What its host's file reserves was asked when the body was new; a header or page may say it newly.
    readers = {spider.reader + RESERVED} | (set() if answer.reserved else {spider.reader})
    return before.summary if before.reader in readers else None


def _summary(spider: SourceSpider, items: list[Item], dropped: list[Dropped]) -> str | None:
    """What a whole answer gave; None where only reading it again can tell what has left the list."""
    if type(spider).lists_all or spider.cut_off:
        return None
    distinct = {item.key: item for item in reversed(items)}.values()
    filled = Counter(name for item in distinct for name in filled_fields(item))
    reasons = Counter(drop.reason for drop in dropped)
    return json.dumps(
        {"kept": len(distinct), "filled": filled, "dropped": reasons, "notes": spider.notes}, sort_keys=True
    )


def _sort(
    spider: SourceSpider, request: Request, response: Response
) -> tuple[list[Item], list[Dropped], list[Request]]:
    items: list[Item] = []
    dropped: list[Dropped] = []
    further: list[Request] = []
    callback = request.callback or spider.parse
    most = MAX_ITEMS if spider.source.url else None  # people's own files may hold what they like
    if callback != spider.parse and (wall := standing_in_the_way(response)):
        raise spider.broken(wall)  # an item's own page, but not the item
    for found in callback(response, **request.cb_kwargs):
        if most and (len(items) + len(further) == most or len(dropped) == 10 * most):
            spider.cut_off = True
            spider.note(f"gives more than {most} items in one answer; the rest was not read")
            break
        if isinstance(found, Item):
            items.append(found)
        elif isinstance(found, Dropped):
            dropped.append(replace(found, detail=masked(found.detail), key=masked(found.key)))
        else:
            further.append(found)
    return items, dropped, further


def _count_failure(writer: Writer, run: int, failure: Failure, tally: Tally, spider: SourceSpider) -> None:
    answer = failure.answer
    if answer is not None:
        writer.keep(run, answer, [], [], spider.reader)
        tally.add(answer, [], [])
