"""Filling in forms: every required question is answered by rule, in words that workers use."""

import random
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from core.plugin import Question, QuestionKind
from core.recording.answers import open_questions
from web.demonstration.chance import weighted

#: Share of checks that find something.
ISSUES = 0.025
SAID: Mapping[str, tuple[str, ...]] = {
    "urgent_needs": (
        "无特殊需求。",
        "想换一副老花镜。",
        "冬衣够用，被子偏薄。",
        "牙口不好，想吃软一点的。",
        "屋后下雨有点渗水，盼着有人来看看。",
        "想去镇上理发，没有车。",
        "高血压药快吃完了。",
        "一切都好，让我们不用挂念。",
    ),
    "greeting_needs": ("无。", "问低保金哪天到账。", "想请人帮忙买袋米。", "问体检什么时候去。"),
    "greeting_health": ("身体尚好。", "腿脚有些疼，能走动。", "血压平稳，按时吃药。", "感冒刚好。"),
    "care_duty_note": ("已当面提醒照料人，下次复查。",),
    "need_text": ("申请轮椅一辆。", "屋顶渗水，请求维修。", "想办理残疾证，请求协助。"),
    "need_told_to": ("镇民政所", "村委会"),
    "lead_household": ("张家一户", "刘家一户", "陈家一户"),
    "lead_address": ("二组", "五组", "七组"),
    "lead_difficulty": ("主要劳力重病住院，两个孩子上学。", "火灾后临时借住亲戚家。"),
    "plan_wishes": ("希望在家养老。", "希望多有人说说话。"),
    "plan_difficulty": ("上下楼不便，独自做饭困难。", "视力下降，用药记不住。"),
    "plan_needs": ("陪诊、用药提醒、室内清洁。", "家电检修、防滑处理。"),
    "needs": ("起居照料、助浴。", "康复训练、精神慰藉。"),
    "package_items": ("助浴、助洁、康复辅助，每月两次。", "生活照料、精神慰藉，每月一次。"),
    "summary_text": ("本月巡访情况正常，未发现重大异常。", "本月两户房屋渗水，已报村委。"),
    "refused_why": ("老人外出走亲，未遇。", "老人住院。"),
    "issue": ("灯泡坏了，楼道昏暗。", "煤气软管老化。"),
    "handling": ("当场更换。", "已报村委安排更换。"),
    "proxy_name": ("邻居老陈", "村干部小李", "侄子阿平"),
    "topic": ("居家照护技能", "用电与消防安全", "沟通与礼仪"),
    "carer": ("谭秀英", "彭丽", "曾国平"),
    "story_title": ("一双防滑鞋",),
    "model_title": ("“搭把手”巡访关爱工作法",),
    "name": ("夕阳红互助会", "巧手编织社", "银发志愿队", "邻里调解小组", "广场舞协会", "爱心厨房"),
    "employer": ("县针织厂", "天池家政公司"),
    "aid_kind": ("临时救助", "低保"),
    "outlet": ("演示县融媒体中心", "演示日报"),
    "matter": ("配合县里统一抽查",),
}


def filled(
    questions: Iterable[Question], given: Mapping[str, Any], day: date, draw: random.Random
) -> dict[str, Any]:
    """The given answers and one for every required question that they open."""
    questions = tuple(questions)
    answers = dict(given)
    for _ in range(3):
        missing = [
            question
            for question in open_questions(questions, answers, day)
            if question.required and question.key not in answers
        ]
        if not missing:
            break
        for question in missing:
            answers[question.key] = _answer(question, day, draw)
    known = {question.key for question in questions}
    return {key: value for key, value in answers.items() if key in known}


def _answer(question: Question, day: date, draw: random.Random) -> Any:
    if question.kind is QuestionKind.CHECK:
        if draw.random() >= ISSUES:
            return "ok"
        return {"result": "issue", "note": f"{question.label}有待改善，已提醒。"}
    if question.kind is QuestionKind.SERVICE:
        return weighted(draw, {"done": 5, "not_done": 4, "refused": 1})
    if question.answers:
        keys = [option.key for option in question.answers]
        if question.kind is QuestionKind.MULTIPLE:
            return [keys[-1] if "none" in keys and draw.random() < 0.8 else draw.choice(keys)]
        return keys[0] if draw.random() < 0.8 else draw.choice(keys)
    if question.kind is QuestionKind.NUMBER:
        return (question.minimum or 0) + draw.randrange(1, 20)
    if question.kind is QuestionKind.DATE:
        return day.isoformat()
    if question.kind is QuestionKind.YES_NO:
        return "no" if draw.random() < 0.8 else "yes"
    return draw.choice(SAID.get(question.key, ("无。",)))
