"""The real command against a server on the loopback address."""

import gzip
import json
import signal
import time

ITEM = "<item><guid>{n}</guid><title>{title}</title><link>https://e.org/{n}</link><pubDate>Tue, 10 Mar 2026 09:00:00 GMT</pubDate></item>"


def rss(count: int, title: str = "Item") -> str:
    items = "".join(ITEM.format(n=n, title=f"{title} {n}") for n in range(count))
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{items}</channel></rss>'


def feed_sheet(url: str, more: str = "") -> str:
    return f'kind = "feed"\nurl = "{url}"\nevery = "hour"\n{more}'


def runs(here) -> list[dict[str, object]]:
    """The ledger, read from the corpus."""
    from dataclasses import asdict

    from corpus.store import Place, reading

    with reading(Place(here.folder / "var")) as reader:
        return [asdict(run) for run in reader.runs()]


def works(here):
    from corpus.store import Place, reading

    with reading(Place(here.folder / "var")) as reader:
        return list(reader.works())


def test_a_feed_is_harvested(here, web):
    """Title, link and date of each entry are kept; the user agent names the contact."""
    here.sheet("a", feed_sheet(web.put("/feed", rss(3), content_type="application/rss+xml")))

    out = here.run("harvest")

    assert "a: 3 kept, 3 new" in out
    assert [(w.item.title, w.item.url, w.item.date.value) for w in works(here) if w.item.key == "0"] == [
        ("Item 0", "https://e.org/0", "2026-03-10")
    ]
    agents = {headers["User-Agent"] for _, headers in web.asked}
    assert {"research-observatory/0.1.0 (+tests@example.org)"} == agents


def test_an_answer_that_did_not_change_is_not_sent_again(here, web):
    """The second time the server is asked with its validators, and its 304 counts as unchanged."""
    body = rss(2).encode()
    url = web.put("/feed", body, ETag='"v1"')
    web.pages["/feed"] = lambda headers: (
        (304, {"ETag": '"v1"'}, b"")
        if headers.get("If-None-Match") == '"v1"'
        else (200, {"ETag": '"v1"'}, body)
    )
    here.sheet("a", feed_sheet(url))
    here.run("harvest")

    out = here.run("harvest")

    assert "a: 2 kept, 0 new, 0 changed, 2 unchanged" in out
    assert len(works(here)) == 2


def test_the_bodys_hash_decides_when_validators_lie(here, web):
    """A new ETag on the same body is no change."""
    url = web.put("/feed", rss(2), ETag='"v1"')
    here.sheet("a", feed_sheet(url))
    here.run("harvest")
    web.put("/feed", rss(2), ETag='"v2"')

    assert "2 unchanged" in here.run("harvest")


FAULTS = {
    "cut": ("/cut", lambda web: web.put("/cut", rss(4)[:-60]), "degraded", "breaks off in the middle"),
    "empty": ("/empty", lambda web: web.put("/empty", b""), "broken", "an empty answer"),
    "html": ("/html", lambda web: web.put("/html", "<!DOCTYPE html><html><body>Sign in</body></html>"), "broken", "an HTML page instead of a feed"),
    "gone": ("/gone", lambda web: web.put("/gone", b"", status=410), "broken", "gone for good"),
    "missing": ("/missing", lambda web: web.url + "/missing", "broken", "not found (404)"),
    "error": ("/error", lambda web: web.put("/error", b"oops", status=500), "broken", "server error (500)"),
    "loop": ("/loop", lambda web: web.put("/loop", b"", status=302, Location="/loop"), "broken", "redirects in a circle"),
    "huge": ("/huge", lambda web: web.put("/huge", b"x" * 3_000_000), "broken", "larger than 2 MB"),
    "few": ("/few", lambda web: web.put("/few", rss(0)), "degraded", "gave 0 items, but promises at least 1"),
    "json": ("/json", lambda web: web.put("/json", b'{"a": '), "broken", "JSON that cannot be read"),
    "other": ("/other", lambda web: web.put("/other", "<sitemap/>"), "broken", "neither RSS nor Atom"),
}  # fmt: skip


