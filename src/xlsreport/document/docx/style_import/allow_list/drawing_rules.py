"""The allow-list for pictures, lines and text boxes: DrawingML pictures and simple VML shapes.

Newer DrawingML shapes stand beside an equivalent VML shape, which is taken ([MS-OI29500], mc:AlternateContent).
"""

from __future__ import annotations

from collections.abc import Iterator

from xlsreport.document.docx.style_import.allow_list.allowed_markup import MarkupRule, markup_rule

_AROUND = "distT:number distB:number distL:number distR:number"
_COLOURS = "a:srgbClr a:schemeClr a:sysClr a:prstClr"
_CHANGES = "a:alpha a:lumMod a:lumOff a:tint a:shade a:satMod"
_WRAPS = "wp:wrapNone wp:wrapSquare wp:wrapTight wp:wrapThrough wp:wrapTopAndBottom"
_HELD = "wp:docPr a:graphic"
_LINE = "a:noFill a:solidFill a:prstDash a:round a:bevel a:miter"
_SHAPE = "a:xfrm a:prstGeom a:noFill a:solidFill a:ln"


def _placed() -> Iterator[tuple[str, MarkupRule]]:
    """Where a picture stands ([ISO/IEC 29500-1] 20.4)."""
    held = "wp:docPr wp:cNvGraphicFramePr a:graphic"
    placed = "wp:simplePos wp:positionH wp:positionV wp:extent"
    yield markup_rule(
        "wp:inline", _AROUND, f"wp:extent wp:effectExtent {held}", ordered=True, needs_all=f"wp:extent {_HELD}"
    )
    flags = "simplePos:switch behindDoc:switch locked:switch layoutInCell:switch hidden:switch allowOverlap:switch"
    places = f"{placed} wp:effectExtent {_WRAPS} {held}"
    yield markup_rule(
        "wp:anchor",
        f"{_AROUND} relativeHeight:number {flags}",
        places,
        ordered=True,
        needs_all=f"{placed} {_HELD}",
        needs=_WRAPS,
    )
    yield from (markup_rule(f"wp:{name}", "x:number y:number") for name in ("simplePos", "start", "lineTo"))
    for name in ("positionH", "positionV"):
        yield markup_rule(f"wp:{name}", "relativeFrom:token", "wp:align wp:posOffset", needs="wp:align wp:posOffset")
    yield markup_rule("wp:align", text="token")
    yield markup_rule("wp:posOffset", text="number")
    yield markup_rule("wp:extent", "cx:number! cy:number!")
    yield markup_rule("wp:effectExtent", "l:number t:number r:number b:number")
    yield markup_rule("wp:wrapNone")
    yield markup_rule("wp:wrapTopAndBottom", _AROUND, "wp:effectExtent")
    yield markup_rule("wp:wrapSquare", f"wrapText:token {_AROUND}", "wp:effectExtent")
    for name in ("wrapTight", "wrapThrough"):
        yield markup_rule(f"wp:{name}", f"wrapText:token {_AROUND}", "wp:wrapPolygon", needs="wp:wrapPolygon")
    yield markup_rule("wp:wrapPolygon", "edited:switch", "wp:start wp:lineTo")
    yield markup_rule("wp:docPr", "id:number! hidden:switch", fixed="name=Picture")
    yield markup_rule("wp:cNvGraphicFramePr", children="a:graphicFrameLocks")
    yield markup_rule("a:graphicFrameLocks", "noChangeAspect:switch noGrp:switch noMove:switch noResize:switch")


