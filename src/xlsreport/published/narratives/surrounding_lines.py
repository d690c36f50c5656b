"""Tells the lines of the report from those of the page around it: buttons, navigation, attachments, signature."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlsreport.messages import Language
from xlsreport.published.narratives.report_lines import ReportLine
from xlsreport.submission.narrative.front_matter import DATE
from xlsreport.submission.narrative.section_headings import folded

_BUTTON_WORDS: dict[Language, str] = {
    "zh-CN": "打印|关闭|收藏|分享|返回|下载|纠错|复制|朗读|放大|缩小|大|中|小|字体|字号|本页|本文|页面|窗口|顶部"
    "|首页|全文|到|至|微信|微博|朋友圈|QQ空间|二维码|无障碍|浏览|点击|上一页|下一页|目录|附件下载",
    "en": "print|share|e-?mail|download|close|save|back|to|top|this|page|window|tweet|facebook|twitter|linkedin"
    "|previous|next|skip|main|contents?|menu|search|home|the",
}
_AROUND_WORDS: dict[Language, str] = {
    "zh-CN": "附件[0-9０-９一二三四五六七八九十]{0,2}[:：.．、]|附件下载|附件[0-9]*$|附[:：]"
    "|相关(?:链接|文档|附件|新闻|阅读|稿件|文章|信息|解读)|上一[篇条]|下一[篇条]|扫一扫|手机扫|分享到|版权所有|主办(?:单位)?[:：]|承办(?:单位)?[:：]"
    "|技术支持|网站(?:标识码|地图|声明)"
    "|联系我们|关于我们|[\u4e00-\u9fff]?ICP备|.?公网安备|责任编辑|编辑[:：]"
    "|审核[:：]|(?:信息|稿件)?来源[:：]|作者[:：]"
    "|发布(?:时间|日期|机构|单位|人)[:：]|浏览(?:次数|量)|阅读(?:次数|量|数)|点击(?:数|量|率|下载|查看)|当前位置|您(?:现)?(?:所)?在的位置"
    "|索引号|信息分类|发文(?:机关|日期|字号)|(?:报告|文件|文档)下载|更多信息请关注|官方(?:微信|微博)|友情链接|无障碍|繁體|抄送[:：]"
    "|[（(]?此件公开发布|主题词[:：]|(?:单位|联系)?(?:地址|电话)[:：].*(?:邮编|邮政编码|传真|电话|网址)[:：]",
    "en": r"attachments?\b|related (?:links|documents|content|pages)|last (?:updated|modified|reviewed)"
    r"|date (?:posted|published)|copyright|©|all rights reserved|privacy (?:policy|notice)|contact us|site ?map"
    r"|accessibility|terms of use|cookies?\b|follow us|subscribe|you are here|skip to|back to top|was this page"
    r"|share this|print this|official website",
}
_BUTTONS = {
    language: re.compile(rf"[\W_]*(?:(?:{words})(?![a-z])[\W_]*)+", re.IGNORECASE)
    for language, words in _BUTTON_WORDS.items()
}
"""Lines of nothing but words of buttons."""
_AROUND = {language: re.compile(rf"[\W_]*(?:{words})", re.IGNORECASE) for language, words in _AROUND_WORDS.items()}
"""How lines begin that stand on the page around a report, above it or below. Their blanks are left out in Chinese."""
_GLUED = re.compile(
    r"(?<=[。！？])\s*(?:附件[0-9]?[:：]|(?:报告|文件|附件)下载|更多信息请关注|扫一扫|责任编辑[:：]|【?(?:打印|关闭)(?:本页|窗口))"
)
"""What begins behind the last sentence of a report in which line ends were lost."""
_MAX_AROUND = 80
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_CHINESE_DATE = re.compile(rf"[（(]?[〇○零一二三四五六七八九]{{4}}年{_NUMERAL}月{_NUMERAL}日[）)]?")
_ENGLISH_DATE = re.compile(r"(?:\d{1,2}\s+)?[A-Z][a-z]{2,8}\.?\s+(?:\d{1,2},?\s+)?\d{4}")
_MAX_NAME: Mapping[Language, int] = {"zh-CN": 40, "en": 120}
"""Characters of a name: words of letters are longer than Chinese ones."""
_CLAUSE = re.compile("[。；;！!？?，,：:、]")


@dataclass(frozen=True, slots=True)
class ReportEnd:
    """The lines of the last section, the name that signs it, and what stands below on the page."""

    lines: tuple[ReportLine, ...]
    signature: str
    below: tuple[ReportLine, ...]


def is_button(text: str, language: Language) -> bool:
    """Whether a line is made of words of buttons, such as those to print a page or to close it."""
    return len(text) <= _MAX_AROUND and _BUTTONS[language].fullmatch(text) is not None


def is_around(text: str, language: Language) -> bool:
    """Whether a line begins as those do that stand on the page around a report."""
    written = text if language == "en" else "".join(text.split())
    return len(text) <= _MAX_AROUND and (is_button(text, language) or _AROUND[language].match(written) is not None)


def is_date(text: str) -> bool:
    """Whether a line is a date and nothing else."""
    return any(pattern.fullmatch(text) is not None for pattern in (DATE, _CHINESE_DATE, _ENGLISH_DATE))


def is_name(text: str, language: Language) -> bool:
    """Whether a line may be a name: it is short and has no sign that parts sentences or their clauses."""
    return 1 < len(text) <= _MAX_NAME[language] and _CLAUSE.search(text) is None


def without_surroundings(text: str) -> str:
    """A paragraph without what was on the page below it, where line ends were lost."""
    return _GLUED.split(text, maxsplit=1)[0]


def end_of_report(lines: Sequence[ReportLine], agency: str, language: Language) -> ReportEnd:
    """Where the last section ends: at its signature and date, or at the first line of the page below.

    Args:
        lines: from the heading of the last section to the end of the file.
        agency: who reports, as far as it is known.
        language: of the report.
    """
    end, signature = len(lines), ""
    for number, line in enumerate(lines):
        if not line.is_paragraph:
            continue
        if is_date(line.text) or is_around(line.text, language):
            end = number
            break
        if number and agency and folded(line.text) == folded(agency):
            end, signature = number, line.text
            break
        name = _signed(line.text)
        if name is not None and (number or line.text.startswith(name)):
            end, signature = number, name
            break
    if not signature and 1 < end < len(lines) and is_date(lines[end].text) and _may_sign(lines[end - 1].text, language):
        end, signature = end - 1, lines[end - 1].text
    return ReportEnd(tuple(lines[:end]), signature, tuple(lines[end:]))


def _may_sign(text: str, language: Language) -> bool:
    return is_name(text, language) and not any(letter.isdigit() for letter in text)


def _signed(text: str) -> str | None:
    """The name on a line that has a name and a date; None where it is another line."""
    found = re.fullmatch(r"(?P<name>\D{2,40}?)\s*(?P<date>[0-9]{4}\s*年\s*[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*日)", text)
    return found["name"].strip() if found and _may_sign(found["name"].strip(), "zh-CN") else None
