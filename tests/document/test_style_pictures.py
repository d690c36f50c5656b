"""Pictures, shapes and objects in the headers of a style document: what is seen of them, and nothing besides."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.active_content import findings
from support.picture_files import bmp, emf, gif, jpeg, png, segment, wmf
from support.style_documents import StyleFile, inline, shape, word
from support.styled_reports import StyledReport, small_workbook

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_workbook(tmp_path_factory.mktemp("filled"))


OUTSIDE = "http://zhangsan.example/a.png"
BLIP = '<a:blip r:embed="r1"/>'
EXTENSIONS = (
    '<a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><x:svgBlip r:embed="r2"/></a:ext></a:extLst>'
)
CLICK = '<a:hlinkClick r:id="r2" tooltip="机密"/><a:hlinkHover r:id="r2"/><a:extLst/>'
IMAGE, LINKED = ("image", "media/a.png", False), ("image", OUTSIDE, True)
PNG = {"word/media/a.png": png()}


SHOWN = {
    "PNG": (png(), "png"),
    "PNG under another name": (png(), "png"),
    "PNG with texts and something behind it": (
        png(2, 2, (b"tEXt", "Author\0张三".encode()), behind=b"PK\3\4evil"),
        "png",
    ),
    "JPEG with place and program": (
        jpeg(
            segment(0xE1, b"Exif\0\0evil"), segment(0xE0, b"JFXX\0evil"), segment(0xED, b"evil"), segment(0xFE, b"evil")
        )
        + b"<script>evil",
        "jpeg",
    ),
    "GIF with remarks": (gif(b"\x21\xfe\4evil\0", b"\x21\xff\x0bNETSCAPE2.0\3\1\0\0\0"), "gif"),
    "BMP": (bmp() + b"evil", "bmp"),
    "EMF with remarks": (emf((70, b"evil"), (27, bytes(8)), (54, bytes(8))), "emf"),
    "WMF with an escape": (wmf((0x0626, b"\x09\0\4\0evil"), (0x0214, bytes(4))), "wmf"),
}


@pytest.mark.parametrize("name", SHOWN)
@pytest.mark.parametrize("way", ["drawing", "shape"])
def test_a_picture_is_taken_by_what_its_bytes_are_and_shows_nothing_else(
    workbook: Path, tmp_path: Path, name: str, way: str
) -> None:
    data, ending = SHOWN[name]
    content = inline(BLIP) if way == "drawing" else shape('<v:imagedata r:id="r1" o:title="机密"/>')
    style = StyleFile(f"<w:p>{content}</w:p>", (IMAGE,), {"word/media/a.png": data})
    made = StyledReport(workbook, style, tmp_path)
    assert findings(made.data) == []
    assert [part for part in made.parts if "media" in part] == [f"word/media/default-header-picture1.{ending}"]
    assert not made.secrets
    assert made.left_out()


def test_a_picture_without_anything_besides_is_taken_byte_for_byte(workbook: Path, tmp_path: Path) -> None:
    for number, data in enumerate((png(), jpeg(), gif(), bmp(), emf((27, bytes(8))), wmf((0x0214, bytes(4))))):
        folder = tmp_path / str(number)
        folder.mkdir()
        style = StyleFile(f"<w:p>{inline(BLIP)}</w:p>", (IMAGE,), {"word/media/a.png": data})
        assert [part for name, part in StyledReport(workbook, style, folder).parts.items() if "media" in name] == [data]


NOT_SHOWN = {
    "SVG": b'<svg xmlns="http://www.w3.org/2000/svg"><script>evil()</script><image href="http://evil"/></svg>',
    "page": b"<html><body>evil</body></html>",
    "program": b"MZevil",
    "compound file": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1evil",
    "TIFF": b"II*\0evil",
    "PNG cut off": png()[:-20],
    "PNG without a head": png()[:8] + png()[33:],
    "PNG of a million by a million dots": png(1_000_000, 1_000_000),
    "PNG of no width": png(0, 5),
    "PNG with a wrong checksum": png().replace(b"IDAT", b"IDAU").replace(b"IDAU", b"IDAT\0", 1),
    "JPEG cut off": jpeg()[:-2],
    "JPEG without a frame": b"\xff\xd8\xff\xe0\0\4evil\xff\xd9",
    "GIF cut off": gif()[:-1],
    "GIF with a frame of a million dots by a million": gif().replace(
        b"\x2c\0\0\0\0\1\0\1\0", b"\x2c\0\0\0\0" + b"\xff" * 4
    ),
    "BMP that holds a JPEG": bmp(packing=4),
    "BMP with colours of a file": bmp(124, b"KNIL"),
    "EMF that speaks to a driver": emf((106, b"evil")),
    "EMF with colours of a file": emf((112, b"evil")),
    "EMF without an end": emf((27, bytes(8)))[:-20],
    "WMF with an unknown record": wmf((0x0999, b"evil")),
    "nothing": b"",
}


@pytest.mark.parametrize("name", NOT_SHOWN)
def test_what_is_no_sound_picture_is_left_out_and_told(workbook: Path, tmp_path: Path, name: str) -> None:
    style = StyleFile(f"<w:p>{word('前')}{inline(BLIP)}</w:p>", (IMAGE,), {"word/media/a.png": NOT_SHOWN[name]})
    made = StyledReport(workbook, style, tmp_path)
    assert findings(made.data) == []
    assert made.words == ["前"]
    assert not [part for part in made.parts if "media" in part]
    assert made.left_out("picture")


def test_pictures_have_no_more_dots_together_than_a_few_pages_have(workbook: Path, tmp_path: Path) -> None:
    runs = "".join(inline(BLIP.replace("r1", f"r{number}")) for number in range(1, 4))
    relations = tuple(("image", f"media/{number}.png", False) for number in range(1, 4))
    parts = {f"word/media/{number}.png": png(5000, 5000 + number) for number in range(1, 4)}
    made = StyledReport(workbook, StyleFile(f"<w:p>{runs}</w:p>", relations, parts), tmp_path)
    assert findings(made.data) == []
    assert len([part for part in made.parts if "media" in part]) == 2
    assert made.left_out("picture")


LACKING = ("<wp:extent", "<wp:docPr", "<pic:nvPicPr>", "<pic:cNvPr", "<pic:spPr>", "<a:graphicData")


@pytest.mark.parametrize("lacking", LACKING)
def test_a_picture_that_lacks_what_word_needs_is_left_out(workbook: Path, tmp_path: Path, lacking: str) -> None:
    content = (
        inline(BLIP)
        .replace(lacking, lacking.replace(":", ":un"))
        .replace(lacking.replace("<", "</"), lacking.replace("<", "</").replace(":", ":un"))
    )
    if not lacking.endswith(">"):
        name = lacking.removeprefix("<")
        content = content.replace(f"</{name}>", f"</{name.replace(':', ':un')}>")
    made = StyledReport(workbook, StyleFile(f"<w:p>{content}</w:p>", (IMAGE,), PNG), tmp_path)
    assert findings(made.data) == []
    assert b"drawing" not in made.parts["word/default-header.xml"]
    assert made.left_out("picture")


PICTURES = {
    "linked": (inline('<a:blip r:link="r1"/>'), (LINKED,), ["picture"]),
    "embedded, from outside": (inline(BLIP), (LINKED,), ["picture"]),
    "embedded and linked": (inline('<a:blip r:embed="r1" r:link="r2"/>'), (IMAGE, LINKED), []),
    "of another kind": (inline(BLIP), (("oleObject", "media/a.png", False),), ["picture"]),
    "of a relationship that is missing": (inline('<a:blip r:embed="r9"/>'), (IMAGE,), ["picture"]),
    "of a part that is missing": (inline(BLIP), (("image", "media/b.png", False),), ["picture"]),
    "of a part above the file": (inline(BLIP), (("image", "../../../evil.png", False),), ["picture"]),
    "with another one for the web": (
        inline(f'<a:blip r:embed="r1">{EXTENSIONS}</a:blip>'),
        (IMAGE, ("image", "media/evil.svg", False)),
        [],
    ),
    "with links": (inline(BLIP, properties=CLICK), (IMAGE, ("hyperlink", OUTSIDE, True)), []),
    "a film": (
        inline(BLIP).replace("</pic:nvPicPr>", '<a:videoFile r:link="r2"/><a:audioFile r:link="r2"/></pic:nvPicPr>'),
        (IMAGE, ("video", OUTSIDE, True)),
        [],
    ),
    "filled with a picture": (
        inline(BLIP).replace("</pic:spPr>", '<a:blipFill><a:blip r:link="r2"/></a:blipFill></pic:spPr>'),
        (IMAGE, LINKED),
        [],
    ),
    "VML from outside": (shape(f'<v:imagedata src="{OUTSIDE}" o:href="{OUTSIDE}"/>'), (), ["picture"]),
    "VML by reference": (shape('<v:imagedata r:href="r1" r:pict="r1"/>'), (LINKED,), ["picture"]),
    "VML, embedded and from outside": (
        shape(f'<v:imagedata r:id="r1" r:href="r2" src="{OUTSIDE}" o:href="{OUTSIDE}" o:althref="{OUTSIDE}"/>'),
        (IMAGE, LINKED),
        [],
    ),
    "VML in a group": (
        shape(
            shape('<v:imagedata r:id="r1"/>').removeprefix("<w:r><w:pict>").removesuffix("</w:pict></w:r>"),
            tag="v:group",
        ),
        (LINKED,),
        ["picture"],
    ),
    "VML filled": (shape(f'<v:fill r:id="r1" src="{OUTSIDE}" o:href="{OUTSIDE}" type="tile"/>'), (LINKED,), []),
    "VML stroked": (shape(f'<v:stroke r:id="r1" src="{OUTSIDE}" o:href="{OUTSIDE}"/>'), (LINKED,), []),
    "VML linked": (shape("", f'href="{OUTSIDE}" target="_blank" title="机密" alt="机密" o:button="t"'), (), []),
    "VML with data": (shape("", 'o:gfxdata="ZXZpbA==" o:master="zhangsan" onclick="evil()"'), (), []),
    "VML with a signature": (shape('<o:signatureline o:suggestedsigner="张三" provid="{0}"/>'), (), []),
    "VML on a path": (shape('<v:textpath on="t" string="\\\\zhangsan\\a"/>'), (), []),
    "VML with a page": (shape("<v:textbox><div>evil</div></v:textbox>"), (), []),
    "an object": (
        (
            '<w:r><w:object><v:shape id="s"><v:imagedata r:id="r1"/></v:shape>'
            '<o:OLEObject Type="Link" ProgID="Package" r:id="r2" UpdateMode="Always"/></w:object></w:r>'
        ),
        (IMAGE, ("oleObject", "\\\\zhangsan\\a.xlsx", True)),
        ["object"],
    ),
    "an object in a drawing": (
        '<w:r><w:pict><v:shape id="s"/><o:OLEObject Type="Embed" ProgID="evil" r:id="r1"/></w:pict></w:r>',
        (("oleObject", "embeddings/evil.bin", False),),
        [],
    ),
    "a control": (
        '<w:r><w:pict><w:control r:id="r1" w:name="evil" w:shapeid="s"/></w:pict></w:r>',
        (("control", "activeX/evil.xml", False),),
        ["shape"],
    ),
    "data and films": (
        '<w:r><w:pict><w:binData w:name="wordml://evil.wmz">ZXZpbA==</w:binData><w:movie r:id="r1"/></w:pict></w:r>',
        (("movie", OUTSIDE, True),),
        ["shape"],
    ),
    "a chart": (
        inline(BLIP)
        .replace("drawingml/2006/picture", "drawingml/2006/chart", 1)
        .replace("<pic:pic>", '<x:chart r:id="r2"/><pic:pic>'),
        (IMAGE, ("chart", "charts/evil.xml", False)),
        ["picture"],
    ),
    "a newer shape": (
        (
            '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp/></w:drawing></mc:Choice>'
            "</mc:AlternateContent></w:r>"
        ),
        (),
        ["shape"],
    ),
    "one of nobody": ("<x:evil>机密</x:evil><w:r><x:evil>机密</x:evil></w:r>", (), ["other evil"]),
}


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_and_shapes_reach_nowhere_and_run_nothing(workbook: Path, tmp_path: Path, name: str) -> None:
    content, relations, left_out = PICTURES[name]
    parts = PNG | {"word/media/evil.svg": NOT_SHOWN["SVG"], "word/embeddings/evil.bin": b"evil"}
    parts |= {"word/activeX/evil.xml": b"<evil/>", "word/charts/evil.xml": b"<evil/>"}
    made = StyledReport(
        workbook, StyleFile(f"<w:p>{word('前')}{content}{word('后')}</w:p>", relations, parts), tmp_path
    )
    assert findings(made.data) == []
    assert made.words == ["前后"]
    assert not made.secrets
    assert made.left_out(*left_out)
