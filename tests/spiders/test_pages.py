"""The pages behind items, read by the real command against a server on the loopback address."""

import asyncio
from datetime import date

import pytest

from corpus.answers import Answer
from corpus.ledger import Run
from corpus.pages import PageSaid, Place, Wanted, place_of, with_pages
from corpus.store import Place as Store
from corpus.store import reading, writing
from corpus.values import Item
from spiders.ended import Ended
from spiders.fetching import Network
from spiders.pages import PageWork, choose_pages
from spiders.sheet import Source
from spiders.workers import CRASHED, TOO_BIG, TOO_LONG, WorkerFailed, Workers

SENTENCE = "The third page speaks of universities in Kenya, of schools in Kenya and of laws in Kenya."


@pytest.fixture
def site(here, web, make):
    """An observatory that reads pages, a feed of three items, their pages, and the PDF of one."""
    settings = here.folder / "observatory.toml"
    settings.write_text(settings.read_text().replace("pages_per_run = 0", "pages_per_run = 50"))
    items = "".join(
        f"<item><guid>{n}</guid><title>Report {n} on skills</title><link>{web.url}/r/{n}</link></item>"
        for n in range(3)
    )
    web.put("/feed", f"<rss version='2.0'><channel><title>t</title>{items}</channel></rss>")
    for n in range(3):
        head = f"<meta name='citation_doi' content='10.1234/{n}'><meta property='article:published_time' content='2025-03-0{n + 1}'>"
        body = "<a href='/f/1.pdf'>Download the report</a>" if n == 1 else ""
        web.put(f"/r/{n}", make["page"](head, body, title=f"Report {n} on skills"), ETag=f'"{n}"')
    web.put(
        "/f/1.pdf", make["pdf"]("Report 1 on skills", "Second page", SENTENCE), Content_Type="application/pdf"
    )
    here.sheet("a", f'kind = "feed"\nurl = "{web.url}/feed"\nevery = "hour"\n')
    return here


def works(site):
    with reading(Store(site.folder / "var")) as reader:
        return {work.item.key: work for work in reader.works()}


def dropped(site):
    with reading(Store(site.folder / "var")) as reader:
        return {row.key: (row.reason, row.detail) for row in reader.dropped()}


def test_an_item_gets_what_its_page_and_its_file_say(site, web):
    """DOI, day and text of the page, the pages of the PDF; a passage knows on which page it stands."""
    out = site.run("harvest")

    assert "pages: 4 read" in out
    item = works(site)["1"].item
    assert ("10.1234/1", "2025-03-02", "en") == (item.doi, item.date.value, item.language)
    assert (f"{web.url}/r/1", f"{web.url}/f/1.pdf") == item.text_from
    assert "employers, universities and ministries" in item.text
    assert Place(f"{web.url}/f/1.pdf", 3) == place_of(item, item.text.index(SENTENCE))
    assert Place(f"{web.url}/r/1", 0) == place_of(item, 10)

    site.run("build")
    shown = [path.read_text() for path in (site.folder / "var/site").rglob("*.html")]
    assert any("“Kenya”" in page and ", page 3<" in page for page in shown)


def test_each_page_is_asked_once(site, web):
    """The next harvest asks only for the list; a changed list entry asks for its page again, with validators."""
    site.run("harvest")
    site.run("harvest")
    assert [1, 1, 1, 1] == [web.times(path) for path in ("/r/0", "/r/1", "/r/2", "/f/1.pdf")]

    status, headers, feed = web.pages["/feed"]
    web.pages["/feed"] = (status, headers, feed.replace(b"Report 2 on", b"Report two on"))
    asked = len(web.asked)
    web.pages["/r/2"] = lambda headers: (304 if headers.get("If-None-Match") == '"2"' else 500, {}, b"")
    out = site.run("harvest")

    assert "pages: 1 read" in out
    assert ["/r/2"] == [path for path, _ in web.asked[asked:] if path.startswith(("/r/", "/f/"))]
    assert "10.1234/2" == works(site)["2"].item.doi


