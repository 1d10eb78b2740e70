"""The commands on concepts, in an observatory of one's own."""

COLLECTION = """id,kind,title,url,date,language,note
a,report,Teachers of Kenya,https://example.org/a,2024,en,A note on teachers.
b,report,Principals of a school,https://example.org/b,2024,en,A note.
"""


def test_an_edit_is_previewed_and_a_bad_rule_recalled(here):
    """What an edit would do is said before; a recalled label is noted, and its tags are gone at once."""
    (here.folder / "collections").mkdir()
    (here.folder / "collections" / "mine.csv").write_text(COLLECTION, encoding="utf-8")
    here.sheet("mine", 'kind = "collection"\nfile = "mine.csv"\nlanguages = ["en"]\n')
    here.run("run")

    assert "no work would gain or lose a tag" in here.run("concepts", "preview")
    out = here.run("concepts", "recall", "theme/teachers:principals", "--reason", "means owners")
    assert "theme/teachers: 1 work without its words now, 1 still have some" in out
    decisions = (here.folder / "concepts" / "recalled.csv").read_text(encoding="utf-8")
    assert "theme/teachers:principals" in decisions
    assert "means owners" in decisions
    assert "0 works" in here.run("search", "theme:teachers AND title:principals")
    assert "is switched off already" in here.run("concepts", "recall", "theme/teachers:principals")
    (here.folder / "concepts" / "recalled.csv").unlink()
    preview = here.run("concepts", "preview")
    assert "theme/teachers: 1 gained, 0 lost, 1 kept" in preview
    assert ": Principals" in preview


def test_what_does_not_exist_cannot_be_recalled(here):
    """The message names what there is."""
    near = here.run("concepts", "recall", "theme/teachers:principal", code=1)
    assert "it has 'principals'" in near
    assert "no scheme 'themes'" in here.run("concepts", "recall", "themes/teachers", code=1)
