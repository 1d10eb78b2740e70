"""What waits for a person: works that may be one, and decisions whose text has changed; and their answers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus.database.catalogue import Catalogue
from corpus.decisions import COLUMNS, Decision, Verb, as_line
from corpus.encoding import fingerprint
from corpus.errors import NotFound
from corpus.families import RELATIONS
from corpus.values import Work
from observatory.home import Home

__all__ = ["Question", "answer", "as_rows", "decide", "lines_of", "page", "questions"]

OPPOSITES: Mapping[Verb, Verb] = {
    "keep": "reject", "reject": "keep", "merge": "split", "split": "merge", "tag": "untag", "untag": "tag",
}  # fmt: skip

_SHOWN = ("title", "kind", "date", "publisher", "authors", "language", "url", "doi", "series", "note")
_LONGEST = 400
"""So many signs of a field are shown."""


@dataclass(frozen=True, slots=True)
class Question:
    """
    One thing that waits for a person.

    Attributes:
        id: Stays the same as long as the question is the same.
        about: In one sentence.
        works: What is asked about; one or two, or none that is gone.
        reasons: What speaks for and against it, the strongest first.
        answers: What can be answered, and what each answer decides.
    """

    id: str
    about: str
    works: tuple[Work, ...]
    reasons: tuple[str, ...]
    answers: Mapping[str, Decision]


def questions(catalogue: Catalogue, who: str = "?", why: str = "?", when: date = date.min) -> list[Question]:
    """
    All open questions: decisions to be taken again first, then pairs, the most likely first.

    Args:
        who, when, why: What the decisions that answer them will say.
    """
    common = {"who": who, "why": why, "when": when}
    found = [
        Question(
            _id("again", *waiting.decision.subject), _told(waiting.decision, waiting.why),
            _works(catalogue, waiting.decision.work, waiting.decision.other),
            (f"decided by {waiting.decision.who} on {waiting.decision.when}: {waiting.decision.why}",),
            dict(_again(waiting.decision, common)),
        )
        for waiting in catalogue.waiting()
    ]  # fmt: skip
    settled = {frozenset((one.work, one.other)) for one in catalogue.decisions if one.other}
    for suspicion in catalogue.judgement.suspicions:
        pair = suspicion.work, suspicion.other
        works = _works(catalogue, *pair)
        if len(works) == 2 and frozenset(pair) not in settled:
            answers = dict(_about_two(*pair, common))
            found.append(
                Question(_id("pair", *pair), "Are these two one work?", works, suspicion.reasons, answers)
            )
    return found


def answer(home: Home, catalogue: Catalogue, id_: str, said: str, who: str, why: str, when: date) -> Decision:
    """
    Answer a question: the decision is written, and holds from the next build on.

    Raises:
        NotFound: There is no such question, or it cannot be answered so.
    """
    asked = {question.id: question for question in questions(catalogue, who, why, when)}
    if id_ not in asked:
        raise NotFound(f"no question {id_!r}; 'observatory review' lists them")
    answers = asked[id_].answers
    if said not in answers:
        raise NotFound(f"question {id_!r} has no answer {said!r}; it has {', '.join(answers)}")
    return decide(home, catalogue, answers[said])


def decide(home: Home, catalogue: Catalogue, decision: Decision) -> Decision:
    """
    Write a decision with the hash of what the sources say now.

    Returns:
        The decision as it was written, into this year's file.

    Raises:
        NotFound: It is about a work that does not exist.
    """
    for id_ in filter(None, (decision.work, decision.other)):
        if not catalogue.knows(id_):
            raise NotFound(f"no work {id_!r}; 'observatory search' finds ids")
    whole = decision.model_copy(update={"seen": catalogue.hash_of(decision)})
    path = file_of(home, whole.when)
    path.parent.mkdir(parents=True, exist_ok=True)
    begin = "" if path.exists() else ",".join(COLUMNS) + "\n"
    with path.open("a", encoding="utf-8", newline="") as file:
        file.write(begin + as_line(whole))
    return whole


def file_of(home: Home, when: date) -> Path:
    """The file that decisions of this day are written to."""
    return home.folder / "decisions" / f"{when.year}.csv"


def lines_of(question: Question) -> Iterator[str]:
    """A question for the terminal."""
    yield f"{question.id}  {question.about}"
    for reason in question.reasons:
        yield f"  {reason}"
    for work in question.works:
        yield f"  {work.id}"
        for name, text in shown(work):
            yield f"    {name}: {text}"
    yield f"  answers: {', '.join(question.answers)}"


def shown(work: Work) -> list[tuple[str, str]]:
    """The fields of a work that help to tell it from another, with their values in words."""
    values = {origin.field: origin.value for origin in reversed(work.origins) if origin.used}
    return [(name, _short(values[name])) for name in _SHOWN if values.get(name)]


def as_rows(some: Sequence[Question]) -> list[dict[str, object]]:
    """The rows of ``review --json``; the keys are documented and stable."""
    return [
        {
            "id": one.id, "about": one.about, "works": [work.id for work in one.works],
            "reasons": list(one.reasons), "answers": list(one.answers),
        }
        for one in some
    ]  # fmt: skip


def page(some: Sequence[Question], title: str) -> str:
    """A page of all questions for this machine: what is asked side by side, each answer with its command."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - only for this page

    loader = PackageLoader("observatory", "review")
    template = Environment(loader=loader, autoescape=True, undefined=StrictUndefined).get_template(
        "review.html"
    )
    return template.render(questions=some, shown=shown, title=title)


def _id(*subject: str) -> str:
    return f"q{fingerprint(*subject)[:7]}"


def _told(decision: Decision, why: str) -> str:
    what = " ".join(filter(None, (decision.decision, decision.field, decision.value, decision.other)))
    return f"{decision.work}: does the decision '{what}' still hold? {why}"


def _works(catalogue: Catalogue, *ids: str) -> tuple[Work, ...]:
    return tuple(work for id_ in ids if id_ and (work := catalogue.fact(id_)))


def _again(decision: Decision, common: Mapping[str, object]) -> Iterator[tuple[str, Decision]]:
    yield "yes", decision.model_copy(update=dict(common))
    if opposite := OPPOSITES.get(decision.decision):
        yield opposite, decision.model_copy(update={**common, "decision": opposite})


def _about_two(work: str, other: str, common: Mapping[str, object]) -> Iterator[tuple[str, Decision]]:
    for verb in ("merge", "split"):
        yield verb, Decision.model_validate({"decision": verb, "work": work, "other": other, **common})
    for relation in RELATIONS:
        for name, first, second in ((relation, work, other), (f"{relation}-of-first", other, work)):
            values = {"decision": "relate", "work": first, "value": relation, "other": second}
            yield name, Decision.model_validate({**values, **common})


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]} …"
