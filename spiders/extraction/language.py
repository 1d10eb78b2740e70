"""In which language a text is, short titles included."""

from functools import cache
from itertools import islice

from py3langid.langid import MODEL_FILE, LanguageIdentifier

__all__ = ["language_of", "language_of_page"]

MUCH = frozenset(
    [
        "ar",
        "bg",
        "bn",
        "cs",
        "da",
        "de",
        "el",
        "en",
        "es",
        "et",
        "fa",
        "fi",
        "fr",
        "he",
        "hi",
        "hr",
        "hu",
        "id",
        "it",
        "ja",
        "ko",
        "lt",
        "lv",
        "nl",
        "no",
        "pl",
        "pt",
        "ro",
        "ru",
        "sk",
        "sl",
        "sr",
        "sv",
        "sw",
        "th",
        "tr",
        "uk",
        "ur",
        "vi",
        "zh",
    ]
)
"""Languages in which much is published."""

SOME = frozenset(
    [
        "af",
        "am",
        "az",
        "be",
        "bs",
        "ca",
        "cy",
        "eu",
        "ga",
        "gu",
        "ha",
        "hy",
        "ig",
        "is",
        "ka",
        "kk",
        "km",
        "kn",
        "ky",
        "lo",
        "mg",
        "mk",
        "ml",
        "mn",
        "mr",
        "ms",
        "mt",
        "my",
        "ne",
        "nso",
        "om",
        "or",
        "pa",
        "ps",
        "rw",
        "si",
        "sn",
        "so",
        "sq",
        "st",
        "ta",
        "te",
        "tg",
        "tl",
        "uz",
        "xh",
        "yo",
        "zu",
    ]
)
"""Other languages of states, schools and universities."""

SELDOM = 0.02
"""How likely any other language is before a word is read; of those in which much is published, each is 1."""

_LIKELY = dict.fromkeys(SOME, 0.2) | dict.fromkeys(MUCH, 1.0)

DECLARED = 4.0
"""How much likelier a language is that the page or its list declares."""

SURE = 0.25
"""Below this share of certainty no language is told."""

LONGEST = 250
"""Characters that are read: more makes it slower and not surer."""

ENOUGH = 3
"""Letters below which nothing can be told."""


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language_of(text: str, *declared: str, sure: float = SURE) -> str:
    """
    The language of a text as an ISO 639 code; empty when it is not sure.

    py3langid weighs the characters; which languages things are published in, and what is declared, weigh in
    beforehand. So a short Spanish title is not taken for Aragonese, and a long Aragonese text still is.

    Args:
        declared: BCP 47 tags that are claimed for the text; a claim helps, and is not believed blindly.
        sure: The least certainty, 0 to 1, with which a language is told.

    >>> language_of("Microcredenciales en la educación superior")
    'es'
    """
    text = " ".join(text[: 2 * LONGEST].split())[:LONGEST]
    if sum(1 for _ in islice(filter(str.isalpha, text), ENOUGH)) < ENOUGH:
        return ""
    likely = _LIKELY | {tag.partition("-")[0].lower(): DECLARED for tag in declared if tag}
    weighed = [(chance * likely.get(name, SELDOM), name) for name, chance in _identifier().rank(text)]
    most, name = max(weighed)
    total = sum(weight for weight, _ in weighed)
    return name if total and most / total >= sure else ""


def language_of_page(text: str, title: str, *declared: str) -> tuple[str, str]:
    """
    The language of an item, and how it was found: "meta" where what is declared agrees, else "text".

    Args:
        text: Its main text; the title speaks where there is none.
        declared: What page and list claim, the page first.
    """
    claims = [tag for tag in declared if tag]
    read = language_of(text if len(text) >= 100 else f"{title}. {text}", *claims)
    if not read:
        return "", ""
    for tag in claims:
        if tag.partition("-")[0].lower() == read:
            return tag, "meta"
    return read, "text"
