"""The proof after a fault that outlived all that was known."""

from dataclasses import replace

import pytest

from corpus.proving import Doubt, Trial, look_of

TOPICS = ("skills", "learning", "teachers", "quality", "work", "the recognition of credentials")
PLACES = ("rural schools", "Kenya", "the health sector", "cities", "universities")


def items(numbers, form="A study of {} in {}", place="https://press.example/works/{}"):
    return look_of([
        (form.format(TOPICS[n % 6], PLACES[n % 5]) + f", {n}", place.format(n)) for n in numbers
    ])  # fmt: skip


WORKS = items(range(60))
MENDED = Trial("2026-05-02", items(range(70, 90)), doubted=18, altered=17)
AGREES = replace(MENDED, day="2026-05-03", altered=1)
DOUBT = Doubt(frozenset({"rewritten"}))
SINCE = replace(DOUBT, mended="2026-05-02")


def test_two_readings_of_different_days_that_agree_prove_that_a_source_is_mended():
    """The first must differ from what was refused, the second agree with the first."""
    words, since = MENDED.judged(DOUBT, WORKS)

    assert "2026-05-02" == since
    assert "it seems mended since 2026-05-02" in words
    assert ("", "") == AGREES.judged(SINCE, WORKS)
    assert "on another day" in replace(AGREES, day="2026-05-02").judged(SINCE, WORKS)[0]


def test_a_fault_that_goes_on_is_never_believed_however_long_it_lasts():
    """What it says agrees with what it said while it was refused; that is no proof."""
    words, since = replace(AGREES, altered=0).judged(DOUBT, WORKS)

    assert (
        "it has not changed since it was refused; if it is right, a change of its sheet accepts it" in words
    )
    assert "" == since


def test_a_source_that_says_another_thing_each_time_is_not_believed():
    """Each change begins the proof anew."""
    words, since = replace(MENDED, day="2026-05-03").judged(SINCE, WORKS)

    assert "2026-05-03" == since
    assert words


@pytest.mark.parametrize(
    ("look", "said"),
    [
        (items(range(70, 90), "Une étude sur {1} pendant la crise"), "their titles use other words"),
        (items(range(70, 90), place="https://press.example/jobs/{}"), "their links lead elsewhere"),
        (items(range(70, 90), place="https://shop.example/works/{}"), "their links lead elsewhere"),
        (look_of([("A study of skills", f"https://press.example/works/{n}") for n in range(20)]), "all the same"),
        (items(range(70, 73)), "too few"),
    ],
)  # fmt: skip
def test_a_source_that_does_not_look_as_before_is_not_believed(look, said):
    """A fault that turned into another one agrees with itself, but not with the works of the source."""
    words, since = replace(AGREES, look=look).judged(SINCE, WORKS)

    assert said in words
    assert "" == since


@pytest.mark.parametrize(
    ("faults", "doubted", "altered", "believed"),
    [
        ({"fewer"}, 18, 0, True),
        ({"emptier", "backwards"}, 18, 0, True),
        ({"fewer", "rewritten"}, 18, 0, False),
        ({"fewer", "rewritten"}, 18, 15, True),
        ({"rewritten"}, 0, 0, False),
        ({"turned_over"}, 18, 0, False),
        ({"turned_over"}, 18, 15, True),
        ({"turned_over"}, 0, 0, True),
        ({"yes"}, 18, 18, False),
    ],
)
def test_each_fault_must_be_seen_to_be_over(faults, doubted, altered, believed):
    """
    Half a page is whole again, and its check sees that.

    Whether titles are right again, only items tell that have changed back; strangers may have gone too.
    """
    trial = replace(MENDED, doubted=doubted, altered=altered)

    words, since = trial.judged(Doubt(frozenset(faults)), WORKS)

    assert believed == bool(since)
    assert words, "one reading alone proves nothing"


def test_works_in_signs_that_are_not_set_apart_are_compared_too():
    """Chinese titles have no blanks; each sign counts as a word."""
    titles = ["技能学习研究", "学习质量报告", "技能质量调查", "学习报告研究", "技能调查报告", "质量学习技能"]
    works = look_of([(title, f"https://press.example/works/{n}") for n, title in enumerate(titles)])
    other = look_of([(f"天气预报{n}", f"https://press.example/works/{n}") for n in range(6)])

    assert "" == works.unlike(works)
    assert "other words" in other.unlike(works)


def test_a_list_that_turns_over_from_day_to_day_cannot_say_the_same_twice():
    """Where checks tell that the fault is over, it need not; titles that were wrong must be seen again."""
    new = replace(AGREES, doubted=0, altered=0)

    assert ("", "") == new.judged(Doubt(frozenset({"fewer"}), SINCE.mended), WORKS)
    assert new.judged(SINCE, WORKS)[0]
