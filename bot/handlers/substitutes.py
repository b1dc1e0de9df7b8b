"""Who stands in for a mentor, from a day to a day: named by the mentor or the office, answered by the one who is asked."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from aiogram import F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.db.queries import substitutes as queries
from bot.domain.paging import page_count
from bot.domain.substitutes import LONGEST, Span, SubstituteStatus
from bot.handlers.callbacks import Day, Open, PageNumber, RowId
from bot.handlers.keyboards import back_to, button, keyboard, page_row, to_menu
from bot.handlers.notices import notice_keyboard
from bot.handlers.office.team_callbacks import MentorSlot
from bot.handlers.screens import Reply, Screen, send, show
from bot.services import substitutes, teams
from bot.services.substitutes import Board
from bot.texts import Translate

router = Router(name="substitutes")

_PAGE = 8


class SubstituteBoard(CallbackData, prefix="sub"):
    """The substitutes of a team's mentor."""

    team: RowId


class SubstituteDays(CallbackData, prefix="sud"):
    """«Назначить замену»: the days are typed."""

    team: RowId


class SubstitutePick(CallbackData, prefix="sup"):
    """A page of whom to ask for these days."""

    team: RowId
    first: Day
    last: Day
    page: PageNumber = 0


class SubstituteName(CallbackData, prefix="sun"):
    """Ask this one."""

    team: RowId
    first: Day
    last: Day
    person: RowId


class SubstituteCancel(CallbackData, prefix="suc"):
    """Take it back."""

    row: RowId
    team: RowId


class SubstituteAnswer(CallbackData, prefix="sua"):
    """``open`` what one is asked, ``agree``, ``ask`` once more before one refuses, ``refuse``."""

    row: RowId
    act: str


class Naming(StatesGroup):
    """The mentor or the office is typing the days; the data names the ``team``."""

    days = State()


@router.callback_query(SubstituteBoard.filter())
async def open_board(
    query: CallbackQuery, callback_data: SubstituteBoard, session: AsyncSession, actor: Person, t: Translate,
    state: FSMContext,
) -> Reply:  # fmt: skip
    """«🔁 Замена»."""
    await state.clear()
    return show(query, _board(await substitutes.board(session, actor, callback_data.team), t))


def _board(board: Board, t: Translate) -> Screen:
    lines = [t("substitute-board", team=board.team.name, mentor=teams.mentor_name(board.mentor))]
    rows = []
    for line in board.lines:
        args = {"name": teams.mentor_name(line.person), "first": line.row.first_day, "last": line.row.last_day}
        lines.append(t("substitute-line", status=line.row.status.value, **args))
        label = t.plain("substitute-cancel", name=args["name"])
        rows.append([button(label, SubstituteCancel(row=line.row.id, team=board.team.id))])
    if not board.lines:
        lines.append(t("substitute-none"))
    rows.append([button(t.plain("substitute-new"), SubstituteDays(team=board.team.id))])
    rows.append([_back(board, t), to_menu(t)])
    return Screen("\n\n".join(lines), keyboard(rows))


def _back(board: Board, t: Translate) -> InlineKeyboardButton:
    if board.office:
        return button(t.plain("button-back"), MentorSlot(team=board.team.id))
    return back_to("teams", t)


@router.callback_query(SubstituteDays.filter())
async def ask_days(
    query: CallbackQuery, callback_data: SubstituteDays, session: AsyncSession, actor: Person, t: Translate,
    state: FSMContext,
) -> Reply:  # fmt: skip
    """Which days?"""
    board = await substitutes.board(session, actor, callback_data.team)
    await state.set_state(Naming.days)
    await state.set_data({"team": board.team.id})
    text = t("substitute-days-ask", team=board.team.name, days=LONGEST.days)
    return show(query, Screen(text, keyboard([[_to_board(board.team.id, t)]])))


