"""Repositories that speak OAI-PMH, harvested by the real command from the loopback address."""

from datetime import UTC, date, datetime

import pytest

from corpus.store import Place, reading
from spiders.crosswalks import form_of, read_metadata
from spiders.oai_answers import read_page
from spiders.safe_xml import parse_xml

DC = (
    '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:title>{title}</dc:title><dc:creator>Okafor, Ada</dc:creator><dc:date>2020-01-02T10:00:00Z</dc:date>"
    "<dc:date>2019-11</dc:date><dc:type>Technical Report</dc:type><dc:language>eng</dc:language>"
    "<dc:identifier>https://repository.example.org/{key}</dc:identifier>"
    "<dc:identifier>https://doi.org/10.5555/{key}</dc:identifier></oai_dc:dc>"
)
LIST = "/oai?metadataPrefix=oai_dc&verb=ListRecords"
IDENTIFY = "<Identify><granularity>YYYY-MM-DDThh:mm:ssZ</granularity></Identify>"


def answer(inside, at="2026-01-01T00:00:00Z"):
    return (
        '<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
        f"<responseDate>{at}</responseDate><request>x</request>{inside}</OAI-PMH>"
    )


def record(key, title="", *, deleted=False):
    status = ' status="deleted"' if deleted else ""
    metadata = "" if deleted else f"<metadata>{DC.format(title=title or f'Work {key}', key=key)}</metadata>"
    header = f"<header{status}><identifier>oai:{key}</identifier><datestamp>2026-01-01</datestamp></header>"
    return f"<record>{header}{metadata}</record>"


def records(*entries, token="", size=""):
    more = f'<resumptionToken completeListSize="{size}">{token}</resumptionToken>' if token or size else ""
    return f"<ListRecords>{''.join(entries)}{more}</ListRecords>"


def sheet(here, web, more="", expect="at_least = 1"):
    here.sheet("r", f'kind = "oai"\nurl = "{web.url}/oai"\nevery = "hour"\n[expect]\n{expect}\n[oai]\n{more}')


def held(here):
    with reading(Place(here.folder / "var")) as reader:
        return {r.item.key: (r.item, r.state) for work in reader.works() for r in work.records}


def last_run(here):
    with reading(Place(here.folder / "var")) as reader:
        return reader.runs()[-1]


def test_a_repository_is_read_over_its_resumption_tokens(here, web):
    """Each record's fields come out of its Dublin Core; the day of issue is not that of entry."""
    web.put(LIST, answer(records(record("a"), token="t/2")))
    web.put("/oai?resumptionToken=t%2F2&verb=ListRecords", answer(records(record("b"), size=2)))
    sheet(here, web)

    here.run("harvest")

    item, _ = held(here)["oai:a"]
    assert (item.title, item.authors, item.date.value, item.kind, item.language, item.doi, item.url) == (
        "Work a", ("Okafor, Ada",), "2019-11", "report", "en", "10.5555/a",
        "https://repository.example.org/a",
    )  # fmt: skip
    assert {"oai:a", "oai:b"} == set(held(here))


def test_later_only_what_changed_is_asked_for_and_a_deletion_is_a_withdrawal(here, web):
    """The second reading goes back behind the first; few records break no promise, and none is missed."""
    web.put(LIST, answer(records(record("a"), record("b"), record("c"))))
    web.put("/oai?verb=Identify", answer(IDENTIFY))
    sheet(here, web, expect="at_least = 3")
    here.run("harvest")
    asked = len(web.asked)
    changed = answer(records(record("a", deleted=True), record("b", "Better title")))
    for path in list(_incremental(web)):
        web.put(path, changed)

    here.run("harvest")

    paths = [path for path, _ in web.asked[asked:] if path.startswith("/oai")]
    assert "/oai?verb=Identify" == paths[0]
    assert paths[1] in _incremental(web)
    assert ("ok", {"withdrawn by its source": 1}) == (last_run(here).outcome, dict(last_run(here).dropped))
    assert {"oai:a": "withdrawn", "oai:b": "listed", "oai:c": "listed"} == {
        key: state for key, (_, state) in held(here).items()
    }
    assert "Better title" == held(here)["oai:b"][0].title


def _incremental(web):
    """The addresses that ask from two days before now, whatever second it is."""
    from datetime import timedelta
    from urllib.parse import quote

    begin = datetime.now(UTC) - timedelta(days=2)
    for back in range(240):
        moment = (begin - timedelta(seconds=back)).strftime("%Y-%m-%dT%H:%M:%SZ")
        yield f"/oai?from={quote(moment)}&metadataPrefix=oai_dc&verb=ListRecords"


def test_a_sick_run_withdraws_nothing(here, web):
    """A deletion on the first page does not count when the second page cannot be read."""
    web.put(LIST, answer(records(record("a"), record("b"))))
    sheet(here, web, more="whole_every = 1\nuntil = '2099-01-01'\n")
    web.put(f"{LIST.replace('&verb', '&until=2099-01-01&verb')}", answer(records(record("a"), record("b"))))
    here.run("harvest")
    broken = records(record("a", deleted=True), token="gone")
    web.put(f"{LIST.replace('&verb', '&until=2099-01-01&verb')}", answer(broken))
    web.put("/oai?resumptionToken=gone&verb=ListRecords", "oops", status=500)

    here.run("harvest")

    assert "broken" == last_run(here).outcome
    assert {"listed"} == {state for _, state in held(here).values()}


