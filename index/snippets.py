"""Snippets: the sentence, or part of one, that shows best why a work was found."""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from index.folding import Token, tokens

__all__ = ["LONGEST", "Snippet", "make_snippet", "matched_words"]

LONGEST = 30
"""Words; so much of a text that is not ours may be shown."""

_END = re.compile(r"[.!?\u061f\u06d4](?=\s)|[\u3002\uff01\uff1f]|\n\s*\n")
"""Where a sentence ends."""

_STOPS = ".!?\u061f\u06d4\u3002\uff01\uff1f"
_OPENING = "\"'([{\u2018\u201c\u00ab\u201e\u00bf\u00a1"
_CLOSING = "\"')]}\u2019\u201d\u00bb%" + _STOPS

_SPACE = re.compile(r"\s+")


Matches = Callable[[Token, str], str]


class Snippet(NamedTuple):
    """Text of one field, with the places of the matched words in it."""

    field: str
    text: str
    marks: tuple[tuple[int, int], ...]


def make_snippet(texts: Mapping[str, str], matches: Mapping[str, Matches]) -> Snippet:
    """
    Choose what to show of a work.

    The sentence with the most different words of the query wins, the first of equal ones; of a long
    sentence a part is shown. Without a match it is the beginning of the first text.

    Args:
        texts: By field, in the order of preference.
        matches: By field, which word of the query a token of the text matches; empty for none.
    """
    best = Snippet("", "", ())
    most = -1
    for name, text in texts.items():
        found = [(matches[name](token, text), token) for token in tokens(text)]
        for window in _windows(text, found):
            different = len({word for word, _ in window if word})
            if different > most:
                most, best = different, _cut(name, text, window)
    return best


def matched_words(text: str, matches: Matches) -> tuple[str, ...]:
    """The words of a text that match, as written, each once; characters side by side are one word."""
    places: list[tuple[int, int]] = []
    for token in tokens(text):
        if matches(token, text):
            joined = places and places[-1][1] == token.start
            places.append((places.pop()[0] if joined else token.start, token.end))
    return tuple(dict.fromkeys(text[start:end] for start, end in places))


Found = list[tuple[str, Token]]


def _windows(text: str, found: Found) -> list[Found]:
    """The sentences of a text; of longer ones the parts that begin a few words before a match."""
    ends = [match.end() for match in _END.finditer(text)] + [len(text)]
    windows: list[Found] = []
    start = 0
    for end in ends:
        stop = start
        while stop < len(found) and found[stop][1].end <= end:
            stop += 1
        sentence, start = found[start:stop], stop
        if len(sentence) <= LONGEST:
            windows += [sentence] if sentence else []
            continue
        # The beginning first: of equally good parts it reads best.
        for place in (0, *(place for place, (word, _) in enumerate(sentence) if word)):
            first = max(0, min(place - LONGEST // 5, len(sentence) - LONGEST))
            windows.append(sentence[first : first + LONGEST])
    return windows


def _cut(name: str, text: str, window: Found) -> Snippet:
    """The window as one line of text; what is left out before or after is an ellipsis."""
    first, last = window[0][1].start, window[-1][1].end
    # Quotes, brackets and the full stop belong to the words beside them.
    while first > 0 and text[first - 1] in _OPENING:
        first -= 1
    while last < len(text) and text[last] in _CLOSING:
        last += 1
    out = "" if _begins(text, first) else "… "
    marks: list[tuple[int, int]] = []
    end = first
    for word, token in window:
        out += _SPACE.sub(" ", text[end : token.start])
        if word:
            mark = (len(out), len(out) + token.end - token.start)
            # In scripts without spaces the characters of a word stand side by side.
            if marks and marks[-1][1] == mark[0]:
                mark = (marks.pop()[0], mark[1])
            marks.append(mark)
        out += text[token.start : token.end]
        end = token.end
    out += _SPACE.sub(" ", text[end:last])
    out = out.rstrip()
    return Snippet(name, out if _ends(text, last) else f"{out} …", tuple(marks))


def _begins(text: str, place: int) -> bool:
    """Whether a sentence begins here."""
    before = text[:place].rstrip()
    return not before or before[-1] in _CLOSING or "\n\n" in text[len(before) : place]


def _ends(text: str, place: int) -> bool:
    """Whether a sentence ends here."""
    rest = text[place:]
    return not rest.strip() or text[place - 1] in _STOPS or rest.startswith("\n\n")
