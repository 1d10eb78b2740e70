"""Every line of pandas on the shipped observatory's site gives the numbers beside it, from anywhere."""

import pandas as pd
from reproduced import Reproduced, frames_in

import observatory


def test_every_line_of_the_shipped_site_gives_the_numbers_beside_it(built):
    """
    Each number of each page has a line on its page, and the published files give it.
    """
    site = built / "var/site"
    reproduced = Reproduced(frames_in(site / "data"))
    for path in sorted(site.rglob("*.html")):
        reproduced.page(path.relative_to(site).as_posix(), path.read_text(encoding="utf-8"))

    assert [] == reproduced.wrong
    assert reproduced.compared > 50_000
    assert reproduced.executed > 10_000


def test_the_observatory_itself_gives_the_frames_that_the_lines_name(built):
    """
    So each line gives the same there as from the published files.
    """
    here = observatory.open(built)
    published = frames_in(built / "var/site/data")

    for name, frame in published.items():
        pd.testing.assert_frame_equal(here.table(name), frame)
    assert "concepts" in published
