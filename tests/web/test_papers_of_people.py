"""Papers of one person and the whole file of a case: within reach, masked, as files that open."""

import io
from datetime import date

import pytest
from docx import Document as Word

from core.papers.templates.keeping import keep_template
from core.people.plans import GoalInput, PlanInput, make_plan
from core.recording import CaseInput, open_case
from core.store import new_id
from tests.web.test_worker_pages import form_of, signed_in
from tests.web.worker_station import DAY, XIAOJIAN, as_worker, furnished


@pytest.fixture(scope="module")
def station(shared_county):
    made = furnished(shared_county, ("李秀英", "单福生"))
    made.enrol("李秀英", "home-care", "severe")
    return made


def words_of(answer):
    assert answer.status_code == 200
    opened = Word(io.BytesIO(answer.content))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in opened.paragraphs), *cells])


def test_a_file_lists_the_papers_of_the_contracts_and_each_one_opens(station):
    uuid = station.people["李秀英"]
    with signed_in(station, "chenshuyuan") as client:
        page = client.get(f"/people/{uuid}/papers").text
        plan = f"/people/{uuid}/papers/home-care/care-plan"
        assert plan in page
        shown = client.get(plan)
        assert shown.status_code == 200
        assert "还没有写计划" in shown.text
        agreement = client.get(f"/people/{uuid}/papers/home-care/service-agreement?format=word")
        assert "乙方（服务对象）：李秀英" in words_of(agreement)
        assert client.get(f"{plan}?format=exe").status_code == 404
        other = station.people["单福生"]
        assert client.get(f"/people/{other}/papers/home-care/care-plan").status_code == 404


def test_the_file_of_a_person_is_masked_and_stays_within_reach(station):
    uuid = station.people["单福生"]
    with signed_in(station) as client:
        text = words_of(client.get(f"/people/{uuid}/paper/file?format=word"))
        assert "单福生" in text
        assert "13800000000" not in text
        pdf = client.get(f"/people/{uuid}/paper/file?format=pdf")
        assert pdf.content.startswith(b"%PDF")
        assert pdf.headers["cache-control"] == "no-store"
    with signed_in(station, "xianheguan") as client:
        for path in ("paper/file?format=pdf", "papers", "papers/home-care/care-plan"):
            assert client.get(f"/people/{uuid}/{path}").status_code == 404


def test_the_file_of_a_household_holds_its_members_and_its_plan_once(station):
    home, plan = new_id(), new_id()
    county = station.county
    for name, born in (("王建国", date(1948, 3, 4)), ("王小朵", date(2018, 5, 1))):
        county.person(name, XIAOJIAN, born=born, household=home)
    with county.act() as (unit, _):
        goal = GoalInput(goal="按时吃药", measure="药盒", who="罗敏", by=date(2026, 11, 1))
        made = PlanInput(id=plan, household=home, goals=(goal,), review_on=date(2026, 12, 1))
        make_plan(unit, made)
    with signed_in(station, "chenshuyuan") as client:
        assert f"/households/{home}/file?format=word" in client.get(f"/households/{home}").text
        text = words_of(client.get(f"/households/{home}/file?format=word"))
        assert "一户一档" in text and "2 人" in text
        assert text.count("按时吃药") == 1 and text.count("能力评估") == 2
        assert client.get(f"/households/{home}/file?format=exe").status_code == 404
    with signed_in(station) as client:
        text = words_of(client.get(f"/households/{home}/file?format=word"))
        assert text.count("能力评估") == 1
    with signed_in(station, "xianheguan") as client:
        assert client.get(f"/households/{home}/file?format=word").status_code == 404


def test_the_plan_of_somebody_visited_says_how_often(station):
    uuid = station.people["单福生"]
    with signed_in(station) as client:
        shown = client.get(f"/people/{uuid}/papers/jinshan/care-plan").text
    assert "服务方式与频次" in shown and "没有约定频次" not in shown


def test_the_whole_file_of_a_case_is_one_paper(station):
    uuid = new_id()
    given = CaseInput(
        id=uuid, kind="case", site=XIAOJIAN, title="丧偶后的支持", opened=DAY,
        members=(station.people["李秀英"],), fields={},
    )  # fmt: skip
    with station.county.act(as_worker(station)) as (unit, book):
        open_case(unit, station.county.station.catalogue, book, given, "qinghe")
    with signed_in(station) as client:
        assert f"/cases/{uuid}/whole/file?format=word" in client.get(f"/cases/{uuid}/whole").text
        text = words_of(client.get(f"/cases/{uuid}/whole/file?format=word"))
        assert "丧偶后的支持" in text
        assert "李秀英" in text
        assert "目录" in text
    with signed_in(station, "xianheguan") as client:
        assert client.get(f"/cases/{uuid}/whole/file?format=word").status_code == 404


def test_a_county_replaces_the_files_of_a_person_a_household_and_a_case(station):
    home, case = new_id(), new_id()
    person = station.county.person("赵小山", XIAOJIAN, born=date(2018, 5, 1), household=home)
    given = CaseInput(
        id=case, kind="case", site=XIAOJIAN, title="搬家以后", opened=DAY, members=(person,), fields={},
    )  # fmt: skip
    with station.county.act(as_worker(station)) as (unit, book):
        open_case(unit, station.county.station.catalogue, book, given, "qinghe")
    with signed_in(station, "chenshuyuan") as client:
        listed = client.get("/papers").text
        for paper in ("person-file", "household-file", "case-file"):
            path = f"/file-templates/{paper}/template"
            assert path in listed
            document = Word(io.BytesIO(client.get(f"{path}/file").content))
            document.add_paragraph("县民政局统一格式 {{ title }}")
            own = io.BytesIO()
            document.save(own)
            act = {"act": "use" if paper == "person-file" else "try", "reason": "统一抬头"}
            answer = client.post(
                path,
                data=form_of(client.get(path).text, "revision") | act,
                files={"file": ("县局.docx", own.getvalue())},
            )
            if paper == "person-file":
                assert answer.status_code == 303
                assert "第 1 版" in client.get(path).text
            else:
                assert "县民政局统一格式" in words_of(answer)
                with station.county.act() as (unit, _):
                    keep_template(
                        unit, "", paper, own.getvalue(), name="县局", reason="抬头", revision=0
                    )
        assert client.get("/file-templates/none/template").status_code == 404
    with signed_in(station) as client:
        for path, title in (
            (f"/people/{person}/paper/file", "服务对象档案"),
            (f"/households/{home}/file", "一户一档"),
            (f"/cases/{case}/whole/file", "搬家以后"),
        ):
            text = words_of(client.get(f"{path}?format=word"))
            assert f"县民政局统一格式 {title}" in text and "赵小山" in text
            assert "{{" not in text and "{%" not in text
        assert "/file-templates" not in client.get("/papers").text
        assert client.get("/file-templates/person-file/template").status_code == 403
