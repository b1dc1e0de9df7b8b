"""Personal access: the office opens a closed call for one person, until a moment and for a reason."""

from datetime import datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.domain.applications import is_past
from bot.domain.event_input import parse_moment
from bot.handlers.access import OfficeDoor
from bot.handlers.keyboards import Row, button, keyboard
from bot.handlers.office.person_callbacks import AccessOf, PersonCard
from bot.handlers.screens import Reply, Screen, send, show
from bot.services import personal_access
from bot.services.personal_access import PersonalCall
from bot.texts import Translate

router = Router(name="office-personal-access")
router.message.middleware(OfficeDoor())
router.callback_query.middleware(OfficeDoor())


class Opening(StatesGroup):
    """The office types until when, then why."""

    until = State()
    reason = State()


@router.callback_query(AccessOf.filter(F.act == "open"))
async def open_access(
    query: CallbackQuery,
    callback_data: AccessOf,
    session: AsyncSession,
    actor: Person,
    state: FSMContext,
    now: datetime,
    t: Translate,
) -> Reply:
    """How the call stands for this person."""
    await state.set_state(None)
    found = await personal_access.open_card(session, actor, callback_data.person, now=now)
    return show(query, _screen(found, now, t))


def _screen(found: PersonalCall, now: datetime, t: Translate) -> Screen:
    access, person = found.access, found.person
    stands = access is not None and access.until is not None and not is_past(access.until, now)
    text = t(
        "personal-access",
        name=person.full_name,
        role=found.call.role.value,
        closes=found.call.closes_at,
        status=found.application.status.value if found.application is not None else "none",
        number=found.application.number if found.application is not None else "",
        state="open" if stands else "over" if access is not None else "closed" if found.closed else "not-closed",
        until=access.until if access is not None else "",
        reason=access.reason if access is not None else "",
    )
    rows: list[Row] = []
    if found.closed:
        label = t.plain("personal-access-extend" if stands else "personal-access-grant")
        rows.append([button(label, AccessOf(act="grant", person=person.id))])
    if stands:
        rows.append([button(t.plain("personal-access-revoke"), AccessOf(act="revoke", person=person.id))])
    return Screen(text, keyboard([*rows, [button(t.plain("button-back"), PersonCard(person=person.id))]]))


@router.callback_query(AccessOf.filter(F.act == "grant"))
async def ask_until(
    query: CallbackQuery,
    callback_data: AccessOf,
    session: AsyncSession,
    actor: Person,
    state: FSMContext,
    now: datetime,
    t: Translate,
) -> Reply:
    """Until when?"""
    found = await personal_access.ensure_may_open(session, actor, callback_data.person, now=now)
    await state.set_state(Opening.until)
    await state.set_data({"person": found.person.id})
    return show(query, Screen(t("personal-access-ask-until"), keyboard([_back(found.person.id, t)])))


@router.message(Opening.until, F.text)
async def take_until(
    message: Message, session: AsyncSession, actor: Person, state: FSMContext, now: datetime, t: Translate
) -> Reply:
    """The moment; why?"""
    person_id = (await state.get_data()).get("person", 0)
    until = parse_moment(message.text or "", zone=t.home_zone, now=now, day_of=now)
    await personal_access.ensure_may_open(session, actor, person_id, until, now=now)
    await state.set_state(Opening.reason)
    await state.update_data(until=until.isoformat())
    return send(message, Screen(t("personal-access-ask-reason", until=until), keyboard([_back(person_id, t)])))


@router.message(Opening.reason, F.text)
async def take_reason(
    message: Message, session: AsyncSession, actor: Person, state: FSMContext, now: datetime, t: Translate
) -> Reply:
    """The reason; from now on the call is open to this person."""
    data = await state.get_data()
    person_id, until = data.get("person", 0), datetime.fromisoformat(data["until"])
    await personal_access.grant(session, actor, person_id, until, message.text or "", now=now)
    await state.clear()
    return send(message, _screen(await personal_access.open_card(session, actor, person_id, now=now), now, t))


@router.callback_query(AccessOf.filter(F.act == "revoke"))
async def revoke(
    query: CallbackQuery, callback_data: AccessOf, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """Closed for this person too."""
    await personal_access.revoke(session, actor, callback_data.person, now=now)
    found = await personal_access.open_card(session, actor, callback_data.person, now=now)
    return show(query, _screen(found, now, t))


def _back(person_id: int, t: Translate) -> Row:
    return [button(t.plain("button-back"), AccessOf(act="open", person=person_id))]
