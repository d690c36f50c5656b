"""Files that somebody could send to do harm or by mistake, each made when it is needed."""

from __future__ import annotations

import io
import os
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from support.refused_files import archive, encrypted

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHEET = "xl/worksheets/sheet2.xml"
"""A sheet of figures of the small workbook."""


@dataclass(frozen=True)
class HostileFile:
    """``refusal`` is the key of the sentence about it; ``make`` puts it at a path, given a good workbook.

    ``at`` is the cell or area on the sheet Summary that the sentence names.
    """

    name: str
    refusal: str
    make: Callable[[bytes, Path], object]
    at: str = ""


def changed(plain: bytes, change: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    """A workbook of which every part went through ``change``, with further parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in source.namelist():
            copy.writestr(name, change(name, source.read(name)))
        for name, part in more.items():
            copy.writestr(name, part)
    return stream.getvalue()


def with_members(plain: bytes, *members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A workbook with further members, even of names that it has."""
    stream = io.BytesIO(plain)
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(stream, "a", method) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return stream.getvalue()


def with_in_sheet(plain: bytes, rows: str, after: str = "") -> bytes:
    """A workbook with more rows at the end of a sheet, and more elements after them."""

    def change(name: str, part: bytes) -> bytes:
        return part.replace(b"</sheetData>", f"{rows}</sheetData>{after}".encode()) if name == SHEET else part

    return changed(plain, change)


def with_prologue(plain: bytes, prologue: str, name: str = "xl/sharedStrings.xml") -> bytes:
    """A workbook of which a part has something between its declaration and its first element."""
    return changed(plain, lambda n, p: re.sub(rb"\?>", b"?>" + prologue.encode(), p, count=1) if n == name else p)


def recoded(plain: bytes, encoding: str) -> bytes:
    def change(name: str, part: bytes) -> bytes:
        if name != SHEET:
            return part
        return part.decode().replace('encoding="UTF-8"', f'encoding="{encoding}"').encode(encoding, "replace")

    return changed(plain, change)


def patched(data: bytes, name: str, change: Callable[[dict[str, int]], None]) -> bytes:
    """An archive whose headers say something else about a member: ``flags``, ``crc`` or ``size``."""
    copy = bytearray(data)
    for signature, start, name_at in ((b"PK\x03\x04", 6, 30), (b"PK\x01\x02", 8, 46)):
        at = next(
            m.start() for m in re.finditer(signature, data) if data[m.start() + name_at :].startswith(name.encode())
        )
        flags, crc, size = (at + start, at + start + 8, at + start + 16)
        values = {"flags": struct.unpack_from("<H", copy, flags)[0], "crc": struct.unpack_from("<L", copy, crc)[0]}
        values["size"] = struct.unpack_from("<L", copy, size)[0]
        change(values)
        struct.pack_into("<H", copy, flags, values["flags"])
        struct.pack_into("<L", copy, crc, values["crc"])
        struct.pack_into("<L", copy, size, values["size"])
    return bytes(copy)


def claiming_less(plain: bytes) -> bytes:
    """A part that unpacks to 30 MB but claims a thousand bytes, with the checksum of those."""
    content = b" " * 19_000_000
    bomb = changed(plain, lambda name, part: part + content if name == SHEET else part)
    begin = zipfile.ZipFile(io.BytesIO(bomb)).read(SHEET)[:1000]
    return patched(bomb, SHEET, lambda values: values.update(size=1000, crc=zlib.crc32(begin)))


def gigabyte(plain: bytes) -> bytes:
    """A part that unpacks to a gigabyte; its packed content is one of ten megabytes repeated, which saves making it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    block = packer.compress(bytes(10_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = block * 100 + packer.flush()
    name = b"xl/zeros.xml"
    common = struct.pack("<HHHHHLLLHH", 20, 0, 8, 0, 33, 0, len(packed), 1_000_000_000, len(name), 0)
    end = plain.rindex(b"PK\x05\x06")
    count, size, start = struct.unpack_from("<HLL", plain, end + 10)
    member = b"PK\x03\x04" + common + name + packed
    entry = b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHLL", 0, 0, 0, 0, start) + name
    tail = struct.pack(
        "<4sHHHHLLH", b"PK\x05\x06", 0, 0, count + 1, count + 1, size + len(entry), start + len(member), 0
    )
    return plain[:start] + member + plain[start:end] + entry + tail


def sharing_one_content(plain: bytes) -> bytes:
    """Fifty members that all point at one packed megabyte."""
    data = bytearray(with_members(plain, ("xl/worksheets/a.xml", b" " * 1_000_000)))
    directory = struct.unpack_from("<L", data, data.rindex(b"PK\x05\x06") + 16)[0]
    at = bytes(data).rindex(b"PK\x01\x02")
    entry, end = data[at : data.rindex(b"PK\x05\x06")], data.rindex(b"PK\x05\x06")
    entries = b"".join(bytes(entry).replace(b"/a.xml", b"/%c.xml" % letter) for letter in range(98, 98 + 25))
    entries += b"".join(bytes(entry).replace(b"ts/a.xml", b"tt/%c.xml" % letter) for letter in range(98, 98 + 25))
    count = struct.unpack_from("<H", data, end + 10)[0] + 50
    tail = struct.pack("<4sHHHHLLH", b"PK\x05\x06", 0, 0, count, count, end - directory + len(entries), directory, 0)
    return bytes(data[:end]) + entries + tail


def flipped(plain: bytes) -> bytes:
    """One bit of the packed content of a sheet is another, by which it does not become longer, as a bomb would."""
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        member = archive.getinfo(SHEET)
    for at in range(member.header_offset + 1000, member.header_offset + member.compress_size):
        damaged = plain[:at] + bytes([plain[at] ^ 4]) + plain[at + 1 :]
        if _inflated(damaged, member) <= member.file_size:
            return damaged
    raise AssertionError("every bit makes it longer")


def _inflated(data: bytes, member: zipfile.ZipInfo) -> int:
    """Bytes that a part comes to as far as it can be unpacked."""
    start = member.header_offset + 30 + len(member.filename)
    try:
        return len(zlib.decompressobj(-zlib.MAX_WBITS).decompress(data[start:][: member.compress_size]))
    except zlib.error:
        return 0


def empty_rows(count: int) -> str:
    return "".join(f'<row r="{row}" s="1" customFormat="1"/>' for row in range(1000, 1000 + count))


def many_strings(plain: bytes, count: int = 100_000) -> bytes:
    """Shared strings of 1,000 bytes each."""
    block = b"<si><t>" + b"x" * 993 + b"</t></si>"
    strings = "xl/sharedStrings.xml"
    return changed(plain, lambda n, p: p.replace(b"</sst>", block * count + b"</sst>") if n == strings else p)


def small_strings(plain: bytes) -> bytes:
    """Shared strings of 20 MB in four million pieces."""
    strings = "xl/sharedStrings.xml"
    return changed(plain, lambda n, p: p.replace(b"</sst>", b"<si/>" * 4_000_000 + b"</sst>") if n == strings else p)


def elsewhere(plain: bytes) -> bytes:
    """A sheet that is kept in a part of another name, with a cell far away."""
    content = zipfile.ZipFile(io.BytesIO(plain)).read(SHEET)
    far = content.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')
    relations = "xl/_rels/workbook.xml.rels"
    moved = changed(plain, lambda n, p: p.replace(b"worksheets/sheet2.xml", b"theme/odd.xml") if n == relations else p)
    return with_members(moved, ("xl/theme/odd.xml", far))


def nested(plain: bytes) -> bytes:
    """An archive of archives of archives."""
    content = plain
    for level in range(5):
        content = with_members(archive(), *((f"{level}-{copy}.zip", content) for copy in range(4)))
    return content


def written(content: Callable[[bytes], bytes]) -> Callable[[bytes, Path], object]:
    return lambda plain, path: path.write_bytes(content(plain))


def constant(content: bytes) -> Callable[[bytes, Path], object]:
    return lambda _, path: path.write_bytes(content)


def with_member(name: str) -> Callable[[bytes, Path], object]:
    return written(lambda plain: with_members(plain, (name, b"<x/>")))


def sparse(_: bytes, path: Path) -> None:
    with path.open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(5_000_000_000)


def entity_bomb(plain: bytes) -> bytes:
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return with_prologue(plain, f'<!DOCTYPE sst [<!ENTITY l0 "lol">{lol}]>')


def stray(address: str, **how: str) -> Callable[[bytes], bytes]:
    row = address.lstrip("ADEFXZ")
    return lambda plain: with_in_sheet(plain, f'<row r="{row}"><c r="{address}"><v>1</v></c></row>')


def rows(xml: str | Callable[[], str], after: str = "") -> Callable[[bytes, Path], object]:
    """Rows in a sheet; what is large is made where it is needed, so that no test process holds it all the time."""
    return written(lambda plain: with_in_sheet(plain, xml if isinstance(xml, str) else xml(), after))


EXTERNAL = '<!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
PARAMETER = '<!DOCTYPE sst SYSTEM "http://localhost:1/x.dtd">'


def _paths() -> Iterator[HostileFile]:
    yield HostileFile("a missing file", "no_file", lambda _, path: path)
    yield HostileFile("a folder", "folder", lambda _, path: path.mkdir())
    yield HostileFile("a link that leads nowhere", "dangling_link", lambda _, path: path.symlink_to("nowhere.xlsx"))
    yield HostileFile("a link to itself", "dangling_link", lambda _, path: path.symlink_to(path.name))
    yield HostileFile("a link to a device without end", "not_a_file", lambda _, path: path.symlink_to("/dev/zero"))
    yield HostileFile("a link to the terminal's input", "not_a_file", lambda _, path: path.symlink_to("/dev/tty"))
    yield HostileFile("a pipe that nobody writes to", "not_a_file", lambda _, path: os.mkfifo(path))
    yield HostileFile("a file of 5 GB", "file_too_large", sparse)
    yield HostileFile("a file that hides its size", "damaged", lambda _, path: path.symlink_to("/proc/self/maps"))


def _kinds() -> Iterator[HostileFile]:
    page = '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>1</td></tr></table></html>'
    old_xml = '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
    flat = '<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>'
    yield HostileFile("an empty file", "empty", constant(b""))
    yield HostileFile("an .xls or .et", "old_excel", constant(OLE + b"\0" * 600 + "Workbook".encode("utf-16-le")))
    yield HostileFile("XML of Excel 2003", "old_excel", constant(old_xml.encode()))
    yield HostileFile("an encrypted workbook", "encrypted", written(encrypted))
    yield HostileFile("an .xlsb", "binary_workbook", constant(archive("[Content_Types].xml", "xl/workbook.bin")))
    yield HostileFile("an .ods", "open_document", constant(archive("mimetype", "content.xml")))
    yield HostileFile("a flat .fods", "open_document", constant(flat.encode()))
    yield HostileFile("a .docx", "word", constant(archive("[Content_Types].xml", "word/document.xml")))
    yield HostileFile("a .doc", "word", constant(OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le")))
    yield HostileFile("a .pptx", "presentation", constant(archive("ppt/presentation.xml")))
    yield HostileFile("a picture", "picture", constant(b"\x89PNG\r\n\x1a\n" + b"\0" * 50))
    yield HostileFile("a PDF", "pdf", constant(b"%PDF-1.7\n%\xe2\xe3"))
    yield HostileFile("a web page", "web_page", constant(b"\xef\xbb\xbf" + page.encode()))
    yield HostileFile("CSV in UTF-8", "text", constant("指标,件数\n规章,3\n".encode()))
    yield HostileFile("CSV in GBK", "text", constant("指标,件数\n规章,3\n".encode("gbk")))
    yield HostileFile("CSV in UTF-16", "text", constant("指标\t件数\n规章\t3\n".encode("utf-16")))
    yield HostileFile("a zip of workbooks", "archive_of_workbooks", constant(archive("甲.xlsx", "乙.xlsx")))
    yield HostileFile("a zip of something", "archive", constant(archive("figures.csv")))
    yield HostileFile("a RAR", "other_archive", constant(b"Rar!\x1a\x07\x01\x00" + b"\0" * 90))
    yield HostileFile("zips in zips in zips", "archive", written(nested))
    yield HostileFile("bytes of no kind", "not_xlsx", constant(bytes(range(256)) * 20))


def _documents() -> Iterator[HostileFile]:
    """Documents of other programs, most of which are zip archives inside."""
    seal = ("OFD.xml", "Doc_0/Document.xml", "Doc_0/Pages/Page_0/Content.xml", "Doc_0/Signs/Sign_0/Seal.esl")
    yield HostileFile("an OFD", "ofd", constant(archive(*seal)))
    yield HostileFile("a Numbers document", "iwork", constant(archive("Index/Document.iwa", "preview.jpg")))
    yield HostileFile("an older Pages document", "iwork", constant(archive("index.xml", "buildVersionHistory.plist")))
    yield HostileFile("a UOF document", "uniform_office", constant(archive("uof.xml", "content.xml")))
    flat = '<?xml version="1.0"?><uof:UOF xmlns:uof="http://schemas.uof.org/cn/2003/uof"/>'
    yield HostileFile("a flat UOF document", "uniform_office", constant(flat.encode()))
    yield HostileFile("an EPUB", "book", constant(archive("mimetype", "META-INF/container.xml", "content.opf")))
    yield HostileFile("an .odt", "open_document", constant(archive("mimetype", "content.xml", "META-INF/manifest.xml")))
    yield HostileFile("a .jar", "program", constant(archive("META-INF/MANIFEST.MF", "Main.class")))
    yield HostileFile("an .apk", "program", constant(archive("AndroidManifest.xml", "classes.dex")))
    yield HostileFile("an .exe", "program", constant(b"MZ" + b"\0" * 900))
    yield HostileFile("a Visio drawing", "document", constant(archive("[Content_Types].xml", "visio/document.xml")))
    yield HostileFile("a bundle of Outlook's", "winmail", constant(b"\x78\x9f\x3e\x22" + b"\1" * 90))
    yield HostileFile("a store of Outlook's", "outlook_store", constant(b"!BDN" + b"\1" * 90))
    yield HostileFile("a cabinet", "other_archive", constant(b"MSCF" + b"\1" * 90))
    shortcut = b"L\0\0\0\x01\x14\x02\0" + b"\0" * 60
    yield HostileFile("a shortcut of Windows", "shortcut", constant(shortcut))
    yield HostileFile("a shortcut to a page", "shortcut", constant(b"[InternetShortcut]\r\nURL=http://localhost/"))


def _protected() -> Iterator[HostileFile]:
    """Files of which somebody's computer shows more than is in them."""
    noise = bytes(range(256)) * 20
    for name, begin in (
        ("one", b"%TSD-Header-###%"),
        ("another", b"b\x14#e\0\0E-SafeNet\0\0\0LOCK"),
        ("a third", b".pfile"),
    ):
        yield HostileFile(f"encrypted by {name} product", "encryption_product", constant(begin + noise))
    rights = OLE + b"\0" * 600 + "DRMEncryptedDataSpace".encode("utf-16-le") + "EncryptedPackage".encode("utf-16-le")
    yield HostileFile("under rights management", "rights", constant(rights))
    yield HostileFile("nothing but zeros", "zeros", constant(bytes(40_000)))
    yield HostileFile("backslashes", "part_names", written(lambda plain: plain.replace(b"xl/", b"xl\\")))
    some = written(lambda plain: with_members(plain, ("xl\\worksheets\\sheet2.xml", b"<x/>")))
    yield HostileFile("backslashes in some names", "part_names", some)


def _archives() -> Iterator[HostileFile]:
    yield HostileFile("cut short", "damaged", written(lambda plain: plain[: len(plain) // 2]))
    yield HostileFile("a flipped bit", "damaged", written(flipped))
    yield HostileFile("another checksum", "damaged", written(lambda p: patched(p, SHEET, lambda v: v.update(crc=1))))
    yield HostileFile("a part that claims more", "damaged", written(lambda p: patched(p, SHEET, _claim_more)))
    yield HostileFile("only the beginning of a zip", "damaged", constant(b"PK\x03\x04" + b"\0" * 100))
    yield HostileFile("a part that claims less", "bomb", written(claiming_less))
    yield HostileFile("a bomb of 1 GB", "bomb", written(gigabyte))
    yield HostileFile("many members on one content", "bomb", written(sharing_one_content))
    yield HostileFile("shared strings of 100 MB", "too_many_cells", written(many_strings))
    names = [(f"xl/media/{number}", b"") for number in range(20_000)]
    yield HostileFile("20,000 members", "too_many_members", written(lambda plain: with_members(plain, *names)))
    for name in (
        "/xl/a.xml",
        "../../a.xml",
        "xl/../../a.xml",
        "..\\a.xml",
        "xl\\..\\..\\a.xml",
        "C:/a.xml",
        "xl/\x1b[2J.xml",
    ):
        yield HostileFile(f"a member {name!r}", "member_names", with_member(name))
    for name in (SHEET, SHEET.upper()):
        yield HostileFile(f"{name} twice", "duplicate_members", with_member(name))
    locked = written(lambda p: patched(p, SHEET, lambda values: values.update(flags=values["flags"] | 1)))
    yield HostileFile("a part with a password", "encrypted", locked)
    lzma = written(lambda p: with_members(p, ("xl/a.xml", b"<x/>"), method=zipfile.ZIP_LZMA))
    yield HostileFile("a part packed by LZMA", "packing", lzma)


def _claim_more(values: dict[str, int]) -> None:
    values["size"] += 1


def styled_cells() -> str:
    cells = "".join(f'<c r="B{row}" s="1"/>' for row in range(600_000))
    return f'<row r="999">{cells}</row>'


def _markup() -> Iterator[HostileFile]:
    yield HostileFile("a billion laughs", "entities", written(entity_bomb))
    yield HostileFile("an external entity", "entities", written(lambda plain: with_prologue(plain, EXTERNAL)))
    yield HostileFile("an external document type", "entities", written(lambda plain: with_prologue(plain, PARAMETER)))
    in_rels = written(lambda plain: with_prologue(plain, EXTERNAL, "xl/_rels/workbook.xml.rels"))
    yield HostileFile("an entity in the relationships", "entities", in_rels)
    for encoding in ("UTF-16", "UTF-16-LE", "UTF-32", "UTF-7", "GBK"):
        yield HostileFile(f"a sheet in {encoding}", "encoding", written(partial(recoded, encoding=encoding)))
    yield HostileFile("a million styled rows", "too_many_cells", rows(lambda: empty_rows(1_000_000)))
    yield HostileFile("600,000 styled cells", "too_many_cells", rows(styled_cells))
    yield HostileFile("four million empty strings", "too_many_cells", written(small_strings))
    yield HostileFile("deep nesting", "too_many_cells", rows("<a>" * 300_000 + "</a>" * 300_000))


def _far() -> Iterator[HostileFile]:
    for address in ("XFD1048576", "Z1048576", "XFD200"):
        yield HostileFile(f"a figure in {address}", "far_cell", written(stray(address)), address)
    far = '<row r="1048576"><c><v>1</v></c>' + "<c/>" * 100 + "<c><v>1</v></c></row>"
    yield HostileFile("cells that do not say where they are", "far_cell", rows(far), "CX1048576")
    yield HostileFile("small letters", "ambiguous", rows("<row r='1048576'><c r = 'xfd1048576'><v>1</v></c></row>"))
    decoy = """<row r="1048576"><c x='>' t="n" r="XFD1048576"><v>1</v></c></row>"""
    yield HostileFile("an address behind a decoy", "ambiguous", rows(decoy))
    prefix = '<x:row xmlns:x="urn:x" r="1048576"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>'
    yield HostileFile("elements with a prefix", "ambiguous", rows(prefix))
    hidden = '<row r="1048575"/><row r="&#49;"><c r="XFC1"/><c><v>1</v></c></row>'
    yield HostileFile("an address in character references", "damaged", rows(hidden))
    counted = "<row/>" * 40_000 + "<row>" + "<c/>" * 100 + "<c><v>1</v></c></row>"
    yield HostileFile("rows and cells that are counted", "far_cell", rows(counted), "CW40125")
    yield HostileFile("a sheet under another name", "far_cell", written(elsewhere), "XFD1048576")
    merged = '<mergeCells><mergeCell ref="A1000:XFD1048576"/></mergeCells>'
    yield HostileFile("a second list of merged areas", "ambiguous", rows("", merged))
    one_more = exchanged(SHEET, "<mergeCell ", '<mergeCell ref="A1000:XFD1048576"/><mergeCell ')
    yield HostileFile("a merged area of a whole sheet", "far_cell", one_more, "A1000:XFD1048576")
    link = """<hyperlinks><hyperlink display='>' ref="&#65;1:XFD1048576"/></hyperlinks>"""
    yield HostileFile(
        "macros of Excel 4",
        "macro_sheet",
        exchanged(
            "xl/_rels/workbook.xml.rels",
            'http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet2',
            'http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet" Target="worksheets/sheet2',
        ),
    )
    yield HostileFile("a link over a whole sheet", "far_cell", rows("", link), "A1:XFD1048576")


def exchanged(part: str, old: str, new: str, copy: tuple[str, str] | None = None) -> Callable[[bytes, Path], object]:
    """A text of a part is exchanged for another; and maybe a part is there once more, with its figures tripled."""

    def change(plain: bytes) -> bytes:
        content = zipfile.ZipFile(io.BytesIO(plain)).read(part).decode()
        assert old in content, old
        book = changed(plain, lambda n, p: content.replace(old, new, 1).encode() if n == part else p)
        if copy is None:
            return book
        original = zipfile.ZipFile(io.BytesIO(plain)).read(copy[0])
        return with_members(book, (copy[1], original.replace(b"<v>", b"<v>111")))

    return written(change)


def _two_readings() -> Iterator[HostileFile]:
    """Files of which programs that follow relationships and programs that go by names read different parts."""
    package, relations, book = "_rels/.rels", "xl/_rels/workbook.xml.rels", "xl/workbook.xml"
    strings, second = "xl/sharedStrings.xml", "xl/worksheets/other.xml"
    yield HostileFile(
        "a second workbook part", "ambiguous", exchanged(package, book, "xl/book2.xml", (book, "xl/book2.xml"))
    )
    other = exchanged(relations, "sharedStrings.xml", "strings2.xml", (strings, "xl/strings2.xml"))
    yield HostileFile("second shared strings", "ambiguous", other)
    styles = exchanged(relations, "styles.xml", "styles2.xml", ("xl/styles.xml", "xl/styles2.xml"))
    yield HostileFile("second styles", "ambiguous", styles)
    twice = '<Relationship Id="rId2" Type="x/worksheet" Target="worksheets/other.xml"/></Relationships>'
    one_id = exchanged(relations, "</Relationships>", twice, (SHEET, second))
    yield HostileFile("two relationships of one id", "ambiguous", one_id)
    ids = exchanged(book, 'r:id="rId2"', 'xmlns:q="urn:q" q:id="rId1" r:id="rId2"')
    yield HostileFile("a sheet of two ids", "ambiguous", ids)
    foreign = ' xmlns:z="urn:z">'
    for name, old, new in (
        ("a cell of another vocabulary", "<sheetData>", f'<sheetData><z:row{foreign}<z:c r="A1"/></z:row>'),
        ("a value of another vocabulary", "<sheetData>", f"<sheetData><row><c><z:v{foreign}1</z:v></c></row>"),
        ("a row with alternatives", "<sheetData>", f"<sheetData><z:AlternateContent{foreign}</z:AlternateContent>"),
        ("a vocabulary that changes", "<sheetData>", '<sheetData><row xmlns="urn:z"/>'),
    ):
        yield HostileFile(name, "ambiguous", exchanged(SHEET, old, new))
    in_strings = exchanged(strings, "</sst>", f"<si><z:t{foreign}12</z:t></si></sst>")
    yield HostileFile("a string of another vocabulary", "ambiguous", in_strings)
    negative = rows('<row r="999"><c r="A999" t="s"><v>-1</v></c></row>')
    yield HostileFile("a shared string before the first", "damaged", negative)


def repeated(plain: bytes) -> bytes:
    """A long text that stands in many cells and is kept once."""
    strings = "xl/sharedStrings.xml"
    content = zipfile.ZipFile(io.BytesIO(plain)).read(strings)
    last = content.count(b"<si>")
    long = b"<si><t>" + b"x" * 30_000 + b"</t></si></sst>"
    book = changed(plain, lambda n, p: p.replace(b"</sst>", long) if n == strings else p)
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>{last}</v></c></row>' for row in range(300, 2_300))
    return with_in_sheet(book, cells)


def many_sheets(plain: bytes) -> bytes:
    """A workbook of which one small part is named as hundreds of sheets."""
    more = "".join(f'<sheet name="x{n}" sheetId="{n + 100}" r:id="rId2"/>' for n in range(300))
    return changed(
        plain, lambda n, p: p.replace(b"</sheets>", f"{more}</sheets>".encode()) if "workbook.xml" in n else p
    )


def _too_much() -> Iterator[HostileFile]:
    """Files that are small and become large, or take long, when they are read."""
    blanks = written(lambda plain: with_in_sheet(plain, " " * 19_000_000))
    yield HostileFile("19 MB of blanks in a sheet", "too_many_cells", blanks)
    digits = f'<row r="999"><c r="A999" t="str"><v>{"1" * 2_000_000}</v></c></row>'
    yield HostileFile("two million digits in a cell", "too_many_cells", rows(digits))
    yield HostileFile("a text in two thousand cells", "too_many_cells", written(repeated))
    yield HostileFile("hundreds of sheets", "too_many_sheets", written(many_sheets))
    comments = b'<comments><commentList><comment ref="A1:XFD1048576"/></commentList></comments>'
    relationships = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" '
        b'Target="../comments1.xml"/></Relationships>'
    )
    members = ("xl/comments1.xml", comments), ("xl/worksheets/_rels/sheet2.xml.rels", relationships)
    yield HostileFile(
        "a comment on a whole sheet", "far_cell", written(lambda p: with_members(p, *members)), "A1:XFD1048576"
    )


HOSTILE: tuple[HostileFile, ...] = (
    *_paths(),
    *_kinds(),
    *_documents(),
    *_protected(),
    *_archives(),
    *_markup(),
    *_far(),
    *_two_readings(),
    *_too_much(),
)
"""All of them, refused; ``tests/hostile/test_hostile_files.py`` says how, and ``bench/hostile.py`` how fast."""
