"""Drafts: edited by several at once, checked row by row, published by another, nothing lost."""

from datetime import date

import pytest
from sqlalchemy import select

from core.packages.compare import compare
from core.packages.read import decode_package, parse_toml
from core.packages.rows import CONTRACT, PACKAGE_VERSION
from core.store import Actor, new_id, reading, unit_of_work
from core.store.errors import Conflict, Forbidden, Missing, Refused
from core.store.versions import versions_of
from core.studio.drafts import (
    Begun,
    accept_warning,
    add_row,
    begin,
    fill_in,
    put_back,
    take_out,
    withdraw,
)
from core.studio.grid import grid_of_rows, grid_of_tables, text_in
from core.studio.loading import drafts_of, load_draft, read_draft
from core.studio.publishing import publish_draft
from core.workbook import canonical, write_workbook
from core.workbook.reading import rows_of_workbook

ZHAO = Actor(id="zhao", name="赵敏", role="county")
QIAN = Actor(id="qian", name="钱立", role="county")
SUN = Actor(id="sun", name="孙局", role="county_leader")
JULY = date(2026, 7, 1)


@pytest.fixture
def studio(county):
    """The county with a draft of the visiting package, begun by 赵敏."""
    catalogue = county.station.catalogue

    class Studio:
        draft = new_id()

        def act(self, actor=ZHAO):
            return unit_of_work(county.station.engine, actor=actor, at=county.at, county="yanshi")

        def loaded(self):
            with reading(county.station.engine) as connection:
                return load_draft(connection, "yanshi", self.draft)

        def read(self):
            return read_draft(self.loaded(), catalogue)

        def row(self, sheet, key):
            return next(
                row for row in self.loaded().by_sheet[sheet] if text_in(row.cells, "编号") == key
            )

        def write(self, sheet, key, heading, text, actor=ZHAO, seen=None):
            row = self.row(sheet, key)
            was = text_in(row.cells, heading) if seen is None else seen
            known = {name: text_in(row.cells, name) for name in row.cells}
            with self.act(actor) as unit:
                return fill_in(
                    unit,
                    self.draft,
                    row.uuid,
                    {**known, heading: was},
                    {**known, heading: text},
                )

        def published(self):
            wanted = select(PACKAGE_VERSION).where(PACKAGE_VERSION.c.key == "jinshan-visits")
            with reading(county.station.engine) as connection:
                rows = connection.execute(wanted.order_by(PACKAGE_VERSION.c.version)).all()
            return [decode_package(parse_toml(row.text, row.key), row.key) for row in rows]

    found = Studio()
    found.catalogue = catalogue
    [package] = found.published()
    found.base = package
    with found.act() as unit:
        rows = tuple(grid_of_tables(package, catalogue))
        begun = Begun(title="多打一次电话", source="", rows=rows, base=("jinshan-visits", 1))
        begin(unit, found.draft, begun)
    return found


def test_a_draft_of_a_package_is_that_package(studio):
    read = studio.read()
    assert canonical(read.package) == canonical(studio.base)
    assert read.errors == ()
    assert [(draft.title, draft.state) for draft in [studio.loaded()]] == [("多打一次电话", "open")]
    with studio.act() as unit:
        assert [one.uuid for one in drafts_of(unit.connection, "yanshi")] == [studio.draft]
        assert drafts_of(unit.connection, "elsewhere") == []
        with pytest.raises(Missing):
            load_draft(unit.connection, "elsewhere", studio.draft)


def test_a_number_that_is_changed_is_the_only_change(studio):
    assert studio.write("频次", "greeting", "最少次数", "3") == 2
    [change] = compare(studio.base, studio.read().package)
    assert (change.table, change.key, change.field, change.old, change.new) == (
        "quota",
        "greeting",
        "min",
        2,
        3,
    )
    row = studio.row("频次", "greeting")
    with studio.act() as unit:
        kept = versions_of(unit.connection, "draft_row", row.uuid)
    assert [one["content"]["cells"]["最少次数"][-1] for one in kept] == ["2", "3"]


