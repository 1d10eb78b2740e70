"""The offline copy: it is the site, and the changes unpacked over it are the site of today."""

import json
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest

from index.definitions.tracking import NOTHING
from site_builder.build import build_site
from site_builder.manifest import digest
from site_builder.taking import offline
from site_builder.taking.amounts import Amounts
from site_builder.taking.offline import CHANGES, COPY, LIST, offline_files


def made(folder, as_of, files):
    """The files that a build with these files and this harvest adds; they are there for the next build."""
    digests = {name: digest(data) for name, data in files.items()}
    found = dict(offline_files(as_of, folder, digests, sum(map(len, files.values())), files.__getitem__))
    for name, data in found.items():
        (folder / name).write_bytes(data)
    return found


def unpacked(folder, *archives):
    """What lies in a folder after these were unpacked one after the other."""
    for data in archives:
        with ZipFile(BytesIO(data)) as archive:
            archive.extractall(folder)
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_changes_unpacked_over_the_copy_are_the_site_of_today(tmp_path):
    """What is new or differs is in the changes; what is no more is named."""
    (tmp_path / "old").mkdir()
    first = {"index.html": b"1", "a/b.html": b"2", "gone.html": b"3"}
    later = {"index.html": b"1", "a/b.html": b"2 and more", "new.html": b"4"}

    copy = made(tmp_path / "old", "2026-05-04T12:00:00+00:00", first)[COPY]
    again = made(tmp_path / "old", "2026-05-08T12:00:00+00:00", later)

    assert again[COPY] == copy
    with ZipFile(BytesIO(again[CHANGES])) as archive:
        assert ["a/b.html", "new.html", LIST] == archive.namelist()
        assert ["gone.html"] == json.loads(archive.read(LIST))["gone"]
    files = unpacked(tmp_path / "new", copy, again[CHANGES])
    assert {**first, **later} == {name: data for name, data in files.items() if name != LIST}


@pytest.mark.parametrize("as_of", ["2026-05-11T12:00:00+00:00", "2026-05-01T12:00:00+00:00"])
def test_a_copy_is_made_anew_after_a_week(tmp_path, as_of):
    """And where it is newer than the harvest that is published."""
    made(tmp_path, "2026-05-04T12:00:00+00:00", {"index.html": b"1"})

    found = made(tmp_path, as_of, {"index.html": b"2"})

    assert b"2" == unpacked(tmp_path / "new", found[COPY])["index.html"]


@pytest.mark.parametrize("damaged", [b"", b"PK", b"no zip at all"])
def test_a_damaged_copy_is_made_anew(tmp_path, damaged):
    """Nothing is built upon what cannot be read."""
    (tmp_path / COPY).write_bytes(damaged)

    found = made(tmp_path, "2026-05-04T12:00:00+00:00", {"index.html": b"1"})

    assert b"1" == unpacked(tmp_path / "new", found[COPY])["index.html"]


def test_a_very_large_site_has_no_copy(tmp_path, monkeypatch):
    """It would be made in memory."""
    monkeypatch.setattr(offline, "MOST_BYTES", 3)

    assert {} == made(tmp_path, "2026-05-04T12:00:00+00:00", {"a": b"12", "b": b"34"})


def test_the_copy_of_a_site_is_the_site(small, tmp_path):
    """Every file but the copy itself and the list of the build; before the first harvest there is none."""
    folder = tmp_path / "site"
    build_site(replace(small, amounts=Amounts(offline=True)), folder)

    files = unpacked(tmp_path / "copy", (folder / COPY).read_bytes())
    mine = {COPY, CHANGES}
    site = {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
    assert {name: data for name, data in site.items() if name not in mine} == {
        name: data for name, data in files.items() if name != LIST
    }


def test_there_is_no_copy_unless_it_is_wanted(small, tmp_path):
    """Nor before the first harvest."""
    build_site(small, tmp_path / "a")
    build_site(
        replace(small, as_of="", works=lambda: iter(()), tracked=NOTHING, amounts=Amounts(offline=True)),
        tmp_path / "b",
    )

    assert [] == [*tmp_path.rglob("offline*")]
