"""Closed word lists of this slice: sex, relations, and what consent is given for, how, by whom."""

from collections.abc import Mapping

SEXES: Mapping[str, str] = {"": "未填", "男": "男", "女": "女"}

RELATIONS: Mapping[str, str] = {
    "guardian": "监护人",
    "relative": "亲属",
    "neighbour": "邻居",
    "cadre": "村（社区）干部",
    "carer": "照料服务人",
    "emergency": "紧急联系人",
}

PURPOSES: Mapping[str, str] = {
    "visit": "上门探访",
    "photo": "拍照",
    "position": "记录位置",
    "health": "记录健康情况",
    "publicity": "宣传使用",
    "sharing": "提供给其他单位",
}

CONSENT_FORMS: Mapping[str, str] = {
    "paper": "书面签字",
    "voice": "口头（录音）",
    "electronic": "电子签名",
}

GIVEN_BY: Mapping[str, str] = {"self": "本人", "guardian": "监护人"}

#: 个人信息保护法 第三十一条: below fourteen the guardian consents.
CONSENTS_FROM_AGE = 14
