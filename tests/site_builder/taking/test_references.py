"""References: a work as CSL-JSON, of what its item says."""

from corpus.values import Item
from site_builder.taking.references import csl


def test_an_author_of_blanks_is_nobody():
    """A source that wrote nothing between two semicolons stops no build."""
    item = Item(key="k", kind="report", title="On hives", authors=(" ", "Doe, Jane", ""))

    assert csl("w-1", item)["author"] == [{"family": "Doe", "given": "Jane"}]
