"""Pages: text, metadata, files, events, recordings."""

import json

import pytest

from spiders.extraction import text
from spiders.extraction.fields import licence_of
from spiders.extraction.identifiers import doi_in, handle_in, isbn_in
from spiders.extraction.language import language_of
from spiders.extraction.markup import read_markup

BANNER = "<div class='x'><p>We use cookies to improve this website. Accept all cookies or change your cookie settings.</p></div>"


def ld(**node: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def test_the_main_text_is_kept_without_banner_navigation_and_footer(read, make):
    """Only the article remains."""
    shown = read(make["page"]("", BANNER)).text

    assert "employers, universities and ministries" in shown
    for boilerplate in ("cookies", "News", "Main Street"):
        assert boilerplate not in shown


def test_places_are_trusted_in_their_order(read, make):
    """JSON-LD before Highwire before Dublin Core before OpenGraph; each says what kind of place it was."""
    og = "<meta property='og:title' content='By OpenGraph'>"
    dc = "<meta name='DC.title' content='By Dublin Core'>"
    highwire = "<meta name='citation_title' content='By Highwire'>"
    json_ld = ld(**{"@type": "Report", "name": "By JSON-LD"})

    found = [
        read(make["page"](head, title="By"))
        for head in (og, og + dc, og + dc + highwire, og + dc + highwire + json_ld)
    ]

    assert [
        ("By OpenGraph", "text"),
        ("By Dublin Core", "meta"),
        ("By Highwire", "meta"),
        ("By JSON-LD", "meta"),
    ] == [(one.fields["title"], one.methods["title"]) for one in found]


@pytest.mark.parametrize(
    ("claimed", "believed"),
    [
        ("/reports/42", "https://example.org/reports/42"),
        ("https://www.example.org/reports/42", "https://www.example.org/reports/42"),
        ("https://elsewhere.example/reports/42", None),
        ("/", None),
        ("https://www.example.org/reports/skills-for-a-green-economy/?utm_source=x", None),
        ("http://[", None),
    ],
)
def test_a_page_is_believed_its_own_address_on_its_own_site(read, make, claimed, believed):
    """Another site's is a copied template's, the front page a broken one's, and its own tells nothing new."""
    fields = read(make["page"](f"<link rel='canonical' href='{claimed}'>")).fields

    assert believed == fields.get("canonical")


def test_a_title_loses_the_name_of_its_site(read, make):
    """What stands behind the bar is the site."""
    head = "<meta property='og:title' content='Skills for a green economy | Example Institute'><meta property='og:site_name' content='Example Institute'>"

    assert "Skills for a green economy" == read(make["page"](head)).fields["title"]


def test_a_scholarly_page_gives_all_its_fields(read, make):
    """People, container, publisher, DOI, ISBN, licence, abstract and the PDF."""
    head = (
        "<meta name='citation_author' content='Lee, Ann'><meta name='citation_author' content='Chen, Bo'>"
        "<meta name='citation_doi' content='10.1234/ABC.5'><meta name='citation_isbn' content='0-306-40615-2'>"
        "<meta name='citation_publisher' content='Example Press'><meta name='citation_journal_title' content='Skills Quarterly'>"
        "<meta name='citation_pdf_url' content='/files/5.pdf'><meta name='DC.description' content='We compare the rules of nine countries on short courses.'>"
        "<link rel='license' href='https://creativecommons.org/licenses/by/4.0/'>"
    )
    reading = read(make["page"](head))

    assert {
        "authors": ("Lee, Ann", "Chen, Bo"), "doi": "10.1234/abc.5", "isbn": "9780306406157",
        "publisher": "Example Press", "series": "Skills Quarterly", "files": ("https://example.org/files/5.pdf",),
        "abstract": "We compare the rules of nine countries on short courses.", "licence": "CC BY 4.0", "language": "en",
    }.items() <= reading.fields.items()  # fmt: skip
    assert set(reading.fields) == set(reading.methods)


@pytest.mark.parametrize(
    "by", ["admin", "https://facebook.com/example", "Example Institute", "editor@example.org"]
)
def test_who_is_no_person_is_no_author(read, make, by):
    """Accounts, addresses and the site itself."""
    head = f"<meta property='og:site_name' content='Example Institute'><meta name='author' content='{by}'>"

    assert "authors" not in read(make["page"](head)).fields


def test_an_event_says_when_where_and_how(read, make):
    """Its moments keep their zone; the day of the announcement is not the day of the event."""
    node = ld(**{
        "@type": "EducationEvent", "name": "Skills for a green economy", "startDate": "2026-05-04T09:00:00+02:00",
        "endDate": "2026-05-05T17:00:00+02:00", "datePublished": "2026-01-02",
        "location": {"@type": "Place", "name": "Town Hall", "address": {"addressLocality": "Kigali", "addressCountry": "RW"}},
        "organizer": {"@type": "Organization", "name": "Example Institute"},
        "eventAttendanceMode": "https://schema.org/MixedEventAttendanceMode",
        "offers": {"url": "/register", "validThrough": "2026-04-20"},
    })  # fmt: skip
    fields = read(make["page"](node), kind="event").fields

    assert ("2026-05-04", "2026-05-05", "2026-04-20") == tuple(
        fields[n].value for n in ("date", "end_date", "deadline")
    )
    assert {
        "starts": "2026-05-04T09:00+02:00", "ends": "2026-05-05T17:00+02:00", "place": "Town Hall, Kigali, RW",
        "online": "yes", "organiser": "Example Institute", "registration": "https://example.org/register",
    }.items() <= fields.items()  # fmt: skip


def test_a_recording_says_how_long_it_is(read, make):
    """Seconds or ISO 8601 become one form."""
    node = ld(
        **{
            "@type": "VideoObject",
            "name": "Skills for a green economy",
            "duration": "PT0H42M00S",
            "uploadDate": "2025-03-04",
        }
    )

    fields = read(make["page"](node)).fields

    assert ("PT42M", "2025-03-04") == (fields["duration"], fields["date"].value)


def test_microdata_and_nodes_that_are_pointed_at_are_read(read, make):
    """A graph names its author by id; another page writes the same in attributes."""
    graph = ld(**{"@graph": [
        {"@type": "Article", "headline": "Skills for a green economy", "author": {"@id": "#a"}},
        {"@type": "Person", "@id": "#a", "name": "Ann Lee"},
    ]})  # fmt: skip
    attributes = "<div itemscope itemtype='https://schema.org/Article'><span itemprop='name'>Skills for a green economy</span><span itemprop='author'>Bo Chen</span></div>"

    assert ("Ann Lee",) == read(make["page"](graph)).fields["authors"]
    assert ("Bo Chen",) == read(make["page"]("", attributes)).fields["authors"]


def test_one_broken_script_costs_only_itself(read, make):
    """The next script is still read."""
    head = '<script type="application/ld+json">{"@type": "Report", </script>' + ld(
        **{"@type": "Report", "name": "Skills for a green economy", "author": "Ann Lee"}
    )

    assert ("Ann Lee",) == read(make["page"](head)).fields["authors"]


def test_only_files_that_are_the_item_are_offered(read, make):
    """The one to download or named like it; not what the text refers to, and not the footer's."""
    links = (
        "<a href='/f/skills-green-economy.pdf'>Skills for a green economy</a><a href='/f/12.pdf'>Download the report</a>"
        "<a href='https://other.example/law.pdf'>the law of 1999</a><footer><a href='/statutes.pdf'>Download our statutes</a></footer>"
    )

    assert ("https://example.org/f/skills-green-economy.pdf", "https://example.org/f/12.pdf") == read(
        make["page"]("", links)
    ).fields["files"]


def test_a_wrong_character_set_is_read_as_what_it_is_and_said(read, make):
    """It says UTF-8 and is not."""
    body = make["page"](
        "", "<p>Les compétences professionnelles des élèves à Genève ont été étudiées.</p>"
    ).decode()
    reading = read(body.encode("cp1252"))

    assert "compétences professionnelles des élèves à Genève" in reading.text
    assert "wrong character set" in reading.notes[0]


TITLES = [
    ("Microcredentials in Kenya", (), "en"), ("Microcredenciales en la educación superior", (), "es"),
    ("Kleine Lernnachweise für die Weiterbildung", (), "de"), ("المؤهلات المصغرة في التعليم العالي", (), "ar"),
    ("Microcredenciais no ensino superior", ("pt",), "pt"), ("2024", (), ""), ("", ("en",), ""),
]  # fmt: skip


@pytest.mark.parametrize(("title", "declared", "language"), TITLES)
def test_the_language_of_a_title_is_told(title, declared, language):
    """Short as it is; nothing is told of nothing."""
    assert language == language_of(title, *declared)


def test_a_declared_language_is_not_believed_against_the_text(read, make):
    """Many templates say English whatever follows."""
    body = (
        make["page"](title="Compétences pour une économie verte")
        .decode()
        .replace(
            "<p>",
            "<p>Les formations courtes se multiplient et les employeurs demandent comment les reconnaître. ",
        )
    )
    french = (
        "<p>"
        + "Les formations courtes qui donnent des crédits se multiplient, et les employeurs, les universités et les ministères demandent comment les apprenants peuvent les combiner. "
        * 4
        + "</p>"
    )
    start, end = body.index("<p>"), body.index("</article>")

    assert "fr" == read((body[:start] + french + body[end:]).encode()).fields["language"]


def test_identifiers_are_tried_before_they_are_believed():
    """A check digit that is wrong, two DOIs in running text, a licence that is a mere notice."""
    assert "" == isbn_in(["978-0-306-40615-8"])
    assert "9780306406157" == isbn_in(["ISBN 978-0-306-40615-7 (print)"], alone=True)
    assert "" == doi_in(["see 10.1234/a and 10.1234/b"], alone=True)
    assert "1721.1/12345" == handle_in(["https://hdl.handle.net/1721.1/12345"])
    assert ("CC BY-NC-SA 3.0", "") == (
        licence_of("CC-BY-NC-SA 3.0"),
        licence_of("© 2024 All rights reserved"),
    )


def test_a_page_of_very_many_parts_gives_its_visible_text_and_says_so(read, make):
    """No extractor comes to an end with it; navigation, footer and comments are left out all the same."""
    parts = "".join(f"<p>Part {number}.</p>" for number in range(45_000))
    reading = read(make["page"](body=f"{parts}<div id='comments'><p>I agree.</p></div>"))

    assert ["Part 0.", "Part 44999."] == [
        line for line in reading.text.split("\n") if line in ("Part 0.", "Part 44999.")
    ]
    for aside in ("News", "Main Street", "I agree"):
        assert aside not in reading.text
    (remark,) = reading.notes
    assert remark.endswith("tags: all its visible text is taken")


def test_a_text_that_leaves_out_half_of_the_page_is_compared(monkeypatch):
    """The quick answer counts where it holds what the page says, else the slow one does."""
    answers = {True: "too little", False: "what the comparison gave " * 20}
    monkeypatch.setattr(text, "_asked", lambda _markup, *, fast: answers[fast])
    paragraphs = "".join(
        f"<p>{number} of a long article that says a great deal of things.</p>" for number in range(60)
    )
    markup = read_markup(
        f"<html><body><main>{paragraphs}</main></body></html>".encode(), "https://example.org/a"
    )

    assert answers[False].strip() == text.main_text(markup).strip()

    answers[True] = "the whole article " * 150

    assert answers[True].strip() == text.main_text(markup).strip()
