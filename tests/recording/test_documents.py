"""Documents 文书 of a case: drafts, handing in, four eyes, revisions, stages, closing, void, reopen."""

from dataclasses import replace
from datetime import date

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from core.activities.loading import load_records
from core.cases.rows import CASE, MEMBER
from core.facts import EntryStatus
from core.ledger.upkeep import rebuild, verify
from core.methods.listing import document_written, documents_of_subject, number_waiting, waiting
from core.methods.rules import STATES, DocumentState, lacking
from core.plugin import Absent, ContractType, Document
from core.plugin.casework import CASEWORK, CLOSING_REPORT, PLAN
from core.plugin.catalogue import BadDeclaration, build_catalogue
from core.plugin.documents import questions_asked
from core.plugin.kinds import CASE as CASE_KIND
from core.recording import (
    CaseInput,
    DocumentInput,
    add_member,
    approve,
    change_stage,
    close_case,
    end_membership,
    open_case,
    reopen_case,
    send_document_back,
    void_case,
    write_document,
)
from core.store import Actor, new_id
from core.store.errors import Conflict, Refused
from core.store.versions import versions_of
from core.trust.rules import Reach, Scope
from tests.county import shortest

DAY = date(2026, 6, 1)
SITE = "yanshi/tianchi/xianheguan"
BOSS = Actor(id="boss", name="周站长", role="manager")
ANYWHERE = Scope(reaches=frozenset({Reach(place="yanshi", contract="")}))
TWO_GOALS = {
    "goals.1.goal": "每天吃药",
    "goals.1.measure": "一周漏服不超过一次",
    "goals.1.by": "2026-08-01",
    "goals.3.goal": "与邻居来往",
    "goals.3.measure": "每周聊一次",
    "goals.3.by": "2026-09-01",
    "strategy": "陪伴与资源链接",
    "plan_consent": "yes",
}


class Casework:
    """One case in the county, and short words for what is done to it."""

    def __init__(self, county, kind="case", **more):
        self.county = county
        self.catalogue = county.station.catalogue
        self.person = county.person("何小妹", SITE)
        self.id = new_id()
        fields = more.pop("fields", {})
        with county.act() as (unit, book):
            given = CaseInput(
                id=self.id, kind=kind, site=SITE, title="丧偶后的支持", opened=DAY,
                members=(self.person,), fields=fields,
            )  # fmt: skip
            open_case(unit, self.catalogue, book, given, "qinghe")

    @property
    def row(self):
        with self.county.station.engine.connect() as connection:
            return connection.execute(select(CASE).where(CASE.c.uuid == self.id)).one()

    def do(self, act, *words, actor=None, **more):
        kind = "catalogue" if act in (change_stage, close_case) else ""
        with self.county.act(*([actor] if actor else [])) as (unit, book):
            front = (unit, self.catalogue, book) if kind else (unit, book)
            return act(*front, self.id, *words, version=self.row_in(unit).version, **more)

    def row_in(self, unit):
        return unit.connection.execute(select(CASE).where(CASE.c.uuid == self.id)).one()

    def write(self, kind, answers=None, *, id=None, version=0, turn=0, hand_in=False, actor=None):
        document = self.catalogue.documents[kind]
        if answers is None:
            answers = shortest(questions_asked(document, {}), {}, DAY)
        posted = DocumentInput(
            id=id or new_id(), kind=kind, subject=self.id, turn=turn, answers=answers
        )
        with self.county.act(*([actor] if actor else [])) as (unit, _):
            return write_document(unit, self.catalogue, posted, version=version, hand_in=hand_in)

    def approve(self, kept, actor=BOSS):
        with self.county.act(actor) as (unit, book):
            return approve(unit, self.catalogue, book, kept.id, version=kept.version)

    def send_back(self, kept, reason="目标写得太笼统", actor=BOSS):
        with self.county.act(actor) as (unit, _):
            return send_document_back(unit, kept.id, version=kept.version, reason=reason)

    def approved(self, kind):
        return self.approve(self.write(kind, hand_in=True))

    def written(self):
        with self.county.station.engine.connect() as connection:
            return documents_of_subject(connection, "yanshi", self.id)

    def agrees(self):
        with self.county.act() as (unit, book):
            assert verify(unit, book) == []
            again = rebuild(unit, book)
            assert not again.entries
            assert not again.differences


@pytest.fixture
def county(shared_county):
    return shared_county


@pytest.fixture
def case(county):
    return Casework(county)


# ---------------------------------------------------------------- writing


