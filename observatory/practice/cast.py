"""The forty fictional publishers of the practice web."""

from observatory.practice.publishers import HABITS, Publisher

__all__ = ["CAST"]

_FORMS = ("rss", "list", "atom", "table", "rss", "sitemap", "json", "list")
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


def _publisher(number: int) -> Publisher:
    form = _FORMS[number % len(_FORMS)]
    language, charset = _LANGUAGES[number % len(_LANGUAGES)]
    pace = _PACES[number % len(_PACES)]
    every = (
        "week"
        if number % 3 == 1 or form == "sitemap" or pace >= 9
        else "month"
        if number % 13 == 5
        else "day"
    )
    return Publisher(
        id=f"{_NAMES[number % 5].lower()}_{number + 1:02}", name=f"{_NAMES[number % 5]} Institute {number + 1}",
        form=form, language=language, charset="utf-8" if form in ("json", "sitemap") else charset,
        pace=pace, habit=HABITS[number % 3], every=every, shown=12 if form == "sitemap" else (20, 15, 25, 30)[number % 4],
        dated=number % 4 != 3, summer=number % 5 == 4,
    )  # fmt: skip


CAST: tuple[Publisher, ...] = tuple(_publisher(number) for number in range(40))
"""In the order of their numbers; what each publishes follows from its value alone."""
