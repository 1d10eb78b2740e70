"""The page of downloads, with the dictionary of the dataset."""

from collections.abc import Iterator
from typing import Any

from site_builder.render import Page
from site_builder.tables import TABLES
from site_builder.taking.markup import data_block
from site_builder.view import SiteView

__all__ = ["data"]

MEDIA_TYPES = {
    ".csv": "text/csv", ".jsonl": "application/jsonl", ".parquet": "application/vnd.apache.parquet",
    ".sqlite": "application/vnd.sqlite3",
}  # fmt: skip
"""What search engines call the files that hold rows."""


def data(view: SiteView) -> Iterator[Page]:
    """One page: the files, what is in them, and how to read them."""
    sizes = {file.name: file.bytes for file in view.downloads}
    block = data_block(_dataset(view)) if sizes else ""
    yield Page("data/index.html", "data.html", {"tables": TABLES, "sizes": sizes, "block": block})


def _dataset(view: SiteView) -> dict[str, Any]:
    """The dataset in the words of schema.org; of what is not known nothing is said."""
    site = view.site
    base = site.base_url.rstrip("/")
    files = [
        {"@type": "DataDownload", "name": file.name, "encodingFormat": media, "contentUrl": f"{base}/data/{file.name}"}
        for file in sorted(view.downloads, key=lambda file: file.name)
        for ending, media in MEDIA_TYPES.items()
        if file.name.endswith(ending)
    ]  # fmt: skip
    whole: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": site.title,
        "description": site.tagline,
        "url": f"{base}/data/index.html" if base else "",
        "version": site.snapshot,
        "dateModified": site.day,
        "license": f"https://spdx.org/licenses/{site.licence}.html" if site.licence else "",
        "inLanguage": list(site.languages),
        "keywords": site.subject,
        "isAccessibleForFree": True,
        "distribution": files if base else [],
    }
    return {name: value for name, value in whole.items() if value}
