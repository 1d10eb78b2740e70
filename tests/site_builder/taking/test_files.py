"""Reference files: libraries read them back without loss."""

import csv
import json
from io import StringIO

import bibtexparser
import pytest
import rispy

from corpus.dates import PartialDate
from corpus.values import Item
from site_builder.taking.references import csl
from site_builder.taking.writing import COLUMNS, ESCAPES, FORMATS, Reference, joined_bytes

HOSTILE = 'A & b {c} 100% $5 #6 _x_ ~y ^z \\w "q" <i>e</i>, مناحل كينيا'


def items():
    """One of each kind, the texts such as break a format."""
    day, month, year = (PartialDate(value, "curator") for value in ("2024-05-06", "2024-05", "2024"))
    common = {
        "title": HOSTILE,
        "publisher": "Hives & Sons; Bee {Board}",
        "language": "en",
        "url": "https://a.org/x_y?a=1&b=2%20",
    }
    yield Item("k", "report", date=day, authors=("Doe, Jane", "Food and Hive Trust"), **common)
    yield Item("k", "policy", date=year, **common)
    yield Item(
        "k",
        "publication",
        date=month,
        series="Bee Letters, 12(3), 4-5",
        doi="10.1/a_b<c>",
        authors=("Łódź, Ż.",),
        **common,
    )
    yield Item("k", "publication", date=year, isbn="9780306406157", **common)
    yield Item(
        "k", "event", date=day, end_date=PartialDate("2024-05-08", "curator"), place="Kisumu, Kenya", **common
    )
    yield Item("k", "video", **common)
    yield Item("k", "news", date=day, **common)


@pytest.fixture(scope="module")
def references():
    return [
        Reference(item, csl(f"w-{number}", item), ("Kenya", "Skills & gaps"))
        for number, item in enumerate(items())
    ]


def written(references, suffix):
    form = next(form for form in FORMATS if form.suffix == suffix)
    return joined_bytes(form, [form.write(reference) for reference in references]).decode()


def names(reference):
    said = reference.csl.get("author", [])
    return [author.get("literal") or f"{author['family']}, {author['given']}" for author in said]


def untexed(text):
    """What TeX prints."""
    for sign, escape in sorted(ESCAPES.items(), key=lambda pair: -len(pair[1])):
        text = text.replace(escape, f"\0{sign}\0")
    for sign in ESCAPES:
        text = text.replace(f"\0{sign}\0", chr(sign))
    return text


def test_ris_is_read_back_by_rispy(references):
    """
    Nothing is lost but the days of an event's end, for which RIS has no tag.
    """
    read = rispy.loads(written(references, "ris"))

    for reference, row in zip(references, read, strict=True):
        item, said = reference.item, reference.csl
        expected = {
            "id": said["id"], "title": item.title, "authors": names(reference), "publisher": item.publisher,
            "urls": [item.url], "language": "en", "keywords": ["Kenya", "Skills & gaps"], "doi": item.doi,
            "year": item.date and str(item.date.year), "secondary_title": said.get("container-title"),
            "volume": said.get("volume"), "number": said.get("issue"), "issn": item.isbn, "place_published": item.place,
        }  # fmt: skip
        assert {key: value for key, value in expected.items() if value} == {
            key: row[key] for key, value in expected.items() if value
        }
        assert item.date is None or row["date"].rstrip("/").replace("/", "-") == item.date.value
    assert ["RPRT", "GOVDOC", "JOUR", "BOOK", "GEN", "VIDEO", "ELEC"] == [
        row["type_of_reference"] for row in read
    ]


def test_bibtex_is_read_back_by_bibtexparser(references):
    """
    Every sign of TeX is written so that it is printed; the braces of titles and of bodies' names keep their capitals.
    """
    parser = bibtexparser.bparser.BibTexParser(ignore_nonstandard_types=False)
    read = bibtexparser.loads(written(references, "bib"), parser).entries

    for reference, row in zip(references, read, strict=True):
        item, said = reference.item, reference.csl
        authors = [author.strip("{}") for author in row.get("author", "").split(" and ") if author]
        if "{Food and Hive Trust}" in row.get("author", ""):
            authors = [authors[0], "Food and Hive Trust"]
        assert item.title == untexed(row["title"].removeprefix("{").removesuffix("}"))
        assert names(reference) == authors
        assert item.publisher == untexed(row.get("publisher") or row["institution"])
        assert (item.url, item.isbn) == (row["url"], row.get("isbn"))
        assert item.doi == (untexed(row["doi"]) if item.doi else None)
        assert (said.get("volume"), said.get("issue")) == (row.get("volume"), row.get("number"))
        days = [day.value for day in (item.date, item.end_date) if day]
        assert "/".join(days) == row.get("date", "")
        assert (said["id"], "en", "Kenya, Skills & gaps") == (
            row["ID"],
            row["language"],
            untexed(row["keywords"]),
        )
        assert (item.place, said.get("page")) == (
            row.get("address"),
            row.get("pages", "").replace("--", "-") or None,
        )
    assert ["techreport", "techreport", "article", "book", "misc", "misc", "misc"] == [
        row["ENTRYTYPE"] for row in read
    ]


def test_braces_are_balanced_in_bibtex():
    """
    BibTeX counts braces even where they are escaped, so one brace in a title must not spoil the file.
    """
    item = Item("k", "report", "An open { brace and } } more")
    text = written([Reference(item, csl("w", item), ())], "bib")

    assert text.count("{") == text.count("}")
    assert 1 == len(
        bibtexparser.loads(text, bibtexparser.bparser.BibTexParser(ignore_nonstandard_types=False)).entries
    )


def test_csl_json_is_read_back(references):
    """
    One list, each work as it was.
    """
    assert [dict(reference.csl) for reference in references] == json.loads(written(references, "json"))


def test_csv_is_read_back(references):
    """
    One row a work, under the names of the dataset's columns.
    """
    read = list(csv.DictReader(StringIO(written(references, "csv"))))

    expected = [
        {
            "id": reference.csl["id"], "title": item.title, "kind": item.kind, "authors": "; ".join(item.authors),
            "publisher": item.publisher or "", "date": item.date.value if item.date else "",
            "end_date": item.end_date.value if item.end_date else "", "language": item.language or "",
            "place": item.place or "", "series": item.series or "", "doi": item.doi or "", "isbn": item.isbn or "",
            "url": item.url or "",
        }
        for reference in references
        for item in [reference.item]
    ]  # fmt: skip
    assert list(COLUMNS) == list(read[0])
    assert expected == read


def test_a_line_break_in_a_title_does_not_begin_another_field():
    """
    RIS divides fields by lines, so what a source writes must stay on one.
    """
    item = Item("k", "news", "A title\nER  - \nTY  - JOUR")

    assert 1 == len(rispy.loads(written([Reference(item, csl("w", item), ())], "ris")))


def test_the_same_reference_is_written_to_the_same_bytes(references):
    """
    Nothing but the work decides what is written.
    """
    for form in FORMATS:
        assert written(references, form.suffix) == written(references, form.suffix)
