"""The names of countries, from Babel's copy of the Unicode CLDR territories."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError

from index.folding import words

__all__ = ["LANGUAGES", "country_name", "country_names", "is_country"]

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
def _territories(language: str) -> dict[str, str]:
    try:
        territories = Locale.parse(language, sep="-").territories
    except (UnknownLocaleError, ValueError):
        return {}
    return {code: name for code, name in territories.items() if len(code) == len("ZA") and code.isalpha()}


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


def _without_brackets(name: str) -> str:
    return name.replace("\uff08", "(").partition("(")[0].strip()


def _is_long_enough(name: str) -> bool:
    letters = "".join(words(name))
    return len(letters) >= (SHORTEST if letters.isascii() else len("日本"))
