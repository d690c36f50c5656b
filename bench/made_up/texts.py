"""The texts of one agency's report: about as long as real ones, of sentences that were written for this."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from bench.made_up.figures import Figures

_OPENINGS = (
    "{year}年，{agency}把政务公开作为改进工作、接受监督的经常性任务，从群众办事和企业经营的实际需要出发安排公开事项，年初确定的任务按期完成。",
    "{year}年，{agency}按照上级部署，围绕中心工作推进决策、执行、管理、服务、结果公开，公开的及时性和规范性比上年有所提高。",
    "{year}年，{agency}认真执行《中华人民共和国政府信息公开条例》，健全工作机制，明确专人负责，各项公开工作平稳有序。",
)
_PROACTIVE = (
    "坚持以公开为常态、不公开为例外，把决策、执行、管理、服务和结果各环节纳入公开范围。",
    "对照主动公开基本目录逐项核对，补齐缺漏事项，清理长期不更新的栏目。",
    "涉及群众切身利益的决策事项，事前公开征求意见，事后说明采纳情况。",
    "财政预决算、政府采购、公共资源配置等信息按规定时限公开，并附必要的说明。",
    "政策出台的同时配发解读材料，用问答、图示等方式说明适用范围和办理流程。",
    "把惠民惠农补贴、困难群众救助等信息公开到村（社区），方便群众就近查询。",
    "重大建设项目从批准、实施到竣工验收的信息集中展示，便于社会监督。",
    "对群众咨询较多的教育、医疗、住房、就业等事项，编写办事指南并及时更新，注明办理地点、时限和联系电话。",
)
_REQUESTS = (
    "接到申请后当日登记，由承办科室提出意见，法制机构审核后答复，全部在法定期限内办结。",
    "对内容不明确的申请，先与申请人电话沟通，一次性告知需要补正的事项。",
    "修订了答复文书的范本，规范引用条款和救济途径的告知。",
    "对同类申请较多的事项，研究后转为主动公开，从源头上减少重复申请。",
    "疑难件由法律顾问参与研究，答复送达后跟踪了解申请人意见，尽量把问题解决在初次答复环节。",
)
_MANAGEMENT = (
    "严格执行公开属性源头认定，公文起草时同步确定是否公开，不公开的说明理由。",
    "发布前逐件进行保密审查和个人信息检查，发现问题当场纠正。",
    "对现行有效的文件定期清理，标明效力状态，废止和失效的及时撤下。",
    "建立信息台账，做到来源可查、过程留痕、责任到人。",
    "对历年形成的文件进行数字化整理，逐步把应当公开而没有公开的补上。",
)
_PLATFORM = (
    "调整门户网站公开专栏的层级，合并内容相近的栏目，改善检索功能。",
    "政务新媒体与网站同步发布重要政策，注销长期不更新的账号。",
    "便民服务大厅的查阅点配备了专人和设备，提供查询、复印和咨询。",
    "公示栏、电子屏等线下渠道保持正常使用，方便不上网的群众了解情况。",
    "对网站的无障碍和适老化功能进行了测试和改进，发现的问题当月整改到位。",
)
_SUPERVISION = (
    "把政务公开列入年度考核，定期抽查并通报栏目维护情况。",
    "全年组织业务培训，对新到岗人员讲解条例和答复规范。",
    "向服务对象征集评议意见，逐条答复采纳结果。",
    "全年没有发生因信息公开工作不力需要追究责任的情形。",
    "主要负责人定期听取公开工作汇报，研究解决人员、经费和技术上的困难。",
)
_PROBLEMS = (
    "存在的主要问题：一是部分科室对公开工作重视不够，信息报送不够及时；二是政策解读的形式比较单一，群众看得懂的内容还不多。",
    "一些栏目更新不够及时，个别信息要素不全，与群众的期待还有差距。",
    "基层工作人员变动较快，业务能力参差不齐，答复文书的质量有待提高。",
    "依申请公开的沟通机制还不够顺畅，与相关部门会商的效率有待提高。",
    "改进措施：进一步明确责任分工，把公开要求嵌入日常工作流程，做到应公开的及时公开。",
    "加强培训和指导，编印常见情形的处理指引，提高工作人员依法答复的能力。",
    "丰富解读形式，多用案例和图示，让群众看得懂、用得上。",
    "上年提出的栏目设置不合理的问题，已在本年度调整完毕。",
    "针对上年指出的更新不及时的问题，建立了每月检查制度，情况明显好转。",
)
_OTHER = (
    "按照信息处理费收取办法的规定，本年度没有收取信息处理费。",
    "本年度发出收费通知{fees}件，收取信息处理费{yuan}元。",
    "本年度没有其他需要报告的事项。",
    "办理人大代表建议和政协委员提案的结果，凡不涉密的均已公开。",
)


def texts(turns: Random, agency: str, year: int, known: Figures) -> dict[str, list[str]]:
    """The paragraphs of each section.

    Args:
        turns: draws the turns of phrase; the same for neighbours, who write from one model.
        agency: who reports.
        year: on which year.
        known: the figures that the sentences quote.
    """
    overview = [
        turns.choice(_OPENINGS).format(agency=agency, year=year),
        "（一）主动公开。" + _some(_PROACTIVE, 4, turns),
        f"1.规范公开政策文件。{_policies(known)}" + _some(_PROACTIVE, 3, turns),
        f"2.及时公开执法和收费信息。{_decisions(known)}" + _some(_PROACTIVE, 2, turns),
        "（二）依申请公开。" + _some(_REQUESTS, 4, turns),
        _handled(known),
        "（三）政府信息管理。" + _some(_MANAGEMENT, 4, turns),
        "（四）政府信息公开平台建设。" + _some(_PLATFORM, 4, turns),
        "（五）监督保障。" + _some(_SUPERVISION, 4, turns),
    ]
    other = turns.choice(_OTHER[:2]).format(fees=turns.randint(1, 9), yuan=turns.randint(1, 9) * 100)
    return {
        "overview": overview,
        "problems": turns.sample(_PROBLEMS, turns.randint(4, 8)),
        "other_matters": [f"（一）{other}", f"（二）{turns.choice(_OTHER[2:])}"],
    }


def _some(sentences: Sequence[str], count: int, turns: Random) -> str:
    return "".join(turns.sample(sentences, count))


def _policies(known: Figures) -> str:
    issued, abolished, valid = (known.of(f"proactive.normative.{name}") for name in ("issued", "abolished", "valid"))
    return f"全年制发行政规范性文件{issued}件，废止{abolished}件，年末现行有效{valid}件，均在门户网站集中发布。"


def _decisions(known: Figures) -> str:
    names = (("licensing", "行政许可决定"), ("penalties", "行政处罚决定"), ("coercion", "行政强制决定"))
    told = "、".join(f"{word}{known.of(f'proactive.{name}.decisions')}件" for name, word in names)
    return f"全年作出{told}；收取行政事业性收费{known.of('proactive.fees.charged')}万元，依据和标准随目录清单公布。"


def _handled(known: Figures) -> str:
    new, before, open_ = (known.row(name) for name in ("received", "carried_in", "carried_out"))
    granted, partly = known.row("granted"), known.row("partly_granted")
    return (
        f"本年新收政府信息公开申请{new}件，上年结转{before}件；办结{new + before - open_}件，其中予以公开{granted}件，"
        f"部分公开{partly}件；其余{open_}件未满法定期限，转下年度继续办理。"
    )