def test_two_who_change_two_cells_of_a_row_lose_nothing(studio):
    studio.write("频次", "greeting", "最少次数", "3", actor=ZHAO)
    studio.write("频次", "greeting", "名称", "每月三次问候", actor=QIAN)
    row = studio.row("频次", "greeting")
    assert text_in(row.cells, "最少次数") == "3"
    assert text_in(row.cells, "名称") == "每月三次问候"
    assert studio.loaded().authors == ("zhao", "qian")


def test_two_who_change_one_cell_are_shown_both(studio):
    studio.write("频次", "greeting", "最少次数", "3", actor=ZHAO)
    with pytest.raises(Conflict) as clash:
        studio.write("频次", "greeting", "最少次数", "4", actor=QIAN, seen="2")
    assert clash.value.problems == {"最少次数": "别人刚改成“3”，您写的是“4”。"}
    assert text_in(studio.row("频次", "greeting").cells, "最少次数") == "3"
    studio.write("频次", "greeting", "最少次数", "3", actor=QIAN, seen="2")
    assert studio.row("频次", "greeting").version == 2


def test_a_slip_is_kept_as_it_was_typed_and_explained_at_its_cell(studio):
    studio.write("频次", "greeting", "最少次数", "每季度1次")
    read = studio.read()
    assert read.package is None
    [found] = read.errors
    row = studio.row("频次", "greeting")
    assert (found.row, found.heading) == (row.uuid, "最少次数")
    assert found.finding.place == f"频次 第 {row.number} 行“最少次数”"
    assert "季度" in found.finding.remedy or "季度" in found.finding.say
    assert text_in(row.cells, "最少次数") == "每季度1次"


def test_a_finding_of_the_ladder_stands_at_its_row(studio):
    studio.write("指标", "greetings", "记录种类", "没有这种")
    read = studio.read()
    assert {one.row for one in read.errors} == {studio.row("指标", "greetings").uuid}


def test_a_row_is_added_behind_another_and_taken_out_and_put_back(studio):
    behind = studio.row("频次", "home-visit")
    new = new_id()
    said = {
        "编号": "video",
        "名称": "每月视频",
        "记录种类": "视频连线",
        "分级": "分散供养特困自理人员",
        "最少次数": "1",
        "周期": "月",
        "原文条款": "电话或视频连线等方式的巡访问候",
    }
    for _ in range(2):
        with studio.act() as unit:
            add_row(unit, studio.draft, new, "频次", said, after=behind.uuid)
    sheet = studio.loaded().by_sheet["频次"]
    assert [text_in(row.cells, "编号") for row in sheet] == ["home-visit", "video", "greeting"]
    assert [quota.key for quota in studio.read().package.quota] == [
        "home-visit",
        "video",
        "greeting",
    ]
    with studio.act() as unit, pytest.raises(Conflict):
        take_out(unit, studio.draft, new, version=7)
    with studio.act() as unit:
        take_out(unit, studio.draft, new, version=1)
    assert canonical(studio.read().package) == canonical(studio.base)
    with studio.act() as unit, pytest.raises(Conflict):
        fill_in(unit, studio.draft, new, {}, {"名称": "还在吗"})
    with studio.act() as unit:
        put_back(unit, studio.draft, new)
    assert len(studio.read().package.quota) == 3


def test_a_row_of_another_draft_is_not_taken_for_ones_own(studio):
    held = studio.row("频次", "greeting").uuid
    blank = grid_of_tables({"package": {"type": "hardship_visits"}}, studio.catalogue)
    with studio.act() as unit:
        other = begin(unit, new_id(), Begun(title="另一份", source="", rows=tuple(blank)))
    with studio.act() as unit, pytest.raises(Conflict, match="别的草稿"):
        add_row(unit, other, held, "频次", {"名称": "每月一次"})


def test_an_empty_row_and_a_strange_sheet_are_refused(studio):
    with studio.act() as unit, pytest.raises(Refused):
        add_row(unit, studio.draft, new_id(), "频次", {"名称": "  "})
    with studio.act() as unit, pytest.raises(Missing):
        add_row(unit, studio.draft, new_id(), "没有", {"名称": "x"})
    with studio.act() as unit, pytest.raises(Missing):
        fill_in(unit, studio.draft, new_id(), {}, {})
    with studio.act() as unit, pytest.raises(Refused):
        fill_in(unit, studio.draft, studio.row("频次", "greeting").uuid, {}, {"名称": "长" * 5000})


