"""Two ways of writing a formula are one formula; two formulas are two."""

from __future__ import annotations

import pytest

from xlsreport.inspection.canonical_formulas import Canonical, CanonicalForms
from xlsreport.layout.cells import CellRef

SHEET = "三、申请办理"

SAME = [
    ("=SUM(D7:I7)", "sum( $D$7 : $I$7 )".replace(" : ", ":")),
    ("='三、申请办理'!D7+1", "=D7 + 1"),
    ("='三、申请办理'!$D$7", "=三、申请办理!D7"),
    ('=IF(D7="","",LEN(D7))', '=IF( D7 = "" , "" , LEN( D7 ) )'),
    ("=ROUND(D7,6)<>0.50", "=ROUND(D7,6)<>0.5"),
    ("='it''s'!A1", "='it''s'!$A$1"),
    ("=D7:D7", "=D7"),
    ("=IF(D7>1E15,FALSE,ABS(D7)*5E-16)", "=IF(D7>1000000000000000,FALSE(),ABS(D7)*5E-016)"),
    ("=SUMPRODUCT(--(D7:I7<>0))+1", "=SUMPRODUCT(-(-(D7:I7<>0)))+1"),
    ("=AND(TRUE,FALSE)", "=AND(TRUE(),FALSE())"),
]

OTHER = [
    ("=SUM(D7:I7)", "=SUM(D7:H7)"),
    ("='四、复议诉讼'!D7", "=D7"),
    ("=D7+E7", "=D7-E7"),
    ("=--(D7)+E7", "=-(-(D7)+E7)"),
    ("=--(D7", "=-(-(D7"),
    ("=D7+E7", "=D7+E7+1"),
    ('=IF(D7="a",1,2)', '=IF(D7="A",1,2)'),
    ("=D7", "=D8"),
    ("=D7 E7", "=D7E7"),
    ('=D7&"a b"', '=D7&"ab"'),
    ('="a""b"&D7', '="ab"&D7'),
    ("=1E5", "=1E6"),
    ("=D7", '="D7"'),
    ("=[1]x!D7", "=[2]x!D7"),
    ("=IF(D7,1,2", "=IF(D7,1,2)"),
    ("=IF(D7,TRUE,1)", "=IF(D7,FALSE(),1)"),
]


def canonical(formula: str) -> Canonical:
    return CanonicalForms().of(formula, SHEET)


@pytest.mark.parametrize(("left", "right"), SAME)
def test_quotes_blanks_dollars_and_zeros_do_not_make_another_formula(left: str, right: str) -> None:
    assert canonical(left) == canonical(right)


@pytest.mark.parametrize(("left", "right"), OTHER)
def test_another_cell_sign_or_text_does(left: str, right: str) -> None:
    assert canonical(left) != canonical(right)


def test_references_are_carried_to_where_their_cells_are_now() -> None:
    def below(cell: CellRef) -> CellRef:
        return CellRef(cell.sheet, cell.row + (cell.row >= 6), cell.column)

    assert CanonicalForms(below).of("=SUM(D6:D8)+'x'!A7", SHEET) == canonical("=SUM(D6:D9)+x!A8")
