"""«Кто пришёл»: a tap a person, day by day; a name that is typed finds them."""

from datetime import date, datetime

from aiogram import F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.domain.paging import page_count
from bot.handlers.access import OfficeDoor
from bot.handlers.callbacks import Day, PageNumber, RowId
from bot.handlers.keyboards import Row, button, keyboard, page_row
from bot.handlers.office import name_search
from bot.handlers.office.event_callbacks import OfficeEvent, RollOf
from bot.handlers.screens import Reply, Screen, send, show
from bot.services import attendance
from bot.texts import Translate

router = Router(name="office-attendance")
router.message.middleware(OfficeDoor())
router.callback_query.middleware(OfficeDoor())

_PAGE = 10


class MarkCame(CallbackData, prefix="oam"):
    """Whether somebody came on a day: what it shall be, so that a double tap is one."""

    event: RowId
    person: RowId
    day: Day
    present: bool
    page: PageNumber = 0


class Calling(StatesGroup):
    """The roll is open: what is typed is a part of a name; the data name the event, the day and the search."""

    typing = State()


@router.callback_query(RollOf.filter())
async def open_roll(
    query: CallbackQuery, callback_data: RollOf, session: AsyncSession, actor: Person, state: FSMContext, now: datetime,
    t: Translate,
) -> Reply:  # fmt: skip
    """A page of the roll; another day or another event begins the search anew."""
    typed = await name_search.go_on(state, Calling.typing, event=callback_data.event, day=callback_data.day)
    return show(query, await _screen(session, actor, callback_data, typed, now, t))


@router.message(Calling.typing, F.text, ~F.text.startswith("/"))
async def search(
    message: Message, session: AsyncSession, actor: Person, state: FSMContext, now: datetime, t: Translate
) -> Reply:
    """A part of a name."""
    data = await name_search.look_for(message, state)
    where = RollOf(event=data["event"], day=data["day"])
    return send(message, await _screen(session, actor, where, data["typed"], now, t))


@router.callback_query(MarkCame.filter())
async def mark(
    query: CallbackQuery, callback_data: MarkCame, session: AsyncSession, actor: Person, state: FSMContext,
    now: datetime, t: Translate,
) -> Reply:  # fmt: skip
    """Came, or not after all."""
    day = date.fromordinal(callback_data.day)
    await attendance.mark(
        session, actor, callback_data.event, callback_data.person, day, callback_data.present, now=now
    )
    typed = str((await state.get_data()).get("typed", ""))
    where = RollOf(event=callback_data.event, day=callback_data.day, page=callback_data.page)
    return show(query, await _screen(session, actor, where, typed, now, t))


async def _screen(
    session: AsyncSession, actor: Person, where: RollOf, typed: str, now: datetime, t: Translate
) -> Screen:
    day = date.fromordinal(where.day) if where.day else None
    found = await attendance.read(
        session, actor, where.event, day=day, typed=typed, offset=where.page * _PAGE, limit=_PAGE, now=now
    )
    event, roll, ordinal = found.event, found.roll, found.day.toordinal()
    rows: list[Row] = [
        [
            button(
                t.plain("attendance-line", present=line.present, name=line.person.full_name or f"№ {line.person.id}"),
                MarkCame(event=event.id, person=line.person.id, day=ordinal, present=not line.present, page=where.page),
            )
        ]
        for line in roll.lines
    ]
    pages = page_count(roll.total, _PAGE)
    rows.append(
        page_row(t, page=where.page, pages=pages, data=lambda turn: RollOf(event=event.id, day=ordinal, page=turn))
    )
    others = [each for each in found.days if each != found.day]
    days = [button(t.day(each), RollOf(event=event.id, day=each.toordinal())) for each in others[:6]]
    rows += [days[start : start + 2] for start in range(0, len(days), 2)]
    rows.append([button(t.plain("button-back"), OfficeEvent(act="open", event=event.id))])
    text = t(
        "attendance-roll", title=event.title, day=t.day(found.day), present=roll.present, going=roll.going,
        searched=bool(typed), typed=typed, found=roll.total,
    )  # fmt: skip
    return Screen(text, keyboard(rows))
