"""The allow-list of what pictures, lines and text boxes are made of: DrawingML's pictures, and VML's simple shapes.

Newer shapes of DrawingML stand beside a VML one that says the same, which is taken ([MS-OI29500], mc:AlternateContent).
"""

from __future__ import annotations

from collections.abc import Iterator

from xlsreport.document.docx.adopting.allowed_markup import Rule, rule

_AROUND = "distT:number distB:number distL:number distR:number"
_COLOURS = "a:srgbClr a:schemeClr a:sysClr a:prstClr"
_CHANGES = "a:alpha a:lumMod a:lumOff a:tint a:shade a:satMod"
_WRAPS = "wp:wrapNone wp:wrapSquare wp:wrapTight wp:wrapThrough wp:wrapTopAndBottom"
_HELD = "wp:docPr a:graphic"
_LINE = "a:noFill a:solidFill a:prstDash a:round a:bevel a:miter"
_SHAPE = "a:xfrm a:prstGeom a:noFill a:solidFill a:ln"


def _placed() -> Iterator[tuple[str, Rule]]:
    """Where a picture stands ([ISO/IEC 29500-1] 20.4)."""
    held = "wp:docPr wp:cNvGraphicFramePr a:graphic"
    placed = "wp:simplePos wp:positionH wp:positionV wp:extent"
    yield rule("wp:inline", _AROUND, f"wp:extent wp:effectExtent {held}", ordered=True, needs_all=f"wp:extent {_HELD}")
    flags = "simplePos:switch behindDoc:switch locked:switch layoutInCell:switch hidden:switch allowOverlap:switch"
    places = f"{placed} wp:effectExtent {_WRAPS} {held}"
    yield rule(
        "wp:anchor",
        f"{_AROUND} relativeHeight:number {flags}",
        places,
        ordered=True,
        needs_all=f"{placed} {_HELD}",
        needs=_WRAPS,
    )
    yield from (rule(f"wp:{name}", "x:number y:number") for name in ("simplePos", "start", "lineTo"))
    for name in ("positionH", "positionV"):
        yield rule(f"wp:{name}", "relativeFrom:token", "wp:align wp:posOffset", needs="wp:align wp:posOffset")
    yield rule("wp:align", text="token")
    yield rule("wp:posOffset", text="number")
    yield rule("wp:extent", "cx:number! cy:number!")
    yield rule("wp:effectExtent", "l:number t:number r:number b:number")
    yield rule("wp:wrapNone")
    yield rule("wp:wrapTopAndBottom", _AROUND, "wp:effectExtent")
    yield rule("wp:wrapSquare", f"wrapText:token {_AROUND}", "wp:effectExtent")
    for name in ("wrapTight", "wrapThrough"):
        yield rule(f"wp:{name}", f"wrapText:token {_AROUND}", "wp:wrapPolygon", needs="wp:wrapPolygon")
    yield rule("wp:wrapPolygon", "edited:switch", "wp:start wp:lineTo")
    yield rule("wp:docPr", "id:number! hidden:switch", fixed="name=Picture")
    yield rule("wp:cNvGraphicFramePr", children="a:graphicFrameLocks")
    yield rule("a:graphicFrameLocks", "noChangeAspect:switch noGrp:switch noMove:switch noResize:switch")


