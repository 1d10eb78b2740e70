"""Verdicts on robots.txt: what may be asked, judged by the rules that the harvest uses."""

import json
from pathlib import Path
from typing import Any

from observatory.evaluation.evaluation import Evaluation

__all__ = ["measure"]

REFERENCE = 130 / 142
"""Protego alone, on Google's own cases."""


def measure(data: Path, _folder: Path | None) -> Evaluation:
    """
    The share of right verdicts.

    Args:
        data: A file of JSON lines with ``test``, ``robots``, ``agent``, ``url`` and ``allowed``.
    """
    from spiders.robots import Rules  # noqa: PLC0415 - brings Scrapy

    cases = [json.loads(line) for line in data.read_text(encoding="utf-8").splitlines()]
    wrong = [case for case in cases if _allowed(Rules, case) != case["allowed"]]
    too_free = sum(not case["allowed"] for case in wrong)
    return Evaluation(
        "robots_google", 1 - len(wrong) / len(cases), "share of right verdicts", len(cases), REFERENCE,
        {"right": len(cases) - len(wrong), "allowed wrongly": too_free, "forbidden wrongly": len(wrong) - too_free},
        tuple(f"{case['test']}: {case['agent']!r} at {case['url']}, {case['robots']!r}" for case in wrong),
    )  # fmt: skip


def _allowed(rules: Any, case: dict[str, Any]) -> bool:
    return bool(rules(case["robots"].encode(), None).allowed(case["url"], case["agent"]))
