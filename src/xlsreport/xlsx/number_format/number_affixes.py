"""Words beside a figure that do not change its value: signs of currencies, and units that count by one.

This is a list of harmless words and not of scales (千, k, Mio, lakh …), since nobody could list all scales. A harmless
unit that is missing here causes a needless warning; a missing scale would go unnoticed.
"""

from __future__ import annotations

BLANKS = " \u00a0\u2007\u2009\u202f\u3000"
"""Blanks of every width, such as those of typesetters, of French numbers and of East Asia."""

MINUS = "-\u2010\u2012\u2013\u2014\u2212\u25b2\u25b3\ufe63\uff0d"
"""Signs before a negative figure, or alone for a zero; Japanese editions of Excel use the triangles."""
_OPENING, _CLOSING, _PLUS = "(\uff08", ")\uff09", "+\uff0b"

_CURRENCIES = """
¥ ￥ \\ $ € £ ₩ ₽ ₹ ₫ ฿ ₺ ₴ kr kr. zł Kč Ft lei Fr. SFr. R$ US$ HK$ NT$ A$ C$ CA$ AU$ NZ$ S$ MOP$ CN¥ JP¥ RMB
CNY USD EUR GBP JPY HKD TWD MOP KRW SGD AUD CAD NZD CHF SEK NOK DKK PLN CZK HUF RON BGN RUB TRY INR THB VND MYR
IDR PHP BRL MXN ZAR Euro euro euros
元 圆 円 圓 원 人民币 港元 美元 欧元 日元 英镑 元整
"""
_UNITS = """
件 个 個 人 人次 次 条 條 项 項 份 户 戶 家 宗 起 篇 页 頁 张 張 名 位 台 套 本 册 冊 枚 部 辆 輛 艘 架 座 所
处 處 间 間 幢 栋 棟 头 頭 只 隻 株 棵 场 場 期 号 號 级 級 类 類 种 種 批 批次 例 案 卷 封 通 幅 块 根 支 组
組 班 届 届次 回 社 校 箇所 か所 ヶ所 户次 件次 场次 机构 个机构 部门 单位 个单位 村 镇 乡 县
年 月 日 天 周 週 季度 小时 時間 分钟 秒 日間 年度 工作日 个工作日 个月 月份 岁 歳 周岁
吨 噸 公斤 千克 克 斤 米 公里 千米 厘米 毫米 平方米 平方公里 立方米 公顷 亩 畝 升 度 千瓦 千瓦时
㎡ ㎥ ㎏ ㎞ ㎝ ㎜ m² m³ km² kg km cm mm ha kWh kW
pcs pcs. piece pieces item items file files case cases request requests page pages person persons people time
times hour hours day days week weeks month months year years
Stück Stk. Stk Fälle Fall Person Personen Anträge Antrag Seiten Seite Tag Tage Stunden Stunde Jahr Jahre Monat
Monate pièce pièces dossier dossiers demande demandes personne personnes jour jours heure heures mois an ans
"""
_SAME = """
元 圆 元整 人民币 ¥ ￥ RMB CNY CN¥
$ US$ USD 美元 dollar dollars US dollars
€ EUR 欧元 Euro euro euros
£ GBP 英镑 pound pounds
天 日 day days Tag Tage jour jours
小时 時間 hour hours Stunde Stunden heure heures
人 名 位 person persons people employees
平方米 ㎡ m²
立方米 ㎥ m³
米 m
公里 千米 km ㎞
公斤 千克 kg ㎏
"""
"""Names of one unit in each line; a name with a blank has a no-break one here."""
_LEADING = "共 共计 合计 总计 計 合計 第"

_BEFORE = frozenset(("", *_CURRENCIES.split(), *_LEADING.split()))
_BEHIND = frozenset(("", *_CURRENCIES.split(), *_UNITS.split()))
_NAMES = [frozenset(line.split(" ")) for line in _SAME.casefold().splitlines()]


def sign_is_right(before: str, behind: str, *, is_negative: bool, unit: str | None = None) -> bool:
    """Whether the words around a figure give it its sign, and nothing else that would be read with it.

    Args:
        before: What stands before the figure.
        behind: What stands behind it.
        is_negative: Whether the words have to say that it is negative, by a minus before it or by brackets.
        unit: The one that is meant, beside which no other may stand: 12元 is not 12万元.
    """
    signs = [letter for letter in before if letter in MINUS + _OPENING]
    closing = [letter for letter in behind if letter in _CLOSING]
    is_bracketed = len(signs) == 1 and signs[0] in _OPENING
    if len(signs) != is_negative or len(closing) != is_bracketed:
        return False
    leading, following = _without(before, MINUS + _OPENING), _without(behind, _CLOSING)
    if unit is not None:
        return (leading in _LEADING.split() or _belongs(leading, unit)) and _belongs(following, unit)
    return leading in _BEFORE and following in _BEHIND


def _belongs(word: str, unit: str) -> bool:
    """Whether a word beside a figure is none, or a name of this unit."""
    pair = {word.casefold(), unit.replace(" ", "\u00a0").casefold()}
    return not word or len(pair) == 1 or any(pair <= names for names in _NAMES)


def without_plus(words: str) -> str:
    """Words without signs of positive figures."""
    return _without(words, _PLUS)


def means_zero(words: str) -> bool:
    """Whether words that stand for a zero are none, or dashes, with a currency or unit at most."""
    return _without(words, MINUS) in _BEFORE | _BEHIND


def _without(words: str, letters: str) -> str:
    """Words without these letters anywhere, and without blanks around them."""
    return words.translate(dict.fromkeys(map(ord, letters))).strip(BLANKS)
