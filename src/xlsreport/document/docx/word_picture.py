"""Writes inline pictures for Word, each with a text alternative and its caption below."""

from __future__ import annotations

from collections.abc import Iterator

from xlsreport.document.content.model import DrawnPicture
from xlsreport.document.docx.docx_styling import DocxStyling
from xlsreport.document.docx.word_xml import KEPT_WITH_NEXT, attribute_text, element, paragraph, text_run

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_PER_POINT = 12_700
"""English Metric Units, in which drawings are measured ([ISO/IEC 29500-1] 20.1.2.1)."""


def picture_id(number: int) -> str:
    """The id of the relationship to a picture's bytes; pictures are counted from 1."""
    return f"picture{number}"


def picture_xml(picture: DrawnPicture, number: int, styling: DocxStyling) -> Iterator[str]:
    """The picture, no wider than the type area, and its caption, kept together."""
    scale = min(1.0, styling.page.upright.type_width / 20 / picture.width)
    width, height = (round(length * scale * _PER_POINT) for length in (picture.width, picture.height))
    drawing = element("r", element("drawing", _inline(picture, number, width, height)))
    # An exact line pitch would cut the picture.
    line = element("spacing", line=240, lineRule="auto")
    yield paragraph(styling.ids["picture_caption"], drawing, KEPT_WITH_NEXT + line)
    yield paragraph(styling.ids["picture_caption"], text_run(picture.caption, styling.hint), element("keepNext", val=0))


def _inline(picture: DrawnPicture, number: int, width: int, height: int) -> str:
    name = f'id="{number}" name="Picture {number}" descr="{attribute_text(picture.alternative)}"'
    size = f'cx="{width}" cy="{height}"'
    shape = f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    return (
        f'<wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
        f"<wp:extent {size}/><wp:docPr {name}/>"
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{picture_id(number)}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f"<pic:spPr>{shape}</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>"
    )
