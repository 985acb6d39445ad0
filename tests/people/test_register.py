"""Registering and correcting people: once, with every version kept and no ID number in plain."""

from datetime import date

import pytest
from sqlalchemy import func, select

from core.people.inputs import (
    AbsenceInput,
    AssessmentInput,
    CategoryInput,
    ConsentInput,
    ContactInput,
    HouseholdInput,
    PersonChanges,
    PersonInput,
)
from core.people.rows import CATEGORY, PERSON
from core.people.search import person_by_id_number
from core.people.service import (
    add_absence,
    add_assessment,
    add_contact,
    add_household,
    correct_household,
    correct_person,
    end_absence,
    end_category,
    give_consent,
    record_death,
    register_person,
    reveal_id_number,
    set_category,
    withdraw_consent,
)
from core.people.whole import whole_person
from core.store import metadata, new_id, reading
from core.store.audit import verify
from core.store.errors import Conflict, Missing, Refused
from core.store.versions import versions_of

pytestmark = pytest.mark.usefixtures("county")


@pytest.mark.parametrize(
    "name",
    ["𠮷田𡈼", "㐀", "𰻝", "葛\U000e0100城", "﨑", "买买提·艾力", "字" * 40, "\ue000某", "Ann Li"],
)
def test_rare_names_come_back_byte_for_byte(engine, in_unit, sealer, a_person, name):
    uuid = in_unit(register_person, sealer, a_person(name))
    with reading(engine) as connection:
        assert whole_person(connection, uuid)["name"].encode() == name.encode()


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("", "请填写"),
        ("   ", "请填写"),
        ("字" * 41, "40"),
        ("张\u200b三", "零宽空格"),
        ("张\u202e三", "U\\+202E"),
        ("张\x00三", "空字符"),
        ("张\n三", "换行"),
        ("张\t三", "制表符"),
        ("张\ud800三", "U\\+D800"),
        ("张\ufffe三", "U\\+FFFE"),
        ("\ufeff张三", "字节顺序标记"),
        ("张\U000e0001三", "LANGUAGE TAG"),
        ("***", "没有文字"),
    ],
)
def test_what_cannot_be_seen_in_a_name_is_refused_by_its_name(
    in_unit, sealer, a_person, name, called
):
    with pytest.raises(Refused, match=called) as refused:
        in_unit(register_person, sealer, a_person(name))
    assert "name" in refused.value.problems
    refused.value.say.encode()


def test_the_same_form_sent_twice_registers_one_person(engine, in_unit, sealer, a_person):
    form = a_person(categories=(CategoryInput(id=new_id(), code="dibao", start=date(2026, 1, 1)),))
    uuid = in_unit(register_person, sealer, form)
    in_unit(correct_person, sealer, uuid, PersonChanges(name="张三丰"), 1, "写错了")
    assert in_unit(register_person, sealer, form) == uuid
    with reading(engine) as connection:
        assert connection.scalar(select(func.count()).select_from(PERSON)) == 1
        assert connection.scalar(select(func.count()).select_from(CATEGORY)) == 1
        assert len(versions_of(connection, "person", uuid)) == 2
        assert not list(verify(connection))


def test_the_same_id_with_other_content_is_a_conflict(in_unit, sealer, a_person):
    form = a_person()
    in_unit(register_person, sealer, form)
    with pytest.raises(Conflict):
        in_unit(register_person, sealer, a_person("李四", id=form.id))


def test_an_id_number_says_birth_date_and_sex(engine, in_unit, sealer, a_person, an_id_number):
    number = an_id_number("19400601", "012")
    typed = "　" + number.lower().translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    uuid = in_unit(register_person, sealer, a_person(id_number=typed))
    with reading(engine) as connection:
        whole = whole_person(connection, uuid)
        assert (whole["birth_date"], whole["sex"]) == ("1940-06-01", "女")
        assert person_by_id_number(connection, sealer, "yanshi", number).uuid == uuid
        assert person_by_id_number(connection, sealer, "other", number) is None


def test_an_id_number_is_registered_once(in_unit, sealer, a_person, an_id_number):
    in_unit(register_person, sealer, a_person(id_number=an_id_number()))
    with pytest.raises(Refused, match="R000001"):
        in_unit(register_person, sealer, a_person("李四", id_number=an_id_number()))


