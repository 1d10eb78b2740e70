"""A deposit: a folder that a repository such as Zenodo or OSF takes as it is."""

import hashlib
import json
from pathlib import Path
from typing import Any

from corpus.progress import Progress, silent
from observatory.home import Home
from observatory.looking import export_to
from site_builder.writing import replacing

__all__ = ["deposit"]


def deposit(home: Home, folder: Path, progress: Progress = silent) -> tuple[Path, ...]:
    """
    Write the dataset, the metadata of the deposit and the checksums into a folder that takes an older one's place.

    ``files/`` is what is uploaded; ``.zenodo.json`` is in the form of Zenodo's deposit metadata
    (https://developers.zenodo.org/#representation), ``osf.json`` has the fields of an OSF project
    (https://developer.osf.io/#tag/Nodes); ``SHA256SUMS`` can be checked with ``sha256sum -c``.

    Returns:
        All files, sorted.
    """
    with replacing(folder) as new:
        export_to(home, new.path / "files", progress)
        described = json.loads((new.path / "files/datapackage.json").read_text(encoding="utf-8"))
        _write(new.path / ".zenodo.json", _zenodo(home, described))
        _write(new.path / "osf.json", _osf(home, described))
        sums = [
            f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(new.path).as_posix()}\n"
            for path in sorted(new.path.rglob("*"))
            if path.is_file()
        ]
        (new.path / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")
        names = sorted(path.relative_to(new.path) for path in new.path.rglob("*") if path.is_file())
    return tuple(folder / name for name in names)


def _zenodo(home: Home, described: dict[str, Any]) -> dict[str, Any]:
    settings = home.settings
    return {
        "upload_type": "dataset",
        "title": f"{settings.title}: the dataset",
        "description": settings.tagline or settings.title,
        "creators": [{"name": settings.title}],
        "version": described["version"],
        "publication_date": described["created"][:10],
        "keywords": [settings.subject],
        "access_right": "open",
        **({"license": settings.licence.lower()} if settings.licence else {}),
        **(
            {"related_identifiers": [{"identifier": settings.base_url, "relation": "isDerivedFrom"}]}
            if settings.base_url
            else {}
        ),
    }


def _osf(home: Home, described: dict[str, Any]) -> dict[str, Any]:
    settings = home.settings
    return {
        "title": f"{settings.title}: the dataset",
        "description": f"{settings.tagline} State {described['version']} of {described['created'][:10]}.".strip(),
        "category": "data",
        "tags": [settings.subject],
        "public": True,
    }


def _write(path: Path, data: object) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
