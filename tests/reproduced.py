"""Executes the lines of pandas that pages show, and compares what they give with the numbers on these pages."""

import html
import re

import numpy as np
import pandas as pd

from site_builder.claims import agrees, parts, read_claim, shown_numbers

LINE = re.compile(r'<code class="pandas" tabindex="0" data-of="([^"]+)">(.*?)</code>', re.DOTALL)


class Reproduced:
    """
    The lines of some pages.

    Attributes:
        executed: How many different lines there were.
        compared: How many numbers.
        wrong: What differs, in words.
    """

    def __init__(self, frames):
        self._frames = {"__builtins__": {"len": len, "__import__": __import__}, **frames}
        self._given = {}
        self.compared = 0
        self.wrong = []

    @property
    def executed(self):
        return len(self._given)

    def page(self, name, text):
        """Compare each marked number with what the page's own lines give for its claim."""
        lines = [(read_claim(of), html.unescape(code)) for of, code in LINE.findall(text)]
        for claimed, shown in shown_numbers(text.partition('<footer class="foot">')[0]):
            values = [self._value(claim, lines) for claim in parts(claimed)]
            if None in values:
                self.wrong.append(f"{name}: no line gives {claimed}")
            elif not agrees(shown, values):
                self.wrong.append(f"{name}: {claimed}: the line gives {values}, shown {shown!r}")
            self.compared += 1

    def _value(self, claim, lines):
        for of, code in lines:
            given = [name for name, _ in of.filters]
            if of.measure != claim.measure or given != [name for name, _ in claim.filters]:
                continue
            pairs = list(zip(of.filters, claim.filters, strict=True))
            if all(wide[1] in ("*", one[1]) for wide, one in pairs):
                key = tuple(one[1] for wide, one in pairs if wide[1] == "*")
                return self._result(code).get(key, 0)
        return None

    def _result(self, code):
        """What a line gives, by the values that its stars stand for."""
        if code not in self._given:
            result = eval(code, self._frames)  # noqa: S307 - lines of our own pages
            if isinstance(result, pd.Series):
                keys = [key if isinstance(key, tuple) else (key,) for key in result.index]
                self._given[code] = {tuple(map(str, k)): int(v) for k, v in zip(keys, result, strict=True)}
            else:
                assert isinstance(result, int | np.integer), code
                self._given[code] = {(): int(result)}
        return self._given[code]


def frames_in(folder):
    """The tables of a dataset's folder, by name."""
    return {path.stem: pd.read_parquet(path) for path in sorted(folder.glob("*.parquet"))}
