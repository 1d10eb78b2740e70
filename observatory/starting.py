"""Writing a new observatory."""

import json
from pathlib import Path

from corpus.errors import CorpusError
from observatory.home import FILE
from spiders.collection import COLUMNS

__all__ = ["start"]

_SETTINGS = """\
# Every setting is described in docs/settings.md.
title = {title}
subject = {subject}
tagline = ""
base_url = ""
languages = ["en"]
licence = ""            # of what you publish, such as "CC-BY-4.0"
contact = ""            # a mail or web address that servers find in our user agent

[shipped]               # what is taken over from the observatory that comes with the software
sources = true          # its source sheets and collections
concepts = true         # its concept sheets

[harvest]
delay = 1.0             # seconds between two requests to one host
budget_minutes = 10.0   # how long a whole harvest may take
"""

_SHEET = """\
# The things that we keep by hand, in collections/ours.csv.
title = "Our collection"
publisher = {title}
kind = "collection"
file = "ours.csv"
every = "day"
verified = true

[expect]
at_least = 0
"""


def start(folder: Path, title: str, subject: str) -> list[Path]:
    """
    Write the files of a new observatory; return them.

    Raises:
        CorpusError: There is one already; nothing is overwritten.
    """
    if (folder / FILE).exists():
        raise CorpusError(f"{folder / FILE}: is there already; nothing was written")
    quoted = {
        "title": json.dumps(title, ensure_ascii=False),
        "subject": json.dumps(subject, ensure_ascii=False),
    }
    texts = {
        FILE: _SETTINGS.format(**quoted),
        "sources/ours.toml": _SHEET.format(**quoted),
        "collections/ours.csv": ",".join(COLUMNS) + "\n",
        ".gitignore": "/var/\n",
    }
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "concepts").mkdir(exist_ok=True)
    return [folder / name for name in texts]
