"""Two years of forty fictional publishers with planted faults: which are named, how soon, and how rightly.

Beside our own judgement stand two rules that are common elsewhere, on the same history: "no items or an
exception", and a least and greatest number of items. A fault must be named with its reason within one
rhythm of its source after it first shows: one interval of reading, or the 95th percentile of the gaps
between its works, whichever is longer.
"""

import json
import re
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from random import Random

from corpus.rhythm import rhythm_of
from corpus.store import Place, reading
from observatory.practice.cast import cast_of
from observatory.practice.faults import FAULTS
from observatory.practice.playing import Evening, in_reactor, play
from observatory.practice.publishers import FIRST_DAY, Publisher, pieces
from observatory.practice.web import Clock, Plant, PracticeWeb
from spiders.sheet import HOURS

WELL = ("ok", "not read yet")
LEAST, MOST = 5, 60
"""The second rule's bounds, as a maintainer would set them for lists of 15 to 30."""


@dataclass(frozen=True, slots=True)
class Score:
    """What became of one planted fault."""

    plant: Plant
    named: date | None
    limit: date
    state: str
    reason: str
    none_or_error: bool
    bounds: bool
    let_through: tuple[int, int, int]

    @property
    def in_time(self) -> bool:
        return self.named is not None and self.named <= self.limit


def plants_of(cast: tuple[Publisher, ...], start: int, apart: int, lasting: int, seed: int) -> list[Plant]:
    """
    One of each fault, each on a publisher of a fitting form that has none yet.

    The first such publisher of the cast is taken, or with a seed any. Faults that few can have choose first.
    """
    free, hit = list(cast), {}
    if seed:
        Random(seed).shuffle(free)
    for name, fault in sorted(FAULTS.items(), key=lambda pair: len(pair[1].forms)):
        hit[name] = next(
            one for one in free
            if one.form in fault.forms and (not fault.silent or one.pace <= 5) and (name != "frozen page" or one.dated)
        )  # fmt: skip
        free.remove(hit[name])
    plants = []
    for number, name in enumerate(FAULTS):
        since = FIRST_DAY + timedelta(days=start + number * apart)
        # Each drip costs a whole time-out by the clock on the wall.
        last = 2 * max(1, HOURS[hit[name].every] // 24) if name == "slow drip" else lasting
        plants.append(Plant(hit[name].id, name, since, since + timedelta(days=last)))
    return plants


def score(plant: Plant, publisher: Publisher, evenings: list[Evening]) -> Score:
    """Find when a fault was named, and what the simple rules say of it."""
    fault = FAULTS[plant.fault]
    within = [one for one in evenings if plant.holds(one.day)]
    days = [piece.day for piece in pieces(publisher, plant.since)]
    every = max(1, HOURS[publisher.every] // 24)
    later = [piece.day for piece in pieces(publisher, plant.until) if piece.day > plant.since]
    shows = min(later, default=plant.until) if fault.silent else plant.since
    first = next((one.day for one in within if one.day >= shows), plant.until)
    limit = first + timedelta(days=max(every, round(rhythm_of(days).p95)))
    named = next(
        (
            one
            for one in within
            if re.search(fault.says, one.health.reason) and one.health.state in fault.states
        ),
        None,
    )
    told = [one for one in within if one.day <= limit]
    simple = [_none_or_error(one) for one in told]
    bounds = [_bounds(one) for one in told]
    sick = [one for one in within if "ok" not in fault.states and not fault.silent and one.run.kept]
    return Score(
        plant, named.day if named else None, limit,
        named.health.state if named else within[-1].health.state if within else "",
        named.health.reason if named else within[-1].health.reason if within else "",
        any(simple), any(bounds),
        (
            sum(one.run.outcome == "ok" for one in sick),
            sum(not _none_or_error(one) for one in sick), sum(not _bounds(one) for one in sick),
        ),
    )  # fmt: skip


def _shows(plant: Plant, day: date) -> bool:
    """Whether what a publisher says on this day is wrong; on its first day a frozen page is still right."""
    return plant.holds(day) and not (FAULTS[plant.fault].silent and day == plant.since)


def _none_or_error(evening: Evening) -> bool:
    return evening.run.kept == 0 or evening.run.outcome in ("broken", "unreachable")


def _bounds(evening: Evening) -> bool:
    return not LEAST <= evening.run.kept <= MOST or evening.run.outcome in ("broken", "unreachable")


def false_alarms(evenings: list[Evening], plants: list[Plant], alarm) -> list[Evening]:
    """The first evening of each alarm that no fault explains; two readings after a fault belong to it."""
    found = []
    for _, group in groupby(
        sorted(evenings, key=lambda one: (one.source, one.day)), key=lambda one: one.source
    ):
        before, grace = False, 0
        for one in group:
            planted = any(plant.holds(one.day) for plant in plants if plant.publisher == one.source)
            grace = 2 if planted else max(0, grace - 1)
            now = alarm(one) and not planted and not grace
            if now and not before:
                found.append(one)
            before = now
    return found


def wrong(reader, cast: dict[str, Publisher], day: date) -> list[str]:
    """Published works that their publisher never published so."""
    found = []
    for work in reader.works():
        (record,) = work.records
        item, publisher = record.item, cast[record.source]
        number = int(re.findall(r"\d+", (item.url or "0").partition("#")[0])[-1])
        if 9000 <= number < 9015:  # from the archive
            truth = {(f"From the archive, {number - 9000}", date(2014, 3, 1 + number - 9000))}
        else:
            truth = {
                (title, piece.day + timedelta(days=publisher.lead))
                for piece in pieces(publisher, day) if piece.number == number
                for title in (piece.title, f"{piece.title} (2)")
            }  # fmt: skip
        dates = {item.date.first_day} if item.date else {when for _, when in truth}
        if not any((item.title, when) in truth for when in dates):
            found.append(f"{record.source}: {item.title!r} {item.date.value if item.date else ''} {item.url}")
    return found


def run(days: int, seed: int, *, short: bool) -> dict[str, object]:
    """Play, and count."""
    cast, start, apart, lasting = cast_of(seed), 120, 22, 60
    if short:
        cast = tuple(
            replace(one, every="day", pace=min(one.pace, 5)) for one in cast if one.form != "sitemap"
        )[: len(FAULTS) + 3]
        start, apart, lasting = 14, 0, days - 14 - 4
    plants = plants_of(cast, start, apart, lasting, seed)
    by_id = {one.id: one for one in cast}
    checks, mistakes = {FIRST_DAY + timedelta(days=n) for n in range(0, days, 30)}, []
    checks |= {plant.until - timedelta(days=1) for plant in plants} | {FIRST_DAY + timedelta(days=days - 1)}

    def watch(day, reader):
        if day in checks:
            mistakes.extend(wrong(reader, by_id, day))

    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder))

        async def playing():
            web = PracticeWeb(cast, plants, Clock())
            web.open()
            found = await play(web, place, days, watch=watch)
            await web.close()
            return found

        begun = time.perf_counter()
        evenings = in_reactor(playing)
        took = time.perf_counter() - begun
        with reading(place) as reader:
            moves = reader.moves()
    lasts = {plant.publisher: plant for plant in plants if "ok" not in FAULTS[plant.fault].states}
    sick = [
        move for move in moves if move.outcome != "ok"
        or (move.state != "listed" and move.source in lasts and _shows(lasts[move.source], date.fromisoformat(move.at[:10])))
    ]  # fmt: skip
    rules = {
        "ours": lambda one: one.health.state not in WELL, "none or error": _none_or_error, "bounds": _bounds,
    }  # fmt: skip
    alarms = {name: false_alarms(evenings, plants, rule) for name, rule in rules.items()}
    scores = [
        score(plant, by_id[plant.publisher], [one for one in evenings if one.source == plant.publisher])
        for plant in plants
    ]
    months = len(cast) * days / 30.44
    return {
        "seed": seed, "days": days, "sources": len(cast), "readings": len(evenings), "seconds": round(took, 1),
        "scores": scores, "planted": len(plants),
        "named in time": sum(one.in_time for one in scores),
        "false alarms": {name: len(each) for name, each in alarms.items()},
        "false alarms per 100 source-months": {name: round(100 * len(each) / months, 2) for name, each in alarms.items()},
        "which": [f"{one.day} {one.source} {one.health.state}: {one.health.reason}" for one in alarms["ours"]],
        "wrong records published": sorted(set(mistakes)), "records moved by a sick run": [repr(move) for move in sick],
        "outcomes": dict(Counter(one.run.outcome for one in evenings)),
    }  # fmt: skip


