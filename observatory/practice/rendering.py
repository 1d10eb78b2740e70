"""How fictional publishers show their works: feeds, list pages, sitemaps with their pages."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from html import escape
from types import MappingProxyType

from babel.dates import format_date

from observatory.practice.protocols import calendar, oai, repository
from observatory.practice.publishers import Piece, Publisher
from observatory.practice.shown import Said, Shown

__all__ = ["FORMS", "page_of", "sheet_of"]


def _rfc(shown: Shown, day: date) -> str:
    moment = datetime.combine(day.replace(year=day.year + shown.ahead, day=min(day.day, 28)), time(9), UTC)
    if shown.ahead == 0:
        moment = datetime.combine(day, time(9), UTC)
    return format_datetime(moment, usegmt=True) if shown.dates == "iso" else f"{day:%d}~{day:%m}~{day:%y}"


def _rss(shown: Shown) -> Said:
    publisher, entries = shown.publisher, []
    for piece, copy in shown.rows():
        link = escape(shown.address(piece))
        guid = f"tag:copy-{copy}:{link}" if copy else link
        day = f"<pubDate>{_rfc(shown, piece.day)}</pubDate>" if shown.dates != "none" else ""
        entries.append(
            f"<item><guid isPermaLink='true'>{guid}</guid><title>{escape(shown.title(piece))}</title>"
            f"<link>{link}</link>{day}<description>{escape(piece.summary)}</description></item>"
        )
    built = f"<lastBuildDate>{format_datetime(datetime.combine(shown.today, time(5), UTC), usegmt=True)}</lastBuildDate>"
    text = (
        f'<?xml version="1.0" encoding="{publisher.charset}"?><rss version="2.0"><channel><title>{escape(publisher.name)}</title>'
        f"<language>{shown.language}</language>{built if publisher.dated else ''}{''.join(entries)}</channel></rss>"
    )
    return Said(text.encode(publisher.charset, "xmlcharrefreplace"), "application/rss+xml")


def _atom(shown: Shown) -> Said:
    publisher, entries = shown.publisher, []
    for piece, copy in shown.rows():
        link = escape(shown.address(piece), quote=True)
        day = f"<published>{_stamp(shown, piece)}</published>" if shown.dates != "none" else ""
        entries.append(
            f"<entry><id>{f'tag:copy-{copy}:' if copy else ''}{link}</id><title>{escape(shown.title(piece))}</title>"
            f'<link href="{link}"/>{day}<author><name>{escape(piece.author)}</name></author></entry>'
        )
    built = f"<updated>{shown.today}T05:00:00Z</updated>" if publisher.dated else ""
    text = (
        f'<?xml version="1.0" encoding="{publisher.charset}"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{shown.language}">'
        f"<title>{escape(publisher.name)}</title>{built}{''.join(entries)}</feed>"
    )
    return Said(text.encode(publisher.charset, "xmlcharrefreplace"), "application/atom+xml")


def _stamp(shown: Shown, piece: Piece) -> str:
    text = shown.day(piece)
    return f"{text}T09:00:00Z" if shown.dates == "iso" else text


def _json(shown: Shown) -> Said:
    items = []
    for piece, copy in shown.rows():
        link = shown.address(piece)
        item = {"id": (f"tag:copy-{copy}:" if copy else "") + link, "url": link, "title": shown.title(piece)}
        items.append(item | ({"date_published": shown.day(piece)} if shown.dates != "none" else {}))
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": shown.publisher.name, "items": items}
    if shown.publisher.dated:
        feed["description"] = f"as of {shown.today}"
    return Said(json.dumps(feed, ensure_ascii=False).encode(), "application/feed+json")


def _list(shown: Shown) -> Said:
    publisher, name, rows = shown.publisher, shown.classes, []
    for piece, copy in shown.rows():
        link = escape(shown.address(piece, copy), quote=True)
        day = "" if shown.dates == "none" else f'<span class="{name}-day">{shown.day(piece)}</span>'
        rows.append(
            f'<li class="{name}"><a href="{link}">{escape(shown.title(piece))}</a> {day} <i>{escape(piece.author)}</i></li>'
        )
    today = f"<p>{format_date(shown.today, 'long', locale='en')}</p>" if publisher.dated else ""
    menu = "".join(f'<li class="menu"><a href="/part/{n}">Part {n}</a></li>' for n in range(8))
    text = (
        f'<!DOCTYPE html><html lang="{shown.language}"><head><meta charset="{publisher.charset}"><title>{escape(publisher.name)}</title></head>'
        f"<body><ul>{menu}</ul>{today}<ul>{''.join(rows)}</ul></body></html>"
    )
    return Said(
        text.encode(publisher.charset, "xmlcharrefreplace"), f"text/html; charset={publisher.charset}"
    )


def _table(shown: Shown) -> Said:
    publisher, name, rows = shown.publisher, shown.classes, []
    for piece, copy in shown.rows():
        link = escape(shown.address(piece, copy), quote=True)
        day = "" if shown.dates == "none" else shown.day(piece)
        rows.append(
            f'<tr class="{name}"><td>{day}</td><td><a href="{link}">{escape(shown.title(piece))}</a></td></tr>'
        )
    today = f"<caption>{shown.today}</caption>" if publisher.dated else ""
    text = (
        f'<!DOCTYPE html><html lang="{shown.language}"><head><meta charset="{publisher.charset}"><title>{escape(publisher.name)}</title></head>'
        f"<body><table>{today}<tr><th>Day</th><th>Work</th></tr>{''.join(rows)}</table></body></html>"
    )
    return Said(
        text.encode(publisher.charset, "xmlcharrefreplace"), f"text/html; charset={publisher.charset}"
    )


def _sitemap(shown: Shown) -> Said:
    urls = "".join(
        f"<url><loc>/works/{piece.number}</loc><lastmod>{piece.day}</lastmod></url>"
        for piece, _ in shown.rows()
    )
    text = f'<?xml version="1.0" encoding="utf-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
    return Said(text.encode(), "application/xml")


def page_of(shown: Shown, piece: Piece) -> Said:
    """The page of one work, as a sitemap names it."""
    day = (
        ""
        if shown.dates == "none"
        else f'<time class="{shown.classes}" datetime="{shown.day(piece)}">then</time>'
    )
    text = (
        f'<!DOCTYPE html><html lang="{shown.language}"><head><title>{escape(shown.title(piece))}</title></head><body>'
        f'<h1 class="{shown.classes}">{escape(shown.title(piece))}</h1>{day}<p>{escape(piece.summary)}</p></body></html>'
    )
    return Said(text.encode(), "text/html; charset=utf-8")


FORMS: Mapping[str, tuple[str, Callable[[Shown], Said], str]] = MappingProxyType({
    "rss": ("feed", _rss, ""),
    "atom": ("feed", _atom, ""),
    "json": ("feed", _json, ""),
    "list": ("listing", _list, '[listing]\nrow = "li.item"\ntitle = "a"\nlink = "a::attr(href)"\ndate = ".item-day"\nauthors = "i"\nnext = "a.older::attr(href)"\n'),
    "table": ("listing", _table, '[listing]\nrow = "tr.item"\ntitle = "a"\nlink = "a::attr(href)"\ndate = "td:first-child"\n'),
    "pdf": ("listing", _list, '[listing]\nrow = "li.item"\ntitle = "a"\nlink = "a::attr(href)"\ndate = ".item-day"\nauthors = "i"\n'),
    "oai": ("oai", oai, ""),
    "api": ("api", repository, '[api]\nadapter = "zenodo"\nquery = "skills"\nlimit = 25\n'),
    "calendar": ("calendar", calendar, ""),
    "sitemap": ("sitemap", _sitemap, '[sitemap]\nmatch = "/works/"\nlimit = 40\n[sitemap.page]\ntitle = "h1.item"\ndate = "time.item::attr(datetime)"\n'),
})  # fmt: skip
"""Each form of showing works: the kind of source that reads it, how it is made, the tables of its sheet."""


def sheet_of(publisher: Publisher, url: str) -> str:
    """The sheet of a publisher, as a maintainer would write it."""
    kind, _, tables = FORMS[publisher.form]
    return (
        f'title = "{publisher.name}"\npublisher = "{publisher.name}"\nkind = "{kind}"\nurl = "{url}"\n'
        f'languages = ["{publisher.language}"]\nevery = "{publisher.every}"\nlatest = "{publisher.every}"\nitem_kind = "report"\n'
        f"item_pages = {str(publisher.form == 'pdf').lower()}\n"  # the others' works lie on hosts that exist nowhere
        f"[expect]\nat_least = {min(5, publisher.shown)}\n{tables}"
    )
