"""New sources by their address, through the real command: proposed, accepted, tested, compared."""

import json
import tomllib

import pytest

TITLES = ("Skills for a changing labour market", "A register of short courses", "Who recognises what, and where",
          "Annual conference on open learning", "Guidance for small providers", "What employers ask for")  # fmt: skip


def page(titles=TITLES, head=""):
    rows = "".join(
        f"<li><a href='/item/{n}'>{title}</a> <span>{n + 1} May 2025</span></li>"
        for n, title in enumerate(titles)
    )
    return (
        f"<html lang='en'><head><title>Institute news</title>{head}</head><body><ul>{rows}</ul></body></html>"
    )


def put(web, path, titles=TITLES, head=""):
    return web.put(path, page(titles, head), content_type="text/html")


def test_a_saved_answer_gives_one_object_and_nothing_is_written(here):
    """With --dry-run --json the sheet, the confidence and the rows are printed, in any folder."""
    saved = here.folder / "page.html"
    saved.write_text(page(), encoding="utf-8")

    out = here.run(
        "source",
        "new",
        "--from",
        str(saved),
        "--url",
        "https://institute.example/news",
        "--dry-run",
        "--json",
    )

    found = json.loads(out)
    assert ("listing", "institute_example_news") == (found["sheet"]["kind"], found["id"])
    first = {"title": TITLES[0], "date": "2025-05-01", "link": "https://institute.example/item/0"}
    assert (first, 6) == (found["rows"][0], len(found["rows"]))
    assert 0.8 < found["confidence"] <= 1
    assert not (here.folder / "sources").exists()


def test_a_new_source_is_written_and_harvested_as_it_was_proposed(here, web):
    """The sheet can be harvested at once, its saved answer tested; the page is asked for once."""
    url = put(web, "/news")

    said = here.run("source", "new", url, "--id", "institute")
    assert TITLES[0][:20] in said
    assert 1 == web.times("/news")

    sheet = tomllib.loads((here.folder / "sources" / "institute.toml").read_text(encoding="utf-8"))
    assert ("Institute news", url, False, 3) == (
        sheet["title"], sheet["url"], sheet["verified"], sheet["expect"]["at_least"],
    )  # fmt: skip
    assert "6 items" in here.run("harvest", "institute") + str(here.status()["institute"]["reason"])
    assert "institute: 6 rows, no differences" in here.run("source", "test")


def test_a_feed_that_is_declared_or_usual_goes_before_the_list(here, web):
    """A page that names no feed has one where publishing systems put it."""
    put(web, "/blog")
    items = "".join(
        f"<item><title>{title}</title><link>{web.url}/{n}</link><guid>{n}</guid></item>"
        for n, title in enumerate(TITLES)
    )
    feed = web.put("/blog/feed/", f"<rss version='2.0'><channel><title>F</title>{items}</channel></rss>",
                   content_type="application/rss+xml")  # fmt: skip

    found = json.loads(here.run("source", "new", f"{web.url}/blog", "--dry-run", "--json"))

    assert ("feed", feed) == (found["sheet"]["kind"], found["sheet"]["url"])


def test_json_behind_a_page_is_found(here, web):
    """A page that shows nothing without scripts names the address from which they load."""
    rows = [
        {"title": title, "date": f"2025-05-0{n + 1}", "url": f"/item/{n}"} for n, title in enumerate(TITLES)
    ]
    data = web.put("/api/items", json.dumps({"items": rows}), content_type="application/json")
    web.put(
        "/",
        '<html lang="en"><body><div data-source="/api/items"></div></body></html>',
        content_type="text/html",
    )

    found = json.loads(here.run("source", "new", f"{web.url}/", "--dry-run", "--json"))

    assert (data, 6) == (found["sheet"]["url"], len(found["rows"]))


