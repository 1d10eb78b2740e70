"""Sorted files of lines: every row is found by its id, however the ids look."""

import tracemalloc

from hypothesis import given, settings
from hypothesis import strategies as st

from index.lines import Lines, dump, read_lines

IDS = st.lists(st.text(min_size=1).filter(lambda text: text.isprintable()), unique=True, max_size=30).map(
    sorted
)


@settings(deadline=None)
@given(ids=IDS, other=st.text(), size=st.sampled_from([1, 2_000]), order=st.randoms())
def test_every_row_is_found_by_its_id_and_no_other(tmp_path_factory, ids, other, size, order):
    """
    In whichever order they are asked for, each row that is there is found, and none for an id that is not.
    """
    path = tmp_path_factory.mktemp("lines") / "rows.jsonl"
    path.write_bytes(b"".join(dump([name, name * size]) for name in ids))

    asked = order.choices([*ids, *ids, other], k=2 * len(ids)) + ids

    lines = Lines(path)
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


def test_no_more_than_a_row_is_held(tmp_path):
    """
    However large the file is, and in whichever order rows are asked for, what was read before is let go.
    """
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b"".join(dump([f"w{number:03}", "x" * 10_000]) for number in range(300)))

    tracemalloc.start()
    lines = Lines(path)
    found = sum(lines.get(f"w{number:03}") is not None for number in (*range(300), *range(299, 0, -7)))
    lines.close()
    held = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert 343 == found
    assert held < 200_000