WALL = "<html><head><title>{}</title></head><body>{}</body></html>"
FAULTS = {
    "gate": (lambda m: WALL.format("Sign in", "<form><input type='password'></form>"), "a login in place of the page"),
    "consent": (lambda m: WALL.format("Your privacy", "<p>We use cookies. Accept all or change settings.</p>"), "a consent wall in place of the page"),
    "lost": (lambda m: WALL.format("Page not found", "<p>Sorry</p>"), "not found, though its server says 200"),
    "shell": (lambda m: WALL.format("App", "<noscript>Please enable JavaScript</noscript><script></script>"), "an empty shell that needs JavaScript"),
    "locked": (lambda m: m["pdf"]("x", locked=True), "a PDF locked with a password"),
    "broken": (lambda m: m["pdf"]("x")[:150], "a damaged PDF"),
    "scanned": (lambda m: m["pdf"]("", "", picture=True), "a scanned PDF without a text layer"),
    "empty": (lambda m: b"", "an empty page"),
    "huge": (lambda m: b"<html>" + b"x" * 3_000_000, "its answer is larger than 2 MB"),
    "picture": (lambda m: b"\x89PNG\r\n\x1a\n\x00\x00\x00\x00", "not a page or a file that can be read"),
}  # fmt: skip


def test_what_is_not_the_item_costs_only_itself_and_takes_nothing_away(site, web, make):
    """Each fault has its own reason in the ledger; the list's values stay, and the good page is read."""
    items = "".join(
        f"<item><guid>{name}</guid><title>Report {name} on skills</title><link>{web.url}/x/{name}</link></item>"
        for name in FAULTS
    )
    status, headers, feed = web.pages["/feed"]
    web.pages["/feed"] = (status, headers, feed.replace(b"</channel>", items.encode() + b"</channel>"))
    for name, (body, _) in FAULTS.items():
        web.put(f"/x/{name}", body(make))
    web.put("/r/2", b"gone", status=404)
    web.put("/r/0", "", status=302, Location="/")
    web.put("/", make["page"](title="Example Institute"))

    out = site.run("harvest")

    found = dropped(site)
    assert {name: reason for name, (_, reason) in FAULTS.items()} == {name: found[name][0] for name in FAULTS}
    assert f"{web.url}/x/gate" in found["gate"][1]
    assert (
        "the home page in place of the page",
        "not found (404); look for its new address; it says: gone",
    ) == (
        found["0"][0],
        found["2"][0],
    )
    assert "pages: 2 read" in out
    held = works(site)
    assert {f"Report {name} on skills" for name in (*FAULTS, "0", "1", "2")} == {
        work.item.title for work in held.values()
    }
    assert "10.1234/1" == held["1"].item.doi
    assert "ok" == site.status()["a"]["state"]


def test_what_was_read_once_survives_a_later_fault(site, web):
    """The page becomes a wall; what it said before still counts."""
    site.run("harvest")
    status, headers, feed = web.pages["/feed"]
    web.pages["/feed"] = (status, headers, feed.replace(b"Report 0 on", b"Report nil on"))
    web.put(
        "/r/0", "<html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>"
    )
    site.run("harvest")

    assert ("10.1234/0", "Report nil on skills") == (works(site)["0"].item.doi, works(site)["0"].item.title)


def test_what_is_reserved_or_shared_is_left_alone(site, web, make):
    """A page that reserves mining gives metadata and no text; an address of several items is their list."""
    head = "<meta name='tdm-reservation' content='1'><meta name='citation_doi' content='10.1234/7'>"
    web.put("/r/0", make["page"](head, title="Report 0 on skills"), Content_Type="text/html")
    status, headers, feed = web.pages["/feed"]
    web.pages["/feed"] = (status, headers, feed.replace(b"/r/1", b"/r/2"))
    site.run("harvest")

    assert ("10.1234/7", None) == (works(site)["0"].item.doi, works(site)["0"].item.text)
    assert (1, 0) == (web.times("/r/0"), web.times("/r/2"))


def test_a_sheet_can_switch_it_off(site, web):
    """Nothing but the list is asked for."""
    site.sheet("a", f'kind = "feed"\nurl = "{web.url}/feed"\nitem_pages = false\n')

    assert "pages:" not in site.run("harvest")
    assert 0 == web.times("/r/0")


