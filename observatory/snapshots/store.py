"""The store of snapshots: which there are, what each holds, and taking the next one."""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from itertools import chain
from pathlib import Path

import zstandard

from corpus.errors import NotFound
from corpus.values import Work
from index.tags import Tag
from observatory.snapshots import packs
from observatory.snapshots.entries import facts_of, tags_of

__all__ = ["Held", "Snapshot", "Snapshots", "Texts"]

MANIFEST = "snapshots.json"
HEADS = "heads.json"
LARGE = 4_000_000
"""Bytes from which a pack gets no further lines."""
OPEN = "-open.zst"
FACTS, TAGS, GONE = "facts", "tags", "gone"

Texts = Sequence[tuple[str, str]]
"""The concept sheets: path and text of each, in the order in which they are read."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """
    The state that one build published.

    Attributes:
        number: 1 for the first.
        id: Names the contents; equal for equal contents.
        as_of: The time of the last harvest before it, ISO 8601.
        works: How many it holds.
        book: Names the concept sheets with which its tags were made.
        version: Of the software.
    """

    number: int
    id: str
    as_of: str
    works: int
    book: str
    version: str


@dataclass(frozen=True, slots=True)
class Held:
    """What a snapshot holds of a work: the texts of ``entries``."""

    facts: str
    tags: str


class Snapshots:
    """
    A folder of snapshots.

    ::

        snapshots.json               the list, and the packs in their order
        heads.json                   the hashes of the last state, so that the next build need not read it
        packs/000001.zst             what changed until snapshot 1
        packs/000021-open.zst        what changed from then until snapshot 21; written anew with the next one
        books/HASH.zst               concept sheets

    A pack counts when the list names it. What a killed build leaves is not named, and is removed by the next.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._packs: list[str] = []
        self.all: tuple[Snapshot, ...] = ()
        if (folder / MANIFEST).is_file():
            data = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
            self._packs = data["packs"]
            self.all = tuple(Snapshot(*one) for one in data["snapshots"])

    @property
    def last(self) -> Snapshot | None:
        """The newest; None before the first."""
        return self.all[-1] if self.all else None

    def named(self, id_: str) -> Snapshot:
        """
        The newest snapshot of this id, or the only one whose id begins so.

        Raises:
            NotFound: There is none, or there are several; says how many are kept.
        """
        found = {one.id: one for one in self.all if id_ and one.id.startswith(id_)}
        if len(found) == 1:
            return next(iter(found.values()))
        kept = f"{len(self.all)} are kept"
        kept += f", the oldest {self.all[0].id} of {self.all[0].as_of[:10]}" if self.all else ""
        raise NotFound(f"{'several snapshots begin with' if found else 'no snapshot'} {id_!r}; {kept}")

    def take(
        self,
        works: Iterable[Work],
        tags: Callable[[str], Sequence[Tag]],
        book: Texts,
        *,
        as_of: str,
        version: str,
    ) -> Snapshot:
        """
        Keep the state that is published now; when it is the last one, nothing is written.

        Args:
            works: All works, in the order of their ids.
            tags: Gives the tags of a work.
            book: The concept sheets.
        """
        number = self.last.number + 1 if self.last else 1
        before = self._heads()
        now: dict[str, tuple[str, str]] = {}
        named = hashlib.sha256()

        def lines() -> Iterator[packs.Line]:
            for work in works:
                contents = {FACTS: facts_of(work), TAGS: tags_of(tags(work.id))}
                facts, found = (_short(contents[what]) for what in (FACTS, TAGS))
                named.update(f"{work.id} {facts} {found}\n".encode())
                now[work.id] = (facts, found)
                old = before.get(work.id, ("", ""))
                for n, what in enumerate((FACTS, TAGS)):
                    if now[work.id][n] != old[n]:
                        yield number, what, work.id, contents[what]
            for gone in sorted(before.keys() - now.keys()):
                yield number, GONE, gone, ""

        draft = self.folder / f"packs/{number:06}.zst"
        size = packs.write(draft, lines())
        snapshot = Snapshot(number, named.hexdigest()[:16], as_of, len(now), self._keep_book(book), version)
        if self.last and (self.last.id, self.last.book) == (snapshot.id, snapshot.book):
            draft.unlink()
            return self.last
        self._add(draft, size)
        self.all = (*self.all, snapshot)
        self._write(HEADS, {"number": number, "heads": now})
        self._write_manifest()
        return snapshot

    def state(self, snapshot: Snapshot, only: Collection[str] | None = None) -> dict[str, Held]:
        """What a snapshot holds, by work, sorted; of these works, or of all."""
        facts: dict[str, str] = {}
        tags: dict[str, str] = {}
        for number, what, work, content in self._lines():
            if number > snapshot.number:
                break
            if only is not None and work not in only:
                continue
            if what == GONE:
                facts.pop(work, None)
                tags.pop(work, None)
            else:
                (facts if what == FACTS else tags)[work] = content
        return {work: Held(facts[work], tags[work]) for work in sorted(facts)}

    def touched(self, after: Snapshot, until: Snapshot) -> frozenset[str]:
        """The works that came, changed or went after one snapshot and until another one."""
        return frozenset(
            work for number, _, work, _ in self._lines() if after.number < number <= until.number
        )

    def book(self, snapshot: Snapshot) -> Texts:
        """The concept sheets of a snapshot."""
        data = zstandard.decompress((self.folder / "books" / f"{snapshot.book}.zst").read_bytes())
        return [(path, text) for path, text in json.loads(data)]

    def prune(self, keep: int) -> int:
        """
        Forget all but the newest snapshots, and what only the forgotten ones held.

        Args:
            keep: How many stay, at least 1. To spare work, nothing is done until a quarter more are there.

        Returns:
            How many were forgotten.
        """
        if len(self.all) <= keep + keep // 4:
            return 0
        oldest = self.all[-keep].number
        last = {(what == GONE, work): number for number, what, work, _ in self._lines() if number <= oldest}
        newest = {
            (what, work): number
            for number, what, work, _ in self._lines()
            if number <= oldest and what != GONE
        }

        def wanted() -> Iterator[packs.Line]:
            for line in self._lines():
                number, what, work, _ = line
                gone = last.get((True, work), 0) >= last.get((False, work), 0)
                if number > oldest or (not gone and newest.get((what, work)) == number):
                    yield line

        pack = self.folder / f"packs/{self.all[-1].number:06}-pruned.zst"
        packs.write(pack, wanted())
        forgotten = len(self.all) - keep
        self._packs, self.all = [pack.name], self.all[-keep:]
        self._write_manifest()
        return forgotten

    def _lines(self) -> Iterator[packs.Line]:
        for name in self._packs:
            yield from packs.lines(self.folder / "packs" / name)

    def _add(self, draft: Path, size: int) -> None:
        """Join a new pack to the open one, which is closed when it has become large; a large one stands alone."""
        if size > LARGE:
            self._packs.append(draft.name)
            return
        before = [self._packs.pop()] if self._packs and self._packs[-1].endswith(OPEN) else []
        joined = chain.from_iterable(packs.lines(draft.with_name(name)) for name in (*before, draft.name))
        pack = draft.with_name(f"{draft.stem}{OPEN}")
        if packs.write(pack, joined) > LARGE:
            pack = pack.replace(draft)
        self._packs.append(pack.name)

    def _heads(self) -> dict[str, tuple[str, str]]:
        """The hashes of the last state, by work."""
        if self.last is None:
            return {}
        try:
            data = json.loads((self.folder / HEADS).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            data = {}
        if data.get("number") == self.last.number:
            return {work: (facts, tags) for work, (facts, tags) in data["heads"].items()}
        # A build was killed between the two files.
        return {work: (_short(held.facts), _short(held.tags)) for work, held in self.state(self.last).items()}

    def _keep_book(self, book: Texts) -> str:
        text = json.dumps(list(book), ensure_ascii=False, separators=(",", ":"))
        name = _short(text)
        path = self._made(f"books/{name}.zst")
        if not path.exists():
            half = path.with_suffix(".part")
            half.write_bytes(zstandard.compress(text.encode(), packs.LEVEL))
            half.replace(path)
        return name

    def _write_manifest(self) -> None:
        self._write(MANIFEST, {"packs": self._packs, "snapshots": [astuple(one) for one in self.all]})
        needed = {"packs": {*self._packs}, "books": {f"{one.book}.zst" for one in self.all}}
        for folder, names in needed.items():
            for path in (self.folder / folder).iterdir():
                if path.name not in names:
                    path.unlink()

    def _write(self, name: str, data: object) -> None:
        half = self._made(name).with_suffix(".part")
        half.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
        half.replace(self.folder / name)

    def _made(self, name: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path


def _short(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:16]
