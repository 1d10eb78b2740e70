"""Segments: few of them, and what is old stays."""

import pytest

from site_builder.searching.segments import OPEN, sizes


@pytest.mark.parametrize("works", [0, 1, 127, 128, 1023, 1024, 5000, 71_244, 100_000])
def test_every_work_is_in_one_segment(works):
    """The sizes add up, the open one is small, and there are few."""
    cut = sizes(works)

    assert works == sum(size for _, size in cut)
    assert cut[-1][0] == 0
    assert cut[-1][1] < OPEN
    assert len(cut) <= 5


def test_works_are_seldom_written_again():
    """While 5,000 works come one by one, each is written anew into a sealed segment less than 15 times."""
    written, before = 0, set()
    for works in range(5001):
        start, now = 0, set()
        for name, size in sizes(works):
            if name and (start, size) not in before:
                written += size
            now.add((start, size))
            start += size
        before = now

    assert 5000 < written < 15 * 5000
