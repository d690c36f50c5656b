"""Reports in archives and mails are audited as if they had been unpacked."""

from __future__ import annotations

import json
from email.message import EmailMessage
from pathlib import Path

import pytest
from click.testing import CliRunner

from support.definitions import loaded
from support.inbox import in_gbk, packed
from support.published_reports import page_of
from support.reports import county
from xlsreport.cli.group import main
from xlsreport.published.audit.auditing import audit
from xlsreport.published.audit.output.audit_json import audit_json
from xlsreport.published.audit.output.audit_page import audit_page

FORM = loaded("cn-gov-info-disclosure/2021")
PAGE = page_of(county(), {"requests.received.natural": "706"}).encode()


def mail(*attached: tuple[str, bytes]) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", "年报"
    message["Date"] = "Mon, 26 Jan 2026 08:00:00 +0800"
    message.set_content("见附件。")
    for name, data in attached:
        message.add_attachment(data, maintype="text", subtype="html", filename=name)
    return message.as_bytes()


@pytest.mark.slow
def test_reports_in_archives_and_mails_are_audited_like_the_files_themselves(tmp_path: Path) -> None:
    inner = packed(("甲县/年报.html", PAGE), ("甲县/年报_files/广告.html", b"<p>x</p>"), ("甲县/图.png", b"x"))
    (tmp_path / "各县.zip").write_bytes(in_gbk(("乙县2024.html", PAGE), ("内.zip", inner)))
    (tmp_path / "信.eml").write_bytes(mail(("丙县.html", PAGE)))
    (tmp_path / "空.zip").write_bytes(packed())
    (tmp_path / "原件.html").write_bytes(PAGE)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    found = audit([tmp_path], [FORM], processes=1)
    told = {one["file"]: one for one in audit_json(found)["reports"]}
    assert set(told) == {"信.eml!丙县.html", "各县.zip!乙县2024.html", "各县.zip!内.zip!甲县/年报.html", "原件.html"}
    assert {report.state for report in found.reports} == {"errors"}
    assert [(one.file.name, one.because) for one in found.unreadable] == [
        ("空.zip", found.messages("publication.nothing_inside"))
    ]
    assert {report.file.to_open for report in found.reports} == set(before) - {tmp_path / "空.zip"}
    assert "%E5%90%84%E5%8E%BF.zip" in audit_page(found, tmp_path)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.slow
def test_an_archive_that_cannot_be_opened_is_told_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "坏.zip").write_bytes(packed(("甲.html", PAGE))[:-40])
    (tmp_path / "信.eml").write_bytes(mail())
    result = CliRunner(env={"XLSREPORT_LANG": "zh-CN"}).invoke(main, ["audit", str(tmp_path), "--format", "json"])
    assert result.exit_code == 2
    assert sorted(one["file"] for one in json.loads(result.stdout)["unreadable"]) == ["信.eml", "坏.zip"]
