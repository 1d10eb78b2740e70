"""The pages of families: their list, and for each who is what to whom."""

from collections.abc import Iterator

from markupsafe import Markup

from site_builder.families import Family, all_families
from site_builder.links import FAMILIES_PAGE, family_page, work_page
from site_builder.render import Page
from site_builder.taking.markup import SCHEMA_TYPES, data_block
from site_builder.view import SiteView

__all__ = ["families"]


def families(view: SiteView) -> Iterator[Page]:
    """The list of all families, and a page for each; none where no work belongs to another."""
    found = all_families(view)
    if not found:
        return
    members = sum(len(family.members) for family in found)
    yield Page(FAMILIES_PAGE, "families.html", {"families": found, "members": members})
    for family in found:
        yield Page(
            family_page(family.id), "family.html", {"family": family, "data": _linked_data(view, family)}
        )


def _linked_data(view: SiteView, family: Family) -> Markup:
    base = view.site.base_url.rstrip("/")
    parts = [
        {
            "@type": SCHEMA_TYPES.get(card.kind, "CreativeWork") if card.kind != "event" else "CreativeWork",
            "name": card.title,
            **({"inLanguage": card.language} if card.language else {}),
            **({"url": f"{base}/{work_page(card.id)}"} if base else {}),
        }
        for card, _ in family.members
    ]
    return data_block(
        {"@context": "https://schema.org", "@type": "Collection", "name": family.head.title, "hasPart": parts}
    )
