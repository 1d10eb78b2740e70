"""Catalogues as files: what is new is added for a translator, what is gone is dropped, what is said stays."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from site_builder.tongues.messages import Message

__all__ = ["catalogue_text"]

_HEADER = """# The interface in {code}.
msgid ""
msgstr ""
"Language: {code}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""
"""Without the moment of writing, which would make every file a new one."""


def catalogue_text(code: str, file: Path, wanted: Sequence[Message]) -> bytes:
    """
    A catalogue with every sentence of the interface, sorted, as a gettext file.

    Args:
        code: The language, BCP 47.
        file: What was translated so far; it need not exist.
        wanted: All sentences of the interface.
    """
    known = Catalog(locale=code.replace("-", "_"))
    if file.is_file():
        with file.open("rb") as handle:
            known = read_po(handle)
    plurals = known.plural_forms.rstrip(";") + ";"
    made = Catalog()
    made.mime_headers = [("Plural-Forms", plurals)]
    for message in wanted:
        before = known.get(message if isinstance(message, str) else message[0])
        said = before.string if before is not None else None
        if said is not None and isinstance(said, str) != isinstance(message, str):
            said = None  # it was a plural and is none any more, or the other way round
        made.add(message, said or "", flags=before.flags if before is not None else ())
    text = BytesIO()
    write_po(text, made, width=0, omit_header=True, sort_output=True)
    return _HEADER.format(code=code, plurals=plurals).encode() + text.getvalue()
