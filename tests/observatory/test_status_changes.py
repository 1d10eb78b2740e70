"""What changed in the states of sources since somebody was last told."""

from corpus.sources import Health, SourceCard
from observatory.status_changes import changes_since, remember

CARDS = {name: SourceCard(name, name.title(), "Press", "feed", "https://e.org") for name in "abc"}


def rows(**states):
    return [(CARDS[name], Health(name, *state.split(": ", 1), signs=())) for name, state in states.items()]


def lines(folder, now):
    return [change.line() for change in changes_since(folder, now)]


def test_a_turn_is_told_once(tmp_path):
    """One line when it breaks, one when it is well again, and nothing in between."""
    remember(tmp_path, rows(a="ok: gave 3 items", b="ok: gave 5 items"))

    broken = rows(a="broken: not found (404)", b="ok: gave 6 items")
    assert ["a: ok, now broken: not found (404)"] == lines(tmp_path, broken)
    remember(tmp_path, broken)
    assert [] == lines(tmp_path, rows(a="broken: server error (500)", b="ok: gave 7 items"))
    assert ["a: broken, now ok: gave 3 items"] == lines(tmp_path, rows(a="ok: gave 3 items"))


def test_the_first_time_only_what_ails_is_told(tmp_path):
    """Nobody wants a line for each source that is well or waits."""
    now = rows(a="ok: fine", b="not read yet: its turn has not come yet", c="degraded: gave 1 item")

    assert ["c: degraded: gave 1 item"] == lines(tmp_path / "none", now)


def test_a_new_sign_on_a_source_that_is_well_is_told(tmp_path):
    """A permanent redirect is worth a line before it ends."""
    remember(tmp_path, rows(a="ok: gave 3 items"))
    moved = [(CARDS["a"], Health("a", "ok", "gave 3 items; it has moved for good", signs=("moved",)))]

    assert ["a: ok: gave 3 items; it has moved for good"] == lines(tmp_path, moved)
    remember(tmp_path, moved)
    assert [] == lines(tmp_path, moved)


def test_a_torn_note_is_as_none(tmp_path):
    """A file that cannot be read costs one round of lines, not the command."""
    (tmp_path / "told.json").write_text("{")

    assert ["c: quiet: nothing new"] == lines(tmp_path, rows(c="quiet: nothing new"))


def test_the_command_prints_nothing_when_nothing_changed(here, web):
    """It is made for a mail that is sent only when there is something to say."""
    here.sheet("a", f'kind = "feed"\nurl = "{web.url}/none"\n')
    here.run("harvest")

    assert "a: broken: not found (404); look for its new address; it says: not here\n" == here.run(
        "status", "--changes"
    )
    assert "" == here.run("status", "--changes")
