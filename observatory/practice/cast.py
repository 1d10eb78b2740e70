"""The forty fictional publishers of the practice web."""

from observatory.practice.publishers import HABITS, Publisher

__all__ = ["CAST", "cast_of"]

_FORMS = (
    "rss", "list", "atom", "table", "calendar", "sitemap", "json", "list", "oai", "rss", "api", "pdf",
)  # fmt: skip
_IN_UTF8 = ("json", "sitemap", "calendar", "oai", "api")
_SHOWN = {"sitemap": 12, "oai": 10_000}
_LANGUAGES = (
    ("en", "utf-8"),
    ("fr", "iso-8859-1"),
    ("en", "utf-8"),
    ("de", "windows-1252"),
    ("es", "utf-8"),
    ("ru", "koi8-r"),
    ("pt", "utf-8"),
    ("ar", "windows-1256"),
    ("zh", "gb18030"),
)
_PACES = (2, 5, 9, 3, 14, 7, 4, 6, 12, 8)
_NAMES = ("Amber", "Birch", "Cedar", "Delta", "Ember")


def _publisher(number: int, seed: int = 0) -> Publisher:
    form = _FORMS[number % len(_FORMS)]
    language, charset = _LANGUAGES[(number + seed) % len(_LANGUAGES)]
    pace = _PACES[(number + 3 * seed) % len(_PACES)]
    every = (
        "week"
        if number % 3 == 1 or form == "sitemap" or pace >= 9
        else "month"
        if number % 13 == 5
        else "day"
    )
    return Publisher(
        id=f"{_NAMES[number % 5].lower()}_{number + 1:02}", name=f"{_NAMES[number % 5]} Institute {number + 1}",
        form=form, language=language, charset="utf-8" if form in _IN_UTF8 else charset,
        pace=pace, habit=HABITS[(number + seed) % 3], every=every, shown=_SHOWN.get(form, (20, 15, 25, 30)[number % 4]),
        dated=number % 4 != 3, summer=(number + seed) % 5 == 4, seed=seed,
    )  # fmt: skip


def cast_of(seed: int) -> tuple[Publisher, ...]:
    """Forty publishers in the order of their numbers; another seed gives other works, paces and languages."""
    return tuple(_publisher(number, seed) for number in range(40))


CAST = cast_of(0)
"""Those of the demonstration; what each publishes follows from its value alone."""
