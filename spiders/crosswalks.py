"""Forms of catalogue metadata: where each keeps title, authors, date and the rest.

A crosswalk is a table of XPath expressions; adding a form is adding a table. Sources: Dublin Core (DCMI Terms),
MODS 3.8 and MARC 21 (Library of Congress), DataCite 4.5, DSpace's DIM.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from lxml import etree

from corpus.identifiers import doi_of, isbn_of
from corpus.urls import is_web
from spiders.safe_xml import Element
from spiders.vocabulary import earliest_date, kind_of, language_tag

__all__ = ["FORMS", "form_of", "read_metadata"]

Paths = Mapping[str, str]
"""For each field an XPath from the metadata's root; several joined by ``|`` are all taken."""

_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/", "dcterms": "http://purl.org/dc/terms/",
    "mods": "http://www.loc.gov/mods/v3", "marc": "http://www.loc.gov/MARC21/slim",
    "dim": "http://www.dspace.org/xmlns/dspace/dim",
}  # fmt: skip

_DUBLIN_CORE: Paths = {
    "titles": ".//dc:title | .//dcterms:title",
    "authors": ".//dc:creator | .//dcterms:creator",
    "dates": ".//dc:date | .//dcterms:date",
    "issued": ".//dcterms:issued",
    "abstracts": ".//dcterms:abstract",
    "notes": ".//dc:description | .//dcterms:description",
    "publishers": ".//dc:publisher | .//dcterms:publisher",
    "languages": ".//dc:language | .//dcterms:language",
    "types": ".//dc:type | .//dcterms:type",
    "identifiers": ".//dc:identifier | .//dcterms:identifier",
    "rights": ".//dc:rights | .//dcterms:rights | .//dcterms:license",
    "series": ".//dcterms:isPartOf",
}

_MODS: Paths = {
    "titles": "(.//mods:mods | self::mods:mods)/mods:titleInfo[not(@type)]/mods:title",
    "authors": "(.//mods:mods | self::mods:mods)/mods:name[not(mods:role) or mods:role/mods:roleTerm[.='author' or .='aut'"
               " or .='creator' or .='cre']]",
    "issued": ".//mods:originInfo/mods:dateIssued",
    "dates": ".//mods:originInfo/mods:dateCreated | .//mods:originInfo/mods:copyrightDate",
    "abstracts": ".//mods:abstract",
    "publishers": ".//mods:originInfo/mods:publisher",
    "languages": ".//mods:language/mods:languageTerm[@type='code'] | .//mods:language/mods:languageTerm",
    "types": ".//mods:genre | .//mods:typeOfResource",
    "identifiers": "(.//mods:mods | self::mods:mods)/mods:identifier | (.//mods:mods | self::mods:mods)/mods:location/mods:url",
    "rights": ".//mods:accessCondition | .//mods:accessCondition/@*[local-name()='href']",
    "series": ".//mods:relatedItem[@type='host' or @type='series']/mods:titleInfo/mods:title",
}  # fmt: skip

_MARC: Paths = {
    "titles": ".//marc:datafield[@tag='245']",
    "authors": ".//marc:datafield[@tag='100' or @tag='700' or @tag='110']/marc:subfield[@code='a']",
    "issued": ".//marc:datafield[@tag='260' or @tag='264']/marc:subfield[@code='c']",
    "abstracts": ".//marc:datafield[@tag='520']/marc:subfield[@code='a']",
    "publishers": ".//marc:datafield[@tag='260' or @tag='264']/marc:subfield[@code='b']",
    "languages": ".//marc:datafield[@tag='041']/marc:subfield[@code='a']",
    "types": ".//marc:datafield[@tag='655']/marc:subfield[@code='a']",
    "identifiers": ".//marc:datafield[@tag='024' or @tag='020']/marc:subfield[@code='a']"
                   " | .//marc:datafield[@tag='856']/marc:subfield[@code='u']",
    "rights": ".//marc:datafield[@tag='540']/marc:subfield[@code='u' or @code='a']",
    "series": ".//marc:datafield[@tag='490' or @tag='773']/marc:subfield[@code='a' or @code='t']",
}  # fmt: skip

_DATACITE: Paths = {
    "titles": ".//*[local-name()='titles']/*[local-name()='title'][not(@titleType)]",
    "authors": ".//*[local-name()='creator']/*[local-name()='creatorName']",
    "issued": ".//*[local-name()='date'][@dateType='Issued']",
    "dates": ".//*[local-name()='publicationYear']",
    "abstracts": ".//*[local-name()='description'][@descriptionType='Abstract']",
    "publishers": ".//*[local-name()='publisher']",
    "languages": ".//*[local-name()='language']",
    "types": ".//*[local-name()='resourceType'] | .//*[local-name()='resourceType']/@resourceTypeGeneral",
    "identifiers": ".//*[local-name()='identifier'] | .//*[local-name()='alternateIdentifier']",
    "rights": ".//*[local-name()='rights']/@rightsURI | .//*[local-name()='rights']",
}