def main() -> None:
    """Print one table, or one JSON object."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=730, help="how many days are played (default 730)")
    parser.add_argument(
        "--seed", type=int, default=0, help="other publishers, works and faulty ones (default 0)"
    )
    parser.add_argument("--short", action="store_true", help="fewer publishers, all faults at once")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    given = parser.parse_args()
    found = run(given.days, given.seed, short=given.short)
    scores = found.pop("scores")
    if given.json:
        found["scores"] = [
            {"fault": one.plant.fault, "in_time": one.in_time, "state": one.state, "reason": one.reason}
            for one in scores
        ]
        json.dump(found, sys.stdout, indent=2)
        return
    print(
        f"{found['sources']} sources, {found['days']} days, {found['readings']} readings in {found['seconds']} s"
    )
    print(
        f"{'fault':26} {'source':10} {'planted':10} {'named':10} {'limit':10}  none/error  bounds  state, reason"
    )
    for one in scores:
        named = f"{one.named or 'never'}" + ("" if one.in_time or not one.named else " late")
        print(
            f"{one.plant.fault:26} {one.plant.publisher:10} {one.plant.since} {named:10} {one.limit}  "
            f"{'named' if one.none_or_error else '-':10}  {'named' if one.bounds else '-':6}  {one.state}: {one.reason[:110]}"
        )
    print(f"{'':26} {'ours':>14} {'none or error':>14} {'bounds':>14}")
    print(
        f"{'named in time':26} {found['named in time']:>14} {sum(s.none_or_error for s in scores):>14} {sum(s.bounds for s in scores):>14}   of {found['planted']}"
    )
    per = found["false alarms per 100 source-months"]
    print(
        f"{'false alarms per 100 s.-m.':26} {per['ours']:>14} {per['none or error']:>14} {per['bounds']:>14}"
    )
    through = [sum(s.let_through[n] for s in scores) for n in range(3)]
    print(f"{'sick readings let through':26} {through[0]:>14} {through[1]:>14} {through[2]:>14}")
    print(f"wrong records published: {len(found['wrong records published'])}")
    print(f"records moved by a sick run: {len(found['records moved by a sick run'])}")
    for name in ("which", "wrong records published", "records moved by a sick run"):
        for line in found[name][:20]:
            print(f"  {name}: {line[:200]}")


if __name__ == "__main__":
    main()
