"""A harvest may be killed at any moment; the next one goes on without a repair step."""

import random
import signal
import time

from corpus.encoding import item_to_json
from corpus.store import Place, reading

SOURCES, ITEMS, KILLS = 6, 15, 50


def feed(source: int) -> str:
    items = "".join(
        f"<item><guid>{n}</guid><title>Item {n} of {source}</title><link>https://e.org/{source}/{n}</link></item>"
        for n in range(ITEMS)
    )
    return f'<rss version="2.0"><channel>{items}</channel></rss>'


def end_state(folder) -> list[tuple[str, ...]]:
    """All that a reader can see, ids apart: they are numbered in order of arrival."""
    with reading(Place(folder / "var")) as reader:
        return sorted(
            (*w.sources, w.state, str(w.records[0].version), w.item.key, item_to_json(w.item))
            for w in reader.works()
        )


def prepare(here, web) -> None:
    for source in range(SOURCES):
        body = feed(source).encode()
        web.pages[f"/{source}"] = lambda _, body=body: (time.sleep(0.05), (200, {"ETag": '"1"'}, body))[1]
        here.sheet(f"s{source}", f'kind = "feed"\nurl = "{web.url}/{source}"\n')


def test_killing_a_harvest_at_fifty_random_moments_changes_nothing_in_the_end(
    here, web, tmp_path_factory, unmeasured
):
    """After fifty kills one undisturbed harvest leads to the state that it would have led to alone."""
    here.environment = unmeasured
    calm = type(here)(tmp_path_factory.mktemp("calm"), unmeasured)
    (calm.folder / "observatory.toml").write_text((here.folder / "observatory.toml").read_text())
    prepare(calm, web)
    began = time.monotonic()
    calm.run("harvest")
    length = time.monotonic() - began
    prepare(here, web)
    chance, killed = random.Random(20), 0

    for _ in range(KILLS):
        process = here.start("harvest")
        time.sleep(chance.uniform(0.35 * length, length))
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            killed += 1
        process.communicate()
    here.run("harvest")

    assert killed > KILLS / 2
    assert end_state(calm.folder) == end_state(here.folder)
    assert len(end_state(here.folder)) == SOURCES * ITEMS
