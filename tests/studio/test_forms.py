"""Forms of a draft: built by several at once, moved, taken out with their options, read from files."""

import pytest

from core.packages.forms import form_of
from core.packages.schema import FormQuestion, FormRow
from core.plugin.kinds import PHONE_CALL
from core.store import Actor, new_id, reading, unit_of_work
from core.store.errors import Conflict, Missing, Refused
from core.studio.drafts import Begun, begin, fill_in
from core.studio.form_files import like, take_in, take_in_place
from core.studio.forms import form_in, form_read, forms_in
from core.studio.grid import grid_of_tables, text_in
from core.studio.loading import load_draft, read_draft
from core.studio.parts import put_back_whole, take_out_whole
from core.studio.questions import OptionSaid, add_question, change_question, move_question
from core.xlsform import export_form, import_form

ZHAO = Actor(id="zhao", name="赵敏", role="county")
QIAN = Actor(id="qian", name="钱立", role="county")
FOOD = FormQuestion(
    key="food", label="是否有余粮", kind="single", options={"a": "有", "b": "没有"}, required=True
)
WHY = FormQuestion(
    key="why",
    label="缺多少天的粮",
    kind="number",
    unit="天",
    when_question="food",
    when_answers=("b",),
)
STOVE = FormQuestion(key="stove", label="灶台", kind="check")
FORM = FormRow(
    key="pantry",
    label="口粮",
    clause="查看口粮",
    kinds=("home_visit",),
    questions=(FOOD, WHY, STOVE),
)


@pytest.fixture
def room(county):
    """A draft of a county with one form of three questions."""
    catalogue = county.station.catalogue

    class Room:
        draft = new_id()

        def act(self, actor=ZHAO):
            return unit_of_work(county.station.engine, actor=actor, at=county.at, county="yanshi")

        def loaded(self):
            with reading(county.station.engine) as connection:
                return load_draft(connection, "yanshi", self.draft)

        @property
        def form(self):
            return forms_in(self.loaded())[0]

        def read(self):
            return form_read(read_draft(self.loaded(), catalogue), self.form.row.uuid)

        def question(self, key):
            return next(one for one in (*self.form.questions, *self.form.gone) if one.key == key)

        def change(self, key, said, options=(), actor=ZHAO, seen=None):
            own = self.question(key)
            was = {heading: text_in(own.row.cells, heading) for heading in own.row.cells}
            with self.act(actor) as unit:
                change_question(
                    unit,
                    self.draft,
                    self.form.row.uuid,
                    own.row.uuid,
                    {**was, **(seen or {})},
                    {**was, **said},
                    options,
                )

        def add(self, said, options=(), row=None):
            with self.act() as unit:
                return add_question(
                    unit, self.draft, self.form.row.uuid, row or new_id(), said, options
                )

        def move(self, key, past, *, up):
            with self.act() as unit:
                move_question(
                    unit,
                    self.draft,
                    self.form.row.uuid,
                    self.question(key).row.uuid,
                    past=self.question(past).row.uuid,
                    up=up,
                )

        def keys(self):
            return [one.key for one in self.form.questions]

    found = Room()
    found.catalogue = catalogue
    heading = {"type": "hardship_visits", "id": "x", "title": "甲", "version": 1}
    with found.act() as unit:
        rows = tuple(grid_of_tables({"package": heading}, catalogue))
        begin(unit, found.draft, Begun(title="甲", source="", rows=rows))
        take_in(unit, catalogue, found.draft, new_id(), FORM)
    return found


def options_of(room, key):
    return [
        (text_in(o.cells, "答案编号"), text_in(o.cells, "答案")) for o in room.question(key).options
    ]


def test_a_form_that_was_taken_in_is_that_form(room):
    assert room.read() == FORM
    assert room.keys() == ["food", "why", "stove"]
    with room.act() as unit, pytest.raises(Refused) as refused:
        take_in(unit, room.catalogue, room.draft, new_id(), FORM)
    assert "已有编号为“pantry”的表单" in refused.value.say


