"""What a snapshot keeps of the tags of a work."""

import json

from index.tags import Tag
from observatory.snapshots.entries import causes_in, tags_from, tags_of

PLAIN = Tag("w", "theme", "honey", "title", 0, 5, "honey", "v1", "Honey", "honey")
WEAK = Tag("w", "theme", "honey", "abstract", 9, 14, "honey", "v1", "honey", "honey", 0.4)
PAGED = Tag("w", "theme", "hives", "text", 70, 75, "hives", "v1", "hives", "hives", 1.0, 12)


def test_tags_come_back_as_they_were_kept():
    """
    With their strength and the page of the file; what is usual takes no room.
    """
    kept = tags_of([PLAIN, WEAK, PAGED])

    assert (PAGED, WEAK, PLAIN) == tags_from("w", kept)
    assert [11, 10, 9] == [len(row) for row in json.loads(kept)]


def test_a_state_with_another_strength_or_page_is_another_state():
    """
    Each of the two alone changes what is kept.
    """
    other = [
        Tag("w", "theme", "hives", "text", 70, 75, "hives", "v1", "hives", "hives", strength, page)
        for strength, page in ((0.9, 12), (1.0, 13))
    ]

    assert 3 == len({tags_of([tag]) for tag in (PAGED, *other)})


def test_what_causes_a_concept_is_read_from_older_states_too():
    """
    These have neither strength nor page, and nothing is said to differ for that.
    """
    older = json.dumps([[*row[:9]] for row in json.loads(tags_of([PLAIN, WEAK, PAGED]))])

    assert causes_in(older) == causes_in(tags_of([PLAIN, WEAK, PAGED]))
    assert {"theme/hives": ["text: hives"], "theme/honey": ["abstract: honey", "title: Honey"]} == causes_in(
        older
    )
