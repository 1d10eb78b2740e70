"""OpenAlex (https://docs.openalex.org): scholarly works of all countries."""

from typing import Any

from w3lib.url import add_or_replace_parameters

from spiders.adapters.adapter import Adapter, Ask, Fields, first_text, texts
from spiders.vocabulary import kind_of, language_tag

__all__ = ["OPENALEX"]


def _first(ask: Ask) -> str:
    conditions = [f"title_and_abstract.search:{ask.query}" if ask.query else "", ask.filter]
    asked = {
        "filter": ",".join(filter(None, conditions)), "per-page": "200", "cursor": "*", "mailto": ask.mailto,
    }  # fmt: skip
    return str(add_or_replace_parameters(ask.url, {name: value for name, value in asked.items() if value}))


def _following(url: str, answer: Any, _count: int) -> str:
    cursor = (answer.get("meta") or {}).get("next_cursor")
    return str(add_or_replace_parameters(url, {"cursor": str(cursor)})) if cursor else ""


def _finish(found: Fields) -> Fields:
    date, doi = first_text(found["date"]), first_text(found["doi"])
    return {
        "key": first_text(found["key"]), "title": first_text(found["title"]), "doi": doi,
        "url": doi or first_text(found["url"]) or first_text(found["key"]),
        # Where only the year is known, OpenAlex writes its first day.
        "date": date.removesuffix("-01-01"),
        "authors": texts(found["authors"]), "abstract": _in_order(found["abstract"]),
        "publisher": first_text(found["publisher"]), "series": first_text(found["series"]),
        "language": language_tag(first_text(found["language"])), "kind": kind_of(texts(found["type"])),
        "licence": first_text(found["licence"]).upper().replace("CC-", "CC "),
        "retracted": found["retracted"] is True,
    }  # fmt: skip


def _in_order(inverted: object) -> str:
    """The abstract from OpenAlex's index of places by word."""
    if not isinstance(inverted, dict):
        return ""
    places = [(place, word) for word, all_ in inverted.items() if isinstance(all_, list) for place in all_]
    return " ".join(word for _, word in sorted(places))


OPENALEX = Adapter(
    first=_first,
    following=_following,
    rows=("results",),
    total="meta.count",
    fields={
        "key": "id", "doi": "doi", "title": "display_name || title", "date": "publication_date",
        "url": "primary_location.landing_page_url", "authors": "authorships[].author.display_name",
        "abstract": "abstract_inverted_index", "publisher": "primary_location.source.host_organization_name",
        "series": "primary_location.source.display_name", "language": "language", "type": "type",
        "licence": "best_oa_location.license", "retracted": "is_retracted",
    },
    finish=_finish,
)  # fmt: skip
