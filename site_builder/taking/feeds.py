"""Feeds: the works that came last to a value, a pair, a saved question or the whole, as Atom and JSON Feed."""

import json
import re
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

__all__ = ["Entry", "Feed", "Written", "feed_files", "lasting_id", "readable", "written"]

ROOT = "\0"
"""Stands for the way to the site's folder in an entry that is written once and goes into many feeds."""

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """
    A work in a feed.

    Attributes:
        id: A URN that stays.
        path: Its page within the site.
        seen, changed: ISO 8601.
        note: The curators' words; empty when there are none.
    """

    id: str
    title: str
    path: str
    seen: str
    changed: str
    note: str
    language: str
    authors: tuple[str, ...]
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """An entry as it stands in feeds of both sorts, and when it changed."""

    changed: str
    atom: str
    json: str


@dataclass(frozen=True, slots=True)
class Feed:
    """
    A feed to be written.

    Attributes:
        page: The page that it follows, within the site; its files lie beside that.
        base: Where the site is served from, with a slash at the end; empty when it is not known.
        name: What the ids of the site are made from.
        updated: When nothing is in it.
    """

    title: str
    page: str
    base: str
    name: str
    language: str
    author: str
    updated: str
    entries: tuple[Written, ...]


def lasting_id(name: str, what: str) -> str:
    """
    A URN for a part of a site: the same in every build.

    >>> lasting_id("https://example.org", "w1")
    'urn:uuid:013cbec2-fc6d-5cb4-aed2-3d616718d3cb'
    """
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{name}|{what}").urn


def written(entry: Entry) -> Written:
    """Write an entry once for all feeds."""
    return Written(
        entry.changed,
        "\n".join(_atom_entry(entry, ROOT)),
        json.dumps(_item(entry), ensure_ascii=False).replace("\\u0000", ROOT),
    )


def feed_files(feed: Feed) -> Iterator[tuple[str, bytes]]:
    """The files of a feed, Atom and JSON Feed: path within the site, and bytes."""
    folder = feed.page.rpartition("/")[0]
    root = feed.base or "../" * feed.page.count("/")
    here = f"{folder}/" if folder else ""
    for name, write in (("feed.xml", _atom), ("feed.json", _json_feed)):
        yield f"{here}{name}", write(feed, root, f"{here}{name}").encode()


def readable(value: str) -> str:
    """Text for XML: escaped, and without the signs that XML cannot hold."""
    return escape(_NOT_IN_XML.sub("", value))


def _quoted(value: str) -> str:
    return quoteattr(_NOT_IN_XML.sub("", value))


def _quoted_path(root: str, path: str) -> str:
    return f'"{root}{readable(path)}"'


def _updated(feed: Feed) -> str:
    return max((entry.changed for entry in feed.entries), default=feed.updated) or "1970-01-01T00:00:00Z"


def _atom(feed: Feed, root: str, path: str) -> str:
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={_quoted(feed.language)}>',
        f"<id>{lasting_id(feed.name, path)}</id>",
        f"<title>{readable(feed.title)}</title>",
        f"<updated>{_updated(feed)}</updated>",
        f"<author><name>{readable(feed.author)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href={_quoted(root + path)}/>',
        f'<link rel="alternate" type="text/html" href={_quoted(root + feed.page)}/>',
    ]
    lines += [entry.atom.replace(ROOT, readable(root)) for entry in feed.entries]
    return "\n".join([*lines, "</feed>", ""])


def _atom_entry(entry: Entry, root: str) -> Sequence[str]:
    authors = [f"<author><name>{readable(author)}</name></author>" for author in entry.authors]
    language = f" xml:lang={_quoted(entry.language)}" if entry.language else ""
    return [
        "<entry>",
        f"<id>{entry.id}</id>",
        f"<title{language}>{readable(entry.title)}</title>",
        f"<published>{entry.seen}</published>",
        f"<updated>{entry.changed}</updated>",
        *authors,
        f'<link rel="alternate" type="text/html" href={_quoted_path(root, entry.path)}/>',
        *(f"<category term={_quoted(subject)}/>" for subject in entry.subjects),
        *([f"<summary>{readable(entry.note)}</summary>"] if entry.note else ()),
        "</entry>",
    ]


def _json_feed(feed: Feed, root: str, path: str) -> str:
    whole = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": root + feed.page,
        "feed_url": root + path,
        "language": feed.language,
        "authors": [{"name": feed.author}],
    }
    head = json.dumps(whole, ensure_ascii=False, indent=0).removesuffix("\n}")
    escaped = json.dumps(root, ensure_ascii=False)[1:-1]
    items = ",\n".join(entry.json.replace(ROOT, escaped) for entry in feed.entries)
    return f'{head},\n"items": [\n{items}\n]\n}}\n'


def _item(entry: Entry) -> dict[str, object]:
    whole: dict[str, object] = {
        "id": entry.id,
        "url": ROOT + entry.path,
        "title": _NOT_IN_XML.sub("", entry.title),
        "content_text": _NOT_IN_XML.sub("", entry.note or entry.title),
        "date_published": entry.seen,
        "date_modified": entry.changed,
        "language": entry.language,
        "authors": [{"name": _NOT_IN_XML.sub("", author)} for author in entry.authors],
        "tags": [_NOT_IN_XML.sub("", subject) for subject in entry.subjects],
    }
    return {key: value for key, value in whole.items() if value}