def test_a_draft_may_be_unfinished_and_what_is_handed_in_may_not(case):
    draft = case.write("plan", {"goals.1.goal": "每天吃药"})
    assert draft.state == DocumentState.DRAFT
    with pytest.raises(Refused) as refused:
        case.write(
            "plan", {"goals.1.goal": "每天吃药"}, id=draft.id, version=draft.version, hand_in=True
        )
    assert set(refused.value.problems) == {
        "goals.1.measure", "goals.1.by", "strategy", "plan_consent",
    }  # fmt: skip
    assert case.written()[0].state == DocumentState.DRAFT


def test_rows_close_up_and_a_begun_row_has_to_be_finished(case):
    kept = case.write("plan", TWO_GOALS, hand_in=True)
    with case.county.station.engine.connect() as connection:
        answers = document_written(connection, "yanshi", kept.id).answers
    assert answers["goals.2.goal"] == "与邻居来往"
    assert not any(key.startswith("goals.3") for key in answers)
    half = {**TWO_GOALS, "goals.3.by": ""}
    other = Casework(case.county)
    with pytest.raises(Refused) as refused:
        other.write("plan", half, hand_in=True)
    assert set(refused.value.problems) == {"goals.2.by"}


@pytest.mark.parametrize("answer", ["goals.99.goal", "secret", "goals.1.cost"])
def test_an_answer_that_nobody_asked_for_is_refused(case, answer):
    with pytest.raises(Refused, match="没有这个问题"):
        case.write("plan", {answer: "1"})


def test_the_same_document_sent_twice_is_one_and_an_old_version_is_a_conflict(case):
    first = case.write("intake", {"problem": "独自生活"})
    assert case.write("intake", {"problem": "独自生活"}, id=first.id) == first
    second = case.write("intake", {"problem": "独居、失眠"}, id=first.id, version=1)
    assert second.version == 2
    with pytest.raises(Conflict, match="刚被改过"):
        case.write("intake", {"problem": "别的"}, id=first.id, version=1)
    with pytest.raises(Conflict, match="已经有一份在写"):
        case.write("intake", {"problem": "另一份"})
    with case.county.station.engine.connect() as connection:
        kept = [v["content"] for v in versions_of(connection, "document", first.id)]
    assert [one["answers"]["problem"] for one in kept] == ["独自生活", "独居、失眠"]


def test_a_case_has_no_documents_of_a_group(case):
    with pytest.raises(Refused, match="没有这种文书"):
        case.write("group_plan", {})


# ---------------------------------------------------------------- four eyes


def test_nobody_approves_what_they_wrote_even_a_part_of_it(case):
    draft = case.write("intake", {"problem": "独自生活"}, actor=BOSS)
    handed = case.write("intake", id=draft.id, version=1, hand_in=True)
    for author in (BOSS, Actor(id="worker", name="罗社工", role="manager")):
        with pytest.raises(Refused, match="不能审批自己写的"):
            case.approve(handed, author)
    other = Actor(id="other", name="督导", role="manager")
    assert case.approve(handed, other).state == DocumentState.APPROVED


def test_sent_back_it_is_written_on_and_handed_in_again(case):
    handed = case.write("plan", TWO_GOALS, hand_in=True)
    with pytest.raises(Refused, match="已经交上去"):
        case.write("plan", {**TWO_GOALS, "strategy": "改了"}, id=handed.id, version=1)
    with pytest.raises(Refused, match="请写明退回的原因"):
        case.send_back(handed, "")
    back = case.send_back(handed)
    assert case.written()[0].reason == "目标写得太笼统"
    again = case.write(
        "plan", {**TWO_GOALS, "strategy": "改了"}, id=back.id, version=back.version, hand_in=True
    )
    assert case.approve(again).state == DocumentState.APPROVED
    with pytest.raises(Refused, match="不在待审批中"):
        case.approve(replace(again, version=again.version + 1))


def test_after_the_approval_a_new_revision_keeps_the_old_one(case):
    first = case.approve(case.write("plan", TWO_GOALS, hand_in=True))
    second = case.write("plan", {**TWO_GOALS, "strategy": "换一种办法"})
    assert second.id != first.id
    assert [(one.revision, one.state) for one in case.written()] == [(1, "approved"), (2, "draft")]
    assert case.written()[0].answers["strategy"] == "陪伴与资源链接"


def test_a_document_that_repeats_has_one_row_for_each_turn(case):
    for turn in (1, 2):
        kept = case.approved("follow_up")
        assert case.written()[-1].turn == turn
        assert kept.state == DocumentState.APPROVED
    case.write("follow_up", turn=1)
    assert [(one.turn, one.revision) for one in case.written()] == [(1, 1), (1, 2), (2, 1)]
    with pytest.raises(Refused, match="没有这一次"):
        case.write("follow_up", turn=9)


