"""What a page tells machines: read back by extruct and by the words of the standards."""

from urllib.parse import parse_qs

import extruct
import pytest
from lxml import html

from corpus.dates import PartialDate
from corpus.values import Item
from site_builder.taking.markup import coins, data_block, linked_data, meta
from site_builder.taking.references import csl
from site_builder.taking.writing import Reference


def reference(kind, **fields):
    item = Item("k", kind, fields.pop("title", "Hives of the lake"), **fields)
    return Reference(item, csl("w", item), ("Kenya",))


def day(value):
    return PartialDate(value, "curator")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("publication", "ScholarlyArticle"), ("report", "Report"), ("policy", "Legislation"), ("event", "Event"),
        ("video", "VideoObject"), ("news", "NewsArticle"),
    ],
)  # fmt: skip
def test_each_kind_is_its_type_of_schema_org(kind, expected):
    """
    With its title, day and publisher.
    """
    data = linked_data(reference(kind, date=day("2024-05-06"), publisher="Bee Board"))

    assert (expected, "Hives of the lake") == (data["@type"], data["name"])
    assert "2024-05-06" == (data.get("datePublished") or data.get("startDate") or data["uploadDate"])
    assert "Bee Board" == (data.get("publisher") or data["organizer"])["name"]


def test_an_event_without_a_date_is_no_event_of_schema_org():
    """
    An Event must say when it is.
    """
    assert "CreativeWork" == linked_data(reference("event"))["@type"]


def test_no_text_ends_a_data_block():
    """
    Whatever a title holds, the page has one block, and it is read back as it was.
    """
    hostile = '</script><script>alert(1)</script><!-- & \u2028 "\\'
    block = data_block(linked_data(reference("report", title=hostile)))
    page = html.document_fromstring(f"<html><head>{block}</head><body></body></html>")

    found = extruct.extract(str(block), syntaxes=["json-ld"])["json-ld"]
    assert 1 == len(page.findall(".//script"))
    assert [" ".join(hostile.split())] == [one["name"] for one in found]


def test_a_page_says_the_same_in_all_ways(built):
    """
    Highwire, Dublin Core and JSON-LD of a real page name the same work; nothing hostile gets through.
    """
    page = html.document_fromstring((built / "works/w-script/index.html").read_bytes())
    said = {one.get("name"): one.get("content") for one in page.xpath("//meta[@name]")}
    data = extruct.extract((built / "works/w-script/index.html").read_text(), syntaxes=["json-ld"])["json-ld"]

    title = '<script>alert("bees")</script>'
    assert [title] * 3 == [said["citation_title"], said["DC.title"], data[0]["name"]]
    assert ("2024", "2024") == (said["citation_publication_date"], said["DC.date"])
    assert "javascript:" not in str(said) + str(data)


def test_highwire_names_what_indexes_ask_for():
    """
    Authors one by one, the day with slashes, journal, volume and issue.
    """
    found = meta(reference("publication", authors=("Doe, Jane", "Roe, Kim"), date=day("2024-05-06"), series="Bee Letters, 1(2), 3-4", doi="10.1/a"))  # fmt: skip

    assert ["Doe, Jane", "Roe, Kim"] == [content for name, content in found if name == "citation_author"]
    assert {
        ("citation_publication_date", "2024/05/06"), ("citation_journal_title", "Bee Letters"), ("citation_volume", "1"),
        ("citation_issue", "2"), ("citation_doi", "10.1/a"), ("DC.identifier", "https://doi.org/10.1/a"), ("DC.subject", "Kenya"),
    } <= set(found)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "fields", "key"),
    [
        ("publication", {"series": "Bee Letters"}, "rft.atitle"),
        ("report", {}, "rft.btitle"),
        ("video", {}, "rft.title"),
    ],
)
def test_coins_is_read_back(kind, fields, key):
    """
    An OpenURL whose title stands under the key of its format.
    """
    found = parse_qs(coins(reference(kind, title="A & b; c=d", url="https://a.org/?x=1&y=2", **fields)))

    assert (["Z39.88-2004"], ["A & b; c=d"]) == (found["ctx_ver"], found[key])
    assert ["https://a.org/?x=1&y=2"] == (found.get("rft_id") or found["rft.identifier"])