def _pictures() -> Iterator[tuple[str, Rule]]:
    """A picture itself ([ISO/IEC 29500-1] 20.2), whose bytes are in the file."""
    yield rule("a:graphic", children="a:graphicData", needs="a:graphicData")
    yield rule("a:graphicData", "uri:picture_uri!", "pic:pic", needs="pic:pic")
    yield rule(
        "pic:pic",
        children="pic:nvPicPr pic:blipFill pic:spPr",
        ordered=True,
        needs_all="pic:nvPicPr pic:blipFill pic:spPr",
    )
    yield rule("pic:nvPicPr", children="pic:cNvPr pic:cNvPicPr", ordered=True, needs_all="pic:cNvPr pic:cNvPicPr")
    yield rule("pic:cNvPr", "id:number!", fixed="name=Picture")
    yield rule("pic:cNvPicPr", "preferRelativeResize:switch", "a:picLocks")
    yield rule("a:picLocks", "noChangeAspect:switch noChangeArrowheads:switch")
    yield rule(
        "pic:blipFill", "dpi:number rotWithShape:switch", "a:blip a:srcRect a:stretch", ordered=True, needs="a:blip"
    )
    yield rule("a:blip", "r:embed:picture!", "a:alphaModFix a:biLevel a:grayscl a:lum")
    yield rule("a:alphaModFix", "amt:number")
    yield rule("a:biLevel", "thresh:number")
    yield rule("a:grayscl")
    yield rule("a:lum", "bright:number contrast:number")
    yield from (rule(f"a:{name}", "l:number t:number r:number b:number") for name in ("srcRect", "fillRect"))
    yield rule("a:stretch", children="a:fillRect")
    yield rule("pic:spPr", "bwMode:token", _SHAPE, ordered=True)
    yield rule("a:xfrm", "rot:number flipH:switch flipV:switch", "a:off a:ext", ordered=True)
    yield rule("a:off", "x:number y:number")
    yield rule("a:ext", "cx:number cy:number")
    yield rule("a:prstGeom", "prst:token!", "a:avLst")
    yield rule("a:avLst", children="a:gd")
    yield rule("a:gd", "name:token! fmla:geometry!")
    yield rule("a:noFill")
    yield rule("a:solidFill", children=_COLOURS)
    yield rule("a:ln", "w:number cap:token cmpd:token algn:token", _LINE, ordered=True)
    yield rule("a:prstDash", "val:token")
    yield from (rule(f"a:{name}") for name in ("round", "bevel"))
    yield rule("a:miter", "lim:number")
    yield rule("a:srgbClr", "val:hex!", _CHANGES)
    yield from (rule(f"a:{name}", "val:token!", _CHANGES) for name in ("schemeClr", "prstClr"))
    yield rule("a:sysClr", "val:token! lastClr:hex", _CHANGES)
    yield from (rule(change, "val:number!") for change in _CHANGES.split())


def _shapes() -> Iterator[tuple[str, Rule]]:
    """Shapes of VML ([ISO/IEC 29500-4] 19): lines, frames, text boxes, words across the page."""
    inside = "v:path v:formulas v:fill v:stroke v:shadow v:textpath v:textbox v:imagedata w10:wrap w10:anchorlock"
    places = "id:id style:css coordsize:geometry coordorigin:geometry wrapcoords:geometry"
    looks = "filled:switch fillcolor:colour stroked:switch strokecolor:colour strokeweight:number opacity:number"
    office = "o:spt:number o:allowincell:switch o:allowoverlap:switch o:connectortype:token o:bwmode:token"
    rules = "o:hr:switch o:hrstd:switch o:hralign:token o:hrpct:number o:hrnoshade:switch"
    common = f"{places} {looks} {office} {rules} adj:geometry"
    yield rule("v:shapetype", f"{common} path:geometry", "v:stroke v:path v:formulas v:fill v:textpath")
    yield rule("v:shape", f"{common} type:type path:geometry", inside)
    for name, own in (("rect", ""), ("oval", ""), ("roundrect", "arcsize:geometry"), ("polyline", "points:geometry")):
        yield rule(f"v:{name}", f"{common} {own}", inside)
    yield rule("v:line", f"{common} from:geometry to:geometry", inside)
    members = "v:shape v:rect v:roundrect v:oval v:line v:polyline v:group"
    yield rule("v:group", common, f"v:shapetype {members} w10:wrap w10:anchorlock", needs=members)


def _shape_parts() -> Iterator[tuple[str, Rule]]:
    joins = "o:connecttype:token gradientshapeok:switch arrowok:switch fillok:switch strokeok:switch textpathok:switch"
    yield rule("v:path", f"{joins} textboxrect:geometry limo:geometry o:connectlocs:geometry o:connectangles:geometry")
    yield rule("v:formulas", children="v:f")
    yield rule("v:f", "eqn:geometry")
    yield rule("v:fill", "on:switch color:colour opacity:number color2:colour angle:number focus:number")
    ends = "startarrow:token endarrow:token joinstyle:token endcap:token miterlimit:number"
    yield rule(
        "v:stroke", f"on:switch color:colour weight:number opacity:number linestyle:token dashstyle:geometry {ends}"
    )
    yield rule("v:shadow", "on:switch type:token color:colour opacity:number offset:geometry origin:geometry")
    yield rule(
        "v:textpath", "on:switch style:css string:words fitpath:switch fitshape:switch trim:switch xscale:switch"
    )
    yield rule("v:textbox", "style:css inset:geometry", "w:txbxContent")
    crops = "cropleft:number croptop:number cropright:number cropbottom:number"
    yield rule("v:imagedata", f"r:id:picture! {crops} gain:number blacklevel:number grayscale:switch bilevel:switch")
    yield rule("w10:wrap", "type:token side:token anchorx:token anchory:token")
    yield rule("w10:anchorlock")


def drawing_rules() -> Iterator[tuple[str, Rule]]:
    """Every rule of pictures and shapes by the name of its element."""
    for part in (_placed, _pictures, _shapes, _shape_parts):
        yield from part()
