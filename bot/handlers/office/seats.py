"""«Места и резерв» of a call: numbers, who has not answered, the reserve, what happened; and «Почему?» of one application."""

from datetime import datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.domain.errors import RuleViolation
from bot.domain.seats import MOST_PLACES
from bot.handlers.office import seat_screens as screens
from bot.handlers.office.seat_callbacks import SeatLimit, SeatList, SeatsOf, WhyAct
from bot.handlers.screens import Reply, send, show
from bot.services import seat_office
from bot.texts import Translate

# No filter hides these: the services refuse those outside the office, and so the attempt is logged.
router = Router(name="office-seats")


class Limiting(StatesGroup):
    """The office types how many places a municipality may have."""

    limit = State()


@router.callback_query(SeatsOf.filter(F.act == "open"))
async def open_seats(
    query: CallbackQuery,
    callback_data: SeatsOf,
    session: AsyncSession,
    actor: Person,
    state: FSMContext,
    t: Translate,
) -> Reply:
    """The places of a call."""
    await state.clear()
    return show(query, screens.overview_screen(await seat_office.overview(session, actor, callback_data.call), t))


@router.callback_query(SeatsOf.filter(F.act.in_({"auto", "hand"})))
async def set_refill(
    query: CallbackQuery, callback_data: SeatsOf, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """The reserve moves up by itself, or by the button."""
    await seat_office.set_refill(session, actor, callback_data.call, automatic=callback_data.act == "auto", now=now)
    return show(query, screens.overview_screen(await seat_office.overview(session, actor, callback_data.call), t))


@router.callback_query(SeatsOf.filter(F.act == "fill"))
async def fill(
    query: CallbackQuery, callback_data: SeatsOf, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """The next of the reserve move up now."""
    count = await seat_office.fill(session, actor, callback_data.call, now=now)
    overview = await seat_office.overview(session, actor, callback_data.call)
    return show(query, screens.overview_screen(overview, t, note=t("seats-filled", count=count)))


@router.callback_query(SeatsOf.filter(F.act == "term"))
async def ask_term(
    query: CallbackQuery, callback_data: SeatsOf, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """How long may they think?"""
    overview = await seat_office.overview_to_set(session, actor, callback_data.call)
    return show(query, screens.terms_screen(overview, t))


@router.callback_query(SeatsOf.filter(F.act == "days"))
async def set_term(
    query: CallbackQuery, callback_data: SeatsOf, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """So many days."""
    await seat_office.set_term(session, actor, callback_data.call, callback_data.days, now=now)
    return show(query, screens.overview_screen(await seat_office.overview(session, actor, callback_data.call), t))


@router.callback_query(SeatsOf.filter(F.act == "places"))
async def open_places(
    query: CallbackQuery,
    callback_data: SeatsOf,
    session: AsyncSession,
    actor: Person,
    state: FSMContext,
    t: Translate,
) -> Reply:
    """The municipalities and their limits."""
    await state.clear()
    return show(query, await screens.limits_screen(session, actor, callback_data.call, t))


@router.callback_query(SeatLimit.filter())
async def ask_limit(
    query: CallbackQuery,
    callback_data: SeatLimit,
    session: AsyncSession,
    actor: Person,
    state: FSMContext,
    now: datetime,
    t: Translate,
) -> Reply:
    """How many at most? Or the limit goes."""
    if callback_data.lift:
        await seat_office.set_limit(session, actor, callback_data.call, callback_data.place, None, now=now)
        return show(query, await screens.limits_screen(session, actor, callback_data.call, t))
    screen = await screens.limit_question(session, actor, callback_data.call, callback_data.place, t)
    await state.set_state(Limiting.limit)
    await state.set_data({"call": callback_data.call, "place": callback_data.place})
    return show(query, screen)


@router.message(Limiting.limit, F.text)
async def take_limit(
    message: Message, session: AsyncSession, actor: Person, state: FSMContext, now: datetime, t: Translate
) -> Reply:
    """The number as typed."""
    data, typed = await state.get_data(), (message.text or "").strip()
    if not typed.isdecimal() or len(typed) > len(str(MOST_PLACES)):
        raise RuleViolation("seat-limit-bad", most=MOST_PLACES)
    await seat_office.set_limit(session, actor, data["call"], data["place"], int(typed), now=now)
    await state.clear()
    return send(message, await screens.limits_screen(session, actor, data["call"], t))


@router.callback_query(SeatList.filter())
async def open_list(
    query: CallbackQuery, callback_data: SeatList, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """A page of those who have not answered, of the reserve, or of what happened."""
    return show(query, await screens.list_screen(session, actor, callback_data, now, t))


@router.callback_query(WhyAct.filter())
async def why(
    query: CallbackQuery, callback_data: WhyAct, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """«Почему?», and what the office may do about this person's place."""
    acts = {"confirm": seat_office.confirm_for, "free": seat_office.free, "back": seat_office.put_back}
    if act := acts.get(callback_data.act):
        await act(session, actor, callback_data.app, now=now)
    if callback_data.act == "ask":
        return show(
            query, screens.free_question(await seat_office.story_to_move(session, actor, callback_data.app, now=now), t)
        )
    story = await seat_office.story(session, actor, callback_data.app, now=now)
    return show(query, screens.why_screen(story, t))
