"""Every number on a page is the number that the dataset gives."""

import pandas as pd
import pytest
from lxml import html

from site_builder.dataset import export_dataset


@pytest.fixture(scope="module")
def data(site, tmp_path_factory):
    folder = tmp_path_factory.mktemp("data") / "data"
    export_dataset(site, folder)
    return {path.stem: pd.read_parquet(path) for path in folder.glob("*.parquet")}


def railed(page):
    """The values of an index of a facet with their numbers; those under "One work each" have none beside them."""
    rows = page.xpath("//table[contains(@class, 'bars')]/tbody/tr") + page.xpath(
        "//ul[contains(@class, 'columns')]/li/a"
    )
    named = {row.xpath("string(th/a|span[1])") or row.text: row for row in rows}
    return {name: int(row.xpath("string(td[last()]|span[@class='fig'])") or 1) for name, row in named.items()}


@pytest.mark.parametrize("scheme", ["region", "theme", "driver"])
def test_concepts_are_counted_as_the_dataset_counts_them(scheme, site, built, data):
    """
    The page's own line of pandas gives the page's numbers.
    """
    tags = data["tags"]
    found = tags[tags.scheme == scheme].groupby("concept", observed=True).work.nunique()

    page = html.document_fromstring((built / f"facets/{scheme}/index.html").read_bytes())

    assert {site.book.label(scheme, concept): int(n) for concept, n in found.items()} == railed(page)


@pytest.mark.parametrize(("facet", "count"), [
    ("language", lambda works: works.language.map({"en": "English", "sl": "Slovenian", "ar": "Arabic"}).value_counts()),
    ("year", lambda works: works.date.str[:4].value_counts()),
    ("publisher", lambda works: works.publisher.str.split("; ").explode().value_counts()),
])  # fmt: skip
def test_other_facets_are_counted_as_the_dataset_counts_them(facet, count, built, data):
    """
    So do languages, years and publishers.
    """
    page = html.document_fromstring((built / f"facets/{facet}/index.html").read_bytes())

    assert {value: int(n) for value, n in count(data["works"]).items() if n} == railed(page)


def test_a_pair_of_values_lists_the_works_that_have_both(built, data):
    """
    The list of Europe and income is the join of the two.
    """
    tags = data["tags"]
    has = {concept: set(tags[tags.concept == concept].work) for concept in ("europe", "income")}

    listed = []
    for part in sorted((built / "facets/region/europe/driver/income").glob("*.html")):
        links = html.document_fromstring(part.read_bytes()).xpath("//article//h3/a/@href")
        listed += [link.split("/")[-2] for link in links]

    assert sorted(has["europe"] & has["income"]) == sorted(listed)


def test_the_matrix_is_the_cross_table(site, built, data):
    """
    Regions by driver, counted by pandas.
    """
    a, b = (
        data["tags"].query("scheme == @scheme")[["work", "concept"]].drop_duplicates()
        for scheme in ("region", "driver")
    )
    table = a.merge(b, on="work").groupby(["concept_x", "concept_y"], observed=True).size()

    page = html.document_fromstring((built / "gaps/index.html").read_bytes())
    shown = {}
    columns = [
        link.split("/")[-2] for link in page.xpath("//table[contains(@class, 'matrix')]/thead//a/@href")
    ]
    for row in page.xpath("//table[contains(@class, 'matrix')]/tbody/tr[td]"):
        for column, cell in zip(columns, row.findall("td"), strict=True):
            if cell.find("a") is not None:
                shown[row.get("id").removeprefix("r-"), column] = int(cell.find("a/b").text)

    groups = {concept.id for concept in site.book.scheme("region").concepts if not concept.country}
    assert {key: int(n) for key, n in table.items() if key[0] in groups} == shown


def test_the_first_page_counts_all(site, built, data):
    """
    Works, countries and languages of the lede.
    """
    countries = {concept.id for concept in site.book.scheme("region").concepts if concept.country}
    tags, works = data["tags"], data["works"]
    page = html.document_fromstring((built / "index.html").read_bytes())

    numbers = [int(text.split()[0]) for text in page.xpath("//p[@class='lede']/a[@class='n']/text()")]

    about = tags[(tags.scheme == "region") & tags.concept.isin(countries)].concept.nunique()
    assert [len(works), about, works.language.nunique()] == numbers


def test_traits_are_counted_as_the_dataset_counts_them(built, data):
    """
    What a trait's page counts is the number of definitions with it.
    """
    found = data["traits"].groupby("trait", observed=True).definition.nunique()

    shown = {
        path.parent.name: int(
            html.document_fromstring(path.read_bytes()).xpath("string(//p[@class='lede']/a)")
        )
        for path in (built / "definitions").glob("*/index.html")
    }

    assert {trait: int(n) for trait, n in found.items()} == shown


def test_volumes_stand_beside_their_strips(built, data):
    """
    Each definition with hours has a row, and the page says how many they are.
    """
    known = data["definitions"].dropna(how="all", subset=["hours_min", "hours_max"])

    page = html.document_fromstring((built / "definitions/index.html").read_bytes())

    assert len(known) == len(page.xpath("//section[@id='volumes']//table[contains(@class, 'bars')]/tbody/tr"))


def test_drivers_are_ranked_as_the_dataset_ranks_them(site, built, data):
    """
    Works and sentences of each driver in each year.
    """
    rows = data["rankings"]
    rows = rows[(rows.by == "year") & (rows.works > 0)]
    page = html.document_fromstring((built / "rankings/driver/index.html").read_bytes())
    years = page.xpath("//section[@id='by-year']//thead//a/text()")

    shown = {}
    for row in page.xpath("//section[@id='by-year']//tbody/tr[td]"):
        for year, cell in zip(years, row.findall("td"), strict=True):
            if cell.find("a") is not None:
                sentences = int(cell.xpath("string(a/small[last()])").split()[0])
                shown[row.get("id").removeprefix("year-"), year] = (int(cell.findtext("a/b")), sentences)

    expected = {
        (row.concept, row.value): (row.works, row.sentences)
        for row in rows.itertuples()
        if row.value in years
    }
    assert expected == shown


def test_coverage_is_what_the_dataset_says(built, data):
    """
    Works, languages, countries and publishers of each theme.
    """
    rows = data["coverage"]
    rows = rows[rows.facet == "theme"]
    page = html.document_fromstring((built / "coverage/index.html").read_bytes())

    shown = [
        tuple(int(cell.text_content()) for cell in row.findall("td")[:4])
        for row in page.xpath("//section[@id='theme']//tbody/tr")
    ]

    assert (
        list(rows[["works", "languages", "countries", "publishers"]].itertuples(index=False, name=None))
        == shown
    )


def test_gaps_hold_the_zeros_too(site, data):
    """
    Each pair of a matrix has a row, and the works of a row are those of the tags.
    """
    gaps, tags = data["gaps"], data["tags"]
    drivers = gaps[(gaps["rows"] == "region") & (gaps.columns_ == "driver")]
    europe = set(tags[tags.concept == "europe"].work) & set(tags[tags.concept == "pollination"].work)

    (cell,) = drivers[(drivers.row == "europe") & (drivers.column == "pollination")].itertuples()

    assert (0, len(europe)) == (cell.works, len(europe))
    assert len(drivers) == drivers.row.nunique() * drivers.column.nunique()