def test_an_expired_token_begins_the_list_again(here, web):
    """It is begun again twice; then the source is broken, and the reason says so."""
    web.put(LIST, answer(records(record("a"), token="t")))
    web.put(
        "/oai?resumptionToken=t&verb=ListRecords", answer('<error code="badResumptionToken">expired</error>')
    )
    sheet(here, web)

    here.run("harvest")

    assert ("broken", 3) == (last_run(here).outcome, web.times(LIST))
    assert "its resumption token expired 3 times" in last_run(here).reason


def test_an_expired_token_costs_nothing_when_the_list_can_then_be_read(here, web):
    """What was read before is not counted twice."""
    pages = iter(['<error code="badResumptionToken"/>', records(record("b"))])
    web.put(LIST, answer(records(record("a"), token="t")))
    web.pages["/oai?resumptionToken=t&verb=ListRecords"] = lambda _: (200, {}, answer(next(pages)).encode())
    sheet(here, web)

    here.run("harvest")

    assert ("ok", 2, {}) == (last_run(here).outcome, last_run(here).kept, dict(last_run(here).dropped))
    assert "begun again" in last_run(here).reason


ERRORS = {
    "cannotDisseminateFormat": "look at 'metadata_prefix'",
    "badArgument": "'since' and 'until'",
    "noSetHierarchy": "it has no sets",
    "fancyError": "its endpoint refuses: fancyError (words)",
}


@pytest.mark.parametrize("code", ERRORS)
def test_an_error_of_the_protocol_is_told_with_its_remedy(code):
    """The ledger's reason names the key of the sheet to look at."""
    from spiders.failures import Broken

    with pytest.raises(Broken) as caught:
        list(spider().parse(response(answer(f'<error code="{code}">words</error>'))))

    assert ERRORS[code] in str(caught.value)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("broken xml", "not an answer of OAI-PMH: Start tag expected"),
        ("", "not an answer of OAI-PMH: "),
        ("<html><body>Sign in</body></html>", "an HTML page"),
        (answer(records(record("a"), record("b")))[:-300], "it breaks off in the middle"),
    ],
)
def test_what_is_no_answer_is_said(body, reason):
    """Each has its own words."""
    from spiders.failures import Broken

    with pytest.raises(Broken) as caught:
        list(spider().parse(response(body)))

    assert reason in str(caught.value)


def test_an_unescaped_sign_does_not_lose_a_repository():
    """What is not well-formed is read all the same, and the ledger says so."""
    one = spider()
    (item,) = one.parse(response(answer(records(record("a", "Skills & work")))))

    assert "oai:a" == item.key
    assert ["is not well-formed XML; read all the same"] == one.notes


def test_entities_are_not_expanded():
    """A document type cannot bring files or bombs into the text."""
    body = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "yyyy">]><a><b>&x;&y;</b></a>'

    root, _ = parse_xml(body)

    assert "" == "".join(root.itertext()).replace("&x;", "").replace("&y;", "")


def test_identifiers_can_be_asked_one_by_one(here, web):
    """A record whose answer fails costs that record; the rest is kept and the run says what it lost."""
    headers = "".join(f"<header><identifier>oai:{n}</identifier></header>" for n in range(24))
    web.put(
        "/oai?metadataPrefix=oai_dc&verb=ListIdentifiers",
        answer(
            f"<ListIdentifiers>{headers}<header status='deleted'><identifier>oai:x</identifier></header></ListIdentifiers>"
        ),
    )
    for n in range(22):
        path = f"/oai?identifier=oai%3A{n}&metadataPrefix=oai_dc&verb=GetRecord"
        web.put(path, answer(f"<GetRecord>{record(n)}</GetRecord>"))
    web.put("/oai?identifier=oai%3A22&metadataPrefix=oai_dc&verb=GetRecord", "", status=500)
    web.put(
        "/oai?identifier=oai%3A23&metadataPrefix=oai_dc&verb=GetRecord",
        answer('<error code="idDoesNotExist">none</error>'),
    )
    sheet(here, web, more='by = "identifiers"')

    here.run("harvest")

    run = last_run(here)
    assert ("ok", 22) == (run.outcome, run.kept)
    assert {
        "page could not be read": 1,
        "its endpoint does not know a record that it lists": 1,
        "withdrawn by its source": 1,
    } == dict(run.dropped)


