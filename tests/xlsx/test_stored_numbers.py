"""Numbers are read as programs write them, and no other forms that Python would read as one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.xlsx.worksheet.stored_values import stored_numbers

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")


@given(st.lists(st.from_regex(_NUMBER, fullmatch=True) | st.just("") | st.text("0.+-eE_ n٣", max_size=5), max_size=4))
def test_numbers_are_those_of_the_grammar(written: list[str]) -> None:
    if all(_NUMBER.fullmatch(number) for number in written if number):
        assert stored_numbers(written) == [float(number) if number else "" for number in written]
    else:
        with pytest.raises(InvalidFileError):
            stored_numbers(written)
