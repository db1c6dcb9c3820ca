"""The template of the slides for PowerPoint: pandoc's own with our fonts, colours and language."""

from __future__ import annotations

from functools import cache
from xml.sax.saxutils import quoteattr

from edition.export import pandoc
from edition.export.archive import zipped
from edition.export.looks import AMBER, APP, BLUE, GREEN, GREY, INK, LINE_COLOUR, NAVY, Edit, edited, unzipped


@cache
def template(locale: str) -> bytes:
    """The template of the slides: 16:9, a dark title slide, titles to the left.

    Raises ValueError and PandocError.
    """
    files = unzipped(pandoc.data_file("reference.pptx"))
    for path, edits in _POWERPOINT.items():
        files[path] = edited(files[path], edits)
    for path, content in files.items():
        files[path] = content.replace(b'lang="en-US"', f"lang={quoteattr(locale)}".encode())
    files["docProps/app.xml"] = APP
    return zipped(files)


_THEME = {
    "dk1": INK, "lt1": "FFFFFF", "dk2": NAVY, "lt2": "EEF2F6", "accent1": BLUE, "accent2": GREEN, "accent3": AMBER,
    "accent4": GREY, "accent5": NAVY, "accent6": LINE_COLOUR, "hlink": BLUE, "folHlink": NAVY,
}  # fmt: skip
_BAR = (
    '<p:sp><p:nvSpPr><p:cNvPr id="20" name="Bar"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="114300" cy="5143500"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    '<a:solidFill><a:schemeClr val="tx2"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>'
)
_GROUND = '<p:bg><p:bgPr><a:solidFill><a:schemeClr val="tx2"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'


def _white(size: int, bold: int) -> str:
    """The look of a line on the dark ground."""
    return (
        f'<a:lvl1pPr marL="0" indent="0" algn="l"><a:buNone/><a:defRPr sz="{size}" b="{bold}"><a:solidFill>'
        '<a:schemeClr val="bg1"/></a:solidFill></a:defRPr></a:lvl1pPr>'
    )


_POWERPOINT: dict[str, list[Edit]] = {
    "ppt/theme/theme1.xml": [
        (rf"<a:{name}>.*?</a:{name}>", f'<a:{name}><a:srgbClr val="{colour}"/></a:{name}>')
        for name, colour in _THEME.items()
    ],
    "ppt/slideMasters/slideMaster1.xml": [
        (r"</p:grpSpPr>", f"</p:grpSpPr>{_BAR}"),
        (r'<p:titleStyle><a:lvl1pPr algn="ctr"', '<p:titleStyle><a:lvl1pPr algn="l"'),
        (r'<a:defRPr sz="3300" kern="1200"><a:solidFill><a:schemeClr val="tx1"/>',
         '<a:defRPr sz="2800" b="1" kern="1200"><a:solidFill><a:schemeClr val="tx2"/>'),
        (r'<a:spcPct val="20000"/>', '<a:spcPct val="40000"/>'),
        (r'<a:defRPr sz="2400" kern="1200">', '<a:defRPr sz="2200" kern="1200">'),
        (r'<a:defRPr sz="2100" kern="1200">', '<a:defRPr sz="2000" kern="1200">'),
    ],
    "ppt/slideLayouts/slideLayout1.xml": [
        (r'<p:cSld name="Title Slide">', f'<p:cSld name="Title Slide">{_GROUND}'),
        (r'<a:off x="1371600" y="2914650"/><a:ext cx="6400800" cy="1314450"/>',
         '<a:off x="685800" y="2814650"/><a:ext cx="7772400" cy="1314450"/>'),
        (r"(?<=<a:lstStyle>)<a:lvl1pPr[^>]*>(?=<a:buNone/>).*?</a:lvl1pPr>", _white(2000, 0)),
        (r'<a:off x="685800" y="1597819"/><a:ext cx="7772400" cy="1102519"/>',
         '<a:off x="685800" y="1000000"/><a:ext cx="7772400" cy="1700338"/>'),
        (r'<p:txBody><a:bodyPr/><a:lstStyle/>(?=<a:p><a:r><a:rPr lang="en-US"/><a:t>Click to edit Master title)',
         f'<p:txBody><a:bodyPr anchor="b"/><a:lstStyle>{_white(3600, 1)}</a:lstStyle>'),
    ],
}  # fmt: skip
