"""A new analyst's path, from the README alone: install, run, open, reproduce one figure of the site.

Makes a fresh clone of the last commit, executes in it just what the README says (the first command, then the lines of
Python for analysts, in the environment that the command made), and compares what they print with the site's first page.
It prints the seconds of each step; the goal is five minutes in all. The packages come from the package index.
"""

import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]


def block(text: str, heading: str, language: str) -> str:
    """The first block of this language under a heading."""
    (_, section) = text.split(f"\n## {heading}\n", 1)
    found = re.search(rf"```{language}\n(.*?)```", section.split("\n## ", 1)[0], re.DOTALL)
    if not found:
        raise SystemExit(f"README.md: no {language} under {heading!r}")
    return found[1]


def figures(page: str) -> dict[str, int]:
    """What the site's first page shows for each driver."""
    shown = re.findall(r'class="fig" data-n="works\?driver=([\w-]+)">([\d\u202f]+)<', page)
    return {driver: int(re.sub(r"\D", "", number)) for driver, number in shown}


def main() -> int:
    """Walk the path; 0 where the figure is the site's."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = [line.removeprefix("$ ") for line in block(readme, "Two commands", "console").splitlines()]
    *lines, last = block(readme, "For analysts", "python").strip().splitlines()
    code = "\n".join([*lines, f"print(({last}).to_json())"])
    seconds: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as scratch:
        clone = Path(scratch, "clone")
        steps = {
            "clone": ["git", "clone", "--quiet", str(ROOT), str(clone)],
            "install and run": ["bash", "-c", " && ".join(commands)],
            "open and reproduce": [".venv/bin/python", "-c", code],
        }
        printed = ""
        for name, command in steps.items():
            begun = time.monotonic()
            done = subprocess.run(
                command,
                cwd=scratch if name == "clone" else clone,
                check=True,
                stdout=subprocess.PIPE,
                text=True,
            )
            seconds[name] = round(time.monotonic() - begun, 1)
            printed = done.stdout
        shown = figures((clone / "var/site/index.html").read_text(encoding="utf-8"))
    given = json.loads(printed.strip().splitlines()[-1])
    print(
        json.dumps({"seconds": seconds, "in all": round(sum(seconds.values()), 1), "figure": given}, indent=1)
    )
    return 0 if shown and shown == {driver: given.get(driver) for driver in shown} else 1


if __name__ == "__main__":
    sys.exit(main())
