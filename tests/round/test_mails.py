"""What is attached to mails is taken in, under its name and with the mail's date; what mail programs put in is not."""

from __future__ import annotations

import base64
import binascii
import json
import mailbox
import random
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone
from email.message import EmailMessage
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from support.commands import run
from support.inbox import NOWHERE, content, found, packed, saved
from support.rounds import filled, small_round
from xlsreport.messages import messages_for
from xlsreport.round.incoming.collection import collect
from xlsreport.round.incoming.inbox import incoming_files

CHINA = timezone(timedelta(hours=8))
SENT = datetime(2026, 1, 16, 17, 5, 30, tzinfo=CHINA)
PROGRAMS = Path(__file__).parents[1] / "programs"


def mail(*files: tuple[str, bytes], subject: str = "年报", sent: datetime | None = SENT) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "甲镇 <a@example.cn>", "b@example.cn", subject
    if sent is not None:
        message["Date"] = format_datetime(sent)
    message.set_content("见附件。\n")
    for name, data in files:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message


def raw(*fields: str, body: bytes = b"eHk=") -> bytes:
    """A mail of one attachment, whose fields are as some program writes them."""
    lines = ["From: a@example.cn", "Subject: x", "MIME-Version: 1.0", "Content-Transfer-Encoding: base64", *fields]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body + b"\r\n"


def names(path: Path) -> list[str]:
    return [origin.removeprefix(f"{path.name}!") for origin in found(path)]


def arrivals(*paths: Path) -> list[datetime | None]:
    return [file.arrived for file in incoming_files(paths, NOWHERE)]


def test_what_is_attached_is_taken_in_with_the_date_of_the_mail(tmp_path: Path) -> None:
    path = saved(tmp_path / "in" / "年报.eml", mail(("河口镇.xlsx", b"1"), ("乙.xlsx", b"2")).as_bytes())
    assert found(path) == {"年报.eml!河口镇.xlsx": b"1", "年报.eml!乙.xlsx": b"2"}
    assert arrivals(path) == [SENT, SENT]
    assert all(moment and moment.utcoffset() == timedelta(hours=8) for moment in arrivals(path))


def test_a_mail_is_known_by_what_it_begins_with_and_not_by_its_name(tmp_path: Path) -> None:
    plain = mail(("甲.xlsx", b"1")).as_bytes()
    trace = b"".join(b"X-Trace-%d: %s\r\n" % (number, b"y" * 70) for number in range(80))
    for name, data in (("no ending", plain), ("a.txt", b"\xef\xbb\xbf" + plain), ("b.eml", b"X-Trace: 1\r\n" + plain)):
        assert names(saved(tmp_path / name, data)) == ["甲.xlsx"]
    received = b"Received: from mx by mx; Fri, 16 Jan 2026 17:05:30 +0800\r\n" + trace
    assert names(saved(tmp_path / "long head.eml", received + plain)) == ["甲.xlsx"]


def test_no_other_text_is_taken_for_a_mail(tmp_path: Path) -> None:
    for text in (b"From: here\nto there\n", b"From: x", b"Date: 1\nSubject: 2\n\n", b"a,b\nFrom: x\nTo: y\n\n"):
        assert found(saved(tmp_path / "a.txt", text)) == {"a.txt": text}
    page = b"From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n"
    assert found(saved(tmp_path / "a.mht", page)) == {"a.mht": page}


def test_the_date_travels_through_archives_and_that_of_the_innermost_mail_counts(tmp_path: Path) -> None:
    archive = packed(("城关/甲.xlsx", b"1"), ("乙.zip", packed(("乙.xlsx", b"2"))))
    inner = mail(("各镇.zip", archive))
    outer = mail(("丙.xlsx", b"3"), sent=SENT + timedelta(days=4))
    outer.add_attachment(inner)
    path = saved(tmp_path / "a.eml", outer.as_bytes())
    assert sorted(map(str, found(path).values())) == ["b'1'", "b'2'", "b'3'"]
    assert sorted(filter(None, arrivals(path))) == [SENT, SENT, SENT + timedelta(days=4)]
    undated = mail(sent=SENT)
    undated.add_attachment(mail(("甲.xlsx", b"1"), sent=None))
    assert arrivals(saved(tmp_path / "b.eml", undated.as_bytes())) == [SENT]


