"""The identity that a round gives a workbook: it survives filling, and nothing of it can be changed unseen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import xlsreport
from support.definitions import loaded
from xlsreport.submission.identity.stamp import Identity, Stamp, parse_stamp
from xlsreport.submission.stamping import signed

KEY = b"k" * 32
OTHER_KEY = b"o" * 32


@pytest.fixture(scope="module")
def stamp(tmp_path_factory: pytest.TempPathFactory) -> Stamp:
    """The stamp of a workbook that came back."""
    file = tmp_path_factory.mktemp("identity") / "filled.xlsx"
    xlsreport.write_workbook(issued(), file)
    submission = xlsreport.read_workbook(file)
    assert submission.source is not None
    assert submission.identity == submission.source.stamp.identity
    return submission.source.stamp


def issued() -> xlsreport.Submission:
    definition = loaded("cn-gov-info-disclosure/2021")
    blank = xlsreport.new_submission(definition, agency="城关镇", year=2025, entries={"overview": ["今年工作平稳。"]})
    return signed(blank, Identity("round-1", "013", revision=2), KEY)


@pytest.mark.slow
def test_a_signature_survives_the_workbook(stamp: Stamp) -> None:
    assert stamp.identity is not None
    assert (stamp.identity.round, stamp.identity.code, stamp.identity.revision) == ("round-1", "013", 2)
    assert stamp.is_signed(KEY)
    assert not stamp.is_signed(OTHER_KEY)


@pytest.mark.parametrize(
    "changed",
    [
        {"agency": "城东镇"},
        {"year": 2024},
        {"definition": "cn-gov-info-disclosure/2019"},
        {"fingerprint": "0" * 64},
        {"previous": "0" * 64},
    ],
)
def test_whatever_the_stamp_states_is_signed(stamp: Stamp, changed: dict[str, object]) -> None:
    assert not replace(stamp, **changed).is_signed(KEY)  # type: ignore[arg-type]  # one field of several types


@pytest.mark.parametrize(
    "changed",
    [{"round": "round-2"}, {"code": "014"}, {"revision": 3}, {"signature": "ü"}, {"issued_digests": ("12345678",)}],
)
def test_the_identity_is_signed(stamp: Stamp, changed: dict[str, object]) -> None:
    assert stamp.identity is not None
    identity = replace(stamp.identity, **changed)  # type: ignore[arg-type]  # one field of several types
    assert not replace(stamp, identity=identity).is_signed(KEY)


@pytest.mark.parametrize("count", [1, 2999, 3000, 3001, 9000])
def test_whatever_a_workbook_has_to_say_its_stamp_fits_into_cells_and_is_read_back(count: int) -> None:
    told = tuple(f"{number:08x}" for number in range(count))
    identity = Identity("round-1", "013", 2, "s", told)
    stamp = Stamp("a/b", "f", "城关镇", 2025, identity=identity)
    assert max(len(value) for _, value in stamp.rows()) < 32_767
    assert parse_stamp(list(stamp.rows())) == stamp


def test_a_workbook_of_no_round_is_not_signed(stamp: Stamp) -> None:
    assert not replace(stamp, identity=None).is_signed(KEY)


@pytest.mark.slow
def test_the_code_on_the_cover_is_no_alteration(tmp_path: Path) -> None:
    file = tmp_path / "filled.xlsx"
    xlsreport.write_workbook(issued(), file)
    findings = xlsreport.check(xlsreport.read_workbook(file), forensic=True)
    assert [finding for finding in findings if finding.rule.startswith("altered.")] == []


@pytest.mark.slow
def test_a_file_may_be_gone_when_it_is_looked_into(tmp_path: Path) -> None:
    file = tmp_path / "filled.xlsx"
    xlsreport.write_workbook(issued(), file)
    submission = xlsreport.read_workbook(file)
    expected = xlsreport.check(submission, forensic=True)
    file.unlink()
    assert xlsreport.check(submission, forensic=True) == expected
