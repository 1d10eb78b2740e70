"""The main job on the observatory that is shipped, by the real command."""

import csv
import hashlib
import json
import os
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from observatory.serving import server


def command(folder: Path, *arguments: str, code: int = 0) -> str:
    environment = os.environ | {"PYTHONHASHSEED": "random"}
    done = subprocess.run(
        [sys.executable, "-m", "observatory", *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )  # fmt: skip
    assert code == done.returncode, done.stdout + done.stderr
    return done.stdout


def tree(folder: Path) -> dict[str, str]:
    """The hash of every file, by its path."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*")) if path.is_file()
    }  # fmt: skip


def test_the_main_job_ends_with_a_site_of_all_works(built):
    """Every item of the collections has its page and its row, and a concept."""
    with (built / "var/dataset/works.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert 656 == len(rows) == len({row["id"] for row in rows})
    for row in rows:
        assert (built / "var/site/works" / row["id"] / "index.html").is_file()
    assert [row["id"] for row in rows if not row["regions"] and not row["themes"]] == []


def test_again_with_nothing_changed_no_byte_differs(built):
    """The second run harvests nothing and leaves every file as it was."""
    before = tree(built / "var/site") | tree(built / "var/dataset")

    out = command(built, "run")

    assert "nothing has changed" in out
    assert before == tree(built / "var/site") | tree(built / "var/dataset")


def test_built_again_from_the_same_corpus_the_bytes_are_the_same(built, tmp_path):
    """Tags, index, site and dataset are derived: deleted and made again they are the same."""
    import shutil

    shutil.copytree(built / "var", tmp_path / "var")
    for name in ("index", "site", "dataset"):
        shutil.rmtree(tmp_path / "var" / name)

    command(tmp_path, "build")

    for name in ("site", "dataset"):
        assert tree(built / "var" / name) == tree(tmp_path / "var" / name)


def test_search_answers_with_facets_and_the_words_that_matched(built):
    """Stems, fields and booleans work, and what matched is shown."""
    found = json.loads(command(built, "search", "stackab* AND region:africa", "--json", "--limit", "50"))

    assert found["total"] == len(found["hits"]) > 0
    assert found["total"] >= found["facets"]["region"]["africa"] > 0
    for hit in found["hits"]:
        words = [word.lower() for words in hit["words"].values() for word in words]
        assert any(word.startswith("stackab") for word in words), hit
    assert "stackab" in command(built, "search", "stackab* AND region:africa").lower()


def test_a_query_that_cannot_be_read_is_one_line(built):
    """An unknown field is named with those that exist."""
    done = subprocess.run(
        [sys.executable, "-m", "observatory", "search", "colour:red"], cwd=built, capture_output=True, text=True, check=False
    )  # fmt: skip
    assert (done.returncode, done.stderr.strip().count("\n") + 1) == (1, 1)
    assert "colour" in done.stderr


def test_explain_shows_where_everything_comes_from(built):
    """Fields with source and method; tags with the words, the rule, or who gave them."""
    explained = json.loads(command(built, "explain", "acqf-4th-forum-victoria-2024", "--json"))

    titles = [(f["source"], f["method"]) for f in explained["fields"] if f["field"] == "title"]
    assert titles == [("collection_africa", "curator")]
    rules = {tag["rule"] for tag in explained["tags"]}
    assert {"given", "implied"} < rules
    for tag in explained["tags"]:
        if tag["rule"] not in ("given", "implied"):
            assert tag["words"]
    assert "Seychelles" in command(built, "explain", "acqf-4th-forum-victoria-2024")
    command(built, "explain", "no-such-work", code=1)


def test_status_lists_every_source(built):
    """Also those that wait; nothing that was never fetched counts as verified."""
    rows = json.loads(command(built, "status", "--json"))

    assert len(rows) >= 60
    assert {"id", "title", "country", "kind", "state", "reason", "verified"} < set(rows[0])
    assert {"ok"} == {row["state"] for row in rows if row["kind"] == "collection"}
    never = [row for row in rows if row["state"] in ("not read yet", "unreachable")]
    assert {False} == {row["verified"] for row in never if row["kind"] != "collection"}
    assert all(row["reason"] for row in rows)


def test_check_finds_no_mistake_in_what_is_shipped(built):
    """All sheets, collections and concepts are right."""
    assert command(built, "check") == "no mistakes\n"


def test_export_writes_the_tables_that_the_site_offers(built, tmp_path):
    """The same bytes as those beside the site."""
    command(built, "export", "--to", str(tmp_path / "out"))

    assert tree(built / "var/dataset") == tree(tmp_path / "out")
    assert {
        "works.csv",
        "works.parquet",
        "tags.csv",
        "sources.csv",
        "runs.csv",
        "data_dictionary.csv",
    } <= set(tree(tmp_path / "out"))


def test_serve_shows_the_site(built):
    """The site answers on the loopback address."""
    import threading

    with server(built / "var/site", 0) as serving:
        thread = threading.Thread(target=serving.serve_forever)
        thread.start()
        with urllib.request.urlopen(f"http://127.0.0.1:{serving.server_port}/") as answer:
            page = answer.read().decode()
        serving.shutdown()
        thread.join()
    assert "<html" in page


def test_a_new_observatory_works_at_once(tmp_path):
    """What init writes is valid, builds, and is not overwritten."""
    command(tmp_path, "init", "ours", "--title", 'Our "own"', "--subject", "open science")
    settings = tmp_path / "ours" / "observatory.toml"
    settings.write_text(settings.read_text().replace("sources = true", "sources = false"))
    (tmp_path / "ours/collections/ours.csv").write_text(
        "id,kind,title,url\nfirst,report,A first report,https://e.org/1\n", encoding="utf-8"
    )

    assert "build: 1 work," in command(tmp_path, "--observatory", "ours", "run")
    assert command(tmp_path, "--observatory", "ours", "check") == "no mistakes\n"
    command(tmp_path, "init", "ours", code=1)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("x,reprot,T,https://e.org", "line 3: kind: unknown kind 'reprot'"),
        ("x,report,,https://e.org", "line 3: title: is empty"),
        ("x,report,T,ftp://e.org", "line 3: url: 'ftp://e.org' is not an http(s) address"),
        ("ok,report,T,https://e.org", "line 3: id: 'ok' stands in line 2 already"),
    ],
)
def test_a_mistake_in_a_collection_is_named_with_file_line_and_key(tmp_path, row, said):
    """Bad data is refused, the good rows are kept, nothing is guessed."""
    command(tmp_path, "init", "ours")
    settings = tmp_path / "ours" / "observatory.toml"
    settings.write_text(settings.read_text().replace("sources = true", "sources = false"))
    file = tmp_path / "ours/collections/ours.csv"
    file.write_text(f"id,kind,title,url\nok,report,Fine,https://e.org/1\n{row}\n", encoding="utf-8")

    out = command(tmp_path, "--observatory", "ours", "check", code=1)

    assert f"ours.csv {said}" in out
    assert out.count("\n") == 1


def test_check_tells_all_mistakes_of_all_sheets(tmp_path):
    """One sheet that is wrong does not hide what else is."""
    command(tmp_path, "init", "ours")
    folder = tmp_path / "ours/sources"
    (folder / "bad.toml").write_text('kind = "feed"\nurl = "htp://e.org"\nzzz = 1\n', encoding="utf-8")
    (folder / "worse.toml").write_text("title = \n", encoding="utf-8")
    (folder / "other.toml").write_text(
        'title = "T"\npublisher = "P"\nkind = "feed"\nurl = "https://e.org/feed"\nonly = ["theme/nothing"]\n',
        encoding="utf-8",
    )

    out = command(tmp_path, "--observatory", "ours", "check", code=1)

    assert "bad.toml: title: must be given\n" in out
    assert "bad.toml: url: 'htp://e.org' is not an http(s) address\n" in out
    assert "bad.toml: zzz: no such key\n" in out
    assert "worse.toml: not valid TOML" in out
    assert "source other: only: no concept 'theme/nothing'\n" in out


def test_a_work_that_only_a_broad_source_lists_needs_the_sources_concept(tmp_path, web):
    """A sheet that says 'only' vouches for a work by a tag; the rest is kept but not published."""
    command(tmp_path, "init", "ours")
    settings = tmp_path / "ours" / "observatory.toml"
    text = (
        settings.read_text()
        .replace("sources = true", "sources = false")
        .replace("delay = 1.0", 'delay = 0.0\nallow_private = ["127.0.0.0/8"]')
    )
    settings.write_text(text)
    items = "".join(
        f"<item><guid>{n}</guid><title>{title}</title><link>https://e.org/{n}</link></item>"
        for n, title in enumerate(["A framework for micro-credentials", "Weather report"])
    )
    url = web.put("/feed", f'<rss version="2.0"><channel>{items}</channel></rss>')
    (tmp_path / "ours/sources/broad.toml").write_text(
        f'title = "B"\npublisher = "P"\nkind = "feed"\nurl = "{url}"\nonly = ["topic/micro-credential"]\n'
    )

    out = command(tmp_path, "--observatory", "ours", "run")

    assert "build: 1 work, 1 not on the subject and left out" in out
    found = json.loads(command(tmp_path, "--observatory", "ours", "search", "weather", "--json"))
    assert found["total"] == 0
