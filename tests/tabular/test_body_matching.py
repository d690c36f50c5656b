"""Names of bodies with and without the province, city or county in front."""

from __future__ import annotations

import pytest

from xlsreport.tabular.body_matching import BodyNames, fullest_names

LISTED = (
    *("洪泽区人民政府", "南京市鼓楼区人民政府", "徐州市鼓楼区人民政府", "教育局", "城市管理局", "经济开发区管委会"),
    *("荆州市沙市区民政局", "河下街道办事处", "江苏省淮安市涟水县", "市场监督管理局"),
)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("淮安市洪泽区人民政府", ["洪泽区人民政府"]),
        ("江苏省淮安市洪泽区 人民政府", ["洪泽区人民政府"]),
        ("洪泽区", ["洪泽区人民政府"]),
        ("涟水县人民政府", ["江苏省淮安市涟水县"]),
        ("沙市区民政局", ["荆州市沙市区民政局"]),
        ("淮安区河下街道", ["河下街道办事处"]),
        ("南京市鼓楼区人民政府", ["南京市鼓楼区人民政府"]),
        ("鼓楼区人民政府", ["南京市鼓楼区人民政府", "徐州市鼓楼区人民政府"]),
        ("福州市鼓楼区人民政府", []),
        ("示例县教育局", []),
        ("示例县城市管理局", []),
        ("示例市市场监督管理局", []),
        ("示例市经济开发区管委会", []),
        ("人民政府", []),
        ("", []),
    ],
)
def test_divisions_in_front_may_be_left_out_where_what_is_left_names_one(name: str, meant: list[str]) -> None:
    assert [LISTED[number] for number in BodyNames(LISTED).meant_by(name)] == meant


def test_names_of_one_body_have_one_key_and_a_name_that_may_be_several_keeps_its_own() -> None:
    keys = fullest_names(["洪泽区", "淮安市洪泽区人民政府", *LISTED[1:3], "鼓楼区人民政府", "Harbour Authority"])
    assert keys["洪泽区"] == keys["淮安市洪泽区人民政府"]
    assert len(set(keys.values())) == 5