def test_what_waits_is_listed_within_reach_and_not_of_void_cases(case):
    case.write("intake", hand_in=True)
    with case.county.station.engine.connect() as connection:
        found = waiting(connection, "yanshi", ANYWHERE)
        [(row, about)] = [one for one in found if one[0].subject == case.id]
        before = number_waiting(connection, "yanshi", ANYWHERE)
        nowhere = Scope(reaches=frozenset({Reach(place="yanshi/jinshan", contract="")}))
        assert number_waiting(connection, "yanshi", nowhere) == 0
    assert (row.kind, about) == ("intake", "丧偶后的支持")
    case.do(void_case, reason="重复立案")
    with case.county.station.engine.connect() as connection:
        assert number_waiting(connection, "yanshi", ANYWHERE) == before - 1


# ---------------------------------------------------------------- stages


def test_a_stage_names_what_is_missing_and_goes_on_with_a_reason(case):
    with pytest.raises(Refused, match="还缺接案表（没有写）、预估表（没有写）"):
        case.do(change_stage, "plan")
    case.write("intake", hand_in=True)
    case.write("assessment", {"needs": "陪伴"})
    with pytest.raises(Refused, match="还缺预估表（草稿）"):
        case.do(change_stage, "plan")
    case.do(change_stage, "plan", reason="情况紧急，先介入")
    with case.county.station.engine.connect() as connection:
        assert versions_of(connection, "case", case.id)[-1]["reason"] == "情况紧急，先介入"
    case.do(change_stage, "intake")
    with pytest.raises(Refused, match="结案以后"):
        case.do(change_stage, "follow_up", reason="先回访")


def test_a_declaration_may_block_the_stage():
    plan = replace(PLAN, absent=Absent.BLOCKS)
    [one] = lacking((plan,), {}, "service")
    assert one.document.absent is Absent.BLOCKS
    assert lacking((plan,), {"plan": frozenset({"handed_in"})}, "service") == ()
    assert lacking((plan,), {}, "plan") == ()


def test_the_closing_report_has_to_be_approved_by_somebody_else(case):
    for kind in ("intake", "assessment", "plan", "evaluation"):
        case.write(kind, hand_in=True)
    handed = case.write("closing_report", hand_in=True)
    with pytest.raises(Refused, match="还缺结案报告（待审批）"):
        case.do(close_case, DAY, closing="reached")
    case.approve(handed)
    case.do(close_case, DAY, closing="reached")
    assert (case.row.stage, case.row.closing_reason) == ("closed", "目标达到")
    assert case.row.evidence == ["document"]
    case.agrees()


@pytest.mark.parametrize(
    ("closing", "reason", "say"),
    [("", "", "请选择结案原因"), ("gone", "", "请选择结案原因"), ("other", "", "请写明原因")],
)
def test_the_reason_for_closing_comes_from_the_list(case, closing, reason, say):
    with pytest.raises(Refused, match=say):
        case.do(close_case, DAY, closing=closing, reason=reason)


def test_every_document_of_the_method_has_its_place_in_it():
    assert [one.key for one in lacking_all()] == [
        "intake", "assessment", "plan", "evaluation", "closing_report",
    ]  # fmt: skip
    assert set(STATES) == {"", *DocumentState}


def lacking_all():
    return [one.document for one in lacking(CASEWORK, {}, "closed")]


def test_a_contract_type_brings_documents_of_its_own_and_none_twice():
    own = Document(key="family_tree", label="家庭图", kinds=("case",), stage="assessment", parts=())
    room = ContractType(
        key="room", label="室", sentence="。", activities=(CASE_KIND,), documents=(own,)
    )
    found = [one.key for one in build_catalogue([room]).documents_of("case")]
    assert found == [*(one.key for one in CASEWORK), "family_tree"]
    for wrong in (
        replace(own, key="plan"),
        replace(own, stage="nowhere"),
        replace(own, evidence=("gossip",)),
    ):
        with pytest.raises(BadDeclaration):
            build_catalogue([replace(room, documents=(wrong,))])


# ---------------------------------------------------------------- counting


def counted(case):
    rows = case.county.standing("xianheguan", "r6-8a")
    return sum(1 for row in rows if case.id in row[4] and row[-1] == EntryStatus.COUNTED)


def test_a_case_counts_when_it_is_closed_and_not_when_reopened_or_void(case):
    assert counted(case) == 0
    case.do(close_case, DAY, closing="reached", reason="纸质材料齐全")
    assert counted(case) == 1
    with pytest.raises(Refused, match="请写明重新打开的原因"):
        case.do(reopen_case, reason="")
    case.do(reopen_case, reason="案主又来求助")
    assert (case.row.stage, case.row.closed, case.row.closing_reason) == ("service", None, "")
    assert counted(case) == 0
    case.do(close_case, DAY, closing="referred", reason="转到县医院")
    assert counted(case) == 1
    case.do(void_case, reason="重复立案")
    assert counted(case) == 0
    assert case.row.void
    case.agrees()


