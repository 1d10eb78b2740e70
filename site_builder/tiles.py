"""The tile map: a map by neighbourhood, one square a country, in which the small ones can be read too.

Where each square lies is our own choice: beside its neighbours, as far as squares allow.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt

from markupsafe import Markup, escape

from site_builder.charts import piece
from site_builder.claims import Claims
from site_builder.facets import Key
from site_builder.view import SiteView

__all__ = ["GRID", "SOME", "Tile", "tile_map", "tiles_of"]

GRID = """
.  .  .  .  .  .  .  .  .  .  GL .  .  .  .  SJ .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
.  .  CA .  .  .  .  .  .  .  .  .  IS .  .  NO SE FI .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
.  .  US .  PM .  .  .  .  .  .  IM FO .  DK AX EE .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
.  .  MX .  .  BM .  .  .  .  .  IE GB NL DE PL LV RU .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
.  .  GT BZ .  BS TC .  .  .  .  GG BE LU CZ SK LT BY .  .  KZ .  .  MN .  .  .  .  .  .  .  .  .
.  .  SV HN .  CU HT DO PR VG .  JE FR CH LI AT HU UA .  GE UZ KG .  CN KP .  JP .  .  .  .  .  .
.  .  .  NI .  KY JM VI AI MF .  PT ES AD IT SI HR RO MD AM TM TJ .  .  KR .  .  .  .  .  .  .  .
.  .  .  CR PA .  SX KN AG GP BL .  GI MC SM BA RS BG TR AZ IR AF BT MO HK TW .  .  .  MP .  UM .
.  .  .  .  AW CW BQ MS DM MQ .  .  .  .  VA ME XK MK CY SY IQ PK NP MM LA VN .  .  .  GU .  .  .
.  .  .  .  CO VE TT VC LC BB .  .  .  .  MT AL GR .  LB JO KW BH IN BD TH KH PH .  PW FM MH .  .
.  .  .  .  EC GY SR GD .  .  .  .  MA DZ TN LY EG .  IL PS SA QA .  LK MY BN .  .  .  NR KI .  .
.  .  .  .  PE BR GF .  .  .  .  EH MR ML NE TD SD ER .  .  YE AE MV .  SG ID TL .  PG SB TV TK .
.  .  .  .  BO PY .  .  .  CV SN BF TG NG CF SS ET DJ .  .  .  OM .  .  .  .  .  .  .  VU WF WS AS
.  .  .  .  CL UY .  .  .  GM GN CI GH BJ CM CG UG KE SO .  .  .  .  .  .  .  CC CX AU NC FJ TO PF
.  .  .  .  AR .  .  .  .  GW SL LR .  GQ GA CD RW TZ SC IO .  .  .  .  .  .  .  .  .  NF NU CK PN
.  .  .  .  FK .  .  .  .  .  .  .  SH ST AO ZM BI MW KM YT .  .  .  .  .  .  .  HM NZ .  .  .  .
.  .  .  .  .  GS .  .  .  .  .  .  .  .  NA BW ZW MZ MG MU .  .  .  .  .  .  .  .  .  .  .  .  .
.  .  .  .  .  .  BV .  AQ .  .  .  .  .  .  ZA LS SZ .  RE TF .  .  .  .  .  .  .  .  .  .  .  .
"""
"""Rows from north to south, columns from west to east; ISO 3166-1 alpha-2."""

SIZE = 46
"""Of a square with the gap to the next."""

SOME = 5
"""From how many countries on a map shows more than their list."""


@dataclass(frozen=True, slots=True)
class Tile:
    """
    A country on the map.

    Attributes:
        key: Its concept; countries are called by their ISO code in small letters.
        page: Within the site; empty for none.
    """

    key: Key
    name: str
    works: int
    page: str


@cache
def _places() -> Mapping[str, tuple[int, int]]:
    return {
        code.lower(): (column, row)
        for row, line in enumerate(GRID.strip().splitlines())
        for column, code in enumerate(line.split())
        if code != "."
    }


def tiles_of(view: SiteView, countries: Iterable[Key], within: Key | None = None) -> tuple[Tile, ...]:
    """
    These countries as squares, without those that have none.

    Args:
        within: Count only works that have this value too.
    """
    also = (within,) if within else ()
    return tuple(
        Tile(key, view.label(key), works, view.path(key) if works else "")
        for key in countries
        if key[1] in _places()
        for works in [view.count(key, *also) if view.count(key) else 0]
    )


def tile_map(
    tiles: Sequence[Tile], root: str, mark: Claims, *within: Key, say: Callable[[int], str] = str
) -> Markup:
    """
    The map of these countries, cut to where they lie: code, number, and a strip whose square grows with the number.

    It is for the eye and the pointer; whoever hears or tabs through the page has the list beside it.

    Args:
        tiles: One at least.
        root: The way to the folder of the site.
        mark: Marks its numbers.
        within: The values that the counted works have too.
        say: Writes a number as the language of the page does.
    """
    shown = [(tile, _places()[tile.key[1]]) for tile in tiles]
    left, top = (min(place[axis] for _, place in shown) for axis in (0, 1))
    right, bottom = (max(place[axis] for _, place in shown) for axis in (0, 1))
    most = max(tile.works for tile in tiles) or 1
    squares = "".join(
        _square(
            tile, (column - left) * SIZE, (row - top) * SIZE, tile.works / most, root,
            f'{mark("works", within, tile.key)}>{say(tile.works)}' if tile.works else "",
        )
        for tile, (column, row) in shown
    )  # fmt: skip
    size = f"{(right - left + 1) * SIZE} {(bottom - top + 1) * SIZE}"
    return Markup(f'<svg class="chart tiles" viewBox="0 0 {size}" aria-hidden="true">{squares}</svg>')  # noqa: S704 - texts are escaped in _square


def _square(tile: Tile, x: int, y: int, share: float, root: str, said: str) -> str:
    code = f'x="{x + 6}" y="{y + 16}">{escape(tile.key[1].upper())}</text>'
    title = f"<title>{escape(tile.name)}</title>"
    edge = f'x="{x + 1}" y="{y + 1}" width="44" height="44"/>'
    if not tile.works:
        return f'<g>{title}<rect class="tile none" {edge}<text class="t q" {code}</g>'
    return (
        f'<a href="{escape(root + tile.page)}" tabindex="-1">{title}<rect class="tile" {edge}<text class="t" {code}'
        f"{piece(x + 6, y + 34, max(3.0, 34 * sqrt(share)), 7)}"
        f'<text class="t n" x="{x + 40}" y="{y + 31}" text-anchor="end"{said}</text></a>'
    )
