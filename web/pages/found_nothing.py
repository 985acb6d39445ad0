"""没有找到: what to type instead, by what was typed."""

from core.people.search_keys import folded

OUT_OF_REACH = "不在您权限范围内的看不到。"
OF_NUMBERS = ("请核对号码；没有登记身份证号的人，请按姓名找。", OUT_OF_REACH)
ID_NUMBER_LENGTH = 18


def what_to_try(text: str, may_reveal: bool) -> tuple[str, ...]:
    """Sentences for whoever finds nothing: where an ID number is looked for, how pinyin is written."""
    plain = folded(text)
    tries = []
    if plain[:-1].isdigit() and len(plain) == ID_NUMBER_LENGTH:
        where = "请用下面的“按身份证号找”，写明原因。" if may_reveal else "请站长或民政局的同事查。"
        tries.append(f"身份证号不在这里查。{where}")
    elif plain.isdigit():
        tries.append("电话请写末四位，或者完整的号码。")
    elif plain.isascii() and plain.isalnum():
        tries.append("拼音不加声调，写全拼（zhangsan）或首字母（zs）；编号请写末八位。")
    else:
        tries.append("少写几个字，只写姓名或村名里的一两个字；生僻字可以改写拼音。")
    return (*tries, OUT_OF_REACH)
