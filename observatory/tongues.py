"""The languages of an observatory's pages: what is not translated, and a catalogue to translate in."""

from collections.abc import Iterator
from pathlib import Path

from observatory.home import Home

__all__ = ["said_in_english", "write_catalogue"]


def said_in_english(home: Home) -> Iterator[str]:
    """
    For each language of the interface one line with how many sentences fall back, if any do.

    Raises:
        TongueError: A language has no catalogue, or a broken one.
    """
    from site_builder.tongues.messages import headings_of, messages, untranslated  # noqa: PLC0415 - Babel is slow to start
    from site_builder.tongues.tongue import SOURCE, tongue_of  # noqa: PLC0415

    codes = [code for code in home.settings.interface if code != SOURCE]
    for code in codes:
        tongue_of(code, home.templates)
    wanted = messages(home.templates, headings_of(home.book())) if codes else ()
    for code, lacking in untranslated(wanted, codes, home.templates).items():
        if lacking:
            first = lacking[0] if isinstance(lacking[0], str) else lacking[0][0]
            yield (
                f"interface {code}: {len(lacking)} of {len(wanted)} sentences are said in English, such as "
                f"{first!r}; translate them with 'observatory tongue {code}'"
            )


def write_catalogue(home: Home, code: str) -> Path:
    """
    Write the catalogue of a language into the observatory, with all that is to be translated.

    What it said before stays; what our own catalogue says is taken over, so that it can be corrected.

    Args:
        code: BCP 47, such as ``sw``.

    Returns:
        The file.

    Raises:
        TongueError: There is no such language.
    """
    from site_builder.tongues.messages import headings_of, messages  # noqa: PLC0415 - Babel is slow to start
    from site_builder.tongues.tongue import catalogue_files, checked  # noqa: PLC0415
    from site_builder.tongues.writing import catalogue_text  # noqa: PLC0415

    checked(code)
    file = home.folder / "templates" / "tongues" / f"{code}.po"
    known = next(iter(catalogue_files(code, home.templates)), file)
    text = catalogue_text(code, known, messages(home.templates, headings_of(home.book())))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text)
    return file
