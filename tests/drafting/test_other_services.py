"""Tenders of services that none of the five texts covers, drafted by the same rules."""

import pytest

from core.drafting import draft, tender_of_text

CHILDREN = """一、服务对象
某县困境儿童约120名。
二、服务频次
按照重点关注等级，每月上门探访不少于2次，电话问候不少于4次；按照一般关注等级，每季度至少上门探访1次。
三、服务指标
1、开展心理健康团体辅导活动12场次，惠及儿童不少于240人次；
2、完成个案服务8例，撰写个案报告８份；
3、举办家长课堂，每半年不少于1场；
4、服务对象满意度不低于92%；
5、每季度末提交项目进展报告，项目总预算18.6万元，联系电话13800000000。
"""

REHABILITATION = """残疾人居家康复服务（采购编号：KF-2026-0311）
重度残疾人人数约60人，450元/人/月；康复训练按次结算，每次80元。
（1）全年提供居家康复训练一千二百人次，其中精神残疾人康复训练300人次；
（2）为残疾人家庭发放康复手册500册；
（3）每名康复师每年接受培训不少于40学时。
（4）每月5日前报送上月服务台账。
（5）自2026年3月1日起执行，服务期为12个月。
"""

CORRECTION = """社区矫正对象帮扶项目考核办法
服务质量（60分）
1. 个别谈话频次不足，每少一次扣2分，最多扣20分。
2. 档案不全，每份扣0.5分（10分）。
教育成效（40分）
3. 帮助就业的，每人加2-5分。
考核得分90分（含）以上为优秀，全额支付服务费的100%；75-89分为合格，支付服务费的85-95%；75分以下为不合格，支付服务费的60%。
司法局每季度随机抽查不少于20%的社区矫正对象。
专家组评分×70%；社区评分×30%。
"""


@pytest.fixture(params=[CHILDREN, REHABILITATION, CORRECTION])
def any_text(request):
    return request.param


def drafted(text):
    return draft(tender_of_text(text, "采购文件.txt"))


def rows(text, section):
    return [proposal.row for proposal in drafted(text).proposals if proposal.section == section]


def lines(text):
    """Number, unit, measure, period of every line."""
    return [
        (str(t.min or t.percent), row.unit_label, row.measure, t.period)
        for row in rows(text, "line")
        for t in row.targets
    ]


def test_children_in_need():
    [people, key, general] = rows(CHILDREN, "tier")
    assert (people.planned_people, key.label, general.label) == (120, "重点关注", "一般关注")
    quotas = [(q.kinds, q.min, q.period, q.tiers) for q in rows(CHILDREN, "quota")]
    assert quotas == [
        (("home_visit",), 2, "month", (key.key,)),
        (("phone_call",), 4, "month", (key.key,)),
        (("home_visit",), 1, "quarter", (general.key,)),
    ]
    assert lines(CHILDREN) == [
        ("12", "场次", "sessions", ""),
        ("240", "人次", "attendances", ""),
        ("8", "例", "cases", ""),
        ("8", "份", "artefacts", ""),
        ("1", "场", "sessions", "typed"),
        ("92", "%", None, ""),
        ("1", "份", "artefacts", "quarter"),
        ("None", "份", "artefacts", "quarter"),
    ]
    [due] = rows(CHILDREN, "due")
    assert (due.period, due.due) == ("quarter", "last_day")
    assert rows(CHILDREN, "line")[1].audience == ("minor",)
    looks = {unused.words: unused.looks_like for unused in drafted(CHILDREN).unused}
    assert (looks["18.6"], looks["13800000000"]) == ("金额", "电话")


def test_rehabilitation_at_home():
    [tier] = rows(REHABILITATION, "tier")
    assert (tier.label, tier.planned_people, tier.price, tier.price_per) == (
        "重度残疾人",
        60,
        45000,
        "month",
    )
    [item] = rows(REHABILITATION, "item")
    assert item.price == 8000
    assert lines(REHABILITATION)[:4] == [
        ("1200", "人次", "attendances", ""),
        ("300", "人次", "attendances", ""),
        ("500", "册", "quantity", ""),
        ("40", "学时", "hours", "year"),
    ]
    whole, inner, _, hours, _ = rows(REHABILITATION, "line")
    assert inner.parent == whole.key
    assert hours.targets[0].kind == "every_person"
    [due] = rows(REHABILITATION, "due")
    assert (due.day, due.period) == (5, "month")
    looks = {unused.looks_like for unused in drafted(REHABILITATION).unused}
    assert {"日期", "期限", "编号、账号", "序号"} <= looks


def test_community_correction():
    groups = [(g.label, g.points) for g in rows(CORRECTION, "score_group")]
    assert groups == [("服务质量", 60), ("教育成效", 40)]
    items = rows(CORRECTION, "score_item")
    assert [(str(i.amount), i.unit_label, str(i.cap), i.kind) for i in items] == [
        ("2", "次", "20", "deduct"),
        ("0.5", "份", "10", "deduct"),
        ("2", "人", "None", "bonus"),
    ]
    assert items[2].amount_most == 5
    bands = rows(CORRECTION, "band")
    assert [(b.label, b.from_score, b.to_score) for b in bands] == [
        ("优秀", 90, None),
        ("合格", 75, 90),
        ("不合格", 0, 75),
    ]
    assert [(b.pay_percent_least, b.pay_percent_most) for b in bands] == [
        (100, 100),
        (85, 95),
        (60, 60),
    ]
    [sample] = rows(CORRECTION, "sample")
    assert (sample.share_percent, sample.cycle) == (20, "quarter")
    scorers = [(s.label, s.weight_percent) for s in rows(CORRECTION, "scorer")]
    assert scorers == [("专家组评分", 70), ("社区评分", 30)]
    assert rows(CORRECTION, "line") == []


def test_the_same_text_gives_the_same_draft(any_text):
    assert drafted(any_text) == drafted(any_text)


def test_a_number_that_is_only_allowed_at_most_is_listed_and_not_owed():
    found = drafted("每场活动不超过30人；每月走访不超过4次。")
    assert found.proposals == ()
    assert [unused.words for unused in found.unused] == ["30", "4"]


def test_a_unit_that_says_too_little_is_marked():
    [proposal] = drafted("完成其他工作任务不少于6项。").proposals
    assert proposal.row.measure is None
    assert "请选择计量方式" in proposal.marks[0].say
