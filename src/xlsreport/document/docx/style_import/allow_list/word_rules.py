"""The allow-list of Word's own elements: styles, properties, paragraphs, tables ([ISO/IEC 29500-1] 17)."""

from __future__ import annotations

from collections.abc import Iterator

from xlsreport.document.docx.style_import.allow_list.allowed_markup import MarkupRule, markup_rule

_BORDER = "val:token sz:number space:number color:colour themeColor:token themeTint:hex themeShade:hex"
_SIDE = f"{_BORDER} shadow:switch frame:switch w:number type:token"
"""A side is a border or a margin."""
_FONTS = "hint:token ascii:font hAnsi:font eastAsia:font cs:font"
_THEME_FONTS = "asciiTheme:token hAnsiTheme:token eastAsiaTheme:token cstheme:token"

_SWITCHES = """
b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid rtl cs keepNext keepLines
pageBreakBefore widowControl suppressLineNumbers suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct
autoSpaceDE autoSpaceDN bidi adjustRightInd contextualSpacing mirrorIndents suppressOverlap bidiVisual cantSplit
tblHeader hidden noWrap tcFitText hideMark semiHidden unhideWhenUsed qFormat locked titlePg
"""
_NUMBERS = "kern position sz szCs outlineLvl tblStyleRowBandSize tblStyleColBandSize gridBefore gridAfter gridSpan"
_TOKENS = """
highlight effect vertAlign em jc textDirection textAlignment textboxTightWrap tblOverlap hMerge vMerge vAlign
"""
_WIDTHS = "tblW tblCellSpacing tblInd wBefore wAfter tcW"
_IDS = "pStyle rStyle tblStyle basedOn next link"

# Without the properties that hide text.
_LETTERS = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang "
    "eastAsianLayout"
)
_PARAGRAPH = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl rPr"
)
_TABLE = (
    "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
    "tblBorders shd tblLayout tblCellMar tblLook"
)
_ROW = "gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc hidden"
_CELL = "tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark"
_STYLE = """
name basedOn next link hidden uiPriority semiHidden unhideWhenUsed qFormat locked pPr rPr tblPr trPr tcPr tblStylePr
"""
_INDENTS = "left right start end hanging firstLine"
_MARGINS = "top right bottom left header footer gutter"
_SIDES = "top left start bottom right end insideH insideV tl2br tr2bl"
_RUN = "rPr t tab br cr ptab sym noBreakHyphen softHyphen pgNum fldChar instrText drawing pict"


def _children(names: str) -> str:
    return " ".join(f"w:{name}" for name in names.split())


def _valued() -> Iterator[tuple[str, MarkupRule]]:
    """Elements with a value only."""
    kinds = ((_SWITCHES, "switch"), (_NUMBERS, "number"), (_TOKENS, "token"), (_IDS, "id!"))
    for names, kind in (*kinds, ("uiPriority", "short"), ("name", "words!"), ("trHeight", "number hRule:token")):
        yield from (markup_rule(f"w:{name}", f"val:{kind}") for name in names.split())
    yield from (markup_rule(f"w:{name}", "w:number type:token") for name in _WIDTHS.split())


def _properties() -> Iterator[tuple[str, MarkupRule]]:
    """Elements that contain properties, in the schema's order."""
    for name, children in (
        *(("rPr", _LETTERS), ("pPr", _PARAGRAPH), ("tblPr", _TABLE), ("trPr", _ROW), ("tcPr", _CELL)),
        *(("pBdr", "top left bottom right between bar"), ("tblBorders", _SIDES), ("tcBorders", _SIDES)),
        *(("tblCellMar", _SIDES), ("tcMar", _SIDES), ("rPrDefault", "rPr"), ("pPrDefault", "pPr")),
        ("docDefaults", "rPrDefault pPrDefault"),
    ):
        yield markup_rule(f"w:{name}", children=_children(children), ordered=True)


