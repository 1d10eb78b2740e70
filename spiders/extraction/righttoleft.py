"""Right-to-left text that a file holds in the order of its strokes, put into the order of reading."""

import re
import unicodedata

__all__ = ["in_reading_order", "is_right_to_left"]

_LETTERS = re.compile("[\u0590-\u05ff\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff]")
_WORDS = re.compile("[\u0590-\u05ff\u0600-\u06ff\u0750-\u077f]{3,}")
_ENDS_ONLY = frozenset("ךםןףץةى")
"""Letters that stand at the end of a word and nowhere else."""

_FORWARD = re.compile(
    r"[0-9A-Za-zÀ-ɏͰ-ӿ٠-٩۰-۹][^\u0590-\u08ff\n]*[0-9A-Za-zÀ-ɏͰ-ӿ٠-٩۰-۹%]|[0-9A-Za-zÀ-ɏͰ-ӿ٠-٩۰-۹]"
)
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")


def is_right_to_left(text: str) -> bool:
    """Whether most of a text's letters are written from right to left."""
    return 2 * len(_LETTERS.findall(text)) > sum(map(str.isalpha, text))


def in_reading_order(text: str) -> str:
    """
    Turn the right-to-left lines of a text round, if they stand the wrong way.

    Some PDF files give such lines from left to right. Letters that can only end a word, and the Arabic
    article, which begins one, show which way the words stand.
    """
    if not _LETTERS.search(text):
        return text
    words = _WORDS.findall(text)
    right = sum((word[-1] in _ENDS_ONLY) + word.startswith("ال") for word in words)
    wrong = sum((word[0] in _ENDS_ONLY) + word.endswith("لا") for word in words)
    if wrong <= right:
        return text
    return "\n".join(_turned(line) if _LETTERS.search(line) else line for line in text.split("\n"))


def _turned(line: str) -> str:
    clusters: list[str] = []
    for char in line:
        if unicodedata.combining(char) and clusters:
            clusters[-1] += char
        else:
            clusters.append(char)
    turned = "".join(reversed(clusters)).translate(_MIRRORED)
    return _FORWARD.sub(lambda match: match[0][::-1].translate(_MIRRORED), turned)