FORMS = {
    "mods": '<mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><title>T</title></titleInfo>'
    "<name><namePart>Ada</namePart><role><roleTerm>author</roleTerm></role></name>"
    "<name><namePart>Ed</namePart><role><roleTerm>editor</roleTerm></role></name>"
    '<originInfo><dateIssued>2019-11</dateIssued><publisher>P</publisher></originInfo><abstract>A</abstract>'
    '<identifier type="doi">10.5555/a</identifier><language><languageTerm type="code">eng</languageTerm></language>'
    '<relatedItem type="host"><titleInfo><title>J</title></titleInfo></relatedItem></mods>',
    "marcxml": '<record xmlns="http://www.loc.gov/MARC21/slim">'
    '<datafield tag="245"><subfield code="a">T /</subfield></datafield>'
    '<datafield tag="100"><subfield code="a">Ada,</subfield></datafield>'
    '<datafield tag="260"><subfield code="b">P</subfield><subfield code="c">c2019-11.</subfield></datafield>'
    '<datafield tag="520"><subfield code="a">A</subfield></datafield>'
    '<datafield tag="024"><subfield code="a">10.5555/a</subfield></datafield>'
    '<datafield tag="041"><subfield code="a">eng</subfield></datafield></record>',
    "oai_datacite": '<oai_datacite xmlns="http://schema.datacite.org/oai/oai-1.1/"><payload>'
    '<resource xmlns="http://datacite.org/schema/kernel-4"><identifier identifierType="DOI">10.5555/A</identifier>'
    "<creators><creator><creatorName>Ada</creatorName></creator></creators><titles><title>T</title></titles>"
    "<publisher>P</publisher><publicationYear>2018</publicationYear><language>en</language>"
    '<dates><date dateType="Issued">2019-11</date></dates>'
    '<descriptions><description descriptionType="Abstract">A</description></descriptions></resource></payload></oai_datacite>',
    "qdc": '<qualifieddc xmlns="http://dspace.org/qualifieddc/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>T</dc:title><dc:creator>Ada</dc:creator>'
    "<dcterms:issued>2019-11</dcterms:issued><dcterms:abstract>A</dcterms:abstract><dc:publisher>P</dc:publisher>"
    "<dc:identifier>doi:10.5555/a</dc:identifier><dc:language>English</dc:language></qualifieddc>",
    "dim": '<dim xmlns="http://www.dspace.org/xmlns/dspace/dim"><field element="title">T</field>'
    '<field element="contributor" qualifier="author">Ada</field><field element="date" qualifier="issued">2019-11</field>'
    '<field element="description" qualifier="abstract">A</field><field element="publisher">P</field>'
    '<field element="identifier" qualifier="doi">10.5555/a</field><field element="language" qualifier="iso">en</field></dim>',
}  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_every_form_of_metadata_gives_the_same_fields(name):
    """What stands in the table of crosswalks is read."""
    root, _ = parse_xml(FORMS[name].encode())

    found = read_metadata(root, form_of(root))

    names = ("title", "authors", "date", "abstract", "publisher", "language", "doi", "url")
    expected = ("T", ("Ada",), "2019-11", "A", "P", "en", "10.5555/a", "https://doi.org/10.5555/a")
    assert expected == tuple(found[name] for name in names)


def test_a_token_that_leads_in_a_circle_ends_the_run():
    """No repository can keep us for ever."""
    from spiders.failures import Broken

    one = spider()
    list(one.parse(response(answer(records(record("a"), token="t")))))

    with pytest.raises(Broken, match="in a circle"):
        list(one.parse(response(answer(records(record("b"), token="t")))))


def test_a_page_says_how_fine_its_datestamps_are():
    """Identify gives the granularity."""
    assert "YYYY-MM-DDThh:mm:ssZ" == read_page(answer(IDENTIFY).encode()).granularity


def spider():
    from spiders.oai import OaiSpider
    from spiders.sheet import Source

    source = Source(id="r", title="R", publisher="P", kind="oai", url="https://e.org/oai")
    return OaiSpider(source, today=date(2026, 3, 1))


def response(body):
    from scrapy.http import XmlResponse

    return XmlResponse("https://e.org/oai", body=body.encode(), encoding="utf-8")


def year(start, end=""):
    until = f"&until={end}" if end else ""
    return f"/oai?from={start}&metadataPrefix=oai_dc{until}&verb=ListRecords"


def test_a_large_repository_is_read_year_by_year_over_several_runs(here, web):
    """Each run reads as many years as the sheet allows; then only what changed is asked for."""
    now = datetime.now(UTC).year
    identity = "<Identify><earliestDatestamp>{}-05-01</earliestDatestamp><granularity>YYYY-MM-DD</granularity></Identify>"
    web.put("/oai?verb=Identify", answer(identity.format(now - 2)))
    for back in (2, 1):
        web.put(year(f"{now - back}-01-01", f"{now - back}-12-31"), answer(records(record(f"y{back}"))))
    web.put(year(f"{now}-01-01"), answer('<error code="noRecordsMatch"/>'))
    sheet(here, web, more="yearly = true\npages = 2", expect="at_least = 100")

    here.run("harvest")
    first, said = set(held(here)), last_run(here)
    here.run("harvest")
    asked = len(web.asked)
    here.run("harvest")

    assert {"oai:y2", "oai:y1"} == first
    assert ("ok", "1 years are left for the next runs") == (said.outcome, said.reason)
    third = [path for path, _ in web.asked[asked:] if "ListRecords" in path]
    assert 1 == len(third)
    assert "until" not in third[0]
    assert year(f"{now}-01-01") != third[0]
