"""What a query looks for, held against the words of a work, to show where it was found."""

from collections.abc import Callable, Iterable

from index.analysis import STEMMED, base_language, stem
from index.fields import TAGGED
from index.folding import Token, words
from index.patterns import Pattern

__all__ = ["Wanted"]


class Wanted:
    """The words of a query by the fields in which they count."""

    def __init__(self) -> None:
        self._exact: dict[str, dict[str, str]] = {name: {} for name in TAGGED}
        self._begun: dict[str, list[tuple[str, str]]] = {name: [] for name in TAGGED}
        self._stemmed: set[str] = set()

    def add(self, pattern: Pattern, fields: Iterable[str]) -> None:
        """Words that are looked for as they stand."""
        for name in fields:
            if name in self._exact:
                for word in pattern:
                    if word.prefix:
                        self._begun[name].append((word.text, word.text))
                    else:
                        self._exact[name][word.text] = word.text

    def add_stems(self, raw: str) -> None:
        """A word that is looked for by its stem too, in all fields; as it was written."""
        self._stemmed.add(raw)

    def in_field(self, name: str, language: str | None) -> Callable[[Token, str], str]:
        """For one field of a work in this language: which word of the query a token is; empty for none."""
        exact, begun = self._exact[name], self._begun[name]
        base = base_language(language)
        raws = sorted(self._stemmed) if base in STEMMED else ()
        stemmed = {root: raw.lower() for raw in raws for one in _parts(raw) if (root := stem(one, base))}

        def match(token: Token, _: str) -> str:
            if found := exact.get(token.text):
                return found
            for beginning, word in begun:
                if token.text.startswith(beginning):
                    return word
            return stemmed.get(stem(token.text, base), "") if stemmed else ""

        return match


def _parts(raw: str) -> tuple[str, ...]:
    """A word, or the parts of one with a hyphen and both as one."""
    found = words(raw)
    return found if len(found) == 1 else (*found, "".join(found))