def test_every_fault_has_its_own_reason_and_loses_nothing(here, web):
    """Each fault ends in the ledger in words, stops no other source, and the last good works stay."""
    for name, (path, _, _, _) in FAULTS.items():
        here.sheet(name, feed_sheet(web.put(path, rss(2, name).replace("e.org/", f"e.org/{name}/"))))
    here.sheet("good", feed_sheet(web.put("/good", rss(2, "good").replace("e.org/", "e.org/good/"))))
    here.run("harvest")
    before = {work.id: work.item.title for work in works(here)}
    assert 2 * (len(FAULTS) + 1) == len(before)

    web.pages.clear()
    web.put("/good", rss(3, "good").replace("e.org/", "e.org/good/"))
    for _, break_it, _, _ in FAULTS.values():
        break_it(web)
    here.run("harvest")

    last = {run["source"]: run for run in runs(here)}
    said = {name: (last[name]["outcome"], last[name]["reason"]) for name in FAULTS}
    for name, (_, _, outcome, reason) in FAULTS.items():
        assert outcome == said[name][0], said[name]
        assert reason in said[name][1]
    assert len(FAULTS) == len({reason for _, reason in said.values()})
    assert (200, 404, 500) == (last["html"]["status"], last["missing"]["status"], last["error"]["status"])
    after = {work.id: work.item.title for work in works(here)}
    assert before.items() <= after.items()
    assert len(after) - len(before) == 1
    states = here.status()
    assert {"ok"} == {states["good"]["state"]}
    assert {outcome for _, _, outcome, _ in FAULTS.values()} == {states[name]["state"] for name in FAULTS}


def test_a_wrong_character_set_is_read_and_said(here, web):
    """A feed that says UTF-8 and is Latin-1 is read as what it is; the ledger says so."""
    body = rss(1, "Études à Genève").encode("latin-1")
    here.sheet("a", feed_sheet(web.put("/feed", body, content_type="application/rss+xml; charset=utf-8")))

    here.run("harvest")

    assert [work.item.title for work in works(here)] == ["Études à Genève 0"]
    assert "wrong character set" in runs(here)[-1]["reason"]


def test_bad_candidates_are_dropped_with_reasons(here, web):
    """No title, no address to find it by, a script as address: each its own row; the rest is kept."""
    entries = (
        "<item><guid>1</guid><title>Good &lt;b&gt;one&lt;/b&gt;</title><link>https://e.org/1</link>"
        "<pubDate>Tue, 10 Mar 2099 09:00:00 GMT</pubDate></item>"
        "<item><guid>2</guid><link>https://e.org/2</link></item>"
        "<item><title>Lost</title></item>"
        "<item><guid>4</guid><title>Bad</title><link>javascript:alert(1)</link></item>"
    )
    body = f'<rss version="2.0"><channel>{entries}</channel></rss>'
    here.sheet("a", feed_sheet(web.put("/feed", body)))

    here.run("harvest")

    (work,) = works(here)
    assert (work.item.title, work.item.date) == ("Good one", None)
    run = runs(here)[-1]
    assert run["dropped"] == {
        "no title": 1,
        "no guid and no link, so it could not be found again": 1,
        "address is not http(s)": 1,
    }
    assert "future" in run["reason"]


def test_of_two_items_with_one_key_the_first_counts_and_it_is_said(here, web):
    """A later row with the same key does not silently replace the right one."""
    entries = "".join(ITEM.format(n=1, title=title) for title in ("First", "Second"))
    here.sheet("a", feed_sheet(web.put("/feed", f'<rss version="2.0"><channel>{entries}</channel></rss>')))

    here.run("harvest")

    assert ["First"] == [work.item.title for work in works(here)]
    assert "1 items repeat a key" in runs(here)[-1]["reason"]


def test_robots_txt_is_obeyed(here, web):
    """What robots.txt forbids is not asked for, and the ledger says why."""
    web.put("/robots.txt", "User-agent: *\nDisallow: /feed")
    here.sheet("a", feed_sheet(web.put("/feed", rss(2))))

    here.run("harvest")

    assert web.times("/feed") == 0
    assert (
        runs(here)[-1]["outcome"], runs(here)[-1]["reason"],
    ) == ("broken", "its robots.txt forbids us to read this address")  # fmt: skip


def test_a_host_that_is_not_there_is_unreachable(here):
    """Nobody listens: that is not the source's form being broken."""
    here.sheet("a", feed_sheet("http://127.0.0.1:9/feed"))

    here.run("harvest")

    assert (runs(here)[-1]["outcome"], runs(here)[-1]["reason"]) == ("unreachable", "connection refused")


def test_a_connection_that_breaks_once_costs_nothing(here, web):
    """The same is asked once more, and what then comes whole is what counts."""
    whole = rss(2).encode()
    lengths = iter((len(whole) + 99, len(whole)))
    web.pages["/feed"] = lambda _: (200, {"Content-Length": str(next(lengths))}, whole)
    here.sheet("a", feed_sheet(web.url + "/feed"))

    assert "2 kept, 2 new" in here.run("harvest")
    assert web.times("/feed") == 2


