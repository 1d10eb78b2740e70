"""Pages that stand in the way of what was asked for: not-found pages, log-ins, empty shells, guards."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from parsel import Selector
from scrapy.http import Response, TextResponse

__all__ = ["WALLS", "standing_in_the_way"]

LITTLE_TEXT = 400
"""Characters of text that a page with content hardly falls below."""

_NOT_FOUND = re.compile(
    r"\b(error\W{0,3})?404\b|\b(page|document|content|file|site)\b.{0,20}\b(not (be )?found|does(n.t| not) exist|no longer)"
    r"|\bnot found\b|\bpage introuvable\b|\bn.existe (pas|plus)\b|\bnicht gefunden\b|\bexistiert nicht\b"
    r"|\bno (se )?(ha sido )?encontrad[oa]\b|\bno existe\b|\bn[ãa]o (foi )?encontrad[oa]\b|\bnon (è stata )?trovat[oa]\b"
    r"|\bniet gevonden\b|\bnie znaleziono\b|\bbulunamad[ıi]\b|\bне найден\w*|\bне знайден\w*|غير موجود|לא נמצא"  # noqa: RUF001
    r"|找不到|未找到|不存在|見つかりません|찾을 수 없",
    re.IGNORECASE,
)
_GUARD = re.compile(
    r"\bcaptcha\b|\bare you (a )?(human|robot)\b|\bchecking your browser\b|\bverify (that )?you are (a )?human\b"
    r"|\baccess (is )?denied\b|\bunusual traffic\b|\bjust a moment\b|\battention required\b",
    re.IGNORECASE,
)
_CLOSED = re.compile(
    r"\b(under|for|scheduled|down for) maintenance\b|\bbe (right )?back (soon|shortly)\b|\btemporarily unavailable\b"
    r"|\ben maintenance\b|\bwartungsarbeiten\b|\ben mantenimiento\b|\bem manutenção\b",
    re.IGNORECASE,
)
_LOGIN_PATH = re.compile(
    r"/(log-?in|sign-?in|auth|sso|account/login|connexion|anmelden|acceder)\b", re.IGNORECASE
)
_NEEDS_SCRIPT = re.compile(
    r"\b(enable|activate|requires?|needs?|aktivieren|activer|habilit\w+)\b.{0,40}javascript|javascript.{0,60}\b(enabled?|required|aktivier\w+|activé)\b",
    re.IGNORECASE,
)


def standing_in_the_way(response: Response) -> str:
    """
    What a page is, if it is not the content that was asked for; empty when nothing speaks for that.

    It is asked of a page on which nothing was found, and of an item's own page; a page that merely
    has a log-in form beside its content is none of these.
    """
    if not isinstance(response, TextResponse) or not response.body.strip():
        return ""
    try:
        page = response.selector
        if page.type != "html":
            return ""
        text = _visible(page)
        return next((words for wall in WALLS if (words := wall(response.url, page, text))), "")
    except ValueError:  # nothing that a selector can be made of
        return ""


def _visible(page: Selector) -> str:
    parts = page.xpath(
        "//body//text()[not(ancestor::script or ancestor::style or ancestor::noscript or ancestor::template)]"
    )
    return " ".join(" ".join(parts.getall()).split())


def _heading(page: Selector) -> str:
    return " ".join(page.xpath("(//head/title | //h1 | //h2)//text()").getall()[:6])


def _not_found(_url: str, page: Selector, text: str) -> str:
    found = _NOT_FOUND.search(_heading(page)) or (len(text) < LITTLE_TEXT and _NOT_FOUND.search(text))
    return "a page that says 'not found', though its status is 200" if found else ""


def _login(url: str, page: Selector, text: str) -> str:
    asks = bool(page.xpath("//input[translate(@type, 'PASWORD', 'pasword') = 'password']"))
    if asks and (len(text) < LITTLE_TEXT or _LOGIN_PATH.search(urlsplit(url).path)):
        return "a log-in page"
    return ""


def _guard(_url: str, page: Selector, text: str) -> str:
    found = _GUARD.search(_heading(page)) or (len(text) < LITTLE_TEXT and _GUARD.search(text))
    return "a guard that wants to see a person" if found else ""


def _closed(_url: str, page: Selector, text: str) -> str:
    found = _CLOSED.search(_heading(page)) or (len(text) < LITTLE_TEXT and _CLOSED.search(text))
    return "a page that says 'closed for maintenance'" if found else ""


def _shell(_url: str, page: Selector, text: str) -> str:
    if len(text) >= LITTLE_TEXT // 2 or not page.xpath("//script"):
        return ""
    said = _NEEDS_SCRIPT.search(" ".join(page.xpath("//noscript//text()").getall()) + " " + text)
    root = page.xpath("//body//div[@id and not(normalize-space())]")
    return "an empty shell that only JavaScript would fill" if said or root else ""


WALLS: tuple[Callable[[str, Selector, str], str], ...] = (_not_found, _login, _guard, _closed, _shell)
"""The sorts of page that stand in the way; each tells from address, page and visible text."""
