"""Files of nobody: with one of everything, to make a template of and to try one on."""

from datetime import date
from types import SimpleNamespace
from typing import Any

from core.people.households import Home, LivesThere
from core.plugin.drawn import Drawn
from web.pages.papers.case_file import case_file
from web.pages.papers.household_file import household_file
from web.pages.papers.person_file import person_file

FOOT = "样例"
NAME, PLACE = "张某某（样例）", "某某村"
DAY = date(2026, 1, 1)


def a_person_file() -> Drawn:
    """The file of a person whom there is not."""
    return person_file(_found(), FOOT)


def a_household_file() -> Drawn:
    """The file of a household of one."""
    lives = LivesThere(id=0, uuid="", name=NAME, code=FOOT, sex="女", birth_date=None, died_on=None)
    home = Home(
        id=0, uuid="", number=FOOT, address=PLACE, site="", site_name=PLACE, people=(lives,)
    )
    return household_file(home, None, [_found()], FOOT)


def a_case_file() -> Drawn:
    """The whole file of a case with one session."""
    subject = SimpleNamespace(
        title=f"个案{FOOT}", site_name=PLACE, day=DAY.isoformat(), people=(NAME,)
    )
    session = SimpleNamespace(
        names=(("", NAME),), worker_name="某某", day=DAY, site_name=PLACE, minutes=60
    )
    whole = {
        "subject": subject,
        "kind_label": "个案",
        "states": {},
        "names": {},
        "papers": (),
        "sessions": [(session, (("主要内容", FOOT),))],
    }
    return case_file(whole, FOOT)


def _found() -> dict[str, Any]:
    return {
        "whole": {
            "code": FOOT,
            "name": NAME,
            "sex": "女",
            "birth_date": date(1950, 1, 1),
            "id_number_index": "",
            "has_phone": True,
            "address": PLACE,
            "categories": (),
            "assessments": (),
            "contacts": (),
            "died_on": None,
        },
        "age": 76,
        "phone": "",
        "place_name": PLACE,
        "shielded": False,
        "rosters": (),
        "plan": None,
        "found": (),
    }
