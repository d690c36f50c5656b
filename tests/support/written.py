"""Texts for comparing: any number of honest ones about the same matters, and copies as people make them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random


def _words(text: str, between: str = " ") -> Sequence[str]:
    return text.split(between)


_ZH: tuple[Sequence[str], ...] = (
    _words(
        "年初 二季度 汛期前 换届之后 入冬以来 开学前后 农忙时节 每逢集日 月底 上半年 全年 国庆前 秋收后 年中 春节前 "
        "七月起 三月 每周一 五月下旬 年末"
    ),
    _words(
        "办公室 窗口人员 驻村干部 档案员 法律顾问 值班室 文书 信息员 业务股 联络员 网格员 分管领导 财务室 宣传员 "
        "工作专班 会计 社工 调解员 两名新人 审核组"
    ),
    _words(
        "逐件 分批 当面 上门 对照清单 挂图 按村 限期 轮流 多次 集中 随机 从严 一次性 边查边改 带着问题 借助地图 "
        "用方言 利用晚间 打电话"
    ),
    _words("清理 补登 核对 更正 讲解 张贴 回访 归并 校对 寄送 翻拍 梳理 标注 复核 演示 收集 汇编 改写 抽查 登记"),
    _words(
        "过期指南 养路计划 低保名册 水价说明 校车路线 防火通告 宅基地图 招标结果 集市摊位 河道界桩 用药目录 疫苗批次 "
        "危房台账 物业合同 停车规定 广告审批 噪声投诉 食堂抽检 补贴账目 旧档案"
    ),
    _words(
        "群众 商户 老人 申请人 企业 村民 来访者 家长 记者 租户 养殖户 学校 代表 司机 病人家属 外出务工者 施工队 "
        "听障人士 律师 志愿者"
    ),
    _words(
        "少跑一趟 当天知情 来信减少 不再误解 表示认可 提出三点 主动补正 查得更快 电话变少 愿意沟通 撤回申请 送来感谢 "
        "学会查询 照单办理 没有异议 心里有数 逐条问清 改用网办 互相转告 参与旁听"
    ),
)
_EN: tuple[Sequence[str], ...] = (
    _words(
        "early|late|twice|in spring|before winter|all summer|each Monday|during floods|after Easter|"
        "in June|by night|at last|for weeks|without delay|since March|on request|by turns|as planned|"
        "in autumn|most days",
        "|",
    ),
    _words(
        "clerks|divers|two pilots|our archivist|the harbour master|a surveyor|night staff|trainees|"
        "the registry|one lawyer|inspectors|crews|volunteers|the bursar|messengers|wardens|an auditor|"
        "porters|the typist|engineers",
        "|",
    ),
    _words(
        "sorted|mapped|copied|answered|traced|redrew|posted|checked|translated|returned|counted|sealed|"
        "opened|measured|renamed|scanned|repaired|listed|moved|explained",
        "|",
    ),
    _words(
        "tide tables|crane permits|fuel invoices|old charts|mooring fees|letters from owners|lock keys|"
        "noise complaints|salvage claims|tender results|lamp records|ballast reports|ferry times|"
        "dredging plans|rent rolls|accident files|fish quotas|customs forms|sewer drawings|wage lists",
        "|",
    ),
    _words(
        "skippers waited less|nobody complained|traders looked on|schools had asked|widows were pleased|"
        "rain spoiled some|fishermen searched more|courts insisted|tenants could read|journalists knew|"
        "appeals were dropped|passengers laughed|paper was saved|one box vanished|every berth counted|"
        "divers agreed|insurers paid|lawyers stopped|evenings passed|nobody was charged",
        "|",
    ),
)
_NAMES = {
    "zh-CN": ("青白黄黑红石柳杨桃李松竹梅莲荷麦稻谷泉沙", "沟坪塘坝岭湾桥墩铺店庙井坡垭滩溪洼岗畈垴"),
    "en": (
        _words("Har Wen Stan Kil Bram Ash Thorn Sel Mar Dun"),
        _words("wick ford ley combe mouth by ton stead holm dale"),
    ),
}
_OTHER_WORDS = {
    "zh-CN": _words("工作 推进 加强 有序 稳步 认真 及时 规范 持续 有效 广泛 深入"),
    "en": _words("work progress steady careful timely regular broad further various useful proper certain"),
}


def honest_text(draw: Random, characters: int = 600, language: str = "zh-CN") -> list[str]:
    """Paragraphs about what an office did, in words that nobody else drew."""
    paragraphs: list[str] = []
    while sum(map(len, paragraphs)) < characters:
        paragraphs.append("".join(_sentence(draw, language) for _ in range(draw.randint(4, 8))).strip())
    return paragraphs


def _sentence(draw: Random, language: str) -> str:
    words = [draw.choice(slot) for slot in (_ZH if language == "zh-CN" else _EN)]
    number, here, there = draw.randint(2, 400), _name(draw, language), _name(draw, language)
    if language == "zh-CN":
        when, who, how, did, what, whom, outcome = words
        return f"{when}{who}{how}{did}{here}的{what}{number}件，{there}{whom}{outcome}。"
    when, who, did, what, outcome = words
    return f"{when.capitalize()} {who} {did} {number} {what} of {here}; {outcome} at {there}. "


def _name(draw: Random, language: str) -> str:
    """What a place is called."""
    first, second = _NAMES[language]
    return draw.choice(first) + draw.choice(second)


def edited(paragraphs: Sequence[str], draw: Random, share: float = 0.1, language: str = "zh-CN") -> list[str]:
    """A copy in which a share of the words, every number and some punctuation were exchanged."""
    return [_edited(paragraph, draw, share, language) for paragraph in paragraphs]


def _edited(paragraph: str, draw: Random, share: float, language: str) -> str:
    words = re.findall(r"\d+|[^\W\d_]{1,2}|\W" if language == "zh-CN" else r"\d+|[^\W\d_]+|\W", paragraph)
    return "".join(_exchanged(word, draw, share, language) for word in words)


def _exchanged(word: str, draw: Random, share: float, language: str) -> str:
    if word.isdigit():
        return str(draw.randint(2, 400))
    if word in "，。" and draw.random() < share:
        return "；"
    return draw.choice(_OTHER_WORDS[language]) if word.isalpha() and draw.random() < share else word
