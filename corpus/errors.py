"""The errors of the observatory: each is one sentence for a person.

ObservatoryError
├── SheetError        a person's file (sheet, collection, concept, settings) is wrong
├── CorpusError       the store cannot do what was asked
│   └── CorpusLocked  another process is writing
└── NotFound          something that was named does not exist
"""

__all__ = ["CorpusError", "CorpusLocked", "NotFound", "ObservatoryError", "SheetError"]


class ObservatoryError(Exception):
    """
    The base of all errors that a person can mend.

    >>> try:
    ...     raise SheetError("sources/a.toml: every", "unknown rhythm 'weakly'")
    ... except ObservatoryError as error:
    ...     print(error)
    sources/a.toml: every: unknown rhythm 'weakly'
    """


class SheetError(ObservatoryError):
    """
    A file that people write is wrong; says where (file, line or key) and what.

    Attributes:
        others: Further mistakes of the same file, a line each.
    """

    def __init__(self, where: str, problem: str, others: tuple[str, ...] = ()) -> None:
        super().__init__(f"{where}: {problem}")
        self.where = where
        self.problem = problem
        self.others = others

    @property
    def lines(self) -> tuple[str, ...]:
        """All mistakes, the first one first."""
        return (str(self), *self.others)


class CorpusError(ObservatoryError):
    """The store cannot do what was asked."""


class CorpusLocked(CorpusError):  # noqa: N818 - the sentence reads better without "Error"
    """Another process is writing; the message says which and since when."""


class NotFound(ObservatoryError):  # noqa: N818 - as above
    """Something that was named does not exist; the message says what does."""
