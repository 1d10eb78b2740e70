"""What people settle: the questions that wait, and the decisions that answer them."""

from pathlib import Path
from typing import Any

import click

from observatory.commands.opening import open_folder
from observatory.guarding import in_one_line

__all__ = ["decide", "review"]

WHO = click.option("--who", envvar="OBSERVATORY_WHO", help="Who decides; else $OBSERVATORY_WHO.")


@click.command()
@click.argument("question", required=False)
@click.argument("answer", required=False)
@WHO
@click.option("--why", help="The reason, in words.")
@click.option("--ask", is_flag=True, help="Ask one question after the other.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1), help="How many questions.")
@click.option(
    "--html", type=click.Path(path_type=Path, dir_okay=False), help="Write a page for this machine."
)
@click.option("--json", "json_", is_flag=True, help="For machines; see docs/json.md.")
@click.pass_obj
@in_one_line
def review(
    folder: Path | None, question: str | None, answer: str | None, who: str | None, why: str | None,
    ask: bool, limit: int, html: Path | None, json_: bool,
) -> None:  # fmt: skip
    """List what waits for a person, or answer QUESTION with ANSWER.

    Example:
        observatory review --limit 3
        observatory review q1a2b3c merge --who "Ann Moyo" --why "same report"
    """
    from observatory.catalogue import catalogue  # noqa: PLC0415
    from observatory.reviewing import as_rows, lines_of, page, questions  # noqa: PLC0415
    from observatory.telling import as_json, counted  # noqa: PLC0415

    home = open_folder(folder)
    with catalogue(home) as works:
        if question:
            _answer(home, works, question, answer, who, why)
            return
        waiting = questions(works)
        if html:
            html.write_text(page(waiting, home.settings.title), encoding="utf-8")
            click.echo(f"{counted(len(waiting), 'question')}: {html}")
        elif json_:
            click.echo(as_json(as_rows(waiting)))
        else:
            for one in waiting[:limit]:
                click.echo("\n".join(lines_of(one)) + "\n")
                if ask:
                    said = click.prompt("answer", default="later", type=click.Choice([*one.answers, "later"]))
                    if said != "later":
                        _answer(home, works, one.id, said, who, why)
            click.echo(f"{counted(len(waiting), 'question')} open" + ("" if waiting else ": nothing waits"))


def _answer(
    home: Any, works: Any, question: str, answer: str | None, who: str | None, why: str | None
) -> None:
    from corpus.store import now  # noqa: PLC0415
    from observatory.reviewing import answer as answer_it  # noqa: PLC0415

    if not answer:
        raise click.UsageError("an answer is needed; 'observatory review' lists those of each question")
    who = who or click.prompt("who")
    why = why or click.prompt("why")
    _written(answer_it(home, works, question, answer, who, why, now().date()), home)


@click.command()
@click.argument("decision", metavar="DECISION")
@click.argument("work")
@click.option("--field", default="", help="set: the field; tag, untag: the scheme.")
@click.option("--value", default="", help="set: the value; tag, untag: the concept; relate: the relation.")
@click.option("--other", default="", help="merge, split, relate: the other work, or a record of the work.")
@WHO
@click.option("--why", prompt="why", help="The reason, in words.")
@click.pass_obj
@in_one_line
def decide(
    folder: Path | None, decision: str, work: str, field: str, value: str, other: str,
    who: str | None, why: str,
) -> None:  # fmt: skip
    """Decide about WORK: keep, reject, merge, split, set, tag, untag or relate; see docs/deciding.md.

    Example:
        observatory decide set acqf-4th-forum-victoria-2024 --field place --value "Victoria" --who Ann --why "programme"
    """
    from pydantic import ValidationError  # noqa: PLC0415

    from corpus.decisions import Decision  # noqa: PLC0415
    from corpus.sheets import mistakes  # noqa: PLC0415
    from corpus.store import now  # noqa: PLC0415
    from observatory.catalogue import catalogue  # noqa: PLC0415
    from observatory.reviewing import decide as decide_it  # noqa: PLC0415

    home = open_folder(folder)
    who = who or click.prompt("who")
    given = {"decision": decision, "work": work, "field": field, "value": value, "other": other}
    try:
        wanted = Decision.model_validate({**given, "who": who, "why": why, "when": now().date()})
    except ValidationError as error:
        column, problem = next(mistakes(Decision, error))
        raise click.UsageError(f"{column}: {problem}" if column else problem) from error
    with catalogue(home) as works:
        _written(decide_it(home, works, wanted), home)


def _written(decision: Any, home: Any) -> None:
    from observatory.reviewing import file_of  # noqa: PLC0415

    path = file_of(home, decision.when)
    click.echo(f"{decision.decision} {decision.work}: written to {path}; 'observatory build' replays it")