def test_without_a_network_it_says_so_in_one_line(here):
    """Many hosts and none in reach: no network; the rest is not even tried."""
    for port in range(1, 8):
        here.sheet(f"s{port}", feed_sheet(f"http://127.0.0.1:{port}/feed"))

    out = here.run("harvest")

    assert "no network: 7 sources could not be reached and stay as they were" in out
    assert {"unreachable"} == {run["outcome"] for run in runs(here)}


def test_a_budget_that_is_over_leaves_sources_due(here, web):
    """What was not reached in time stays due, and is said."""
    settings = here.folder / "observatory.toml"
    settings.write_text(settings.read_text() + "budget_minutes = 0.05\nsources_at_once = 1\n")
    web.pages["/slow"] = lambda _: (time.sleep(4.5), (200, {}, rss(1).encode()))[1]
    here.sheet("a_slow", feed_sheet(web.url + "/slow"))
    here.sheet("b_later", feed_sheet(web.put("/feed", rss(1))))

    out = here.run("harvest")

    assert "not reached in time, still due: b_later" in out
    assert "a_slow: stopped: the harvest's time was over" in out
    here.sheet("a_slow", feed_sheet(web.url + "/feed") + 'retired = "for this test"\n')
    assert "b_later: 1 kept" in here.run("harvest", "--due")


def test_ctrl_c_stops_cleanly_and_keeps_what_came(here, web):
    """One interrupt ends the harvest with what it has; nothing needs mending."""
    here.sheet("a", feed_sheet(web.put("/feed", rss(2))))
    web.pages["/slow"] = lambda _: (time.sleep(3), (200, {}, rss(1).encode()))[1]
    here.sheet("slow", feed_sheet(web.url + "/slow"))
    process = here.start("harvest")
    patience = time.monotonic() + 30
    while (web.times("/slow") == 0 or web.times("/feed") == 0) and time.monotonic() < patience:
        time.sleep(0.05)
    time.sleep(0.5)

    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=30)

    assert process.returncode == 130
    assert "stopped; what came is kept" in out
    assert len(works(here)) == 2
    assert {run["source"]: run["outcome"] for run in runs(here)} == {"a": "ok", "slow": "stopped"}


LIST = """<html><body><table>
<tr><th>Title</th><th>Date</th></tr>
{rows}
</table>{next}</body></html>"""
ROW = '<tr class="r"><td><a href="/item/{n}">Report {n}</a></td><td>{n} March 2026</td></tr>'

LISTING = """kind = "listing"
url = "{url}"
item_kind = "report"
[listing]
row = "tr.r"
title = "a::text"
link = "a::attr(href)"
date = "td:nth-child(2)::text"
date_format = "%d %B %Y"
"""


def test_a_list_is_read_by_its_selectors_over_its_pages(here, web):
    """Rows, dates in the sheet's form, and the next page as far as the sheet allows."""
    rows = [ROW.format(n=n) for n in range(1, 7)]
    for page in (1, 2, 3):
        more = f'<a class="next" href="/list{page + 1}">next</a>'
        web.put(
            f"/list{page}",
            LIST.format(rows="".join(rows[2 * page - 2 : 2 * page]), next=more),
            content_type="text/html",
        )
    here.sheet("a", LISTING.format(url=web.url + "/list1") + 'next = "a.next::attr(href)"\npages = 2\n')

    here.run("harvest")

    found = sorted((w.item.title, w.item.url, w.item.date.value) for w in works(here))
    assert [(f"Report {n}", f"{web.url}/item/{n}", f"2026-03-0{n}") for n in range(1, 5)] == found
    assert web.times("/list3") == 0


def test_an_item_whose_page_is_lost_has_not_left_the_list(here, web):
    """A page that cannot be read for once costs neither the record nor its state."""
    web.put(
        "/list",
        LIST.format(rows="".join(ROW.format(n=n) for n in range(1, 13)), next=""),
        content_type="text/html",
    )
    for n in range(1, 13):
        web.put(f"/item/{n}", f"<html><h1>Full title {n}</h1></html>", content_type="text/html")
    here.sheet("a", LISTING.format(url=web.url + "/list") + '[listing.page]\ntitle = "h1"\n')
    here.run("harvest")
    del web.pages["/item/5"]
    web.put("/item/1", "<html><h1>New title</h1></html>", content_type="text/html")

    here.run("harvest")

    assert {"listed"} == {work.state for work in works(here)}
    assert 12 == len(works(here))
    assert "New title" in {work.item.title for work in works(here)}


