"""How a harvest behaves towards servers, seen from the server."""

from datetime import UTC, datetime, timedelta

from corpus.ledger import Run
from corpus.store import Place, reading

ITEM = "<item><guid>{n}</guid><title>Item {n}</title><link>https://e.org/{n}</link><description>All about {n}.</description></item>"


def rss(count: int) -> str:
    items = "".join(ITEM.format(n=n) for n in range(count))
    return f'<rss version="2.0"><channel><title>t</title>{items}</channel></rss>'


def sheet(url: str) -> str:
    return f'kind = "feed"\nurl = "{url}"\nevery = "hour"\n'


def runs(here) -> dict[str, Run]:
    """The last run of each source."""
    with reading(Place(here.folder / "var")) as reader:
        return {run.source: run for run in reader.runs()}


def abstracts(here) -> list[str | None]:
    with reading(Place(here.folder / "var")) as reader:
        return sorted(work.item.abstract for work in reader.works())


def wait(run: Run) -> timedelta:
    return datetime.fromisoformat(run.due or "") - datetime.now(UTC)


def test_retry_after_closes_the_host_for_all_its_sources(here, web):
    """After a 429 no other source of the host is asked, in this harvest and in the timer's next one."""
    here.sheet("a", sheet(web.put("/a", b"", status=429, Retry_After="7200")))
    here.sheet("b", sheet(web.put("/b", rss(1))))

    here.run("harvest", "--due")

    first, second = runs(here)["a"], runs(here)["b"]
    assert ("broken", "says that we ask too often (429)", 0.5) == (
        first.outcome,
        first.reason,
        first.failures,
    )
    assert ("stopped", 0) == (second.outcome, web.times("/b"))
    assert "its host wants to be left alone for now" in second.reason
    assert all(timedelta(hours=1.9) < wait(run) <= timedelta(hours=2) for run in (first, second))
    here.sheet("c", sheet(web.put("/c", rss(1))))
    assert "nothing is due" in here.run("harvest", "--due")
    assert 0 == web.times("/c")


def test_a_robots_txt_that_cannot_be_had_is_waited_for(here, web):
    """While it fails nothing else of the host is asked; a refusal of it forbids nothing."""
    web.put("/robots.txt", b"", status=500)
    here.sheet("a", sheet(web.put("/a", rss(1))))
    here.run("harvest")
    run = runs(here)["a"]
    assert ("broken", "its robots.txt cannot be read for now (500); we wait") == (run.outcome, run.reason)
    assert (0, 0.5) == (web.times("/a"), run.failures)

    web.put("/robots.txt", b"User-agent: *\nDisallow: /", status=403)
    here.run("harvest")

    assert ("ok", 1, 0.0) == (runs(here)["a"].outcome, web.times("/a"), runs(here)["a"].failures)


def test_crawl_delay_is_kept_between_two_harvests(here, web):
    """A delay that no harvest can wait for gives the host's second source a later turn."""
    web.put("/robots.txt", "User-agent: *\nCrawl-delay: 5400")
    for name in ("a", "b"):
        here.sheet(name, sheet(web.put(f"/{name}", rss(1))))

    here.run("harvest")

    assert {"ok", "stopped"} == {run.outcome for run in runs(here).values()}
    assert 1 == web.times("/a") + web.times("/b")
    (later,) = (run for run in runs(here).values() if run.outcome == "stopped")
    assert timedelta(hours=1.4) < wait(later) <= timedelta(hours=1.5)


def test_what_is_reserved_is_kept_as_metadata_only(here, web):
    """By a header, a robots tag or the host's file: no abstract, and the ledger says so."""
    web.put("/.well-known/tdmrep.json", '[{"location": "/file", "tdm-reservation": 1}]')
    here.sheet("header", sheet(web.put("/header", rss(1), TDM_Reservation="1")))
    here.sheet("tag", sheet(web.put("/tag", rss(1), X_Robots_Tag="noai")))
    here.sheet("file", sheet(web.put("/file", rss(1))))
    here.sheet("free", sheet(web.put("/free", rss(2))))

    here.run("harvest")

    reasons = {name: run.reason for name, run in runs(here).items()}
    assert {
        "header": "metadata only: text and data mining is reserved (header)",
        "tag": "metadata only: its robots tag says noai",
        "file": "metadata only: text and data mining is reserved (tdmrep.json)",
        "free": "",
    } == reasons
    assert [run.kept for run in runs(here).values()] == [1, 2, 1, 1]
    assert 1 == web.times("/.well-known/tdmrep.json")


def test_a_reservation_that_comes_later_is_obeyed_for_the_same_answer(here, web):
    """The header alone makes the answer be read again; that it was free once does not count."""
    url = web.put("/a", rss(1))
    here.sheet("a", sheet(url))
    here.run("harvest")
    assert ["All about 0."] == abstracts(here)

    web.put("/a", rss(1), TDM_Reservation="1")
    here.run("harvest")
    here.run("harvest")

    assert [None] == abstracts(here)
    assert "metadata only" in runs(here)["a"].reason
    assert (1, 1) == (runs(here)["a"].kept, runs(here)["a"].unchanged)


def test_an_answer_that_came_before_tells_the_same_without_being_read(here, web):
    """Counts, fill rates, drops and remarks of the ledger are those of the first reading."""
    bad = "<item><guid>x</guid></item>"
    here.sheet("a", sheet(web.put("/a", rss(2).replace("</channel>", f"{bad}</channel>"))))
    here.run("harvest")
    first = runs(here)["a"]

    here.run("harvest")

    again = runs(here)["a"]
    assert (0, 0, 2) == (again.new, again.changed, again.unchanged)
    for name in ("outcome", "reason", "seen", "kept", "dropped", "fill", "status", "bytes", "answers"):
        assert getattr(first, name) == getattr(again, name), name


def test_check_finds_sources_that_are_one(here, web):
    """The same address written otherwise, and a feed that answers at two addresses."""
    web.put("/a", rss(2))
    here.sheet("a", sheet(web.url + "/a"))
    here.sheet("again", sheet(web.url + "/a/?utm_source=x"))
    here.sheet("twin", sheet(web.put("/old-a", rss(2))))
    here.run("harvest", "a", "twin")

    told = here.run("check", code=1)

    assert "source again: url: the same address as source a" in told
    assert "source twin: url: answers the very same as source a; retire one of them" in told
