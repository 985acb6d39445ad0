"""The county's tree: parents first, paths for ever, names may change."""

import pytest

from core.places.rows import children, place_ids, places_of, within
from core.places.service import add_agency, add_place, rename_place
from core.store import reading
from core.store.errors import Conflict, Refused
from core.store.versions import versions_of

pytestmark = pytest.mark.usefixtures("county")


def test_a_village_stands_under_its_township(engine):
    with reading(engine) as connection:
        assert [row["name"] for row in children(connection, "yanshi/jinshan")] == [
            "小枧村",
            "新民村",
        ]
        assert len(place_ids(connection, "yanshi")) == 6
        assert next(row["key"] for row in places_of(connection, "yanshi")) == "yanshi"


def test_the_same_place_again_is_the_same_place_and_another_name_is_a_conflict(in_unit):
    again = in_unit(add_place, "yanshi/jinshan", "金山镇", "township")
    assert again == in_unit(add_place, "yanshi/jinshan", "金山镇", "township")
    with pytest.raises(Conflict):
        in_unit(add_place, "yanshi/jinshan", "银山镇", "township")


@pytest.mark.parametrize(
    ("key", "name", "kind"),
    [
        ("yanshi/nowhere/a", "甲村", "village"),
        ("yanshi/jinshan/xiaojian/b", "乙镇", "township"),
        ("yanshi/../c", "丙村", "village"),
        ("yanshi/Jinshan", "丁村", "village"),
        ("other/jinshan", "戊镇", "township"),
        ("yanshi/jinshan/d", "己\u202e村", "village"),
        ("yanshi/jinshan/e", "", "village"),
        ("yanshi/jinshan/f", "庚村", "planet"),
        ("yanshi/g", "辛县", "county"),
    ],
)
def test_a_place_that_cannot_stand_there_is_refused(in_unit, key, name, kind):
    with pytest.raises(Refused):
        in_unit(add_place, key, name, kind)


def test_a_tree_is_at_most_eight_deep(in_unit):
    key = "yanshi/jinshan/xiaojian"
    for _ in range(5):
        key += "/zu"
        in_unit(add_place, key, "组", "village")
    with pytest.raises(Refused, match="8 级"):
        in_unit(add_place, f"{key}/zu", "组", "village")


def test_a_renamed_place_keeps_its_path_and_its_history(engine, in_unit):
    uuid = in_unit(rename_place, "yanshi/jinshan", "金山街道", 1, "撤镇设街道")
    with pytest.raises(Conflict):
        in_unit(rename_place, "yanshi/jinshan", "金山", 1, "又改")
    with reading(engine) as connection:
        kept = versions_of(connection, "place", uuid)
        assert [version["content"]["name"] for version in kept] == ["金山镇", "金山街道"]


def test_a_subtree_holds_what_is_under_it_and_no_place_with_a_similar_name(engine, in_unit):
    from sqlalchemy import select

    from core.places.rows import PLACE

    in_unit(add_place, "yanshi/jinshan-2", "金山二镇", "township")
    with reading(engine) as connection:
        keys = connection.scalars(select(PLACE.c.key).where(within("yanshi/jinshan"))).all()
    assert sorted(keys) == ["yanshi/jinshan", "yanshi/jinshan/xiaojian", "yanshi/jinshan/xinmin"]


def test_an_agency_is_added_once(in_unit):
    first = in_unit(add_agency, "qinghe", "青禾社会工作服务中心", "provider")
    assert in_unit(add_agency, "qinghe", "青禾社会工作服务中心", "provider") == first
    with pytest.raises(Conflict):
        in_unit(add_agency, "qinghe", "另一家", "provider")
