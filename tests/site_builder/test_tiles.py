"""The tile map: each country once, beside its neighbours, with the numbers of the list."""

from importlib.resources import files
from pathlib import Path

import pytest
from lxml import html

from index.concepts import load_book
from site_builder.claims import Claims
from site_builder.tiles import GRID, SIZE, Tile, tile_map

PLACES = {
    code: (row, column)
    for row, line in enumerate(GRID.strip().splitlines())
    for column, code in enumerate(line.split())
    if code != "."
}


def tile(code, works):
    return Tile(
        ("region", code), f"Land <{code}>", works, f"facets/region/{code}/index.html" if works else ""
    )


def drawn(*tiles):
    return html.fragment_fromstring(str(tile_map(tiles, "../", Claims())))


def test_every_country_has_one_square_at_most():
    """No code stands twice, and all rows are equally long."""
    codes = [code for code in GRID.split() if code != "."]

    assert len(codes) == len(set(codes))
    assert 1 == len({len(line.split()) for line in GRID.strip().splitlines()})


def test_no_country_is_too_small_for_the_map():
    """Each one that the shipped concepts know has a square, territories and islands too."""
    regions = load_book([Path(str(files("index"))) / "concepts"]).scheme("region").concepts
    countries = {concept.id.upper() for concept in regions if concept.country}

    assert len(countries) > 240
    assert set() == countries - PLACES.keys()


@pytest.mark.parametrize(("one", "way", "other"), [
    ("CA", "north", "US"), ("US", "north", "MX"), ("NO", "west", "SE"), ("ES", "east", "PT"), ("FR", "north", "ES"),
    ("EG", "east", "LY"), ("KE", "east", "UG"), ("ZA", "south", "BW"), ("IN", "south", "NP"), ("JP", "east", "CN"),
    ("NZ", "south", "AU"), ("AR", "south", "CL"), ("MA", "west", "DZ"), ("VN", "east", "LA"),
    ("IM", "west", "GB"), ("AX", "west", "EE"), ("MF", "north", "GP"), ("BQ", "north", "VE"), ("YT", "north", "MG"),
    ("NF", "south", "NC"),
])  # fmt: skip
def test_neighbours_lie_as_they_do_on_earth(one, way, other):
    """As far as squares allow."""
    (row, column), (there_row, there_column) = PLACES[one], PLACES[other]
    ways = {
        "north": row < there_row, "south": row > there_row,
        "west": column < there_column, "east": column > there_column,
    }  # fmt: skip

    assert ways[way]


def test_a_square_has_code_number_strip_and_a_way_to_its_page():
    """Without colour too; its number says what it counts, and its name is escaped."""
    root = drawn(tile("ke", 4), tile("ug", 1), tile("tz", 0))
    kenya, uganda = root.xpath("//a")

    assert ["KE", "4"] == kenya.xpath("text/text()")
    assert "works?region=ke" == kenya.xpath("text[2]/@data-n")[0]
    assert "../facets/region/ke/index.html" == kenya.get("href")
    assert "Land <ke>" == kenya.xpath("string(title)")
    assert float(kenya.xpath("rect[2]/@width")[0]) == 2 * float(uganda.xpath("rect[2]/@width")[0])


def test_a_country_without_works_is_drawn_and_leads_nowhere():
    """A gap is to be seen as well."""
    root = drawn(tile("ke", 4), tile("tz", 0))

    assert ["TZ"] == root.xpath("//g/text/text()")
    assert 1 == len(root.xpath("//a"))


def test_the_map_is_cut_to_where_its_countries_lie():
    """Of two neighbours it is two squares wide and one high."""
    assert f"0 0 {2 * SIZE} {SIZE}" == drawn(tile("ug", 1), tile("ke", 1)).get("viewbox")
