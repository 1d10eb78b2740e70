"""Kept states: earlier search data, by which a cited search is done again."""

import json

from site_builder.searching.scripts import script
from site_builder.searching.states import FORM, kept_states
from site_builder.writing import digest


def read(data: bytes) -> object:
    """What a script hands over."""
    return json.loads(data[data.index(b",") + 1 : data.rindex(b")")])


def published(folder, states: object):
    """A site with one file of the search, and the states that it names."""
    (folder / "search").mkdir()
    (folder / "search/base.js").write_bytes(b"old")
    (folder / "search/states.js").write_bytes(script("states", states))
    return folder


def test_what_a_state_had_and_another_has_not_is_kept(tmp_path):
    """Its list says where it lies now."""
    old = published(tmp_path, [FORM, [["s1", "2026-01-01", {"base.js": digest(b"old")}]]])
    files = dict(kept_states(old, {"search/base.js": digest(b"new")}, "s2", "2026-02-01", 12))

    assert b"old" == files[f"search/kept/{digest(b'old')}.js"]
    assert {"base": f"kept/{digest(b'old')}"} == read(files["search/state-s1.js"])
    assert ["s2", "s1"] == [state[0] for state in read(files["search/states.js"])[1]]


def test_a_state_in_another_form_is_forgotten(tmp_path):
    """Today's scripts could not read its files."""
    old = published(tmp_path, [["s1", "2026-01-01", {"base.js": digest(b"old")}], ["s0", "2025-12-01", {}]])
    files = dict(kept_states(old, {"search/base.js": digest(b"new")}, "s2", "2026-02-01", 12))

    assert ["s2"] == [state[0] for state in read(files["search/states.js"])[1]]
    assert not [name for name in files if "/kept/" in name]
