"""What describes a dataset to programs and people: data package, Croissant, citation, a page to read first."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from site_builder.column import Column, Kind
from site_builder.site import Site
from site_builder.tables import TABLES

__all__ = ["File", "descriptions"]

_FRICTIONLESS: Mapping[Kind, str] = {"integer": "integer", "number": "number", "boolean": "boolean"}
_CROISSANT: Mapping[Kind, str] = {"integer": "sc:Integer", "number": "sc:Float", "boolean": "sc:Boolean"}


@dataclass(frozen=True, slots=True)
class File:
    """A file of the dataset: its name, bytes, SHA-256, and how many rows its table has."""

    name: str
    bytes: int
    sha256: str
    rows: int | None = None


def descriptions(site: Site, files: Sequence[File]) -> Iterator[tuple[str, str]]:
    """
    Each describing file: its name and text.

    Args:
        files: The data, in order.
    """
    yield "datapackage.json", _json(_package(site, files))
    yield "croissant.json", _json(_croissant(site, files))
    yield "CITATION.cff", _citation(site)
    yield "README.md", _readme(site, files)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _tables(files: Sequence[File], suffix: str) -> Iterator[tuple[str, File]]:
    by_name = {file.name: file for file in files}
    for table in TABLES:
        if file := by_name.get(f"{table}{suffix}"):
            yield table, file


def _package(site: Site, files: Sequence[File]) -> dict[str, Any]:
    """A data package; see https://specs.frictionlessdata.io/data-package/ ."""
    return {
        "profile": "tabular-data-package",
        "name": "observatory",
        "title": site.title,
        "description": site.tagline,
        "version": site.snapshot,
        "created": site.as_of,
        **({"homepage": site.base_url} if site.base_url else {}),
        **({"licenses": [{"name": site.licence}]} if site.licence else {}),
        "resources": [_resource(table, file) for table, file in _tables(files, ".csv")],
    }


def _resource(table: str, file: File) -> dict[str, Any]:
    made = TABLES[table]
    references = [
        {"fields": column.name, "reference": {"resource": other, "fields": field}}
        for column in made.columns
        for other, _, field in [column.unit.partition(".")]
        if other in TABLES and field in TABLES[other].key and other != table
    ]
    return {
        "profile": "tabular-data-resource",
        "name": table,
        "path": file.name,
        "description": made.row,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
        "dialect": {"lineTerminator": "\n"},
        "schema": {
            "fields": [_field(column, column.name in made.key) for column in made.columns],
            "missingValues": [""],
            **({"primaryKey": list(made.key)} if made.key else {}),
            **({"foreignKeys": references} if references else {}),
        },
    }


def _field(column: Column, required: bool) -> dict[str, Any]:
    return {
        "name": column.name,
        "type": _FRICTIONLESS.get(column.kind, "string"),
        "description": column.description + (f" Form: {column.unit}." if column.unit else ""),
        **({"constraints": {"required": True}} if required else {}),
    }


def _croissant(site: Site, files: Sequence[File]) -> dict[str, Any]:
    """A schema.org Dataset with the fields of Croissant 1.0; see https://docs.mlcommons.org/croissant/ ."""
    return {
        "@context": {
            "@language": "en", "@vocab": "https://schema.org/", "cr": "http://mlcommons.org/croissant/",
            "sc": "https://schema.org/", "dct": "http://purl.org/dc/terms/", "conformsTo": "dct:conformsTo",
            "recordSet": "cr:recordSet", "field": "cr:field", "source": "cr:source", "extract": "cr:extract",
            "column": "cr:column", "fileObject": "cr:fileObject", "md5": "cr:md5",
            "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
        },
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": site.title,
        "description": site.tagline or site.title,
        "version": site.snapshot,
        "datePublished": site.day,
        **({"url": site.base_url} if site.base_url else {}),
        **({"license": site.licence} if site.licence else {}),
        "distribution": [
            {
                "@type": "cr:FileObject", "@id": file.name, "name": file.name, "contentUrl": file.name,
                "contentSize": f"{file.bytes} B", "encodingFormat": "text/csv", "sha256": file.sha256,
            }
            for _, file in _tables(files, ".csv")
        ],
        "recordSet": [
            {
                "@type": "cr:RecordSet", "@id": table, "name": table, "description": TABLES[table].row,
                "field": [
                    {
                        "@type": "cr:Field", "@id": f"{table}/{column.name}", "name": column.name,
                        "description": column.description,
                        "dataType": _CROISSANT.get(column.kind, "sc:Text"),
                        "source": {"fileObject": {"@id": file.name}, "extract": {"column": column.name}},
                    }
                    for column in TABLES[table].columns
                ],
            }
            for table, file in _tables(files, ".csv")
        ],
    }  # fmt: skip


def _citation(site: Site) -> str:
    """A citation file; see https://citation-file-format.github.io/ . A JSON string is a YAML string."""
    lines = [
        "cff-version: 1.2.0",
        "message: Please cite the state of the dataset that you used.",
        "type: dataset",
        f"title: {json.dumps(site.title, ensure_ascii=False)}",
        f"version: {json.dumps(site.snapshot)}",
        f"authors: [{{name: {json.dumps(site.title, ensure_ascii=False)}}}]",
    ]
    lines += [f"date-released: {site.day}"] if site.day else []
    lines += [f"license: {json.dumps(site.licence)}"] if site.licence else []
    lines += [f"url: {json.dumps(site.base_url)}"] if site.base_url else []
    return "\n".join(lines) + "\n"


def _readme(site: Site, files: Sequence[File]) -> str:
    rows = "\n".join(
        f"| {table} | {file.rows} | {TABLES[table].row} |" for table, file in _tables(files, ".csv")
    )
    licence = f"Licence: {site.licence}. " if site.licence else ""
    return (
        f"# {site.title}: the dataset\n\n"
        f"State {site.snapshot} of {site.day or 'no harvest yet'}. {licence}How to cite it: CITATION.cff.\n\n"
        f"| table | rows | what a row is |\n|---|---|---|\n{rows}\n\n"
        "Each table is there as `.csv` (UTF-8, LF), `.excel.csv` (for spreadsheets: cells that look like formulas are "
        "made harmless), `.jsonl` (lists are lists) and `.parquet` (with the types of pandas); `dataset.sqlite` holds "
        "all of them. `data_dictionary.csv` and `datapackage.json` describe each column.\n\n"
        '```python\nimport pandas as pd\n\nworks = pd.read_parquet("works.parquet")\n```\n'
    )
