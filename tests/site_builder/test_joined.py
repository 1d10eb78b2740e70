"""What connects works: ids that were joined, relations, passages; in the dataset and on the site."""

import csv
from dataclasses import replace

from corpus.families import Relation
from corpus.passages import Passage
from site_builder.build import build_site
from site_builder.dataset import export_dataset


def test_an_id_that_was_joined_leads_to_its_work(small, tmp_path):
    """An old link finds the work without JavaScript; an id of a work that is not shown has no page."""
    site = replace(small, joined={"w-old": "w-kenya", "w-lost": "w-nowhere"})
    export_dataset(site, tmp_path / "dataset")

    build_site(site, tmp_path / "site", tmp_path / "dataset")

    html = (tmp_path / "site/works/w-old/index.html").read_text(encoding="utf-8")
    assert 'content="0; url=../../works/w-kenya/index.html"' in html
    assert '<a href="../../works/w-kenya/index.html">' in html
    assert not (tmp_path / "site/works/w-lost").exists()


def test_relations_passages_and_joined_ids_are_tables(small, tmp_path):
    """Each relation has its family; rows are sorted."""
    relations = (Relation("w-b", "draft", "w-a", "title"), Relation("w-c", "annex", "w-b", "title"))
    passage = Passage("w-a", "w-b", 0, 90, 5, 95, 20, dated=True)
    site = replace(small, relations=relations[::-1], passages=(passage,), joined={"w-z": "w-b", "w-y": "w-a"})

    export_dataset(site, tmp_path)

    def rows(name):
        text = (tmp_path / f"{name}.csv").read_text(encoding="utf-8")
        return [list(row.values()) for row in csv.DictReader(text.splitlines())]

    assert [["w-b", "draft", "w-a", "w-a", "title"], ["w-c", "annex", "w-b", "w-a", "title"]] == rows(
        "relations"
    )
    assert [["w-y", "w-a"], ["w-z", "w-b"]] == rows("joined")
    ((first, later, dated, words, *_),) = rows("passages")
    assert ("w-a", "w-b", "true", "20") == (first, later, dated.lower(), words)
