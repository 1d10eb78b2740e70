"""What is noticed beside the items of a reading."""

from datetime import date, timedelta

import pytest

from corpus.past import Past
from corpus.proving import Look
from spiders.beside import Beside

NEWEST = date(2026, 5, 1)
RECENT = {str(n): (NEWEST - timedelta(days=n)).isoformat() for n in range(20)}
OLD = {f"old {n}": (date(2014, 3, 1) + timedelta(days=n)).isoformat() for n in range(25)}
FULL = ({"title": 1.0},) * 6


def past(returned=0):
    return Past((20,) * 6, (0.1,) * 6, FULL, NEWEST.isoformat(), returned)


def against(beside, before):
    return beside.against(
        before, len(beside.dates), {"title": 1.0}, 0.5, doubt=None, part=False, works=Look, today=NEWEST
    )


def test_old_items_that_came_back_are_counted_as_long_as_they_stay():
    """They are told once, as no news, nor as strangers; what a usual reading gives is reckoned without them."""
    first = Beside(dates=RECENT | OLD, unproved=25, strange=25)
    later = Beside(dates=RECENT | OLD)

    assert ("", "") == (against(first, past()), against(later, past(25)))
    assert (25, 25) == (first.old, first.returned)
    assert (0, 25) == (later.old, later.returned)


@pytest.mark.parametrize(("left", "odd"), [(20, ""), (8, "gave 8 items, but never fewer than 20")])
def test_when_old_items_go_again_nothing_is_lost(left, odd):
    """The source is as it was; half of its page would still be too little."""
    gone = Beside(dates=dict(list(RECENT.items())[:left]))

    assert against(gone, past(25)).startswith(odd)
    assert ({"fewer"} if odd else set()) == gone.refused
    assert 0 == gone.returned