def test_odd_id_numbers(in_unit, sealer, a_person, an_id_number):
    good = an_id_number()
    wrong = {
        good[:-1] + ("1" if good[-1] != "1" else "2"): "校验码",
        good[:10] + "0230" + good[14:]: "出生日期不存在",
        "360322400601011": "15 位",
        good[:-1]: "17 位",
        "1.10105E+17": "科学计数",
        "H12345678": "只能有数字",
    }
    for number, say in wrong.items():
        with pytest.raises(Refused, match=say):
            in_unit(register_person, sealer, a_person(id_number=number))
    in_unit(register_person, sealer, a_person(id_number=an_id_number(county="810000")))
    in_unit(register_person, sealer, a_person(id_number=an_id_number(county="999999")))


@pytest.mark.parametrize("born", [date(1940, 6, 1), date(1988, 7, 10), date(1900, 1, 1)])
def test_a_birth_date_comes_back_the_same(engine, in_unit, sealer, a_person, born):
    uuid = in_unit(register_person, sealer, a_person(birth_date=born))
    with reading(engine) as connection:
        assert connection.scalar(select(PERSON.c.birth_date).where(PERSON.c.uuid == uuid)) == born


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"birth_date": date(2026, 7, 1)}, "birth_date"),
        ({"phone": "12345"}, "phone"),
        ({"phone": "1381234567a"}, "phone"),
        ({"phone": "١٣٨١٢٣٤٥٦٧٨x"}, "phone"),
        ({"phone": "13812345678", "has_phone": False}, "has_phone"),
        ({"sex": "x"}, "sex"),
        ({"place": "yanshi/nowhere"}, "place"),
        ({"household": new_id()}, "household"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(in_unit, sealer, a_person, said, field):
    with pytest.raises(Refused) as refused:
        in_unit(register_person, sealer, a_person(**said))
    assert set(refused.value.problems) == {field}


def test_a_phone_is_kept_as_plain_digits(engine, in_unit, sealer, a_person):
    uuid = in_unit(register_person, sealer, a_person(phone="１３８-1234 5678"))
    with reading(engine) as connection:
        assert whole_person(connection, uuid)["phone"] == "13812345678"


def test_every_change_is_a_version_and_the_chain_holds(
    engine, in_unit, sealer, a_person, an_id_number
):
    uuid = in_unit(register_person, sealer, a_person(id_number=an_id_number()))
    day = date(2026, 3, 1)
    low = CategoryInput(id=new_id(), code="dibao", start=day)
    in_unit(set_category, uuid, low)
    assert in_unit(set_category, uuid, low) == uuid
    in_unit(end_category, uuid, low.id, date(2026, 6, 1))
    assessed = AssessmentInput(
        id=new_id(), kind="self_care", level="partial", start=day, score=40, assessor="李医生"
    )
    in_unit(add_assessment, uuid, assessed)
    away = AbsenceInput(id=new_id(), reason="hospital", start=day)
    in_unit(add_absence, uuid, away)
    in_unit(end_absence, uuid, away.id, date(2026, 3, 9))
    in_unit(add_contact, uuid, ContactInput(id=new_id(), name="王五", relation="carer"))
    agreed = ConsentInput(
        id=new_id(), purpose="photo", given_by="self", form="paper", given_on=day, text_version="1"
    )
    in_unit(give_consent, uuid, agreed)
    in_unit(withdraw_consent, uuid, agreed.id, date(2026, 4, 1))
    in_unit(record_death, uuid, date(2026, 5, 1))
    assert in_unit(record_death, uuid, date(2026, 5, 1)) == uuid
    with pytest.raises(Conflict):
        in_unit(record_death, uuid, date(2026, 5, 2))
    in_unit(correct_person, sealer, uuid, PersonChanges(died_on=None), 10, "登记错人")
    with reading(engine) as connection:
        kept = versions_of(connection, "person", uuid)
        assert [version["version"] for version in kept] == list(range(1, 12))
        assert kept[2]["content"]["categories"][0]["end"] == "2026-06-01"
        assert kept[1]["content"]["categories"][0]["end"] is None
        assert kept[-1]["reason"] == "登记错人"
        assert kept[-1]["content"] == whole_person(connection, uuid)
        assert not list(verify(connection))


def test_facts_that_contradict_others_are_refused(in_unit, sealer, a_person):
    uuid = in_unit(register_person, sealer, a_person(birth_date=date(2015, 1, 1)))
    day = date(2026, 3, 1)
    first = CategoryInput(id=new_id(), code="dibao", start=day)
    in_unit(set_category, uuid, first)
    with pytest.raises(Refused, match="已经登记"):
        in_unit(set_category, uuid, CategoryInput(id=new_id(), code="dibao", start=day))
    with pytest.raises(Conflict):
        in_unit(set_category, uuid, CategoryInput(id=first.id, code="dibian", start=day))
    with pytest.raises(Refused, match="可选范围"):
        in_unit(set_category, uuid, CategoryInput(id=new_id(), code="rich", start=day))
    with pytest.raises(Refused, match="早于"):
        in_unit(end_category, uuid, first.id, date(2026, 2, 1))
    with pytest.raises(Refused, match="原因"):
        in_unit(end_category, uuid, first.id, day)
    in_unit(end_category, uuid, first.id, day, "登记错了")
    in_unit(set_category, uuid, CategoryInput(id=new_id(), code="dibao", start=day))
    child = {"id": new_id(), "purpose": "photo", "form": "paper", "text_version": "1"}
    with pytest.raises(Refused, match="监护人"):
        in_unit(give_consent, uuid, ConsentInput(**child, given_by="self", given_on=day))
    in_unit(give_consent, uuid, ConsentInput(**child, given_by="guardian", given_on=day))


def test_a_correction_needs_the_newest_version_and_a_reason(engine, in_unit, sealer, a_person):
    uuid = in_unit(register_person, sealer, a_person())
    with pytest.raises(Refused, match="原因"):
        in_unit(correct_person, sealer, uuid, PersonChanges(name="李四"), 1, " ")
    in_unit(correct_person, sealer, uuid, PersonChanges(name="李四"), 1, "写错了")
    with pytest.raises(Conflict):
        in_unit(correct_person, sealer, uuid, PersonChanges(name="王五"), 1, "写错了")
    in_unit(correct_person, sealer, uuid, PersonChanges(name="李四"), 2, "没有变化")
    with reading(engine) as connection:
        assert len(versions_of(connection, "person", uuid)) == 2
    with pytest.raises(Missing):
        in_unit(correct_person, sealer, new_id(), PersonChanges(name="王五"), 1, "写错了")


def test_a_household_is_shared_and_its_number_used_once(engine, in_unit, sealer, a_person):
    home = HouseholdInput(id=new_id(), place="yanshi/jinshan/xiaojian", number="1", address="1组")
    assert in_unit(add_household, home) == in_unit(add_household, home) == home.id
    with pytest.raises(Refused):
        in_unit(add_household, HouseholdInput(id=new_id(), place=home.place, number="1"))
    in_unit(correct_household, home.id, "2组", 1, "搬家")
    uuid = in_unit(register_person, sealer, a_person(household=home.id))
    in_unit(correct_person, sealer, uuid, PersonChanges(household=None), 1, "分户")
    with reading(engine) as connection:
        contents = [version["content"] for version in versions_of(connection, "person", uuid)]
        assert [content["household"] for content in contents] == [home.id, None]


def test_a_corrected_id_number_must_agree_with_the_birth_date(
    in_unit, sealer, a_person, an_id_number
):
    uuid = in_unit(register_person, sealer, a_person(id_number=an_id_number()))
    with pytest.raises(Refused, match="不一致"):
        in_unit(correct_person, sealer, uuid, PersonChanges(birth_date=date(1941, 1, 1)), 1, "改")
    other = PersonChanges(id_number=an_id_number("19410101"))
    in_unit(correct_person, sealer, uuid, other, 1, "号码抄错")
    assert in_unit(reveal_id_number, sealer, uuid, "核对社保") == other.id_number
    with pytest.raises(Refused):
        in_unit(reveal_id_number, sealer, uuid, "")


def test_no_id_number_stands_in_the_database_in_plain(
    engine, database, in_unit, sealer, a_person, an_id_number
):
    import hashlib

    numbers = [an_id_number("19400601", f"{order:03d}") for order in range(1, 40)]
    for place, number in enumerate(numbers):
        form = a_person(f"张{chr(0x4E00 + place)}", id_number=number)
        assert number not in repr(form)
        uuid = in_unit(register_person, sealer, form)
        in_unit(correct_person, sealer, uuid, PersonChanges(address="1组"), 1, "补充")
        in_unit(reveal_id_number, sealer, uuid, "核对")
    with reading(engine) as connection:
        rows = [
            row for table in metadata.sorted_tables for row in connection.execute(table.select())
        ]
    engine.dispose()
    stored = repr(rows).encode() + b"".join(file.read_bytes() for file in database.parent.iterdir())
    for number in numbers:
        assert number.encode() not in stored and number[6:].encode() not in stored
        for digest in ("sha256", "sha1", "md5"):
            hashed = hashlib.new(digest, number.encode())
            assert hashed.digest() not in stored and hashed.hexdigest().encode() not in stored


def test_unknown_keys_are_refused():
    import msgspec

    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"id": new_id(), "name": "张三", "place": "y", "county": "z"}, PersonInput)