def accept_all(studio):
    for found in studio.read().open_warnings:
        with studio.act() as unit:
            accept_warning(unit, studio.draft, found.id, "原文如此。")


def test_a_second_officer_publishes_and_contracts_keep_their_version(studio):
    studio.write("频次", "greeting", "最少次数", "3")
    accept_all(studio)
    version = studio.loaded().version
    with studio.act(ZHAO) as unit, pytest.raises(Forbidden):
        publish_draft(unit, studio.catalogue, studio.draft, version=version, effective_from=JULY)
    with studio.act(SUN) as unit, pytest.raises(Refused):
        publish_draft(
            unit, studio.catalogue, studio.draft, version=version - 1, effective_from=JULY
        )
    with studio.act(SUN) as unit:
        assert publish_draft(
            unit, studio.catalogue, studio.draft, version=version, effective_from=JULY
        ) == ("jinshan-visits", 2)
    first, second = studio.published()
    assert canonical(first) == canonical(studio.base)
    assert {change.field for change in compare(first, second)} == {
        "min",
        "version",
        "effective_from",
    }
    assert (second.package.version, second.package.effective_from) == (2, JULY)
    with studio.act() as unit:
        pinned = unit.connection.execute(
            select(PACKAGE_VERSION.c.version)
            .join(CONTRACT, CONTRACT.c.package_version_id == PACKAGE_VERSION.c.id)
            .where(CONTRACT.c.key == "jinshan")
        ).scalar_one()
    assert pinned == 1
    assert studio.loaded().state == "published"
    with pytest.raises(Refused):
        studio.write("频次", "greeting", "最少次数", "4")


def test_errors_and_warnings_that_nobody_answered_block_publishing(studio):
    studio.write("频次", "greeting", "最少次数", "三五次")
    with studio.act(SUN) as unit, pytest.raises(Refused) as refused:
        publish_draft(
            unit,
            studio.catalogue,
            studio.draft,
            version=studio.loaded().version,
            effective_from=JULY,
        )
    assert "1 处错误" in refused.value.say


def test_a_warning_is_accepted_with_a_reason_and_taken_back(studio):
    studio.write("指标", "greetings", "原文条款", "原文条款")
    for found in studio.read().open_warnings[:1]:
        with studio.act() as unit:
            accept_warning(unit, studio.draft, found.id, "看过了。")
        [again] = [one for one in studio.read().findings if one.id == found.id]
        assert again.accepted == "看过了。"
        with studio.act() as unit:
            accept_warning(unit, studio.draft, found.id, "")
        [again] = [one for one in studio.read().findings if one.id == found.id]
        assert again.blocks


def test_a_withdrawn_draft_stays_readable_and_closed(studio):
    with studio.act() as unit, pytest.raises(Refused):
        withdraw(unit, studio.draft, reason=" ")
    with studio.act() as unit:
        withdraw(unit, studio.draft, reason="采购取消。")
    assert studio.loaded().state == "withdrawn"
    with pytest.raises(Refused):
        studio.write("频次", "greeting", "最少次数", "3")


def test_a_new_package_may_not_take_the_id_of_another(studio):
    other = new_id()
    with studio.act() as unit:
        rows = tuple(grid_of_tables(studio.base, studio.catalogue))
        begin(unit, other, Begun(title="另一份", source="", rows=rows))
    studio.draft = other
    accept_all(studio)
    with studio.act(SUN) as unit, pytest.raises(Refused) as refused:
        publish_draft(
            unit,
            studio.catalogue,
            other,
            version=studio.loaded().version,
            effective_from=JULY,
        )
    assert "另起草稿" in refused.value.say


def test_an_uploaded_workbook_becomes_a_draft_with_its_slips(studio):
    content = write_workbook(studio.base, studio.catalogue)
    rows, found = rows_of_workbook(content, "x.xlsx")
    assert found == ()
    grid = tuple(grid_of_rows(rows))
    studio.draft = new_id()
    with studio.act() as unit:
        begin(unit, studio.draft, Begun(title="上传的", source="", rows=grid))
    assert canonical(studio.read().package) == canonical(studio.base)