def test_a_mail_in_an_archive_is_taken_apart(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.zip", packed(("来信/1.eml", mail(("甲.xlsx", b"1")).as_bytes()), ("乙.xlsx", b"2")))
    assert found(path) == {"a.zip!来信/1.eml!甲.xlsx": b"1", "a.zip!乙.xlsx": b"2"}
    assert arrivals(path) == [SENT, None] or arrivals(path) == [None, SENT]


def test_a_forwarded_mail_is_named_by_its_subject(tmp_path: Path) -> None:
    outer = mail(subject="转发")
    outer.add_attachment(mail(("甲.xlsx", b"1"), subject="河口镇 2025/年报"))
    (name,) = names(saved(tmp_path / "a.eml", outer.as_bytes()))
    assert name.startswith("河口镇 2025／年报")
    assert name.endswith(".eml!甲.xlsx")


@pytest.mark.parametrize(
    ("date", "moment"),
    [
        ("Fri, 16 Jan 2026 17:05:30 +0800 (CST)", SENT),
        ("16 Jan 2026 17:05:30 +0800", SENT),
        ("Fri, 16 Jan 2026 09:05:30 GMT", SENT),
        ("Fri, 16 Jan 2026 09:05:30 -0000", SENT),
        ("Thu, 01 Jan 1970 00:00:00 +0000", None),
        ("Fri, 31 Dec 9999 23:59:59 -0800", None),
        ("2026年1月16日", None),
        ("", None),
    ],
)
def test_dates_are_read_and_what_is_no_date_is_none(date: str, moment: datetime | None, tmp_path: Path) -> None:
    path = saved(tmp_path / "a.eml", f"Date: {date}\r\n".encode() + raw('Content-Type: a/b; name="x.xlsx"'))
    assert arrivals(path) == [moment]
    assert all(one is None or one.tzinfo for one in arrivals(path))


def test_where_a_mail_has_no_date_the_last_server_has_one(tmp_path: Path) -> None:
    stations = (
        b"Received: from mx1 by mx2 with SMTP;\r\n\tFri, 16 Jan 2026 17:05:30 +0800\r\n"
        b"Received: from desk by mx1; Thu, 15 Jan 2026 08:00:00 +0800\r\n"
    )
    path = saved(tmp_path / "a.eml", stations + raw('Content-Type: a/b; name="x.xlsx"'))
    assert arrivals(path) == [SENT]


GBK = "河口镇①.xlsx".encode("gbk").decode("latin-1")
UTF_8 = "河口镇①.xlsx".encode().decode("latin-1")
WORD = base64.b64encode("河口镇①.xlsx".encode("gbk")).decode()
HALVES = base64.b64encode("河口镇①.xlsx".encode()[:7]).decode(), base64.b64encode("河口镇①.xlsx".encode()[7:]).decode()
PERCENT_GBK = "".join(f"%{byte:02X}" for byte in "河口镇①.xlsx".encode("gbk"))
PERCENT = "".join(f"%{byte:02X}" for byte in "河口镇①.xlsx".encode())


@pytest.mark.parametrize(
    "field",
    [
        f'Content-Disposition: attachment; filename="{GBK}"',
        f'Content-Disposition: attachment; filename="{UTF_8}"',
        f"Content-Disposition: attachment; filename={UTF_8}",
        f'Content-Type: application/octet-stream; name="=?gb2312?B?{WORD}?="',
        f'Content-Disposition: attachment;\r\n filename="=?utf-8?B?{HALVES[0]}?=\r\n =?utf-8?B?{HALVES[1]}?="',
        f"Content-Disposition: attachment; filename*=utf-8''{PERCENT}",
        f"Content-Disposition: attachment; filename*=GB2312'zh-cn'{PERCENT_GBK}",
        f"Content-Disposition: attachment; filename=\"???.xlsx\"; filename*=utf-8''{PERCENT}",
        f"Content-Disposition: attachment;\r\n filename*0*=utf-8''{PERCENT[:18]};\r\n filename*1*={PERCENT[18:]}",
        f'Content-Disposition: attachment; filename="{PERCENT}"',
        f'Content-Disposition: attachment\r\nContent-Type: application/x; name="{GBK}"',
        f'Content-Disposition: attachment; filename="C:\\\\out\\\\{GBK}"',
    ],
)
def test_names_are_read_however_programs_write_them(field: str, tmp_path: Path) -> None:
    path = saved(tmp_path / "a.eml", raw(*field.split("\r\nContent-Type", 1)[:1], *_rest(field)))
    assert found(path) == {"a.eml!河口镇①.xlsx": b"xy"}


def _rest(field: str) -> list[str]:
    _, found_, rest = field.partition("\r\nContent-Type")
    return [f"Content-Type{rest}"] if found_ else []


def test_a_file_without_a_name_has_a_number_and_the_ending_of_its_kind(tmp_path: Path) -> None:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert names(saved(tmp_path / "a.eml", raw(f"Content-Type: {kind}"))) == ["1.xlsx"]
    assert names(saved(tmp_path / "b.eml", raw(f'Content-Type: {kind}; name=".xlsx"'))) == ["xlsx"]


def test_texts_pictures_in_them_and_signatures_are_no_files(tmp_path: Path) -> None:
    message = mail(("甲.xlsx", b"1"))
    body = message.get_body(("plain",))
    assert body is not None
    body.add_alternative("<p>见附件<img src='cid:logo'></p>", subtype="html")
    html = list(body.iter_parts())[1]
    assert isinstance(html, EmailMessage)
    html.add_related(b"\x89PNG", maintype="image", subtype="png", cid="<logo>", filename="image001.png")
    message.add_attachment(b"0", maintype="application", subtype="pkcs7-signature", filename="smime.p7s")
    assert names(saved(tmp_path / "a.eml", message.as_bytes())) == ["甲.xlsx"]


def test_a_workbook_that_a_program_calls_inline_is_a_file(tmp_path: Path) -> None:
    message = MIMEMultipart()
    message["From"], message["Date"] = "a@example.cn", format_datetime(SENT)
    part = MIMEApplication(b"1", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    part["Content-Disposition"] = 'inline; filename="a.xlsx"'
    message.attach(part)
    assert found(saved(tmp_path / "a.eml", message.as_bytes())) == {"a.eml!a.xlsx": b"1"}


def test_an_attachment_that_a_program_calls_a_picture_is_a_file_by_its_name(tmp_path: Path) -> None:
    for disposition in ("inline", "attachment"):
        fields = (f"Content-Disposition: {disposition}", 'Content-Type: image/png; name="x.xlsx"', "Content-ID: <1@a>")
        assert found(saved(tmp_path / "a.eml", raw(*fields))) == {"a.eml!x.xlsx": b"xy"}
    for name in ("x.png", "image001.emz", "logo"):
        picture = saved(tmp_path / "b.eml", raw(f'Content-Type: image/png; name="{name}"', "Content-ID: <1@a>"))
        assert found(picture) == {"b.eml": "mail_without_files"}


def test_a_file_that_was_written_into_the_text_as_letters_is_taken_out(tmp_path: Path) -> None:
    data = bytes(range(100))
    lines = b"".join(binascii.b2a_uu(data[at : at + 45]) for at in (0, 45, 90))
    text = b"See below.\r\n\r\nbegin 644 C:\\out\\" + "甲.xlsx".encode("gbk") + b"\r\n" + lines + b"`\r\nend\r\n"
    plain = b"From: a@b\r\nTo: c@d\r\n\r\n"
    assert found(saved(tmp_path / "a.eml", plain + text)) == {"a.eml!甲.xlsx": data}
    prose = plain + b"begin 100 new roads\r\nand nothing else\r\nend\r\n"
    assert found(saved(tmp_path / "b.eml", prose)) == {"b.eml": "mail_without_files"}


def test_a_mail_that_was_cut_off_gives_what_is_left_and_tells_that_there_was_more(tmp_path: Path) -> None:
    whole = mail(("甲.xlsx", b"1" * 600), ("乙.xlsx", b"2" * 600)).as_bytes()
    cut = whole[: whole.index(b"MjIy") + 202]  # letters that are no whole bytes
    assert found(saved(tmp_path / "a.eml", cut)) == {
        "a.eml!甲.xlsx": b"1" * 600,
        "a.eml!乙.xlsx": b"2" * 150,
        "a.eml": "damaged_mail",
    }
    boundary = re.search(rb"; boundary=\S+", whole)
    assert boundary is not None
    assert found(saved(tmp_path / "b.eml", whole.replace(boundary[0], b""))) == {"b.eml": "damaged_mail"}


def test_a_mail_without_files_is_told_in_one_line(tmp_path: Path) -> None:
    assert found(saved(tmp_path / "a.eml", mail().as_bytes())) == {"a.eml": "mail_without_files"}


@pytest.mark.parametrize("kind", ["application/pkcs7-mime; smime-type=enveloped-data", "multipart/encrypted"])
def test_an_encrypted_mail_is_told(kind: str, tmp_path: Path) -> None:
    path = saved(tmp_path / "a.eml", raw(f"Content-Type: {kind}"))
    assert list(found(path).values()) == ["encrypted_mail"]


def test_a_bundle_of_outlooks_own_is_told(tmp_path: Path) -> None:
    """It is neither lost nor called what it is not."""
    path = saved(tmp_path / "a.eml", mail(("winmail.dat", b"\x78\x9f\x3e\x22" + b"\1" * 90)).as_bytes())
    assert found(path) == {"a.eml!winmail.dat": b"\x78\x9f\x3e\x22" + b"\1" * 90}


def test_the_mails_of_a_mailbox_come_one_after_the_other(tmp_path: Path) -> None:
    """Written by the standard library, as Thunderbird and mutt write it."""
    box = mailbox.mbox(tmp_path / "收件箱")
    for number in range(3):
        message = mail((f"{number}.xlsx", b"%d" % number), subject=f"第{number}封", sent=SENT + timedelta(days=number))
        message.set_content("From here on\n\nFrom 2020 it is escaped.\n") if number == 9 else None
        box.add(message.as_bytes())
    box.add(mail(subject="无附件").as_bytes())
    box.close()
    path = tmp_path / "收件箱"
    assert list(found(path).values()) == [b"0", b"1", b"2", "mail_without_files"]
    assert names(path)[0] == "1-第0封.eml!0.xlsx"
    assert arrivals(path) == [SENT, SENT + timedelta(days=1), SENT + timedelta(days=2), None]


def damaged(whole: bytes) -> Iterator[bytes]:
    """The same file three hundred times, each damaged in another way, some of them cut off."""
    draw = random.Random(7)
    for trial in range(300):
        data = bytearray(whole)
        for _ in range(draw.choice((1, 2, 8, 30))):
            data[draw.randrange(len(data))] = draw.randrange(256)
        if trial % 5 == 0:
            del data[draw.randrange(len(data)) :]
        yield bytes(data)


@pytest.mark.slow
def test_a_damaged_mail_ends_in_no_exception(tmp_path: Path) -> None:
    outer = mail(("甲.xlsx", random.Random(1).randbytes(300)), ("乙.zip", packed(("乙.xlsx", b"2" * 200))))
    outer.add_attachment(mail(("丙.xlsx", b"3" * 300)))
    whole = outer.as_bytes()
    for data in damaged(whole):
        assert found(saved(tmp_path / "a.eml", data)), "nothing is said about it"


# Mails that Outlook saved


def outlook(path: Path, attachments: Sequence[dict[str, Any]], **dates: datetime) -> Path:
    node = shutil.which("node")
    assert node is not None, "tests/run.py installs it"
    moments = {name: int(moment.timestamp() * 1000) for name, moment in dates.items()}
    given = saved(path.parent / "mail.json", json.dumps({"attachments": list(attachments), **moments}).encode())
    subprocess.run([node, str(PROGRAMS / "write_outlook_mail.cjs"), str(given), str(path)], check=True, cwd=PROGRAMS)
    given.unlink()
    return path


def attached(name: str, data: bytes, **more: str) -> dict[str, Any]:
    return {"name": name, "data": base64.b64encode(data).decode(), **more}


@pytest.mark.engine
def test_what_is_attached_to_a_mail_of_outlook_is_taken_in(tmp_path: Path) -> None:
    inner = {"attachments": [attached("乙镇.xlsx", b"2" * 9000)], "sent": int((SENT.timestamp() - 60) * 1000)}
    files = [
        attached("河口镇.xlsx", b"1"),
        attached("image001.png", b"\x89PNG", content_id="image001.png@1"),
        attached("各镇.zip", packed(("丙.xlsx", b"3"))),
        {"name": "转发：年报", "mail": inner},
    ]
    path = outlook(tmp_path / "a.msg", files, sent=SENT, delivered=SENT + timedelta(hours=1))
    assert found(path) == {
        "a.msg!河口镇.xlsx": b"1",
        "a.msg!各镇.zip!丙.xlsx": b"3",
        "a.msg!转发：年报!乙镇.xlsx": b"2" * 9000,
    }
    assert arrivals(path) == [SENT, SENT, SENT - timedelta(minutes=1)]


@pytest.mark.engine
def test_a_mail_of_outlook_without_files_or_with_a_date_of_delivery_only(tmp_path: Path) -> None:
    assert found(outlook(tmp_path / "a.msg", [], sent=SENT)) == {"a.msg": "mail_without_files"}
    path = outlook(tmp_path / "b.msg", [attached("甲.xlsx", b"1")], delivered=SENT)
    assert arrivals(path) == [SENT.astimezone(UTC)]


@pytest.mark.engine
def test_an_attachment_of_outlook_that_is_only_a_link_is_told_beside_the_others(tmp_path: Path) -> None:
    path = outlook(tmp_path / "a.msg", [attached("甲.xlsx", b"1"), {"name": "乙.xlsx"}], sent=SENT)
    assert found(path) == {"a.msg!甲.xlsx": b"1", "a.msg!乙.xlsx": "linked_attachment"}


@pytest.mark.engine
def test_a_damaged_mail_of_outlook_ends_in_no_exception(tmp_path: Path) -> None:
    whole = outlook(tmp_path / "a.msg", [attached("甲.xlsx", b"1" * 5000)], sent=SENT).read_bytes()
    for data in damaged(whole):
        assert found(saved(tmp_path / "b.msg", data)), "nothing is said about it"


def test_a_workbook_of_old_excel_is_no_mail(tmp_path: Path) -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "Workbook".encode("utf-16-le")
    (file,) = incoming_files([saved(tmp_path / "a.xls", data)], NOWHERE)
    assert content(file) == data


# Collected


def test_equal_workbooks_are_recorded_once_wherever_they_came_in(tmp_path: Path) -> None:
    round_ = small_round(tmp_path / "round")
    workbook = filled(round_, "001")
    saved(tmp_path / "in" / "1.eml", mail(("甲.xlsx", workbook)).as_bytes(), 1)
    saved(tmp_path / "in" / "2.zip", packed(("乙.xlsx", workbook)), 2)
    saved(tmp_path / "in" / "3.xlsx", workbook, 3)
    done = list(collect(round_, [tmp_path / "in"]))
    assert [one.outcome for one in done] == ["recorded", "known", "known"]
    assert done[0].origin.endswith("1.eml!甲.xlsx")
    assert done[0].receipt is not None
    assert (done[0].receipt.verdict, done[0].receipt.code) == ("clean", "001")


def test_a_file_that_is_kept_out_is_told_under_each_name(tmp_path: Path) -> None:
    """Two agencies' empty files are two files to be asked for again; the same one is not told twice."""
    round_ = small_round(tmp_path / "round")
    for folder, name in (("1", "甲.xlsx"), ("2", "乙.xlsx"), ("3", "甲.xlsx")):
        saved(tmp_path / "in" / folder / name, b"", int(folder))
    done = list(collect(round_, [tmp_path / "in"]))
    assert [(one.outcome, len(one.remarks)) for one in done] == [("recorded", 0), ("known", 1), ("known", 0)]
    said = run("collect", round_.folder, tmp_path / "in" / "2", language="en").out.splitlines()[0]
    first, second = (tmp_path / "in" / place for place in ("1/甲.xlsx", "2/乙.xlsx"))
    assert said == (
        f"{second}: known from before. It is the same, byte for byte, as {first}, which was kept out. "
        f"{messages_for('en')('rejected.empty')}"
    )


def test_many_files_of_which_the_same_is_true_have_one_line(tmp_path: Path) -> None:
    round_ = small_round(tmp_path / "round")
    for number in range(7):
        saved(tmp_path / "in" / f"{number}.pdf", b"%%PDF-1.7 %d" % number, number)
    saved(tmp_path / "in" / "a.ofd", packed(("OFD.xml", b"")), 99)
    said = run("collect", round_.folder, tmp_path / "in", language="en")
    pdfs, ofd, last = said.out.splitlines()
    assert pdfs.startswith("7 files kept out (")
    assert pdfs.endswith(f"4.pdf and others). {messages_for('en')('rejected.pdf')}")
    assert ofd.endswith(messages_for("en")("rejected.ofd"))
    assert "8 kept out" in last


# Mails that were made to do harm


def nested(levels: int) -> bytes:
    begin = "".join(f'Content-Type: multipart/mixed; boundary="{level}"\n\n--{level}\n' for level in range(levels))
    return b"From: a@example.cn\nSubject: x\nMIME-Version: 1.0\n" + begin.encode() + b"\nx\n"


@pytest.mark.parametrize(
    ("data", "keys"),
    [
        (lambda: nested(5000), {"damaged", "mail_without_files"}),
        (lambda: raw('Content-Type: multipart/mixed; boundary="b"', body=b"--b\r\n\r\n" * 100_000), {"archive_bomb"}),
        (lambda: b"From: x\nSubject: y\n" + b"a:\n" * 1_000_000, {"archive_bomb"}),
        (lambda: raw('Content-Type: a/b; name="x.xlsx"', body=b"A" * 65_000_000), {"mail_too_large"}),
    ],
)
def test_mails_that_would_fill_the_memory_or_never_end_are_told(
    data: Callable[[], bytes], keys: set[str], tmp_path: Path
) -> None:
    assert set(map(str, found(saved(tmp_path / "a.eml", data())).values())) <= keys


@pytest.mark.slow
def test_mails_are_nested_up_to_a_depth_that_is_told(tmp_path: Path) -> None:
    message = mail(("甲.xlsx", b"1"))
    for _ in range(9):
        outer = mail()
        outer.add_attachment(message)
        message = outer
    assert list(found(saved(tmp_path / "a.eml", message.as_bytes())).values()) == ["archive_too_deep"]