def _looks() -> Iterator[tuple[str, MarkupRule]]:
    yield from (markup_rule(f"w:{name}", _SIDE) for name in f"{_SIDES} between bar bdr".split())
    yield markup_rule("w:rFonts", f"{_FONTS} {_THEME_FONTS}")
    yield markup_rule("w:color", "val:colour themeColor:token themeTint:hex themeShade:hex")
    yield markup_rule("w:u", "val:token color:colour themeColor:token themeTint:hex themeShade:hex")
    shades = "themeColor:token themeTint:hex themeShade:hex themeFill:token themeFillTint:hex themeFillShade:hex"
    yield markup_rule("w:shd", f"val:token color:colour fill:colour {shades}")
    yield markup_rule("w:w", "val:number")
    yield markup_rule("w:fitText", "val:number id:number")
    yield markup_rule("w:lang", "val:token eastAsia:token bidi:token")
    yield markup_rule(
        "w:eastAsianLayout", "id:number combine:switch combineBrackets:token vert:switch vertCompress:switch"
    )
    lines = "before:number beforeLines:number beforeAutospacing:switch after:number afterLines:number"
    yield markup_rule("w:spacing", f"{lines} afterAutospacing:switch line:number lineRule:token val:number")
    sides = " ".join(f"{side}:number {side}Chars:number" for side in _INDENTS.split())
    yield markup_rule("w:ind", sides)
    yield markup_rule("w:tabs", children="w:tab")
    yield markup_rule("w:tab", "val:token pos:number leader:token")
    frame = "w:number h:number hRule:token wrap:token hAnchor:token vAnchor:token x:number xAlign:token y:number"
    lift = "yAlign:token hSpace:number vSpace:number lines:number dropCap:token anchorLock:switch"
    yield markup_rule("w:framePr", f"{frame} {lift}")
    yield markup_rule("w:tblLayout", "type:token")
    place = " ".join(f"{side}FromText:number" for side in ["left", "right", "top", "bottom"])
    axes = "vertAnchor:token horzAnchor:token tblpX:number tblpXSpec:token tblpY:number tblpYSpec:token"
    yield markup_rule("w:tblpPr", f"{place} {axes}")
    parts = "firstRow lastRow firstColumn lastColumn noHBand noVBand"
    yield markup_rule("w:tblLook", " ".join(("val:hex", *(f"{part}:switch" for part in parts.split()))))


def _styles() -> Iterator[tuple[str, MarkupRule]]:
    yield markup_rule("w:styles", children="w:docDefaults w:style")
    kinds = "type:token default:switch styleId:id! customStyle:switch"
    yield markup_rule("w:style", kinds, _children(_STYLE), ordered=True, repeated="w:tblStylePr")
    yield markup_rule("w:tblStylePr", "type:token!", _children("pPr rPr tblPr trPr tcPr"), ordered=True)


def _content() -> Iterator[tuple[str, MarkupRule]]:
    for story in ("hdr", "ftr", "txbxContent"):
        yield markup_rule(f"w:{story}", children="w:p w:tbl")
    yield markup_rule("w:p", children="w:pPr w:r")
    yield markup_rule("w:r", children=_children(_RUN))
    yield markup_rule("w:t", text="text")
    yield markup_rule("w:instrText", text="text")
    yield markup_rule("w:fldChar", "fldCharType:token!")
    yield markup_rule("w:br", "type:token clear:token")
    yield markup_rule("w:ptab", "alignment:token relativeTo:token leader:token")
    yield markup_rule("w:sym", "font:font char:hex!")
    yield from (markup_rule(f"w:{name}") for name in ("cr", "noBreakHyphen", "softHyphen", "pgNum"))
    yield markup_rule("w:tbl", children="w:tblPr w:tblGrid w:tr", needs="w:tr")
    yield markup_rule("w:tblGrid", children="w:gridCol")
    yield markup_rule("w:gridCol", "w:number")
    yield markup_rule("w:tr", children="w:trPr w:tc", needs="w:tc")
    yield markup_rule("w:tc", children="w:tcPr w:p w:tbl")
    yield markup_rule("w:drawing", children="wp:inline wp:anchor", needs="wp:inline wp:anchor")
    shapes = "v:shape v:group v:rect v:roundrect v:oval v:line v:polyline"
    yield markup_rule("w:pict", children=f"v:shapetype {shapes}", needs=shapes)


def _page() -> Iterator[tuple[str, MarkupRule]]:
    yield markup_rule("w:pgSz", "w:number h:number orient:token code:number")
    yield markup_rule(
        "w:pgMar",
        " ".join(f"{side}:number" for side in _MARGINS.split()),
    )
    yield markup_rule("w:pgBorders", "zOrder:token display:token offsetFrom:token", _children("top left bottom right"))
    yield markup_rule("w:pgNumType", "fmt:token start:number")
    yield markup_rule("w:cols", fixed="space=0")  # tables fill the whole width
    parts = "pgSz pgMar pgBorders pgNumType cols vAlign titlePg docGrid"
    yield markup_rule("w:sectPr", children=_children(parts), ordered=True)
    yield markup_rule("w:docGrid", "type:token linePitch:number charSpace:short")


def word_rules() -> Iterator[tuple[str, MarkupRule]]:
    """Every rule of Word's own vocabulary by the name of its element."""
    for part in (_valued, _properties, _looks, _styles, _content, _page):
        yield from part()
