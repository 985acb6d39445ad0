"""How a name may be spelt in pinyin 拼音: every reading, the surname's own reading first."""

from functools import lru_cache
from itertools import product

#: Surnames that dictionaries read otherwise.
SURNAMES = {
    "万俟": "mo qi",
    "尉迟": "yu chi",
    "单于": "chan yu",
    "长孙": "zhang sun",
    "澹台": "tan tai",
    "令狐": "ling hu",
    "宰父": "zai fu",
    "单": "shan",
    "曾": "zeng",
    "仇": "qiu",
    "解": "xie",
    "查": "zha",
    "翟": "zhai",
    "朴": "piao",
    "任": "ren",
    "盖": "ge",
    "葛": "ge",
    "区": "ou",
    "缪": "miao",
    "乐": "yue",
    "员": "yun",
    "召": "shao",
    "洗": "xian",
    "冼": "xian",
    "尉": "wei",
    "繁": "po",
    "覃": "qin",
    "种": "chong",
    "重": "chong",
    "秘": "bi",
    "冯": "feng",
    "黑": "he",
    "折": "she",
    "逄": "pang",
    "都": "du",
    "宁": "ning",
    "应": "ying",
    "过": "guo",
    "卜": "bu",
    "车": "che",
    "沈": "shen",
    "柏": "bai",
    "贾": "jia",
    "阚": "kan",
    "谌": "chen",
    "祭": "zhai",
    "那": "na",
    "宓": "mi",
    "郗": "xi",
    "牟": "mu",
    "隗": "wei",
    "钭": "tou",
    "晁": "chao",
    "佘": "she",
    "璩": "qu",
    "燕": "yan",
    "华": "hua",
    "教": "jiao",
    "石": "shi",
    "长": "zhang",
}
#: Spellings kept of one name; names of four characters rarely have more.
MOST_SPELLINGS = 24


@lru_cache(maxsize=30_000)
def readings(char: str) -> tuple[str, ...]:
    """All readings of one character, the usual one first; the character itself if it has none."""
    # Its dictionaries take a third of a second to read: who spells no name does not wait for them.
    from pypinyin import Style, pinyin

    found = pinyin(char, style=Style.NORMAL, heteronym=True, errors="ignore")
    if not found:
        return (char,)
    spelt = list(found[0])
    spelt += [reading.replace("v", "yu") for reading in spelt if "v" in reading]
    return tuple(dict.fromkeys(spelt))


def name_readings(name: str) -> list[tuple[str, ...]]:
    """The readings of each character of a whole name, with the surname's own reading first."""
    read = [readings(char) for char in name]
    for length in (2, 1):
        surname = SURNAMES.get(name[:length]) if len(name) >= length else None
        if surname:
            for place, own in enumerate(surname.split()):
                read[place] = tuple(dict.fromkeys((own, *read[place])))
            break
    return read


def spellings(read: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Ways to spell these characters: first readings, then one other, then all combinations."""
    first = tuple(options[0] for options in read)
    found = {first: None}
    for place, options in enumerate(read):
        for other in options[1:]:
            found[(*first[:place], other, *first[place + 1 :])] = None
    for spelling in product(*read) if len(read) <= 4 else ():
        if len(found) >= MOST_SPELLINGS:
            break
        found[spelling] = None
    return list(found)[:MOST_SPELLINGS]
