"""The people of the demonstration: who they are, where they live, on which roster they stand."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from core.people.inputs import (
    AssessmentInput,
    CategoryInput,
    ConsentInput,
    ContactInput,
    HouseholdInput,
    PersonInput,
)
from web.demonstration.chance import Chance, weighted
from web.demonstration.names import SURNAMES, born, id_number, named, telephone
from web.demonstration.timeline import Timeline


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A place on a roster; ``worker`` is the login of who is responsible."""

    id: str
    contract: str
    tier: str
    worker: str
    start: date
    approved_on: date | None = None
    proposed_only: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Someone:
    """One person as registered, with household and places on rosters."""

    key: str
    person: PersonInput
    home: HouseholdInput | None = None
    registered: date
    places: tuple[Place, ...] = ()

    @property
    def id(self) -> str:
        """The permanent id."""
        return self.person.id

    @property
    def site(self) -> str:
        """Where the person lives."""
        return self.person.place

    @property
    def has_phone(self) -> bool:
        """Whether the person can be called."""
        return bool(self.person.phone)

    def age_on(self, day: date) -> int:
        """Roughly how old, for choosing what is asked of the person."""
        assert self.person.birth_date is not None
        return (day - self.person.birth_date).days * 4 // 1461


class People:
    """Makes people one after another; numbers given once are not given again."""

    def __init__(self, chance: Chance, timeline: Timeline):
        self.chance = chance
        self.timeline = timeline
        self.made = 0
        self.numbers: set[str] = set()

    def one(
        self,
        key: str,
        place: str,
        *,
        ages: tuple[int, int],
        categories: Iterable[str] = (),
        levels: Iterable[tuple[str, str]] = (),
        surname: str = "",
        home: HouseholdInput | None = None,
        alone: bool = True,
        phone: float = 0.85,
        registered: date | None = None,
    ) -> Someone:
        """A new person; a household is made unless one is given."""
        draw = self.chance.of("person", key)
        self.made += 1
        day = registered or self.timeline.start - timedelta(days=25)
        birth = born(draw, self.timeline.start, *ages)
        sex = draw.choice("男女")
        age = (day - birth).days // 365
        surname = surname or draw.choice(SURNAMES)
        if home is None and alone:
            home = self.home(key, place, draw)
        since = day - timedelta(days=draw.randrange(30, 1500))
        number = id_number(self.made, birth, sex) if draw.random() < 0.9 else ""
        number = "" if number in self.numbers else number
        self.numbers.add(number)
        person = PersonInput(
            id=self.chance.id("person", key, day=day),
            name=named(draw, sex, age, surname),
            place=place,
            sex=sex,
            birth_date=birth,
            id_number=number,
            phone=telephone(self.made) if draw.random() < phone else "",
            address=f"{draw.randrange(1, 13)} 组 {draw.randrange(1, 80)} 号",
            household=home.id if home else None,
            categories=tuple(
                CategoryInput(id=self.chance.id("category", key, code), code=code, start=since)
                for code in categories
            ),
            assessments=tuple(
                AssessmentInput(
                    id=self.chance.id("level", key, kind), kind=kind, level=level, start=since
                )
                for kind, level in levels
            ),
            contacts=tuple(self._contacts(draw, key, age, surname)),
            consents=tuple(self._consents(draw, key, age, day)),
        )
        return Someone(key=key, person=person, home=home, registered=day)

    def home(self, key: str, place: str, draw: random.Random) -> HouseholdInput:
        """A household of its own."""
        return HouseholdInput(
            id=self.chance.id("household", key),
            place=place,
            address=f"{draw.randrange(1, 13)} 组 {draw.randrange(1, 80)} 号",
            number=f"H{self.made:05d}",
        )

    def _contacts(
        self, draw: random.Random, key: str, age: int, surname: str
    ) -> Iterator[ContactInput]:
        wanted = ["guardian"] if age < 18 else []
        wanted += weighted(
            draw,
            {("neighbour",): 4, ("cadre",): 2, ("neighbour", "cadre"): 3, ("relative",): 2, (): 1},
        )
        for place, relation in enumerate(wanted):
            other = surname if relation in ("guardian", "relative") else ""
            yield ContactInput(
                id=self.chance.id("contact", key, relation),
                name=named(draw, draw.choice("男女"), draw.randrange(35, 70), other),
                relation=relation,
                phone=telephone(self.made * 7 + place + 3000),
                first_for_emergency=place == 0,
            )

    def _consents(
        self, draw: random.Random, key: str, age: int, day: date
    ) -> Iterator[ConsentInput]:
        for purpose, share in (("visit", 0.95), ("photo", 0.8), ("health", 0.7)):
            if draw.random() < share:
                yield ConsentInput(
                    id=self.chance.id("consent", key, purpose),
                    purpose=purpose,
                    given_by="guardian" if age < 18 else "self",
                    form=draw.choice(("paper", "paper", "voice")),
                    given_on=day,
                    text_version="2026-1",
                )

    def on(
        self,
        someone: Someone,
        contract: str,
        tier: str,
        worker: str,
        *,
        start: date | None = None,
        approved_on: date | None = None,
        proposed_only: bool = False,
    ) -> Someone:
        """The person with a place on a contract's roster."""
        first = start or self.timeline.start
        place = Place(
            id=self.chance.id("enrolment", contract, someone.key, day=first),
            contract=contract,
            tier=tier,
            worker=worker,
            start=first,
            approved_on=approved_on or first,
            proposed_only=proposed_only,
        )
        return replace(someone, places=(*someone.places, place))