def test_a_question_without_a_key_gets_one_that_no_other_form_has(room):
    wanted, option = new_id(), OptionSaid(row=new_id(), seen="", said="自己")
    said = {"题目": "谁做饭", "题型": "单选"}
    for _ in range(2):
        room.add(said, [option, OptionSaid(row=new_id(), seen="", said=" ")], row=wanted)
    assert room.keys() == ["food", "why", "stove", "pantry_1"]
    assert options_of(room, "pantry_1") == [("a1", "自己")]
    room.add({"题目": "几口人"})
    assert room.keys()[-1] == "pantry_2"
    assert room.read().questions[3] == FormQuestion(
        key="pantry_1", label="谁做饭", kind="single", options={"a1": "自己"}
    )


def test_options_are_renamed_added_and_taken_out_under_their_old_keys(room):
    first, second = room.question("food").options
    room.change(
        "food",
        {"必填": "否"},
        [
            OptionSaid(row=first.uuid, seen="有", said="有余粮"),
            OptionSaid(row=second.uuid, seen="没有", said=""),
            OptionSaid(row=new_id(), seen="", said="不清楚"),
        ],
    )
    assert options_of(room, "food") == [("a", "有余粮"), ("a1", "不清楚")]
    assert room.read().questions[0].required is False


def test_two_who_meet_at_an_option_are_shown_both_and_nothing_is_written(room):
    first, second = room.question("food").options
    room.change("food", {}, [OptionSaid(row=first.uuid, seen="有", said="够吃")], actor=QIAN)
    with pytest.raises(Conflict) as clash:
        room.change(
            "food",
            {"题目": "还有粮吗"},
            [
                OptionSaid(row=first.uuid, seen="有", said=""),
                OptionSaid(row=second.uuid, seen="没有", said="没了"),
            ],
        )
    assert clash.value.problems == {first.uuid: "别人刚改成“够吃”，您写的是“（空）”。"}
    assert options_of(room, "food") == [("a", "够吃"), ("b", "没有")]
    assert room.read().questions[0].label == "是否有余粮"
    room.change(
        "food", {"题目": "还有粮吗"}, [OptionSaid(row=second.uuid, seen="没有", said="没了")]
    )
    assert options_of(room, "food") == [("a", "够吃"), ("b", "没了")]


def test_two_who_meet_at_a_question_are_shown_both(room):
    room.change("why", {"题目": "缺几天"}, actor=QIAN)
    room.change("why", {"单位": "日"})
    with pytest.raises(Conflict) as clash:
        room.change("why", {"题目": "差几天"}, seen={"题目": "缺多少天的粮"})
    assert clash.value.problems == {"题目": "别人刚改成“缺几天”，您写的是“差几天”。"}
    assert room.read().questions[1].unit == "日"


def test_a_question_goes_and_comes_back_with_the_options_it_had(room):
    first, second = room.question("food").options
    room.change("food", {}, [OptionSaid(row=first.uuid, seen="有", said="")])
    gone = room.question("food").row
    with room.act() as unit, pytest.raises(Conflict):
        take_out_whole(unit, room.draft, gone.uuid, version=gone.version + 1)
    with room.act() as unit:
        take_out_whole(unit, room.draft, gone.uuid, version=gone.version)
    assert room.keys() == ["why", "stove"]
    assert not [row for row in room.loaded().by_sheet["选项"]]
    with pytest.raises(Conflict) as met:
        room.change("food", {"题目": "还在吗"})
    assert "刚被删去" in met.value.say
    with room.act() as unit:
        put_back_whole(unit, room.draft, gone.uuid)
    assert room.keys() == ["food", "why", "stove"]
    assert [row.uuid for row in room.question("food").options] == [second.uuid]


def test_a_form_goes_and_comes_back_whole(room):
    form = room.form.row
    with room.act() as unit:
        take_out_whole(unit, room.draft, form.uuid, version=form.version)
    assert [row.sheet for row in room.loaded().rows if not row.removed] == ["封面"]
    with pytest.raises(Missing):
        form_in(room.loaded(), form.uuid)
    with room.act() as unit:
        put_back_whole(unit, room.draft, form.uuid)
    assert room.read() == FORM


