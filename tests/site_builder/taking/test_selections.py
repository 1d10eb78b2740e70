"""Selections: no file is written twice, and none where others do as well."""

from site_builder.taking.selections import LARGEST, Selections


def test_a_page_of_few_works_has_files_only_where_another_has_the_same():
    """
    Each of the works has its own; files that are there anyway are offered.
    """
    lists = Selections()

    assert "" == lists.add("a/index.html", (1, 2), least=5).folder
    assert "b" == lists.add("b/index.html", (1, 2)).folder
    assert "b" == lists.add("c/index.html", (1, 2), least=5).folder
    assert ["b"] == [files.folder for files in lists.written()]


def test_a_page_may_have_its_own_files_in_any_case():
    """
    So that who follows them finds them there.
    """
    lists = Selections()
    lists.add("a/index.html", (1, 2))

    assert "b" == lists.add("b/index.html", (1, 2), own=True).folder
    assert ["a", "b"] == [files.folder for files in lists.written()]


def test_no_file_is_written_of_nothing_or_of_very_many():
    """
    The dataset holds all.
    """
    lists = Selections()
    lists.add("a/index.html", ())
    lists.add("b/index.html", range(LARGEST + 1))

    assert [] == list(lists.written())
