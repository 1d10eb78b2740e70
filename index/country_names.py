"""The names of countries, of their cities and of the UN's regions, from Babel's copy of the Unicode CLDR."""

from collections.abc import Collection, Sequence
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from index.folding import words
from index.patterns import Pattern, pattern

__all__ = ["LANGUAGES", "area_names", "city_names", "country_name", "country_names", "is_country"]

LANGUAGES = (
    "en", "ar", "bg", "cs", "da", "de", "el", "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu", "id",
    "it", "ja", "ko", "lt", "lv", "ms", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sv", "sw", "th",
    "tr", "uk", "vi", "zh",
)  # fmt: skip
"""The languages in which countries are known by name, unless an observatory names others."""

SHORTEST = 4
"""A name of fewer Latin letters, such as Vietnamese Mỹ or Estonian Tai, is another word elsewhere."""

_NO_COUNTRIES = ("EU", "EZ", "UN", "XA", "XB", "XK", "ZZ", "AC", "CP", "CQ", "DG", "EA", "IC", "QO", "TA")
"""Two-letter codes in CLDR that ISO 3166-1 does not assign."""


@lru_cache(maxsize=128)
def _all_territories(language: str) -> dict[str, str]:
    try:
        return dict(Locale.parse(language, sep="-").territories)
    except (UnknownLocaleError, ValueError):
        return {}


@lru_cache(maxsize=128)
def _territories(language: str) -> dict[str, str]:
    names = _all_territories(language)
    return {code: name for code, name in names.items() if len(code) == len("ZA") and code.isalpha()}


def is_country(id: str) -> bool:  # noqa: A002 - the word that sheets use
    """Whether this is a country's ISO 3166-1 alpha-2 code in small letters."""
    code = id.upper()
    return code.lower() == id and code in _territories("en") and code not in _NO_COUNTRIES


def country_name(id: str, language: str) -> str:  # noqa: A002 - as above
    """The name for display; empty when CLDR has none in this language."""
    return _territories(language).get(id.upper(), "")


def country_names(id: str, language: str) -> tuple[str, ...]:  # noqa: A002 - as above
    """
    The forms of a country's name that a text may hold.

    What stands in brackets is left out where the rest still names one country only.

    >>> country_names("ba", "en")
    ('Bosnia & Herzegovina', 'Bosnia and Herzegovina')
    >>> country_names("mm", "en")
    ('Myanmar (Burma)', 'Myanmar')
    """
    name = country_name(id, language)
    if not name:
        return ()
    bare = _without_brackets(name)
    forms = [name]
    if (
        bare != name
        and [_without_brackets(other) for other in _territories(language).values()].count(bare) == 1
    ):
        forms.append(bare)
    if language == "en" and "&" in name:
        forms.append(name.replace("&", "and"))
    return tuple(form for form in forms if _is_long_enough(form))


def area_names(codes: Sequence[str], language: str) -> tuple[str, ...]:
    """
    What regions of several countries are called in a language; a code without a name there gives none.

    Args:
        codes: Three digits of the UN's M49, or EU.

    >>> area_names(["017"], "fr"), area_names(["EU"], "it")
    (('Afrique centrale',), ('Unione europea',))
    """
    names = _all_territories(language)
    return tuple(names[code] for code in codes if code in names and _is_long_enough(names[code]))


def city_names(id: str, known: Collection[Pattern], language: str) -> tuple[str, ...]:  # noqa: A002 - as above
    """
    What cities of a country are called in a language.

    CLDR names the city of each time zone: capitals and other large ones. Which of them name nothing but the city,
    a person has to say; so only those count that are known by their English name.

    Args:
        known: The words that name the country in English, its cities among them.

    >>> city_names("at", {pattern("Vienna")}, "es"), city_names("at", set(), "es")
    (('Viena',), ())
    """
    wanted = (zone for zone in _zones().get(id.upper(), ()) if pattern(_city(zone, "en")) in known)
    names = (_city(zone, language) for zone in wanted)
    return tuple(dict.fromkeys(name for name in names if name and _is_long_enough(name)))


@lru_cache(maxsize=1)
def _zones() -> dict[str, tuple[str, ...]]:
    """The time zones of each country."""
    found: dict[str, list[str]] = {}
    for zone, code in sorted(get_global("zone_territories").items()):
        found.setdefault(code, []).append(zone)
    return {code: tuple(zones) for code, zones in found.items()}


def _city(zone: str, language: str) -> str:
    """The city of a zone; where CLDR gives none in English, it is the last part of the zone's name."""
    name = _cities(language).get(zone, "")
    return zone.rpartition("/")[2].replace("_", " ") if language == "en" and not name else name


@lru_cache(maxsize=128)
def _cities(language: str) -> dict[str, str]:
    try:
        zones = Locale.parse(language, sep="-").time_zones
    except (UnknownLocaleError, ValueError):
        return {}
    return {zone: names["city"] for zone, names in zones.items() if "city" in names}


def _without_brackets(name: str) -> str:
    return name.replace("\uff08", "(").partition("(")[0].strip()


def _is_long_enough(name: str) -> bool:
    letters = "".join(words(name))
    return len(letters) >= (SHORTEST if letters.isascii() else len("日本"))
