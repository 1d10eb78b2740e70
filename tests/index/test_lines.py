"""Sorted files of lines: every row is found by its id, however the ids look."""

from hypothesis import given
from hypothesis import strategies as st

from index.lines import Lines, dump, read_lines

IDS = st.lists(st.text(min_size=1).filter(lambda text: text.isprintable()), unique=True, max_size=30).map(
    sorted
)


@given(ids=IDS, other=st.text(), size=st.sampled_from([1, 10_000]), order=st.randoms())
def test_every_row_is_found_by_its_id_and_no_other(tmp_path_factory, ids, other, size, order):
    """
    In whichever order they are asked for, each row that is there is found, and none for an id that is not.
    """
    path = tmp_path_factory.mktemp("lines") / "rows.jsonl"
    path.write_bytes(b"".join(dump([name, name * size]) for name in ids))

    lines = Lines(path)

    asked = order.choices([*ids, *ids, other], k=2 * len(ids)) + ids
    try:
        found = [(name, lines.get(name)) for name in asked]
        every = list(lines)
    finally:
        lines.close()

    assert [[name, name * size] for name in ids] == every
    assert [(name, [name, name * size] if name in ids else None) for name in asked] == found


def test_a_file_that_is_not_there_has_no_rows(tmp_path):
    """
    Before the first update there is nothing to read, and that is no error.
    """
    assert [] == list(read_lines(tmp_path / "absent.jsonl"))