def test_what_left_a_whole_list_is_not_listed_and_what_stands_on_unread_pages_is(here, web):
    """Only a list that was read to its end can miss a record."""
    rows = [ROW.format(n=n) for n in (1, 2)]
    more = '<a class="next" href="/list2">next</a>'
    sheet = LISTING.format(url=web.url + "/list") + 'next = "a.next::attr(href)"\npages = 1\n'
    here.sheet("a", sheet)
    web.put("/list", LIST.format(rows="".join(rows), next=more), content_type="text/html")
    here.run("harvest")
    web.put("/list", LIST.format(rows=rows[0], next=more), content_type="text/html")
    here.run("harvest")
    assert ["listed", "listed"] == [work.state for work in works(here)]

    web.put("/list", LIST.format(rows=rows[0], next=""), content_type="text/html")
    here.run("harvest")

    assert ["listed", "not listed"] == sorted(work.state for work in works(here))


def test_a_redesigned_list_is_broken_not_empty(here, web):
    """A selector that finds nothing is named; the old works stay."""
    here.sheet(
        "a",
        LISTING.format(
            url=web.put("/list", LIST.format(rows=ROW.format(n=1), next=""), content_type="text/html")
        ),
    )
    here.run("harvest")
    web.put("/list", "<html><body><div>All new</div></body></html>", content_type="text/html")

    here.run("harvest")

    assert (
        runs(here)[-1]["outcome"],
        runs(here)[-1]["reason"],
    ) == ("broken", "no row matches 'tr.r' on page 1")
    assert [work.state for work in works(here)] == ["listed"]


def test_item_pages_of_a_list_are_read(here, web):
    """What stands on the page goes before what stands in the row; a page that is lost costs that item."""
    web.put(
        "/list",
        LIST.format(rows="".join(ROW.format(n=n) for n in range(1, 13)), next=""),
        content_type="text/html",
    )
    for n in range(1, 12):
        web.put(
            f"/item/{n}", f"<html><h1>Full title {n}</h1><p>About {n}</p></html>", content_type="text/html"
        )
    page = '[listing.page]\ntitle = "h1"\nabstract = "p"\n'
    here.sheet("a", LISTING.format(url=web.url + "/list") + page)

    out = here.run("harvest")

    assert "a: 11 kept" in out
    assert "1 dropped: page could not be read" in out
    assert next(
        (w.item.title, w.item.abstract, w.item.date.value) for w in works(here) if w.item.url.endswith("/3")
    ) == ("Full title 3", "About 3", "2026-03-03")


def test_a_sitemap_leads_to_pages(here, web):
    """An index, a compressed sitemap, a pattern of addresses, and title and date from each page."""
    for n in (1, 2):
        body = f"<html><h1>Page {n}</h1><time datetime='2026-03-0{n}'>x</time></html>"
        web.put(f"/reports/{n}", body, content_type="text/html")
    urls = "".join(
        f"<url><loc>{web.url}{path}</loc></url>" for path in ("/reports/1", "/reports/2", "/about")
    )
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    web.put(
        "/map.xml.gz",
        gzip.compress(f"<urlset {space}>{urls}</urlset>".encode()),
        content_type="application/gzip",
    )
    web.put(
        "/index.xml",
        f"<sitemapindex {space}><sitemap><loc>{web.url}/map.xml.gz</loc></sitemap></sitemapindex>",
    )
    here.sheet(
        "a",
        f"""kind = "sitemap"
url = "{web.url}/index.xml"
[sitemap]
match = "/reports/"
[sitemap.page]
title = "h1"
date = "time::attr(datetime)"
""",
    )

    here.run("harvest")

    found = sorted((w.item.title, w.item.date.value) for w in works(here))
    assert found == [("Page 1", "2026-03-01"), ("Page 2", "2026-03-02")]


def test_a_json_feed_is_read(here, web):
    """JSON Feed gives the same items as its XML cousins."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1", "title": "t",
        "items": [{"id": "1", "url": "https://e.org/1", "title": "One", "date_published": "2026-03-01T10:00:00Z",
                   "authors": [{"name": "Ada"}]}],
    }  # fmt: skip
    here.sheet("a", feed_sheet(web.put("/feed.json", json.dumps(feed), content_type="application/feed+json")))

    here.run("harvest")

    (work,) = works(here)
    assert (work.item.title, work.item.authors, work.item.date.value) == ("One", ("Ada",), "2026-03-01")


def test_harvest_due_reads_only_what_is_due(here, web):
    """A source that was just read is not asked again by the timer."""
    here.sheet("a", feed_sheet(web.put("/feed", rss(1))))
    here.run("harvest", "--due")

    assert "nothing is due" in here.run("harvest", "--due")
    assert web.times("/feed") == 1


def test_an_unknown_source_is_named_with_its_neighbours(here, web):
    """A typing error gets a hint and exit code 1."""
    here.sheet("example_feed", feed_sheet(web.put("/feed", rss(1))))

    assert "no source 'exampel_feed'; did you mean example_feed?" in here.run(
        "harvest", "exampel_feed", code=1
    )