def test_other_ways_are_told(here, web):
    """A calendar and a repository that a page names are told beside the list that is proposed."""
    url = put(web, "/", head='<link rel="alternate" type="text/calendar" href="/events.ics">')

    said = here.run("source", "new", url, "--dry-run")

    assert f"also there: calendar {web.url}/events.ics" in said


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("source", "test", "nothing"), "no source 'nothing'"),
        (("source", "accept", "later"), "'observatory harvest later' reads it"),
        (("source", "diff", "later"), "no saved answer"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(here, arguments, message):
    """A source that is unknown, not harvested yet, or without a saved answer is named with the remedy."""
    here.sheet("later", 'kind = "auto"\nurl = "https://e.org/"\n')

    assert message in here.run(*arguments, code=1)


def test_all_saved_answers_are_read_again(here, web):
    """Next pages are kept with the first, and a difference on the second page is seen."""

    def listed(names):
        return "".join(
            f"<li><a href='/item/{name}'>Report number {name}</a> 3 May 2025</li>" for name in names
        )

    web.put("/list?p=2", f"<ul>{listed('cd')}</ul>", content_type="text/html")
    url = web.put(
        "/list", f"<ul>{listed('ab')}</ul><a rel='next' href='/list?p=2'>on</a>", content_type="text/html"
    )
    selectors = (
        'row = "li"\ntitle = "a"\nlink = "a::attr(href)"\nnext = "a[rel=next]::attr(href)"\npages = 2\n'
    )
    here.sheet("paged", f'kind = "listing"\nurl = "{url}"\n[listing]\n{selectors}')
    here.run("harvest")
    here.run("source", "accept", "paged")
    said = here.run("source", "test", "paged")
    second = here.folder / "saved" / "paged" / "answer_2"
    second.write_bytes(second.read_bytes().replace(b"Report number d", b"Another report"))

    again = here.run("source", "test", "paged", code=1)

    assert "paged: 4 rows, no differences, 2 answers" in said
    assert "title Report number d: Report number d -> Another report" in again


def test_accepting_writes_what_was_read_as_a_verified_sheet(here, web):
    """The sheet keeps what its curator wrote, gets kind and selectors, and nothing is asked again."""
    url = put(web, "/news")
    here.sheet(
        "found",
        f'kind = "auto"\nurl = "{url}"\ncovers = "everything"\nevery = "week"\n[expect]\nat_least = 5\n',
    )
    here.run("harvest")
    asked = len(web.asked)

    here.run("source", "accept", "found")

    sheet = tomllib.loads((here.folder / "sources" / "found.toml").read_text(encoding="utf-8"))
    assert ("listing", "everything", "week", True, 5) == (
        sheet["kind"], sheet["covers"], sheet["every"], sheet["verified"], sheet["expect"]["at_least"],
    )  # fmt: skip
    assert asked == len(web.asked)
    here.run("harvest")
    row = here.status()["found"]
    assert ("ok", True, 6) == (row["state"], row["verified"], row["works"])


def test_a_difference_from_the_saved_answer_is_told_field_by_field(here, web):
    """Today's page has one title changed, one row gone and one new; the saved answer still reads as it did."""
    url = put(web, "/news")
    here.run("source", "new", url, "--id", "institute")
    changed = page(("Skills for a changed labour market", *TITLES[1:5]))
    web.put("/news", changed.replace("</ul>", "<li><a href='/item/9'>A new study of it</a> <span>9 May 2025</span></li></ul>"),
            content_type="text/html")  # fmt: skip

    said = here.run("source", "diff", "institute")

    assert "title Skills for a changing labour market: Skills for a changing labour market -> " in said
    assert "new   A new study of it" in said
    assert "gone  What employers ask for" in said
    assert "institute: 3 differences" in said
    assert "no differences" in here.run("source", "test", "institute")


def test_a_sheet_that_reads_its_saved_answer_differently_fails_its_test(here, web):
    """A selector that was broken by hand is found without the web."""
    here.run("source", "new", put(web, "/news"), "--id", "institute")
    path = here.folder / "sources" / "institute.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('date = "', 'place = "'), encoding="utf-8")

    said = here.run("source", "test", code=1)

    assert f"date  {TITLES[0]}: 2025-05-01 -> none" in said
