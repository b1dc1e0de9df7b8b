"""The office's events: list, card, announce, change, cancel, who comes."""

from datetime import datetime

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.handlers.callbacks import Open
from bot.handlers.office import event_form, event_screens
from bot.handlers.office.event_callbacks import OfficeEvent
from bot.handlers.office.event_screens import OfficeAttendance, OfficeEvents
from bot.handlers.screens import Reply, show
from bot.services import event_office
from bot.texts import Translate

# No filter hides these: the services refuse those outside the office, and so the attempt is logged.
router = Router(name="office-events")


@router.message(Command("event"))
@router.callback_query(Open.filter(F.screen == "event"))
async def open_list(
    event: Message | CallbackQuery, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """/event: the season's events."""
    return show(event, await event_screens.event_list(session, actor, now, t, 0))


@router.callback_query(OfficeEvents.filter())
async def turn_page(
    query: CallbackQuery, callback_data: OfficeEvents, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """Another page of the list."""
    return show(query, await event_screens.event_list(session, actor, now, t, callback_data.page))


@router.callback_query(OfficeEvent.filter(F.act == "open"))
async def open_card(
    query: CallbackQuery, callback_data: OfficeEvent, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """One event."""
    return show(query, await event_screens.card(session, actor, callback_data.event, now, t))


@router.callback_query(OfficeEvent.filter(F.act == "new"))
async def begin_new(
    query: CallbackQuery, session: AsyncSession, actor: Person, state: FSMContext, now: datetime, t: Translate
) -> Reply:
    """The dialog that makes a draft."""
    return show(query, await event_form.open_new(session, actor, state, t, now))


@router.callback_query(OfficeEvent.filter(F.act == "edit"))
async def begin_edit(
    query: CallbackQuery,
    callback_data: OfficeEvent,
    session: AsyncSession,
    actor: Person,
    state: FSMContext,
    now: datetime,
    t: Translate,
) -> Reply:
    """The summary of what there is, each line to be changed."""
    return show(query, await event_form.open_edit(session, actor, state, t, now, callback_data.event))


@router.callback_query(OfficeEvent.filter(F.act.in_({"ask-announce", "ask-cancel"})))
async def ask(
    query: CallbackQuery, callback_data: OfficeEvent, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """Sure? With the number of those who will be told."""
    act = callback_data.act.removeprefix("ask-")
    return show(query, await event_screens.question(session, actor, callback_data.event, t, act=act))


@router.callback_query(OfficeEvent.filter(F.act == "announce"))
async def announce(
    query: CallbackQuery, callback_data: OfficeEvent, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """To everybody the event is for."""
    told = await event_office.announce(session, actor, callback_data.event, now=now)
    note = t("event-office-announced", told=told)
    return show(query, await event_screens.card(session, actor, callback_data.event, now, t, note=note))


@router.callback_query(OfficeEvent.filter(F.act == "invite"))
async def invite_newcomers(
    query: CallbackQuery, callback_data: OfficeEvent, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """To those it is for who have not been told yet."""
    told = await event_office.invite_newcomers(session, actor, callback_data.event, now=now)
    note = t("event-office-invited", told=told)
    return show(query, await event_screens.card(session, actor, callback_data.event, now, t, note=note))


@router.callback_query(OfficeEvent.filter(F.act == "cancel"))
async def cancel(
    query: CallbackQuery, callback_data: OfficeEvent, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """Those who were to come are told."""
    told = await event_office.cancel(session, actor, callback_data.event, now=now)
    note = t("event-office-cancelled", told=told)
    return show(query, await event_screens.card(session, actor, callback_data.event, now, t, note=note))


@router.callback_query(OfficeAttendance.filter())
async def who_comes(
    query: CallbackQuery,
    callback_data: OfficeAttendance,
    session: AsyncSession,
    actor: Person,
    now: datetime,
    t: Translate,
) -> Reply:
    """Who goes or waits."""
    return show(
        query,
        await event_screens.attendance(
            session, actor, callback_data.event, callback_data.status, callback_data.page, now, t
        ),
    )
