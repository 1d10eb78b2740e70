"""
The main text of a page: trafilatura first, jusText where it finds next to nothing.

trafilatura compares its answer with those of two other extractors, which costs it a third of its time and
changes the text of few pages. It is asked for the comparison where its quick answer may be too little: the
page holds few paragraphs, or the answer leaves out half of what they say.
"""

import logging
import re
from collections.abc import Iterator
from functools import cache

import justext
from trafilatura import bare_extraction
from trafilatura.settings import Extractor

from spiders.extraction.markup import Markup, passages

__all__ = ["is_banner", "main_text", "remark_on_size", "without_banners"]

SHORT = 200
"""Characters below which the first extractor's answer is doubted."""

FEW = 1500
"""Characters in all paragraphs of a page below which its text may stand elsewhere."""

HALF = 2.0
"""How many times longer than the quick answer a page's paragraphs, and all that it shows, may be."""

LONG = 40_000
"""Tags above which answers are not compared: the time for it grows with their square."""

_STOPLISTS = {
    "ar": "Arabic", "bg": "Bulgarian", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "en": "English", "es": "Spanish", "et": "Estonian", "fi": "Finnish", "fr": "French", "hr": "Croatian",
    "hu": "Hungarian", "id": "Indonesian", "it": "Italian", "lt": "Lithuanian", "lv": "Latvian", "nl": "Dutch",
    "no": "Norwegian_Bokmal", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak",
    "sl": "Slovenian", "sv": "Swedish", "sw": "Swahili", "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese",
}  # fmt: skip

_BANNER = re.compile(
    r"\b(cookies?|consent|gdpr|dsgvo|rgpd|lgpd|einwilligung|consentement|datenschutzeinstellungen)\b",
    re.IGNORECASE,
)
_SIGNS = ("cookie", "consent", "gdpr", "dsgvo", "rgpd", "lgpd", "einwilligung", "datenschutzeinst")
_ANSWER = re.compile(
    r"\b(accept|agree|allow|reject|decline|settings|preferences|akzeptier\w*|zustimm\w*|ablehn\w*|accepter|refuser"
    r"|param[eè]tr\w*|aceptar|rechazar|aceitar|rejeitar|accetta\w*|rifiuta\w*|accepteren|weigeren|necessary|notwendig\w*"
    r"|essential|use of|we use|wir verwenden|nous utilisons|utilizamos|usamos|utilizziamo|browser)\b",
    re.IGNORECASE,
)


def main_text(markup: Markup, language: str = "") -> str:
    """
    The main text of a page, one paragraph a line; empty where there is none.

    Args:
        language: Of the page, for the second extractor.
    """
    if markup.is_huge:
        return without_banners("\n".join(_visible(markup)))
    text = without_banners(_first(markup))
    if len(text) < SHORT:
        other = without_banners(_second(markup, language))
        if len(other) > 2 * len(text):
            text = other
    return text


def remark_on_size(markup: Markup) -> str:
    """For the ledger, where a page is so large that nothing tells its main text from the rest; else empty."""
    return f"a page of {markup.tags:,} tags: all its visible text is taken" if markup.is_huge else ""


def _first(markup: Markup) -> str:
    """What trafilatura finds, quickly where that will do."""
    spoken = sum(len(paragraph.text_content()) for paragraph in markup.tree.iter("p"))
    long = markup.tags > LONG
    if long or spoken >= FEW:
        text = _asked(markup, fast=True)
        enough = HALF * len(text)
        if long or spoken <= enough or sum(map(len, _visible(markup))) <= enough:
            return text
    return _asked(markup, fast=False)


def _visible(markup: Markup) -> Iterator[str]:
    """What a page shows, without what stands aside and what its readers wrote."""
    return (one.text for one in passages(markup.tree, aside=False) if one.text)


def _asked(markup: Markup, *, fast: bool) -> str:
    found = bare_extraction(markup.tree, options=_options(fast=fast))
    return (getattr(found, "text", "") or "") if found is not None else ""


@cache
def _options(*, fast: bool) -> Extractor:
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return Extractor(output_format="python", fast=fast, comments=False)


def _second(markup: Markup, language: str) -> str:
    name = _STOPLISTS.get(language.partition("-")[0])
    stoplist = justext.get_stoplist(name) if name else frozenset()
    try:
        paragraphs = justext.justext(
            markup.html.encode("utf-8", "replace"), stoplist, encoding="utf-8",
            **({} if name else {"stopwords_low": 0.0, "stopwords_high": 0.0}),
        )  # fmt: skip
    except Exception:  # noqa: BLE001 - markup that the second cannot read either has no text
        return ""
    return "\n".join(paragraph.text for paragraph in paragraphs if not paragraph.is_boilerplate)


def without_banners(text: str) -> str:
    """A text without the lines of a cookie banner: short, of cookies, and asking for an answer."""
    lowered = text.lower()
    if not any(word in lowered for word in _SIGNS):
        return text
    lines = text.split("\n")
    return "\n".join(line for line in lines if not is_banner(line)).strip()


def is_banner(line: str) -> bool:
    """Whether a line asks a reader to accept cookies."""
    return len(line) < 600 and len(_BANNER.findall(line)) >= 1 and len(_ANSWER.findall(line)) >= 2
