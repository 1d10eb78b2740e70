"""Bodies: answers as they came, compressed, each stored once under the hash of its content."""

import hashlib
import uuid
from pathlib import Path

import fsspec
import zstandard
from fsspec.implementations.local import LocalFileSystem

from corpus.errors import CorpusError

__all__ = ["Bodies", "content_hash"]


def content_hash(body: bytes) -> str:
    """SHA-256 of an answer as received, in hexadecimal."""
    return hashlib.sha256(body).hexdigest()


class Bodies:
    """
    A folder of bodies, on any file system that fsspec knows.

    Layout: ``<root>/<first two digits>/<hash>.zst``. A body is written under another name first and
    renamed when whole, so that a name never stands for half an answer.
    """

    def __init__(self, root: str) -> None:
        self._files, self._root = fsspec.core.url_to_fs(root)
        self._folders: set[str] = set()
        self._compressor = zstandard.ZstdCompressor(level=6)
        self._here = isinstance(self._files, LocalFileSystem)

    def put(self, body: bytes) -> str:
        """Keep a body, unless it is there; return its hash."""
        name = content_hash(body)
        path = self._path(name)
        if not self._files.exists(path):
            folder = path.rpartition("/")[0]
            if folder not in self._folders:
                self._files.makedirs(folder, exist_ok=True)
                self._folders.add(folder)
            half = f"{path}.{uuid.uuid4().hex}.part"
            data = self._compressor.compress(body)
            if self._here:  # what fsspec does for files of this machine, in a third of its time
                Path(half).write_bytes(data)
                Path(half).replace(path)
            else:
                self._files.pipe_file(half, data)
                self._files.mv(half, path)
        return name

    def get(self, name: str) -> bytes:
        """
        The body of this hash.

        Raises:
            CorpusError: It is not there, or is damaged.
        """
        try:
            body = zstandard.decompress(self._files.cat_file(self._path(name)))
        except FileNotFoundError as error:
            raise CorpusError(f"bodies: {name} is missing") from error
        except zstandard.ZstdError as error:
            raise CorpusError(f"bodies: {name} is damaged: {error}") from error
        if content_hash(body) != name:
            raise CorpusError(f"bodies: {name} is damaged: its content has another hash")
        return body

    def __contains__(self, name: str) -> bool:
        return bool(self._files.exists(self._path(name)))

    def _path(self, name: str) -> str:
        return f"{self._root}/{name[:2]}/{name}.zst"