def test_questions_change_places_once_however_often_it_is_sent(room):
    for _ in range(2):
        room.move("stove", "why", up=True)
    assert room.keys() == ["food", "stove", "why"]
    room.move("food", "stove", up=False)
    assert room.keys() == ["stove", "food", "why"]
    with pytest.raises(Conflict) as met:
        room.move("why", "stove", up=True)
    assert "先后刚被别人改过" in met.value.say


def test_a_new_question_stands_behind_the_last_one_wherever_that_was_moved(room):
    room.move("food", "why", up=False)
    room.move("food", "stove", up=False)
    room.add({"题目": "最后一题", "题目编号": "last"})
    assert room.keys() == ["why", "stove", "food", "last"]


def test_a_form_written_and_read_again_changes_nothing(room):
    read = import_form(export_form(room.read()), "口粮.xlsx")
    assert read.form == FORM
    before = room.form.seen
    with room.act() as unit:
        take_in_place(unit, room.catalogue, room.draft, room.form.row.uuid, read.form, seen=before)
    assert room.form.seen == before


def test_a_form_takes_the_place_of_another_row_by_row(room):
    stays = {key: room.question(key).row.uuid for key in ("food", "why")}
    other = FormRow(
        key="elsewhere",
        label="口粮（新）",
        clause="",
        questions=(
            FormQuestion(key="date", label="哪天", kind="date"),
            WHY,
            FormQuestion(**{**fields(FOOD), "options": {"b": "没有", "c": "说不清", "a": "有"}}),
        ),
    )
    with room.act() as unit:
        take_in_place(
            unit, room.catalogue, room.draft, room.form.row.uuid, other, seen=room.form.seen
        )
    assert (room.form.key, room.form.label) == ("pantry", "口粮（新）")
    assert room.read().clause == "查看口粮"
    assert room.read().kinds == ("home_visit",)
    assert room.keys() == ["date", "why", "food"]
    assert options_of(room, "food") == [("b", "没有"), ("c", "说不清"), ("a", "有")]
    assert {key: room.question(key).row.uuid for key in ("food", "why")} == stays
    assert [one.key for one in room.form.gone] == ["stove"]


def fields(row):
    return {name: getattr(row, name) for name in row.__struct_fields__}


def test_a_file_does_not_take_the_place_of_what_another_has_just_changed(room):
    seen = room.form.seen
    room.change("why", {"题目": "缺几天"}, actor=QIAN)
    with room.act() as unit, pytest.raises(Conflict) as met:
        take_in_place(unit, room.catalogue, room.draft, room.form.row.uuid, FORM, seen=seen)
    assert "有人刚改过这张表单" in met.value.say
    assert room.read().questions[1].label == "缺几天"


def test_a_form_like_a_contract_types_own_asks_the_same_under_keys_of_its_own():
    from core.plugin import Form

    own = Form(key="call", label="电话", kinds=("phone_call",), questions=PHONE_CALL.fields)
    made = like(own, "extra-call", "加问")
    assert [question.key for question in made.questions] == [
        f"extra_call_{question.key}" for question in own.questions
    ]
    assert made.questions[2].when_question == "extra_call_contacted"
    assert [q.label for q in form_of(made).questions] == [q.label for q in own.questions]


def test_a_form_without_a_clause_is_found_to_lack_one(room):
    with room.act() as unit:
        take_in(
            unit, room.catalogue, room.draft, new_id(), FormRow(key="two", label="二", clause="")
        )
    found = [
        one for one in read_draft(room.loaded(), room.catalogue).errors if one.heading == "原文条款"
    ]
    assert forms_in(room.loaded())[1].row.uuid in [one.row for one in found]


def test_a_cell_that_cannot_be_read_is_left_out_of_what_is_shown_and_said(room):
    own = room.question("why").row
    with room.act() as unit:
        fill_in(unit, room.draft, own.uuid, as_said(own), {**as_said(own), "月份": "夏天"})
    assert room.read().questions[1].months == ()
    [found] = [
        one for one in read_draft(room.loaded(), room.catalogue).errors if one.row == own.uuid
    ]
    assert found.heading == "月份"


def as_said(row):
    return {heading: text_in(row.cells, heading) for heading in row.cells}
