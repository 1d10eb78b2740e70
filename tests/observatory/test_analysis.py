"""The observatory in pandas: what an analyst types, and what comes back."""

import functools
import http.server
import json
import subprocess
import sys
import threading

import pandas as pd
import pytest

import observatory
from corpus.errors import NotFound


@pytest.fixture(scope="module")
def obs(built):
    return observatory.open(built)


def test_an_observatory_tells_what_state_it_is(obs):
    """
    Its name, the id of the snapshot, and the day.
    """
    assert "Observatory on micro-credentials" == obs.title
    assert 16 == len(obs.snapshot)
    assert (
        f"<Observatory 'Observatory on micro-credentials', snapshot {obs.snapshot}, as of {obs.as_of[:10]}>"
        == repr(obs)
    )


@pytest.mark.parametrize(
    "name",
    [
        "works",
        "records",
        "people",
        "organisations",
        "events",
        "tags",
        "sources",
        "runs",
        "sightings",
        "dropped",
    ],
)
def test_each_table_has_its_method(name, obs):
    """
    It gives the table of that name.
    """
    pd.testing.assert_frame_equal(obs.table(name), getattr(obs, name)())


def test_a_frame_belongs_to_the_caller(obs):
    """
    Changing it does not change the next one.
    """
    obs.works()["title"] = "spoiled"

    assert "spoiled" not in set(obs.works().title)


def test_counts_are_those_of_the_tags(obs):
    """
    A work counts once for each value, however often its words name it.
    """
    tags = obs.tags()
    expected = tags[tags.scheme == "driver"].groupby("concept", observed=True).work.nunique()

    assert {str(k): int(v) for k, v in expected.items()} == obs.counts("driver").to_dict()


def test_a_cross_table_counts_works_that_have_both(obs):
    """
    Its cells are the sizes of intersections; with a third facet they add up, where each work has one of it.
    """
    africa = set(obs.values("region").query("value == 'africa'").work)
    greening = set(obs.values("driver").query("value == 'greening'").work)

    table = obs.crosstab("region", "driver")
    by_kind = obs.crosstab("region", "driver", by="kind")

    assert len(africa & greening) == table.loc["africa", "greening"]
    assert table.loc["africa", "greening"] == by_kind.xs("africa", level="region")["greening"].sum()
    assert ["kind", "region"] == by_kind.index.names


@pytest.mark.parametrize("facet", ["kind", "language", "year", "publisher", "state"])
def test_columns_of_works_are_facets_too(facet, obs):
    """
    No value is missing or empty.
    """
    values = obs.values(facet)

    assert len(values)
    assert values.notna().all(axis=None)


def test_search_gives_what_the_command_gives(obs, built):
    """
    The same works in the same order, and the number of all.
    """
    found = obs.search("stackab* AND region:africa", limit=5)

    command = [
        sys.executable,
        "-m",
        "observatory",
        "search",
        "stackab* AND region:africa",
        "--limit",
        "5",
        "--json",
    ]
    told = json.loads(subprocess.run(command, cwd=built, check=True, capture_output=True).stdout)

    assert [hit["id"] for hit in told["hits"]] == list(found.id)
    assert told["total"] == found.attrs["total"]


def test_evidence_is_the_sentence_behind_a_tag(obs):
    """
    It holds the words.
    """
    tag = obs.tags().dropna(subset=["words"]).query("scheme == 'driver' and field == 'note'").iloc[0]

    rows = obs.evidence(tag.work, f"driver/{tag.concept}").dropna(subset=["words"])

    assert len(rows)
    assert all(row.words in row.sentence for row in rows.itertuples())


def test_a_published_site_can_be_opened_alone(obs, built):
    """
    Its folder or its data folder gives the same tables and evidence; only search needs the index.
    """
    alone = observatory.open(built / "var/site")
    tag = obs.tags().dropna(subset=["words"]).query("field == 'note'").iloc[0]

    pd.testing.assert_frame_equal(obs.works(), alone.works())
    pd.testing.assert_frame_equal(obs.evidence(tag.work, tag.concept), alone.evidence(tag.work, tag.concept))
    with pytest.raises(NotFound, match="no index"):
        alone.search("skills")


def test_a_published_site_can_be_opened_by_its_address(obs, built):
    """
    Over HTTP, from the address of the site.
    """
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(built / "var/site"))
    handler.log_message = lambda *_: None
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        far = observatory.open(f"http://127.0.0.1:{server.server_port}/")
        works = far.works()
        server.shutdown()

    assert obs.snapshot == far.snapshot
    pd.testing.assert_frame_equal(obs.works(), works)


def test_what_is_not_there_is_said_in_one_line(obs, tmp_path):
    """
    A table, a facet, a work, an observatory without a dataset, an address without one.
    """
    with pytest.raises(NotFound, match=r"no table 'bees'; there are works"):
        obs.table("bees")
    with pytest.raises(NotFound, match=r"no facet 'bees'; there are .*region"):
        obs.values("bees")
    with pytest.raises(NotFound, match=r"no work 'bees'"):
        obs.evidence("bees", "greening")
    with pytest.raises(NotFound, match=r"'observatory run' makes one"):
        observatory.open(tmp_path)
    with pytest.raises(NotFound, match=r"no datapackage.json there"):
        observatory.open("http://127.0.0.1:9/nothing")


def test_changes_can_be_asked_since_a_day(obs):
    """
    Nothing changes after the end of time.
    """
    assert 0 == len(obs.changes(since="9999"))
    assert len(obs.table("changes")) == len(obs.changes())
