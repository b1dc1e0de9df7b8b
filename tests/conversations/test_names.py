"""Names stand on every screen as they were typed: markup stays markup's characters, long ones come out whole."""

import pytest
from aiogram.filters.callback_data import CallbackData
from sqlalchemy import select, update

from bot.db.models import EventRegistration, Person, Team
from bot.domain.enums import RegistrationStatus
from bot.handlers.callbacks import Open
from bot.handlers.mentors import HeldTeam
from bot.handlers.office.event_screens import OfficeAttendance
from bot.handlers.office.members import MemberAct
from bot.handlers.office.person_callbacks import PersonCard
from bot.handlers.office.selection_callbacks import CardAct
from bot.handlers.office.team_callbacks import Candidates, MentorSlot, MoveTo, MoveWho, TeamCard
from bot.sandbox import Phone
from tests.conversations.conftest import Stage
from tests.conversations.test_access import World, build
from tests.engines import Sqlite

MARKUP = '<b>&"'
NAMES = {"markup": MARKUP, "long": "Ж" * 99 + "й"}


@pytest.fixture
def engine(sqlite: Sqlite) -> Sqlite:
    """What is shown does not depend on the engine."""
    return sqlite


async def prepare(stage: Stage, name: str) -> tuple[World, Phone]:
    """The world with everybody of this name, and the office's phone."""
    boss = await stage.office()
    async with stage.database.transaction() as session:
        world = await build(session)
        await session.execute(update(Person).values(surname=name, first_name=name, patronymic=None))
        for person_id in (await session.scalars(select(Person.id).where(Person.telegram_id >= 50_000))).all():
            answer = EventRegistration(
                event_id=world.closed_event, person_id=person_id, status=RegistrationStatus.GOING,
                queued_at=stage.now, updated_at=stage.now,
            )  # fmt: skip
            session.add(answer)
    return world, boss


async def shown(phone: Phone, button: CallbackData) -> str:
    """The screen a button leads to: its text and what stands on its buttons."""
    screen = await phone.forge(button.pack())
    return "\n".join([screen.text, *screen.buttons])


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
async def test_office_sees_names_as_typed(stage: Stage, name: str) -> None:
    world, boss = await prepare(stage, name)
    screens: list[CallbackData] = [
        Open(screen="people"),
        PersonCard(person=world.person),
        Open(screen="members"),
        MemberAct(act="open", person=world.member),
        MemberAct(act="ask", person=world.member),
        CardAct(app=world.application),
        TeamCard(team=world.team),
        MoveWho(team=world.team),
        MoveTo(person=world.person, source=world.team, target=world.other_team),
        Open(screen="mentors"),
        MentorSlot(team=world.team),
        Candidates(team=world.team),
        OfficeAttendance(event=world.closed_event, status=RegistrationStatus.GOING),
        Open(screen="audit"),
    ]
    for button in screens:
        if isinstance(button, Candidates):
            async with stage.database.transaction() as session:
                await session.execute(update(Team).values(mentor_id=None))
        assert (button, name in await shown(boss, button)) == (button, True)


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
async def test_participants_see_names_as_typed(stage: Stage, name: str) -> None:
    world, _ = await prepare(stage, name)
    phone = await stage.person("Анна")
    await phone.say("/help")
    async with stage.database.transaction() as session:
        (await session.scalars(select(Person).where(Person.telegram_id == phone.id))).one().telegram_id = None
        (await session.get_one(Person, world.person)).telegram_id = phone.id
    assert f"{name} {name[0]}." in (await phone.say("/team")).text
    assert name in (await phone.say("/profile")).text
    async with stage.database.transaction() as session:
        (await session.get_one(Person, world.person)).telegram_id = None
        (await session.get_one(Person, world.mentor)).telegram_id = phone.id
    assert name in await shown(phone, HeldTeam(team=world.other_team))