def _pictures() -> Iterator[tuple[str, MarkupRule]]:
    """A picture itself ([ISO/IEC 29500-1] 20.2), whose bytes are in the file."""
    yield markup_rule("a:graphic", children="a:graphicData", needs="a:graphicData")
    yield markup_rule("a:graphicData", "uri:picture_uri!", "pic:pic", needs="pic:pic")
    yield markup_rule(
        "pic:pic",
        children="pic:nvPicPr pic:blipFill pic:spPr",
        ordered=True,
        needs_all="pic:nvPicPr pic:blipFill pic:spPr",
    )
    yield markup_rule(
        "pic:nvPicPr", children="pic:cNvPr pic:cNvPicPr", ordered=True, needs_all="pic:cNvPr pic:cNvPicPr"
    )
    yield markup_rule("pic:cNvPr", "id:number!", fixed="name=Picture")
    yield markup_rule("pic:cNvPicPr", "preferRelativeResize:switch", "a:picLocks")
    yield markup_rule("a:picLocks", "noChangeAspect:switch noChangeArrowheads:switch")
    yield markup_rule(
        "pic:blipFill", "dpi:number rotWithShape:switch", "a:blip a:srcRect a:stretch", ordered=True, needs="a:blip"
    )
    yield markup_rule("a:blip", "r:embed:picture!", "a:alphaModFix a:biLevel a:grayscl a:lum")
    yield markup_rule("a:alphaModFix", "amt:number")
    yield markup_rule("a:biLevel", "thresh:number")
    yield markup_rule("a:grayscl")
    yield markup_rule("a:lum", "bright:number contrast:number")
    yield from (markup_rule(f"a:{name}", "l:number t:number r:number b:number") for name in ("srcRect", "fillRect"))
    yield markup_rule("a:stretch", children="a:fillRect")
    yield markup_rule("pic:spPr", "bwMode:token", _SHAPE, ordered=True)
    yield markup_rule("a:xfrm", "rot:number flipH:switch flipV:switch", "a:off a:ext", ordered=True)
    yield markup_rule("a:off", "x:number y:number")
    yield markup_rule("a:ext", "cx:number cy:number")
    yield markup_rule("a:prstGeom", "prst:token!", "a:avLst")
    yield markup_rule("a:avLst", children="a:gd")
    yield markup_rule("a:gd", "name:token! fmla:geometry!")
    yield markup_rule("a:noFill")
    yield markup_rule("a:solidFill", children=_COLOURS)
    yield markup_rule("a:ln", "w:number cap:token cmpd:token algn:token", _LINE, ordered=True)
    yield markup_rule("a:prstDash", "val:token")
    yield from (markup_rule(f"a:{name}") for name in ("round", "bevel"))
    yield markup_rule("a:miter", "lim:number")
    yield markup_rule("a:srgbClr", "val:hex!", _CHANGES)
    yield from (markup_rule(f"a:{name}", "val:token!", _CHANGES) for name in ("schemeClr", "prstClr"))
    yield markup_rule("a:sysClr", "val:token! lastClr:hex", _CHANGES)
    yield from (markup_rule(change, "val:number!") for change in _CHANGES.split())


def _shapes() -> Iterator[tuple[str, MarkupRule]]:
    """Shapes of VML ([ISO/IEC 29500-4] 19): lines, frames, text boxes, words across the page."""
    inside = "v:path v:formulas v:fill v:stroke v:shadow v:textpath v:textbox v:imagedata w10:wrap w10:anchorlock"
    places = "id:id style:css coordsize:geometry coordorigin:geometry wrapcoords:geometry"
    looks = "filled:switch fillcolor:colour stroked:switch strokecolor:colour strokeweight:number opacity:number"
    office = "o:spt:number o:allowincell:switch o:allowoverlap:switch o:connectortype:token o:bwmode:token"
    rules = "o:hr:switch o:hrstd:switch o:hralign:token o:hrpct:number o:hrnoshade:switch"
    common = f"{places} {looks} {office} {rules} adj:geometry"
    yield markup_rule("v:shapetype", f"{common} path:geometry", "v:stroke v:path v:formulas v:fill v:textpath")
    yield markup_rule("v:shape", f"{common} type:type path:geometry", inside)
    for name, own in (("rect", ""), ("oval", ""), ("roundrect", "arcsize:geometry"), ("polyline", "points:geometry")):
        yield markup_rule(f"v:{name}", f"{common} {own}", inside)
    yield markup_rule("v:line", f"{common} from:geometry to:geometry", inside)
    members = "v:shape v:rect v:roundrect v:oval v:line v:polyline v:group"
    yield markup_rule("v:group", common, f"v:shapetype {members} w10:wrap w10:anchorlock", needs=members)


def _shape_parts() -> Iterator[tuple[str, MarkupRule]]:
    joins = "o:connecttype:token gradientshapeok:switch arrowok:switch fillok:switch strokeok:switch textpathok:switch"
    yield markup_rule(
        "v:path", f"{joins} textboxrect:geometry limo:geometry o:connectlocs:geometry o:connectangles:geometry"
    )
    yield markup_rule("v:formulas", children="v:f")
    yield markup_rule("v:f", "eqn:geometry")
    yield markup_rule("v:fill", "on:switch color:colour opacity:number color2:colour angle:number focus:number")
    ends = "startarrow:token endarrow:token joinstyle:token endcap:token miterlimit:number"
    yield markup_rule(
        "v:stroke", f"on:switch color:colour weight:number opacity:number linestyle:token dashstyle:geometry {ends}"
    )
    yield markup_rule("v:shadow", "on:switch type:token color:colour opacity:number offset:geometry origin:geometry")
    yield markup_rule(
        "v:textpath", "on:switch style:css string:words fitpath:switch fitshape:switch trim:switch xscale:switch"
    )
    yield markup_rule("v:textbox", "style:css inset:geometry", "w:txbxContent")
    crops = "cropleft:number croptop:number cropright:number cropbottom:number"
    yield markup_rule(
        "v:imagedata", f"r:id:picture! {crops} gain:number blacklevel:number grayscale:switch bilevel:switch"
    )
    yield markup_rule("w10:wrap", "type:token side:token anchorx:token anchory:token")
    yield markup_rule("w10:anchorlock")


def drawing_rules() -> Iterator[tuple[str, MarkupRule]]:
    """Every rule of pictures and shapes by the name of its element."""
    for part in (_placed, _pictures, _shapes, _shape_parts):
        yield from part()
