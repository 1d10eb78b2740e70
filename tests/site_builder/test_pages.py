"""What holds for every page: links lead somewhere, nothing runs, nothing hostile gets through."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html


@pytest.fixture(scope="module")
def pages(built):
    return {
        path.relative_to(built).as_posix(): html.document_fromstring(path.read_bytes())
        for path in sorted(built.rglob("*.html"))
    }


def test_every_link_within_the_site_leads_to_a_page_and_a_place_on_it(pages, built):
    """
    Relative links name files that exist, and what follows a # is an id there.
    """
    ids = {name: {one.get("id") for one in page.iter() if one.get("id")} for name, page in pages.items()}
    broken = []
    for name, page in pages.items():
        if name == "404.html":
            continue
        for element, attribute, link, _ in page.iterlinks():
            parts = urlsplit(link)
            if parts.scheme or element.tag == "form":
                continue
            target = (
                (built / Path(name).parent / unquote(parts.path)).resolve() if parts.path else built / name
            )
            place = target.relative_to(built.resolve()).as_posix() if parts.path else name
            if not target.is_file() or (parts.fragment and parts.fragment not in ids[place]):
                broken.append((name, attribute, link))

    assert [] == broken


def test_the_page_for_missing_pages_works_at_any_depth(pages):
    """
    It is served in place of any address, so its links are whole ones.
    """
    links = [link for _, _, link, _ in pages["404.html"].iterlinks() if not link.startswith("#")]

    assert links
    assert [link for link in links if not link.startswith("https://bees.example/")] == []


def test_nothing_runs_and_nothing_is_asked_of_others(pages):
    """
    No script but the one that tells the last harvest, no inline style, no handler, no picture, frame or style sheet
    from elsewhere; a strict policy.
    """
    found = []
    for name, page in pages.items():
        policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert "default-src 'none'" in policy[0]
        found += [
            (name, one.tag)
            for one in page.iter("script", "style", "iframe", "object", "embed", "img", "form", "base")
            if not (one.tag == "script" and one.get("type") == "application/ld+json" and not one.get("src"))
            and not (one.tag == "script" and one.get("src", "").rpartition("/")[2] == "status.js")
        ]
        found += [
            (name, key) for one in page.iter() for key in one.attrib if key == "style" or key.startswith("on")
        ]
        found += [
            (name, href)
            for href in page.xpath("//link/@href")
            if urlsplit(href).scheme and name != "404.html"
        ]

    assert [] == found


def test_links_out_of_the_site_are_web_addresses_and_keep_no_opener(pages):
    """
    Only http and https are followed, whatever a source says; mail goes to the contact alone.
    """
    out = [
        (link.get("href"), link.get("rel"))
        for name, page in pages.items()
        if name != "404.html"
        for link in page.iter("a")
        if urlsplit(link.get("href")).scheme not in ("", "data")
    ]

    assert {"https", "mailto"} == {urlsplit(href).scheme for href, _ in out}
    assert {"noopener"} == {rel for href, rel in out if not href.startswith("mailto:")}
    assert {"mailto:bees@example.org"} == {href for href, _ in out if href.startswith("mailto:")}


def test_files_within_a_page_are_saved_and_never_shown(pages):
    """
    They are references of one work, and nothing that a browser would show or run.
    """
    kinds = {
        (urlsplit(link.get("href")).path.partition(";")[0], bool(link.get("download")))
        for page in pages.values()
        for link in page.iter("a")
        if urlsplit(link.get("href")).scheme == "data"
    }

    references = ("x-bibtex", "x-research-info-systems", "vnd.citationstyles.csl+json")
    assert {*((f"application/{name}", True) for name in references), ("text/csv", True)} == kinds


def test_each_page_is_whole_and_says_what_it_is(pages, built):
    """
    A document type, a language, one heading of the first order, a title of its own, ids that are unique.
    """
    titles = {}
    for name, page in pages.items():
        assert (built / name).read_bytes().startswith(b'<!DOCTYPE html>\n<html lang="en" dir="ltr">')
        assert len(page.xpath("//h1")) == 1, name
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), name
        titles.setdefault(page.findtext(".//title"), []).append(name)

    assert [names for names in titles.values() if len(names) > 1] == []


def test_tags_are_closed_in_order(built):
    """
    The text of each page nests as it says: every opened element is closed by its own end tag.
    """
    from html.parser import HTMLParser

    void = {"meta", "link", "br", "wbr", "input", "path", "rect"}

    class Nesting(HTMLParser):
        def __init__(self):
            super().__init__()
            self.open, self.wrong = [], []

        def handle_starttag(self, tag, attrs):
            if tag not in void:
                self.open.append(tag)

        def handle_endtag(self, tag):
            if tag not in void and (not self.open or self.open.pop() != tag):
                self.wrong.append((tag, self.getpos()))

    wrong = {}
    for path in sorted(built.rglob("*.html")):
        parser = Nesting()
        parser.feed(path.read_text())
        if parser.wrong or parser.open:
            wrong[path.name] = (parser.wrong[:3], parser.open[:3])

    assert {} == wrong


def test_hostile_text_is_text(pages):
    """
    Markup in titles, notes, names and places is shown as it was written.
    """
    page = pages["works/w-script/index.html"]

    assert '<script>alert("bees")</script>' == page.find(".//h1").text_content()
    assert "<img src=x onerror=alert(1)>" in page.xpath("string(//p[@class='lede'])")
    assert "<b>Bold & Sons</b>" in page.xpath("string(//p[contains(@class, 'by')])")


def test_a_work_without_a_safe_address_has_no_link(pages):
    """
    A javascript: address is not linked, and the page says that none is known.
    """
    page = pages["works/w-script/index.html"]

    assert [] == page.xpath("//a[@rel='noopener']")
    assert "No address is known" in page.text_content()


def test_a_copy_is_never_linked(pages):
    """
    Where only a copy was seen, neither the page nor its table of fields links to it.
    """
    page = pages["works/w-copy/index.html"]

    assert [] == [
        link for link in page.xpath("//@href") if "docs.example.com" in link and not link.startswith("data:")
    ]
    assert "Seen at" in page.text_content()


def test_a_proof_is_linked_in_the_table_of_fields(pages):
    """
    Where the work has an address, the page that proves it can be opened too.
    """
    links = pages["works/w-kenya/index.html"].xpath("//a[@rel='noopener']/@href")

    assert ["https://example.org/kenya", "https://example.org/proof"] == links


def test_titles_carry_their_language_and_direction(pages):
    """
    An Arabic title is Arabic and runs from right to left; a supplied one stands in square brackets.
    """
    title = pages["works/w-bidi/index.html"].find(".//h1")

    assert ("ar", "rtl", True) == (
        title.get("lang"),
        title.get("dir"),
        title.text_content().startswith("[Honey"),
    )


def test_the_words_behind_tags_are_marked(pages):
    """
    The note shows its region, theme and drivers, each with the line of its sort.
    """
    marks = pages["works/w-kenya/index.html"].xpath("//p[@class='lede']/mark")

    assert [("r", "Kenya"), ("t", "hives"), ("d", "income"), ("d", "Pollination")] == [
        (m.get("class"), m.text) for m in marks
    ]


def test_a_tag_says_how_it_stands(pages):
    """
    By rule with its words, given by a source, or implied by a member.
    """
    rows = {
        row.findtext("th/a"): row.text_content()
        for page in ("w-kenya", "w-copy")
        for row in pages[f"works/{page}/index.html"].xpath("//table[contains(@class, 'tags')]/tbody/tr")
    }

    assert "“Kenya”" in rows["Kenya"]
    assert "by rule" in rows["Kenya"]
    assert "implied by Kenya" in rows["Africa"]
    assert "given by Kept by hand" in rows["Hives"]


def test_a_work_that_its_source_withdrew_says_so(pages):
    """
    The record stays, with the state and since when.
    """
    assert "Since 4 May 2026: withdrawn by its source" in pages["works/w-bare/index.html"].text_content()


def test_long_lists_have_parts(pages):
    """
    A hundred titles a page; the parts link to each other and hold every work once.
    """
    parts = ["facets/language/en/index.html", "works/index.html", "works/page-2.html"]
    shown = [pages[part].xpath("count(//ul[@class='list']/li)") for part in parts]

    assert [88, 100, 35] == shown
    assert ["page-2.html"] == [
        Path(link).name for link in pages["works/index.html"].xpath("//a[@rel='next']/@href")
    ]


def test_a_zero_says_what_it_is_worth(pages):
    """
    None found among many works, too few to say, or a number that opens.
    """
    rows = {
        row.findtext("th/a"): [cell.text_content() for cell in row.findall("td")]
        for row in pages["gaps/index.html"].xpath("//table[contains(@class, 'matrix')]/tbody/tr[td]")
    }

    assert ["130to 2019, 2 languages", "0 of 131none foundnobody watches"] == rows["Europe"]
    assert ["1to 2025", "1to 2025"] == rows["Africa"]
    assert ["0 of 1too fewnobody watches", "0 of 1too fewnobody watches"] == rows["Asia"]


def test_health_is_told_worst_first_and_in_words(pages):
    """
    A source that was never read says so and is marked as not verified.
    """
    page = pages["sources/index.html"]
    rows = [row.text_content() for row in page.xpath("//table/tbody/tr")]

    assert "As it should" in rows[0]
    assert "Not read yet" in rows[1]
    assert ["not verified"] == page.xpath("//tbody//span[@class='small' and text()='not verified']/text()")


def test_a_subject_stands_in_no_template():
    """
    The theme comes from the settings; no template or style sheet knows it.
    """
    from site_builder.render import OURS

    texts = [
        path.read_text()
        for folder in (OURS, OURS.parent / "static")
        for path in folder.rglob("*")
        if path.is_file()
    ]

    assert [] == [text[:40] for text in texts if "credential" in text.lower()]


def test_a_value_from_a_source_that_nobody_proved_is_marked(pages):
    """
    Beside the source of a value stands that it is not verified; values of proved sources have no such word.
    """
    marked = {
        name: " ".join(page.xpath("string(//main)").split())
        for name, page in pages.items()
        if name.endswith(("w-bare/index.html", "w-kenya/index.html", "w-bare.html", "w-kenya.html"))
    }

    assert [True, False] == ["not verified" in marked[name] for name in sorted(marked)]
