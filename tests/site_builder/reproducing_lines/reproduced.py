"""Executes the lines of pandas that pages show, and compares what they give with the numbers on these pages."""

import ast
import html
import re

import numpy as np
import pandas as pd

from site_builder.claims import agrees, parts, read_claim, shown_numbers
from site_builder.proving import said_in_words

LINE = re.compile(r'<code class="pandas" tabindex="0" data-of="([^"]+)">(.*?)</code>', re.DOTALL)


class Pieces(ast.NodeTransformer):
    """Executes the tests within a line, each once for all lines that hold it, as lines share most of theirs."""

    def __init__(self, frames):
        self.frames = frames
        self.known = {}

    def visit_Call(self, node):
        node = self.generic_visit(node)
        if isinstance(node.func, ast.Attribute) and node.func.attr == "isin":
            return self._executed(node)
        return node

    def visit_Compare(self, node):
        return self._executed(self.generic_visit(node))

    def visit_Lambda(self, node):
        return node

    def _executed(self, node):
        code = ast.unparse(node)
        if code not in self.known:
            name = f"piece_{len(self.known)}"
            self.frames[name] = eval(code, self.frames)
            self.known[code] = name
        return ast.Name(self.known[code], ast.Load())


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
        self._pieces = Pieces(self._frames)
        self._given = {}
        self.compared = 0
        self.wrong = []

    @property
    def executed(self):
        return len(self._given)

    def page(self, name, text):
        """Compare each marked number with what the page's own lines give for its claim."""
        lines = [(read_claim(of), html.unescape(code)) for of, code in LINE.findall(text)]
        said = said_in_words(text)
        for claimed, shown in shown_numbers(text.partition('<footer class="foot">')[0]):
            values = [self._value(claim, lines) for claim in parts(claimed)]
            if None in values:
                self.wrong.append(f"{name}: no line gives {claimed}")
            elif not agrees(shown, values, said):
                self.wrong.append(f"{name}: {claimed}: the line gives {values}, shown {shown!r}")
            self.compared += 1

    def _value(self, claim, lines):
        for of, code in lines:
            given = [name for name, _ in of.filters]
            if of.measure != claim.measure or given != [name for name, _ in claim.filters]:
                continue
            pairs = list(zip(of.filters, claim.filters, strict=True))
            if all(wide[1] == one[1] or (wide[1] == "*" and one[1]) for wide, one in pairs):
                key = tuple(one[1] for wide, one in pairs if wide[1] == "*")
                return self._result(code).get(key, 0)
        return None

    def _result(self, code):
        """What a line gives, by the values that its stars stand for."""
        if code not in self._given:
            line = self._pieces.visit(ast.parse(code, mode="eval"))
            result = eval(compile(ast.fix_missing_locations(line), code, "eval"), self._frames)
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