def test_a_worker_that_dies_costs_its_own_page_only(make, tmp_path):
    """Each way in which it can fail stands in the ledger, and the next page is read."""
    reasons = iter((TOO_LONG, TOO_BIG, CRASHED))

    class Failing(Workers):
        async def run(self, work, /, *args, **kwargs):
            if (reason := next(reasons, None)) is not None:
                raise WorkerFailed(reason)
            return work(*args, **kwargs)

    with writing(Store(tmp_path / "own"), "a test") as (writer, reader, _):
        run = writer.start_run("a")
        items = [
            Item(str(n), "report", f"Report {n}", url=f"https://h{n}.example/r", methods={}) for n in range(4)
        ]
        writer.keep(run, Answer("https://e.example/feed", 200, b"list"), items, [], "feed-1")
        writer.end_run(run, Run(run, "a", "", outcome="ok"), healthy=True, whole=True)

        async def fetch(_source, request):
            return Answer(request.url, 200, make["page"](title="Report"), media_type="text/html"), None

        work = PageWork(writer.pages(), fetch, date(2026, 3, 1), Network(alive=True))
        asyncio.run(work.read_all([(run, one) for one in writer.pages().wanted("a", 10)], Failing()))

        assert {TOO_LONG: 1, TOO_BIG: 1, CRASHED: 1, "read": 1} == work.told
        assert {TOO_LONG, TOO_BIG, CRASHED} == {row.reason for row in reader.dropped()}
        assert 1 == sum(bool(work.item.text) for work in reader.works())
        assert [] == writer.pages().wanted("a", 10)


LISTED = Item("k", "report", "Skills", methods={"title": "feed", "publisher": "sheet", "publisher_country": "sheet"},
              publisher="Example Press", publisher_country="IE")  # fmt: skip


def page(**fields: object) -> PageSaid:
    methods = dict.fromkeys(fields, "meta")
    return PageSaid(
        "https://e.org/a",
        "html",
        Item("", "report", str(fields.pop("title", "Skills")), methods=methods, **fields),
    )


def test_a_better_value_wins_and_the_other_is_remembered():
    """By the order of trust; a publisher that is named takes the sheet's country with it."""
    item, lost = with_pages(LISTED, [page(title="Skills for all", publisher="Ministry")], "a", "2026-01-01")

    assert ("Skills for all", "Ministry", None) == (item.title, item.publisher, item.publisher_country)
    assert [("title", "Skills", "feed"), ("publisher", "Example Press", "sheet")] == sorted(
        ((one.field, one.value, one.method) for one in lost), reverse=True
    )


def test_a_title_of_something_else_does_not_win():
    """However well it is marked up."""
    item, lost = with_pages(LISTED, [page(title="Our newsletter")], "a", "2026-01-01")

    assert ("Skills", ["Our newsletter"]) == (item.title, [one.value for one in lost])


def test_sources_take_turns_and_are_not_asked_for_all_their_pages():
    """A long list does not keep the others waiting, nor are all its pages held for it."""
    there = {"a": 500, "b": 2, "c": 0, "d": 500}
    held = []

    class Keeper:
        def wanted(self, source, limit):
            found = [
                Wanted(
                    source,
                    source,
                    Item(key=str(n), kind="news", title="T", url=f"https://e.org/{source}/{n}"),
                    "",
                )
                for n in range(min(there[source], limit))
            ]
            held.append(len(found))
            return found

    sources = [Source(id=name, title="T", publisher="P", kind="feed", url="https://e.org/") for name in there]
    runs = [Ended(n, name, "ok") for n, name in enumerate(there)]

    chosen = choose_pages(sources, runs, Keeper(), 9)

    assert ["a0", "b0", "d0", "a1", "b1", "d1", "a2", "d2", "a3"] == [
        f"{one.record}{one.item.key}" for _, one in chosen
    ]
    assert {0: "a", 1: "b", 3: "d"} == {run: one.record for run, one in chosen}
    assert max(held) < 9
