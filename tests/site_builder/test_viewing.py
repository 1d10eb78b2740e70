"""Reading a site: what is kept of each work while its pages are made."""

import gc
import tracemalloc
from dataclasses import replace

from site_builder.taking.taking import taking
from site_builder.viewing import viewing

from .conftest import make_tags, make_work

MOST = 1_100
"""Bytes of memory that one work more may take: its title, its values and its places in lists, and no text."""

WORDS = "Farmers in Kenya keep hives for income. Pollination of crops comes second, honey third. "


def with_many(site, count):
    """A site of so many works with a long note each, made anew whenever they are asked for."""

    def works():
        for number in range(count):
            yield make_work(
                f"w-{number:05}", f"The hives of {number}", note=WORDS * 10, publisher=f"Board {number % 9}",
                date=f"{2000 + number % 20}-0{1 + number % 9}", language="en",
            )  # fmt: skip

    def tags(work):
        wanted = [("region", "ke", "Kenya"), ("theme", "hives", "hives"), ("driver", "income", "income")]
        return make_tags(make_work(work, note=WORDS * 10), *wanted)

    return replace(site, works=works, tags=tags)


def held(site):
    """The bytes that are held once all works are read, and what is taken along is laid out."""
    gc.collect()
    tracemalloc.start()
    with viewing(site) as view, taking(view):
        gc.collect()
        size = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return size


def test_a_work_more_takes_little_memory(site, monkeypatch):
    """
    The texts of works lie on disk, and what is equal on many of them is held once.
    """
    monkeypatch.setattr("site_builder.taking.keeping.IN_MEMORY", 1)
    # The first time brings what is read once, such as the names of languages.
    _, few, many = (held(with_many(site, count)) for count in (10, 100, 300))

    assert 400 < (many - few) / 200 < MOST
