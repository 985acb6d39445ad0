"""Invented names, birthdays and numbers: none of them can be anybody's.

ID numbers carry a county that does not exist; telephones are local numbers without an area code.
"""

import random
from datetime import date, timedelta

from stdnum.cn import ric

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万覃武钱严莫孔向汤"
OLD_MEN = [
    "长根",
    "富贵",
    "德胜",
    "福生",
    "有才",
    "水生",
    "金发",
    "庆余",
    "光明",
    "国民",
    "建国",
    "志强",
    "土生",
    "木根",
    "祥云",
    "延年",
    "继祖",
    "兆丰",
    "天佑",
    "老实",
    "春发",
    "家旺",
    "启明",
    "义和",
    "守成",
    "仁贵",
    "宝山",
    "大顺",
    "清泉",
    "思源",
    "友良",
    "万福",
    "景和",
    "远志",
    "明德",
    "茂林",
    "永康",
    "兴隆",
]
OLD_WOMEN = [
    "桂英",
    "秀兰",
    "玉珍",
    "金花",
    "菊香",
    "翠莲",
    "凤英",
    "春梅",
    "月娥",
    "淑芬",
    "腊梅",
    "银秀",
    "素珍",
    "惠芳",
    "桂香",
    "兰芝",
    "冬英",
    "莲香",
    "美玉",
    "珍秀",
    "彩云",
    "香玉",
    "满妹",
    "水英",
    "细妹",
    "招娣",
    "玉莲",
    "爱珍",
    "红英",
    "雪梅",
    "喜妹",
    "荷花",
    "桃英",
    "贵珍",
]
CHILDREN = [
    "子涵",
    "梓萱",
    "浩然",
    "欣怡",
    "宇轩",
    "思琪",
    "俊杰",
    "雨桐",
    "佳豪",
    "诗雨",
    "文博",
    "梦瑶",
    "志豪",
    "可馨",
    "嘉怡",
    "天宇",
    "晓彤",
    "家乐",
    "小宝",
    "慧敏",
    "子豪",
    "思远",
    "静怡",
    "雨泽",
    "若曦",
    "明轩",
]
ADULTS = [
    "丽华",
    "建平",
    "晓东",
    "海燕",
    "志刚",
    "雪梅",
    "文斌",
    "小红",
    "国强",
    "玲玲",
    "勇",
    "敏",
    "静",
    "伟",
    "芳",
    "军",
    "洁",
    "磊",
    "娟",
    "涛",
    "艳",
    "鹏",
    "倩",
    "斌",
    "莉",
    "超",
    "霞",
    "波",
    "燕",
    "杰",
]
NO_COUNTY = "990101"


def born(draw: random.Random, day: date, least: int, most: int) -> date:
    """A birthday of somebody who is between so many and so many years old on the day."""
    days = draw.randrange(least * 365 + least // 4 + 2, most * 365 + most // 4)
    return day - timedelta(days=days)


def named(draw: random.Random, sex: str, age: int, surname: str = "") -> str:
    """A name that goes with sex and age."""
    if age < 18:
        given = draw.choice(CHILDREN)
    elif age < 60:
        given = draw.choice(ADULTS)
    else:
        given = draw.choice(OLD_MEN if sex == "男" else OLD_WOMEN)
    return (surname or draw.choice(SURNAMES)) + given


def id_number(number: int, birth: date, sex: str) -> str:
    """An ID number of a county that does not exist, with a right check digit."""
    order = number % 499 * 2 + (1 if sex == "男" else 0)
    first = f"{NO_COUNTY}{birth:%Y%m%d}{order:03d}"
    return first + ric.calc_check_digit(first + "0")


def telephone(number: int) -> str:
    """A local number; nobody can be reached by it from outside."""
    return f"{5550000 + number % 9999}"
