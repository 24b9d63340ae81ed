"""A writer of small documents for tests: the XML of WordprocessingML as it stands, packed up."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
)
STYLES = {
    "a": ("Normal", "", ""),
    "1": ("heading 1", "a", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'),
    "2": ("heading 2", "a", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>'),
    "mine": ("節の見出し", "2", ""),
    "a3": ("Title", "a", ""),
    "a4": ("Subtitle", "a", ""),
    "10": ("toc 1", "a", ""),
}


def run(text: str, properties: str = "") -> str:
    """Words, set in some way."""
    made = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{made}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(content: str = "", style: str = "", properties: str = "") -> str:
    """A paragraph; what is no XML is one run of words."""
    inner = content if content.startswith("<") or not content else run(content)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    about = f"<w:pPr>{named}{properties}</w:pPr>" if named or properties else ""
    return f"<w:p>{about}{inner}</w:p>"


def listed(content: str, list_id: int, level: int = 0) -> str:
    """A paragraph in a list."""
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return paragraph(content, properties=place)


def ruby(base: str, kana: str) -> str:
    """Words with their reading."""
    return (
        '<w:r><w:ruby><w:rubyPr><w:lid w:val="ja-JP"/></w:rubyPr>'
        f"<w:rt>{run(kana)}</w:rt><w:rubyBase>{run(base)}</w:rubyBase></w:ruby></w:r>"
    )


def table(*rows: tuple[str, ...]) -> str:
    """A table; a cell that is no XML is one paragraph."""
    return f"<w:tbl><w:tblPr/>{''.join(map(row, rows))}</w:tbl>"


def row(cells: tuple[str, ...]) -> str:
    """A row of a table."""
    made = (cell if cell.startswith("<") else paragraph(cell) for cell in cells)
    return f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in made)}</w:tr>"


def field(instruction: str, result: str) -> str:
    """A field of several runs."""
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    told = f'<w:r><w:instrText xml:space="preserve">{escape(instruction)}</w:instrText></w:r>'
    return f"{marks[0]}{told}{marks[1]}{result}{marks[2]}"


def box(*paragraphs: str) -> str:
    """A text box as Word writes it: for itself, and once more for older programs."""
    content = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:docPr id="1" name="箱"/>'
        f"<wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def image(description: str) -> str:
    """A picture with what its author says of it."""
    described = escape(description, {'"': "&quot;"})
    return f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="図 1" descr="{described}"/></wp:inline></w:drawing></w:r>'


def note_mark(note_id: int, kind: str = "footnote") -> str:
    """Where a note is referred to."""
    return f'<w:r><w:{kind}Reference w:id="{note_id}"/></w:r>'


def notes(kind: str, texts: Mapping[int, str]) -> str:
    """The part that holds notes, with the line that separates them from the text."""
    made = "".join(
        f'<w:{kind} w:id="{note_id}">{paragraph(f"<w:r><w:{kind}Ref/></w:r>{run(text)}")}</w:{kind}>'
        for note_id, text in texts.items()
    )
    line = f'<w:{kind} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
    return f"{HEAD}<w:{kind}s {NAMES}>{line}{made}</w:{kind}s>"


def styles(known: Mapping[str, tuple[str, str, str]] = STYLES) -> str:
    """The part that holds styles: their names, what they are based on, their properties."""
    made = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"{default}><w:name w:val="{name}"/>'
        f"{f'<w:basedOn w:val={chr(34)}{base}{chr(34)}/>' if base else ''}{properties}</w:style>"
        for key, (name, base, properties) in known.items()
        for default in (' w:default="1"' if name == "Normal" else "",)
    )
    return f"{HEAD}<w:styles {NAMES}>{made}</w:styles>"


def numbering(*levels: tuple[str, str]) -> str:
    """A part with list 1 for numbers, each level by its kind and text, and list 2 for bullets."""
    numbered = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (kind, text) in enumerate(levels)
    )
    bullet = '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF06C;"/></w:lvl>'
    return (
        f'{HEAD}<w:numbering {NAMES}><w:abstractNum w:abstractNumId="0">{numbered}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1">{bullet}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )


def core(title: str = "", creator: str = "", language: str = "") -> str:
    """The part that tells of the document."""
    return (
        f"{HEAD}{_CORE}<dc:title>{escape(title)}</dc:title><dc:creator>{escape(creator)}</dc:creator>"
        f"<dc:language>{language}</dc:language></cp:coreProperties>"
    )


def parts(*blocks: str, **others: str) -> dict[str, str]:
    """The files of a document; ``others`` are parts by their kinds."""
    beside = "".join(
        f'<Relationship Id="r{at}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>'
        for at, kind in enumerate(others)
    )
    body = f"{HEAD}<w:document {NAMES}><w:body>{''.join(blocks)}<w:sectPr/></w:body></w:document>"
    main = f'<Relationship Id="r" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    return {
        "[Content_Types].xml": f"{HEAD}<Types/>",
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{_RELATIONS}">{main}</Relationships>',
        "word/document.xml": body,
        "word/_rels/document.xml.rels": f'{HEAD}<Relationships xmlns="{_RELATIONS}">{beside}</Relationships>',
        **{f"word/{kind}.xml": text for kind, text in others.items() if kind != "core"},
        **({"docProps/core.xml": others["core"]} if "core" in others else {}),
    }


def packed(files: Mapping[str, str | bytes]) -> bytes:
    """The files as an archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def written(path: Path, *blocks: str, **others: str) -> Path:
    """A document with these blocks, as a file."""
    path.write_bytes(packed(parts(*blocks, **others)))
    return path