@router.message(Naming.days, F.text, ~F.text.startswith("/"))
async def days_typed(
    message: Message, session: AsyncSession, actor: Person, now: datetime, t: Translate, state: FSMContext
) -> Reply:
    """Then whom; days that cannot be had are refused and asked again."""
    team_id = (await state.get_data())["team"]
    span = await substitutes.read_days(session, actor, team_id, message.text or "", now=now)
    await state.clear()
    pick = SubstitutePick(team=team_id, first=span.first.toordinal(), last=span.last.toordinal())
    return send(message, await _pick(session, actor, pick, t))


@router.message(Naming.days, ~F.text)
async def not_a_text(message: Message, t: Translate, state: FSMContext) -> Reply:
    """A voice, a photo, a sticker: the question stays."""
    team_id = (await state.get_data())["team"]
    return send(message, Screen(t("mentors-reason-text-only"), keyboard([[_to_board(team_id, t)]])))


@router.callback_query(SubstitutePick.filter())
async def pick(
    query: CallbackQuery, callback_data: SubstitutePick, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """Another page of mentors."""
    return show(query, await _pick(session, actor, callback_data, t))


async def _pick(session: AsyncSession, actor: Person, chosen: SubstitutePick, t: Translate) -> Screen:
    found = await substitutes.candidates(session, actor, chosen.team)
    pages = page_count(len(found), _PAGE)
    page = min(chosen.page, pages - 1)
    rows = [
        [
            button(
                t.plain("substitute-candidate", name=teams.mentor_name(each.person), load=each.load),
                SubstituteName(team=chosen.team, first=chosen.first, last=chosen.last, person=each.person.id),
            )
        ]
        for each in found[page * _PAGE : (page + 1) * _PAGE]
    ]
    rows.append(list(page_row(t, page=page, pages=pages, data=lambda one: chosen.model_copy(update={"page": one}))))
    span = _span(chosen)
    text = t("substitute-whom", first=span.first, last=span.last) if found else t("substitute-nobody")
    return Screen(text, keyboard([*rows, [_to_board(chosen.team, t)]]))


@router.callback_query(SubstituteName.filter())
async def name(
    query: CallbackQuery, callback_data: SubstituteName, session: AsyncSession, actor: Person, now: datetime,
    t: Translate,
) -> Reply:  # fmt: skip
    """They are asked at once."""
    data = callback_data
    await substitutes.ask(session, actor, data.team, data.person, _span(data), now=now)
    return show(query, _board(await substitutes.board(session, actor, data.team), t))


@router.callback_query(SubstituteCancel.filter())
async def cancel(
    query: CallbackQuery, callback_data: SubstituteCancel, session: AsyncSession, actor: Person, now: datetime,
    t: Translate,
) -> Reply:  # fmt: skip
    """«Отменить»."""
    row = await substitutes.cancel(session, actor, callback_data.row, now=now)
    return show(query, _board(await substitutes.board(session, actor, row.team_id), t))


@router.callback_query(SubstituteAnswer.filter(F.act == "open"))
async def open_question(
    query: CallbackQuery, callback_data: SubstituteAnswer, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """What one is asked, or has agreed to."""
    line = await substitutes.own(session, actor, callback_data.row)
    text = t(
        "substitute-mine",
        team=line.team.name,
        first=line.row.first_day,
        last=line.row.last_day,
        status=line.row.status.value,
    )
    asked = line.row.status is SubstituteStatus.ASKED
    rows = [_answers(line.row.id, t) if asked else _answers(line.row.id, t)[1:], [back_to("teams", t)]]
    return show(query, Screen(text, keyboard(rows)))


@router.callback_query(SubstituteAnswer.filter(F.act == "agree"))
async def agree(
    query: CallbackQuery, callback_data: SubstituteAnswer, session: AsyncSession, actor: Person, now: datetime,
    t: Translate,
) -> Reply:  # fmt: skip
    """«Подменю»."""
    row = await substitutes.agree(session, actor, callback_data.row, now=now)
    text = t("substitute-agreed-thanks", first=row.first_day, last=row.last_day)
    return show(query, Screen(text, keyboard([[back_to("teams", t)]])))


@router.callback_query(SubstituteAnswer.filter(F.act == "ask"))
async def ask_to_refuse(
    query: CallbackQuery, callback_data: SubstituteAnswer, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """«Не смогу» asks once more."""
    line = await substitutes.own(session, actor, callback_data.row)
    rows = [
        [button(t.plain("substitute-refuse-sure"), SubstituteAnswer(row=line.row.id, act="refuse"))],
        [button(t.plain("button-back"), SubstituteAnswer(row=line.row.id, act="open"))],
    ]
    return show(query, Screen(t("substitute-refuse-ask", team=line.team.name), keyboard(rows)))


@router.callback_query(SubstituteAnswer.filter(F.act == "refuse"))
async def refuse(
    query: CallbackQuery, callback_data: SubstituteAnswer, session: AsyncSession, actor: Person, now: datetime,
    t: Translate,
) -> Reply:  # fmt: skip
    """Somebody else has to be found."""
    await substitutes.refuse(session, actor, callback_data.row, now=now)
    return show(query, Screen(t("substitute-refused-thanks"), keyboard([[back_to("teams", t)]])))


def _span(chosen: SubstitutePick | SubstituteName) -> Span:
    return Span(date.fromordinal(chosen.first), date.fromordinal(chosen.last))


def _answers(row_id: int, t: Translate) -> list[InlineKeyboardButton]:
    return [
        button(t.plain("substitute-agree"), SubstituteAnswer(row=row_id, act="agree")),
        button(t.plain("substitute-refuse"), SubstituteAnswer(row=row_id, act="ask")),
    ]


def _to_board(team_id: int, t: Translate) -> InlineKeyboardButton:
    return button(t.plain("button-back"), SubstituteBoard(team=team_id))


def board_button(team_id: int, t: Translate) -> InlineKeyboardButton:
    """«🔁 Замена», on the pages of the mentor and the office."""
    return button(t.plain("substitute-open"), SubstituteBoard(team=team_id))


async def asked_rows(session: AsyncSession, actor: Person, t: Translate) -> list[list[InlineKeyboardButton]]:
    """What a mentor is asked to stand in for, or will, each as a row of /teams; teams of today are in the list anyway."""
    return [
        [
            button(
                t.plain("substitute-mine-row", team=line.team.name, asked=line.row.status is SubstituteStatus.ASKED),
                SubstituteAnswer(row=line.row.id, act="open"),
            )
        ]
        for line in await queries.of_person(session, actor.id)
    ]


async def acting_line(session: AsyncSession, team_id: int, t: Translate) -> list[str]:
    """Who answers for the mentor today, for a team's pages; nothing where the mentor does."""
    line = await queries.acting(session, team_id)
    if line is None:
        return []
    return [t("substitute-acting", name=teams.mentor_name(line.person), last=line.row.last_day)]


@notice_keyboard("substitute-asked")
def to_answer(t: Translate, args: Mapping[str, Any]) -> InlineKeyboardMarkup:
    """«Подменю», «Не смогу» right under the question."""
    return keyboard([_answers(args["row"], t)])


@notice_keyboard("substitute-refused")
@notice_keyboard("substitute-lapsed")
def to_board(t: Translate, args: Mapping[str, Any]) -> InlineKeyboardMarkup:
    """«🔁 Замена»: another one is to be found."""
    return keyboard([[board_button(args["team_id"], t)]])


@notice_keyboard("substitute-begins-you")
def to_teams(t: Translate, args: Mapping[str, Any]) -> InlineKeyboardMarkup:
    """«👥 Мои команды»."""
    return keyboard([[button(t.plain("menu-teams"), Open(screen="teams"))]])
