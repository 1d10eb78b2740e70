"""Who has words of whom: shared passages are found, dated, and told from boilerplate."""

import random
from collections.abc import Iterable

from corpus.passages import COMMON, LEAST, NOTICED, Passage, Text, shared_passages

WORDS = [f"{a}{b}{c}" for a in "bdgklmnprst" for b in "aeiou" for c in ("l", "n", "rk", "st", "ve")]


def prose(seed: int, length: int) -> str:
    """Words in an order that no other seed gives."""
    chance = random.Random(seed)
    return " ".join(chance.choice(WORDS) for _ in range(length))


SHARED = prose(0, 60)


def shared(texts: Iterable[Text]) -> list[Passage]:
    known = {text.work: text for text in texts}
    return shared_passages(list(known), known.__getitem__)


def test_a_shared_passage_is_found_with_its_places():
    """Wherever it stands, in other capitals and with other signs between the words."""
    loud = SHARED.upper().replace(" ", ",  ")
    one, other = f"{prose(1, 300)} {SHARED} {prose(2, 50)}", f"{prose(3, 20)} {loud}. {prose(4, 400)}"

    (found,) = shared([Text("a", one, "2020-05"), Text("b", other, "2021")])

    assert ("a", "b", 60, True) == (found.first, found.later, found.words, found.dated)
    assert SHARED == one[found.first_start : found.first_end]
    assert loud == other[found.later_start : found.later_end]


def test_the_earlier_work_had_it_first():
    """Dates count as far as both are known; where they do not tell, nobody is said to have been first."""
    text = Text("a", SHARED, "2021-03"), Text("b", SHARED, "2019")
    same = Text("a", SHARED, "2021-03"), Text("b", SHARED, "2021")
    unknown = Text("a", SHARED), Text("b", SHARED, "2019")

    found = [shared(pair)[0] for pair in (text, same, unknown)]

    assert [("b", True), ("a", False), ("a", False)] == [(one.first, one.dated) for one in found]


def test_every_run_that_is_long_enough_is_found():
    """Winnowing promises runs of a known length; shorter passages are ways of speaking."""
    for seed in range(20):
        chance = random.Random(seed)
        place, length = chance.randrange(200), chance.randrange(max(LEAST, NOTICED), 40)
        words = prose(seed, 300).split()
        part = " ".join(words[place : place + length])
        pair = [
            Text("a", " ".join(words)),
            Text("b", f"{prose(100 + seed, 90)} {part} {prose(200 + seed, 9)}"),
        ]

        (found,) = shared(pair)

        assert found.words >= length
    assert [] == shared([Text("a", prose(1, 200)), Text("b", f"{' '.join(prose(1, 200).split()[:19])} x")])


def test_a_few_changed_words_do_not_cut_a_passage():
    """It is one passage, from its first word to its last."""
    words = SHARED.split()
    changed = " ".join([*words[:28], "other", "words", *words[30:]])

    (found,) = shared([Text("a", SHARED), Text("b", changed)])

    assert 60 == found.words


def test_what_many_works_share_is_boilerplate():
    """A licence in every report says nothing; a passage of two of them does."""
    licence = prose(9, 80)
    texts = [Text(f"w{n}", f"{prose(50 + n, 60)} {licence}") for n in range(COMMON + 1)]
    assert [] == shared(texts)

    two = [Text(one.work, f"{SHARED} {one.text}") for one in texts[:2]]
    ((found),) = shared([*two, *texts[2:]])

    assert ("w0", "w1") == (found.first, found.later)


def test_the_order_of_texts_does_not_matter():
    """Same texts, same passages; texts of no words disturb nothing."""
    texts = [
        Text("a", f"{SHARED} x"),
        Text("b", f"y {SHARED}"),
        Text("c", ""),
        Text("d", "three little words"),
    ]

    assert shared(texts) == shared(texts[::-1])
    assert 1 == len(shared(texts))
    assert [] == shared([]) == shared([Text("c", "")])
