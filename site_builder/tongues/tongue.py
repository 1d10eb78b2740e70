"""A tongue: a language in which the site speaks to its readers, with its catalogue of sentences."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from corpus.errors import ObservatoryError

__all__ = [
    "CATALOGUES",
    "ENGLISH",
    "SOURCE",
    "Tongue",
    "TongueError",
    "catalogue_files",
    "checked",
    "tongue_of",
]

SOURCE = "en"
"""The language in which templates and code are written; it needs no catalogue."""

CATALOGUES = Path(__file__).parent / "catalogues"
"""The catalogues that are shipped, one gettext file a language."""


class TongueError(ObservatoryError):
    """A language that the interface cannot speak, or a catalogue that cannot be read."""


@dataclass(frozen=True, slots=True)
class Tongue:
    """
    A language of the interface.

    Attributes:
        code: BCP 47, such as ``fr`` or ``pt-BR``.
        catalogue: Its sentences; what it lacks is said in English.
    """

    code: str = SOURCE
    catalogue: NullTranslations = field(default_factory=NullTranslations)

    @property
    def locale(self) -> str:
        """What Babel calls it. English has the order of day, month and year that it is written in here."""
        return "en_GB" if self.code == SOURCE else self.code.replace("-", "_")

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``."""
        return str(Locale.parse(self.locale).text_direction)

    @property
    def name(self) -> str:
        """Its name in itself, as a reader who knows no other looks for it."""
        name = str(Locale.parse(self.locale.partition("_")[0]).get_display_name() or self.code)
        return name[:1].upper() + name[1:]

    def say(self, text: str) -> str:
        """The sentence in this language; as it is where the catalogue lacks it."""
        return self.catalogue.gettext(text) if text else ""


ENGLISH = Tongue()


def catalogue_files(code: str, folders: Sequence[Path] = ()) -> list[Path]:
    """
    The catalogues of a language: those of an observatory, then ours.

    Args:
        folders: Of templates; a catalogue lies in their folder ``tongues``.
    """
    places = [*(folder / "tongues" for folder in folders), CATALOGUES]
    return [file for place in places if (file := place / f"{code}.po").is_file()]


def checked(code: str) -> str:
    """
    The code of a language.

    Raises:
        TongueError: There is no such language.
    """
    try:
        Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        raise TongueError(f"observatory.toml: interface: {code!r} is not a language") from None
    return code


def tongue_of(code: str, folders: Sequence[Path] = ()) -> Tongue:
    """
    The language with its sentences, those of an observatory before ours.

    Raises:
        TongueError: There is no such language, no catalogue of it, or one that is broken.
    """
    if checked(code) == SOURCE:
        return ENGLISH
    files = catalogue_files(code, folders)
    if not files:
        raise TongueError(
            f"observatory.toml: interface: no catalogue for {code!r}; write templates/tongues/{code}.po"
        )
    first, *others = [_compiled(file, file.stat().st_mtime_ns) for file in files]
    for other in others:
        first.add_fallback(other)
    return Tongue(code, first)


@lru_cache(maxsize=64)
def _bytes_of(file: Path, _changed: int) -> bytes:
    try:
        with file.open("rb") as handle:
            read = read_po(handle, abort_invalid=True)
    except (PoFileError, ValueError) as error:
        raise TongueError(f"{file}: {str(error).splitlines()[0]}") from error
    made = BytesIO()
    write_mo(made, read)
    return made.getvalue()


def _compiled(file: Path, changed: int) -> GNUTranslations:
    return GNUTranslations(BytesIO(_bytes_of(file, changed)))
