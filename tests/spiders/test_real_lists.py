"""Real list pages that nobody here wrote, harvested with sheets alone: the rows are those of the gold."""

import json
import tomllib
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from corpus.store import Place, reading

PAGES = Path("../shared/testdata/spiders_juriscraper/opinions/united_states")
SHEETS = sorted((Path(__file__).parent / "real_lists").glob("*.toml"))

pytestmark = pytest.mark.skipif(not PAGES.is_dir(), reason="the real list pages are not on this machine")

Row = tuple[str, str, str]


def where(url: str) -> str:
    """The part of an address that does not depend on the host."""
    parts = urlsplit(url)
    return unquote(parts.path + "?" * bool(parts.query) + parts.query)


def gold(name: str) -> list[Row]:
    rows = json.loads((PAGES / f"{name}.compare.json").read_text(encoding="utf-8"))
    return sorted(
        (" ".join(row["case_names"].split()), row["case_dates"], where(row["download_urls"])) for row in rows
    )


def test_forty_real_lists_give_the_rows_of_the_gold(here, web):
    """Title, date and link of every row are equal, none is missing and none is too many."""
    for path in SHEETS:
        sheet = path.read_text(encoding="utf-8")
        address = urlsplit(tomllib.loads(sheet)["url"])
        prefix = f"/{path.stem}"
        page = next(page for page in PAGES.glob(f"{path.stem}.*") if not page.name.endswith(".compare.json"))
        media = "application/json" if page.suffix == ".json" else "text/html"
        served = web.put(prefix + address.path, page.read_bytes(), content_type=media)
        target = here.folder / "sources" / path.name
        target.parent.mkdir(exist_ok=True)
        target.write_text(sheet.replace(address.geturl(), served), encoding="utf-8")

    here.run("harvest")

    found: dict[str, list[Row]] = {}
    with reading(Place(here.folder / "var")) as reader:
        for work in reader.works():
            for record in work.records:
                item = record.item
                link = where(item.url or "").removeprefix(f"/{record.source}")
                found.setdefault(record.source, []).append(
                    (item.title, item.date.value if item.date else "", link)
                )
    wrong = {
        path.stem: (set(gold(path.stem)) ^ set(found.get(path.stem, [])))
        for path in SHEETS
        if gold(path.stem) != sorted(found.get(path.stem, []))
    }
    assert {} == wrong
    assert len(SHEETS) >= 40
