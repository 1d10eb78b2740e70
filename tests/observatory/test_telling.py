"""What the commands say on a line."""

from corpus.sources import Health, SourceCard
from observatory.telling import status_table


def test_the_table_of_sources_says_why_and_by_when_something_new_is_expected():
    """A source that never ran stands in it too; nothing is expected of one that is not known."""
    cards = [SourceCard(name, name.title(), "Press", "feed", "https://e.org") for name in "ab"]
    known = Health("a", "ok", "gave 3 items", works=3, expected="2026-06-08", verified=True)
    new = Health("b", "not read yet", "its turn has not come yet")

    lines = list(status_table(zip(cards, (known, new), strict=True)))

    assert [
        "a\tfeed\t3\tok\tgave 3 items\t2026-06-08",
        "b\tfeed\t0\tnot read yet (unverified)\tits turn has not come yet\t",
        "2 sources: 1 ok, 1 not read yet",
    ] == lines