def test_a_void_case_is_read_and_never_changed_again(case):
    case.approved("intake")
    case.do(void_case, reason="重复立案")
    for act, words in (
        (change_stage, ("plan",)),
        (close_case, (DAY,)),
        (void_case, ()),
        (reopen_case, ()),
    ):
        with pytest.raises(Refused, match="已经作废"):
            case.do(act, *words, reason="试")
    with pytest.raises(Refused, match="已经作废"):
        case.write("plan", TWO_GOALS)
    assert len(case.written()) == 1


def test_an_approved_report_is_the_evidence_that_a_package_asks_for(case):
    with case.county.act() as (unit, _):
        assert load_records(unit.connection, [case.id])[case.id].evidence == frozenset()
    case.approved(CLOSING_REPORT.key)
    with case.county.act() as (unit, _):
        assert load_records(unit.connection, [case.id])[case.id].evidence == {"document"}


# ---------------------------------------------------------------- members


def test_a_member_leaves_and_joins_again_and_is_one_member(county):
    group = Casework(county, "group", fields={"group_for": "elder"})
    person = county.person("吴桂香", SITE)
    group.do(add_member, person, date(2026, 6, 5))
    with pytest.raises(Refused, match="已经是成员"):
        group.do(add_member, person, date(2026, 6, 9))
    with pytest.raises(Refused, match="加入之后"):
        group.do(end_membership, person, date(2026, 6, 4))
    group.do(end_membership, person, date(2026, 6, 10), reason="外出")
    with pytest.raises(Refused, match="现在不是成员"):
        group.do(end_membership, person, date(2026, 6, 11))
    group.do(add_member, person, date(2026, 6, 20))
    with county.act() as (unit, _):
        fact = load_records(unit.connection, [group.id])[group.id]
        spans = unit.connection.execute(select(MEMBER.c.joined, MEMBER.c.left)).all()
    assert fact.members == len(fact.attendances) == 2
    assert len(spans) >= 3
    group.agrees()


# ---------------------------------------------------------------- in any order

steps = st.one_of(
    st.tuples(st.sampled_from(["write", "hand_in"]), st.sampled_from([d.key for d in CASEWORK])),
    st.tuples(
        st.sampled_from(["approve", "send_back"]), st.sampled_from([d.key for d in CASEWORK])
    ),
    st.tuples(st.just("stage"), st.sampled_from(["plan", "service", "evaluation", "follow_up"])),
    st.tuples(st.sampled_from(["close", "reopen", "close", "approve"]), st.just("closing_report")),
    st.tuples(st.sampled_from(["session", "void"]), st.just("")),
)


def _step(case, act, word):
    last = next((one for one in reversed(case.written()) if one.kind == word), None)
    if act in ("write", "hand_in"):
        open_one = last if last and last.state in ("draft", "sent_back") else None
        case.write(
            word, hand_in=act == "hand_in", turn=last.turn if last else 0,
            id=open_one.uuid if open_one else None, version=open_one.version if open_one else 0,
        )  # fmt: skip
    elif act in ("approve", "send_back") and last:
        kept = DocumentLike(id=last.uuid, version=last.version)
        getattr(case, act)(kept)
    elif act == "stage":
        case.do(change_stage, word, reason="先往下走")
    elif act == "close":
        case.do(close_case, DAY, closing="reached", reason="材料后补")
    elif act == "reopen":
        case.do(reopen_case, reason="又来求助")
    elif act == "void":
        case.do(void_case, reason="重复")
    elif act == "session":
        posted = case.county.posted("case_session", DAY, case.person, site=SITE, case=case.id)
        case.county.record(posted)


class DocumentLike(msgspec.Struct):
    """As much of a document as a decision asks for."""

    id: str
    version: int


@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(story=st.lists(steps, min_size=4, max_size=14))
def test_whatever_is_done_to_a_case_the_ledger_is_what_a_rebuild_makes(county, story):
    case = Casework(county)
    for act, word in story:
        try:
            _step(case, act, word)
        except Refused:
            continue
    states = {(one.kind, one.turn, one.revision): one.state for one in case.written()}
    assert len(states) == len(case.written())
    approved = any(
        one.kind == "closing_report" and one.state == "approved" for one in case.written()
    )
    assert ("document" in case.row.evidence) == approved
    closed = case.row.stage in ("closed", "follow_up") and not case.row.void
    assert counted(case) == int(closed)
    case.agrees()
