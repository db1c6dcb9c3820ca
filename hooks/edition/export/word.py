"""The template of the handouts for Word: pandoc's own with our fonts, colours and language."""

from __future__ import annotations

from functools import cache
from xml.sax.saxutils import quoteattr

from edition.export import pandoc
from edition.export.archive import zipped
from edition.export.looks import APP, BLUE, FONT, GREY, LINE_COLOUR, LOOKS, NAVY, Edit, edited, unzipped

_MARGIN = 1134  # 2 cm in twentieths of a point
_WIDTH = 11906 - 2 * _MARGIN  # of the text on A4
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@cache
def template(locale: str) -> bytes:
    """The template of a handout: A4, page numbers, styles for boxes and for lines to write on.

    Raises ValueError and PandocError.
    """
    files = unzipped(pandoc.data_file("reference.docx"))
    for path, edits in _WORD.items():
        files[path] = edited(files[path], edits)
    language = f"<w:lang w:val={quoteattr(locale)}"
    files["word/styles.xml"] = edited(files["word/styles.xml"], [(r'<w:lang w:val="[^"]*"', language)])
    files["word/footer1.xml"] = _FOOTER.encode()
    files["docProps/app.xml"] = APP
    return zipped(files)


def _paragraph(style: str, name: str, based: str, paragraph: str, run: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based}"/><w:next w:val="BodyText"/><w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _box_heading(kind: str) -> str:
    colour, ground = LOOKS[kind]
    name = kind.capitalize()
    return _paragraph(
        f"{name}Heading", f"{name} Heading", "Heading2",
        f'<w:pBdr><w:left w:val="single" w:sz="36" w:space="6" w:color="{colour}"/></w:pBdr>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{ground}"/><w:spacing w:before="240" w:after="80"/>'
        f'<w:ind w:left="170"/>',
        f'<w:color w:val="{colour}"/>',
    )  # fmt: skip


_WRITING_LINE = _paragraph(
    "WritingLine", "Writing Line", "Normal",
    f'<w:tabs><w:tab w:val="right" w:leader="underscore" w:pos="{_WIDTH}"/></w:tabs>'
    '<w:spacing w:before="200" w:after="0"/>',
    f'<w:color w:val="{LINE_COLOUR}"/>',
)  # fmt: skip

_TABLE_STYLE = (
    '<w:style w:type="table" w:default="1" w:styleId="Table"><w:name w:val="Table"/><w:basedOn w:val="TableNormal"/>'
    "<w:qFormat/><w:rPr><w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/></w:rPr><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/>"
    "<w:tblBorders>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{LINE_COLOUR}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + '</w:tblBorders><w:tblCellMar><w:top w:w="28" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
    '<w:bottom w:w="28" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr>'
    '<w:shd w:val="clear" w:color="auto" w:fill="EEF2F6"/><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr></w:style>'
)  # fmt: skip


def _sized(size: int, colour: str, bold: bool = True) -> str:
    return (
        f'<w:rFonts w:asciiTheme="majorHAnsi" w:hAnsiTheme="majorHAnsi" w:eastAsiaTheme="majorEastAsia" '
        f'w:cstheme="majorBidi"/>{"<w:b/>" if bold else ""}<w:color w:val="{colour}"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    )


def _styled(style: str, paragraph: str, run: str) -> Edit:
    """The look of a style that pandoc's template has: the name and the relations of it stay."""
    names = {"Heading1": "heading 1", "Heading2": "heading 2"}
    based = "Title" if style == "Subtitle" else "Normal"
    return (
        rf'<w:style w:type="paragraph"[^>]*w:styleId="{style}">.*?</w:style>',
        f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{names.get(style, style)}"/>'
        f'<w:basedOn w:val="{based}"/><w:next w:val="BodyText"/><w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>",
    )


_KEPT = "<w:keepNext/><w:keepLines/>"
_WORD: dict[str, list[Edit]] = {
    "word/theme/theme1.xml": [(r'<a:latin typeface="Aptos[^>]*>', f'<a:latin typeface="{FONT}"/>')],
    "word/document.xml": [(
        r"<w:sectPr>",
        '<w:sectPr><w:footerReference w:type="default" r:id="rId90"/>',
    ), (
        r"</w:sectPr>",
        '<w:pgSz w:w="11906" w:h="16838"/>'
        f'<w:pgMar w:top="{_MARGIN}" w:right="{_MARGIN}" w:bottom="{_MARGIN}" w:left="{_MARGIN}" w:header="600" '
        'w:footer="600" w:gutter="0"/></w:sectPr>',
    )],
    "word/_rels/document.xml.rels": [(
        r"</Relationships>",
        f'<Relationship Id="rId90" Type="{_RELATION}/footer" Target="footer1.xml"/></Relationships>',
    )],
    "[Content_Types].xml": [(
        r"</Types>",
        '<Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.footer+xml"/></Types>',
    )],
    "word/styles.xml": [
        (r'<w:sz w:val="24" />\s*<w:szCs w:val="24" />', '<w:sz w:val="22"/><w:szCs w:val="22"/>'),
        (r'<w:spacing w:before="180" w:after="180" />',
         '<w:spacing w:before="80" w:after="100" w:line="264" w:lineRule="auto"/>'),
        _styled("Title", '<w:spacing w:after="40"/>', _sized(44, NAVY)),
        _styled("Subtitle", '<w:spacing w:after="200"/>', _sized(26, GREY, False)),
        (r'(?<=w:styleId="FirstParagraph">).*?</w:style>',
         '<w:name w:val="First Paragraph"/><w:basedOn w:val="BodyText"/><w:next w:val="BodyText"/><w:qFormat/>'
         '<w:pPr><w:spacing w:before="140"/></w:pPr></w:style>'),  # it follows tables
        _styled("Heading1", f'{_KEPT}<w:spacing w:before="360" w:after="100"/><w:outlineLvl w:val="0"/>',
                _sized(30, NAVY)),
        _styled("Heading2", f'{_KEPT}<w:spacing w:before="240" w:after="80"/><w:outlineLvl w:val="1"/>',
                _sized(24, NAVY)),
        _styled("Bibliography", '<w:spacing w:after="100"/><w:ind w:left="425" w:hanging="425"/>',
                '<w:sz w:val="20"/><w:szCs w:val="20"/>'),
        (r'<w:color w:val="4F81BD" w:themeColor="accent1" />', f'<w:color w:val="{BLUE}"/>'),
        (r'<w:style w:type="table" w:default="1" w:styleId="Table">.*?</w:style>', _TABLE_STYLE),
        (r"</w:styles>", "".join(map(_box_heading, LOOKS)) + _WRITING_LINE + "</w:styles>"),
    ],
}  # fmt: skip

_FOOTER = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:pPr><w:jc w:val="center"/>'
    f'</w:pPr><w:r><w:rPr><w:color w:val="{GREY}"/></w:rPr><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>'
)