_DIM: Paths = {
    "titles": ".//dim:field[@element='title'][not(@qualifier)]",
    "authors": ".//dim:field[@element='contributor'][@qualifier='author'] | .//dim:field[@element='creator']",
    "issued": ".//dim:field[@element='date'][@qualifier='issued']",
    "abstracts": ".//dim:field[@element='description'][@qualifier='abstract']",
    "publishers": ".//dim:field[@element='publisher'][not(@qualifier)]",
    "languages": ".//dim:field[@element='language']",
    "types": ".//dim:field[@element='type']",
    "identifiers": ".//dim:field[@element='identifier'][@qualifier='uri' or @qualifier='doi' or @qualifier='isbn']",
    "rights": ".//dim:field[@element='rights'][@qualifier='uri' or @qualifier='license']",
    "series": ".//dim:field[@element='relation'][@qualifier='ispartofseries']",
}

FORMS: Mapping[str, Paths] = MappingProxyType({
    "http://www.openarchives.org/OAI/2.0/oai_dc/": _DUBLIN_CORE,
    "http://purl.org/dc/elements/1.1/": _DUBLIN_CORE,
    "http://purl.org/dc/terms/": _DUBLIN_CORE,
    "http://dspace.org/qualifieddc/": _DUBLIN_CORE,
    "http://www.loc.gov/mods/v3": _MODS,
    "http://www.loc.gov/MARC21/slim": _MARC,
    "http://schema.datacite.org/oai/oai-1.1/": _DATACITE,
    "http://schema.datacite.org/oai/oai-1.0/": _DATACITE,
    "http://datacite.org/schema/kernel-4": _DATACITE,
    "http://datacite.org/schema/kernel-3": _DATACITE,
    "http://www.dspace.org/xmlns/dspace/dim": _DIM,
})  # fmt: skip
"""The forms that are read, by the namespace of the metadata's root."""


def form_of(metadata: Element) -> Paths | None:
    """The crosswalk for this metadata; None when its form is not known."""
    return FORMS.get(etree.QName(metadata).namespace or "")


def read_metadata(metadata: Element, form: Paths) -> dict[str, Any]:
    """
    The fields of an item, as ``SourceSpider.item`` takes them; empty ones are empty texts or tuples.

    The longest of several descriptions is taken for the abstract, since repositories put remarks on size and
    funding beside it.
    """
    found = {name: _texts(metadata, path) for name, path in form.items()}

    def several(name: str) -> list[str]:
        return found.get(name, [])

    identifiers = several("identifiers")
    dois = [doi for text in identifiers if (doi := doi_of(text))]
    pages = [text for text in identifiers if is_web(text) and not doi_of(text)]
    files = tuple(text for text in pages if re.search(r"\.pdf$", text, re.IGNORECASE))
    url = next((text for text in pages if text not in files), "")
    return {
        "title": _first(several("titles")),
        "authors": tuple(dict.fromkeys(name.rstrip(" ,/") for name in several("authors"))),
        "date": earliest_date(several("issued")) or earliest_date(several("dates")),
        "abstract": max(several("abstracts") or several("notes"), key=len, default=""),
        "publisher": _first(several("publishers")),
        "language": next((tag for text in several("languages") if (tag := language_tag(text))), ""),
        "kind": kind_of(several("types")),
        "doi": _first(dois),
        "isbn": next((isbn for text in identifiers if (isbn := _isbn(text))), ""),
        "url": url or (f"https://doi.org/{dois[0]}" if dois else _first(list(files))),
        "files": files,
        "licence": next((text for text in several("rights") if "creativecommons.org/" in text), ""),
        "series": _first(several("series")),
    }


def _texts(metadata: Element, path: str) -> list[str]:
    nodes: Any = _compiled(path)(metadata)
    texts = (node if isinstance(node, str) else _text(node) for node in nodes)
    return list(dict.fromkeys(text for raw in texts if (text := " ".join(raw.split()).removesuffix(" /"))))


def _text(node: Element) -> str:
    if parts := node.xpath("mods:namePart[not(@type='date')]", namespaces=_NAMESPACES):
        return ", ".join(part.text or "" for part in parts)  # family and given name, without the role
    return " ".join(node.itertext())


@cache
def _compiled(path: str) -> Callable[[Element], Any]:
    compiled: Callable[[Element], Any] = etree.XPath(path, namespaces=_NAMESPACES)
    return compiled


def _first(texts: list[str]) -> str:
    return texts[0] if texts else ""


def _isbn(text: str) -> str:
    bare = re.sub(r"^(urn:)?isbn:?\s*", "", text.strip(), flags=re.IGNORECASE)
    return bare if isbn_of(bare) else ""
