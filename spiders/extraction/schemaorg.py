"""What schema.org says of a page's item, whichever syntax it was written in."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from corpus.urls import canonical_url, is_web
from spiders.cleaning import plain
from spiders.extraction.values import Said

__all__ = ["main_node", "nodes_of", "said_by"]

Node = Mapping[str, Any]

RANKS: tuple[tuple[str, int], ...] = (
    (r"Event$|Hackathon|Festival|CourseInstance", 5),
    (r"VideoObject|PodcastEpisode|AudioObject", 3),
    (r"Article$|Report$|Thesis|Book$|Legislation|BlogPosting|Chapter|DigitalDocument|Dataset|Guide", 5),
    (r"CreativeWork|Course$|LearningResource|PresentationDigitalDocument|PublicationIssue", 4),
    (r"ItemPage|AboutPage|WebPage$", 1),
)
"""Types that can be the item of a page, with how likely they are it; others never are."""

_LONGEST = 2000


def nodes_of(found: Mapping[str, list[dict[str, Any]]]) -> Iterator[tuple[str, Node]]:
    """Every node with a type, as (origin, node), from what ``embedded`` found; graphs are unfolded."""
    spoken = [node for item in found.get("json-ld", ()) for node in _unfolded(item, 0)]
    named = {str(node["@id"]): node for node in spoken if "@id" in node}
    yield from (("json-ld", _linked(node, named)) for node in spoken)
    for item in found.get("microdata", ()):
        yield from (("microdata", node) for node in _unfolded(_from_microdata(item), 0))
    known = {item.get("@id"): item for item in found.get("rdfa", ())}
    for item in found.get("rdfa", ()):
        yield from (("rdfa", node) for node in _unfolded(_from_rdfa(item, known, 0), 0))


def main_node(nodes: list[tuple[str, Node]], url: str, title: str) -> tuple[str, Node] | None:
    """
    The node that the page is about: of the likeliest type, and naming the page's address or title.

    Args:
        title: Of the page, to know the node by.
    """
    best: tuple[float, tuple[str, Node]] | None = None
    here = canonical_url(url) if is_web(url) else url
    for origin, node in nodes:
        rank = float(_rank(node))
        if not rank:
            continue
        addresses = [
            *_texts(node.get("url")),
            *_texts(node.get("mainEntityOfPage")),
            *_texts(node.get("@id")),
        ]
        if any(is_web(one) and canonical_url(one) == here for one in addresses):
            rank += 3
        name = _first(node, "headline", "name")
        if name and title:
            rank += 4 if _same_words(name, title) else -2
        if best is None or rank > best[0]:
            best = (rank, (origin, node))
    return best[1] if best else None


def said_by(origin: str, node: Node) -> Iterator[Said]:
    """What a node says, in the fields of ``Item``."""
    for field, names in _FIELDS.items():
        for name in names:
            for text in _texts(node.get(name))[:100]:
                yield Said(field, text, origin)
    event = any("Event" in kind for kind in _types(node))
    if event:
        yield from _of_event(origin, node)
    video = next((part for part in _parts(node.get("video")) if isinstance(part, dict)), None)
    for part in (node, video) if video else (node,):
        if any(kind.endswith(("VideoObject", "PodcastEpisode", "AudioObject")) for kind in _types(part)):
            for text in _texts(part.get("duration")):
                yield Said("duration", text, origin)
            for text in (*_texts(part.get("contentUrl")), *_texts(part.get("embedUrl"))):
                yield Said("recording", text, origin)


_FIELDS = {
    "title": ("headline", "name"),
    "date": ("datePublished", "uploadDate", "datecreated", "dateCreated", "dateIssued"),
    "updated": ("dateModified",),
    "authors": ("author", "creator"),
    "publisher": ("publisher",),
    "abstract": ("abstract", "description"),
    "language": ("inLanguage",),
    "licence": ("license",),
    "isbn": ("isbn",),
    "doi": ("doi", "sameAs", "identifier"),
    "series": ("isPartOf",),
    "files": ("encoding", "associatedMedia"),
}


def _of_event(origin: str, node: Node) -> Iterator[Said]:
    for field, names in {"starts": ("startDate",), "ends": ("endDate",), "organiser": ("organizer",)}.items():
        for name in names:
            yield from (Said(field, text, origin) for text in _texts(node.get(name)))
    for offer in _parts(node.get("offers")):
        if isinstance(offer, dict):
            yield from (Said("registration", text, origin) for text in _texts(offer.get("url")))
            for name in ("validThrough", "availabilityEnds"):
                yield from (Said("deadline", text, origin) for text in _texts(offer.get(name)))
    mode = " ".join(_texts(node.get("eventAttendanceMode")))
    if mode:
        yield Said("online", "yes" if re.search("Online|Mixed", mode) else "no", origin)
    for place in _parts(node.get("location")):
        if isinstance(place, dict) and any("Virtual" in kind for kind in _types(place)):
            yield Said("online", "yes", origin)
        elif text := _place(place):
            yield Said("place", text, origin)


def _place(place: Any) -> str:
    if not isinstance(place, dict):
        return " ".join(str(place).split())[:300]
    address = next(iter(_parts(place.get("address"))), "")
    parts = [_first(place, "name")]
    if isinstance(address, dict):
        parts += [_first(address, name) for name in ("addressLocality", "addressCountry")]
    else:
        parts.append(" ".join(str(address).split()))
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _unfolded(item: Any, depth: int) -> Iterator[Node]:
    if isinstance(item, list):
        for part in item[:200]:
            yield from _unfolded(part, depth)
    elif isinstance(item, dict) and depth < 4:
        if _types(item):
            yield item
        for name in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement", "item"):
            if isinstance(item.get(name), dict | list) and not (name == "hasPart" and depth):
                yield from _unfolded(item[name], depth + 1)


def _linked(node: Node, named: Mapping[str, Node]) -> Node:
    """The node with the nodes that it only points at."""

    def target(part: Any) -> Any:
        return named.get(str(part["@id"]), part) if isinstance(part, dict) and set(part) == {"@id"} else part

    return {
        name: [target(part) for part in value] if isinstance(value, list) else target(value)
        for name, value in node.items()
    }


def _from_microdata(item: Any) -> Any:
    if isinstance(item, list):
        return [_from_microdata(part) for part in item]
    if isinstance(item, dict) and "properties" in item:
        kinds = item.get("type") or ()
        plain = {name: _from_microdata(value) for name, value in item["properties"].items()}
        return plain | {"@type": [kinds] if isinstance(kinds, str) else list(kinds)}
    return item


def _from_rdfa(item: Any, known: Mapping[Any, Any], depth: int) -> Any:
    if not isinstance(item, dict):
        return item
    if "@value" in item:
        return item["@value"]
    if set(item) == {"@id"}:
        target = known.get(item["@id"])
        return _from_rdfa(target, known, depth + 1) if target and depth < 3 else item["@id"]
    return {
        name.rsplit("/", 1)[-1] if "schema.org" in name else name: (
            value if name.startswith("@") else [_from_rdfa(part, known, depth) for part in value]
        )
        for name, value in item.items()
    }


def _types(node: Any) -> list[str]:
    kinds = node.get("@type", ()) if isinstance(node, dict) else ()
    listed = [kinds] if isinstance(kinds, str) else list(kinds) if isinstance(kinds, list | tuple) else []
    return [str(kind).rstrip("/").rsplit("/", 1)[-1].rsplit(":", 1)[-1] for kind in listed]


def _rank(node: Node) -> int:
    return max((rank for kind in _types(node) for form, rank in RANKS if re.search(form, kind)), default=0)


def _parts(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _texts(value: Any) -> list[str]:
    """The plain texts of a value: itself, or the names, values and addresses of the things in it."""
    texts: list[str] = []
    for part in _parts(value)[:100]:
        if isinstance(part, dict):
            given, family = _first(part, "givenName"), _first(part, "familyName")
            name = _first(part, "name", "legalName", "@value", "value", "contentUrl", "url")
            texts.append(name or f"{given} {family}".strip())
        elif isinstance(part, str | int | float) and not isinstance(part, bool):
            texts.append(plain(str(part), longest=_LONGEST))
    return [text for text in texts if text]


def _first(node: Any, *names: str) -> str:
    for name in names:
        for part in _parts(node.get(name)):
            if isinstance(part, dict):
                part = part.get("name") or part.get("@value")  # noqa: PLW2901 - the text inside
            if isinstance(part, str | int) and str(part).strip():
                return plain(str(part), longest=_LONGEST)
    return ""


def _same_words(one: str, other: str) -> bool:
    mine, theirs = (set(re.findall(r"\w+", text.lower())) for text in (one, other))
    return bool(mine and theirs) and len(mine & theirs) >= 0.6 * min(len(mine), len(theirs))
