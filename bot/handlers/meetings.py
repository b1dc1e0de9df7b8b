"""A team's meetings: planned in two messages, listed, followed by a roll-call of one tap a member."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from aiogram import F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.db.queries import meetings as queries
from bot.db.queries.meetings import MeetingLine
from bot.domain.event_input import parse_moment
from bot.domain.meetings import NOTE_LIMIT, PLACE_LIMIT, ensure_plannable
from bot.handlers.callbacks import PageNumber, RowId
from bot.handlers.keyboards import back_to, button, keyboard, page_row, to_menu
from bot.handlers.notices import notice_keyboard
from bot.handlers.screens import Reply, Screen, send, show
from bot.services import meetings, teams
from bot.services.meetings import MeetingCard
from bot.texts import Translate, join_lines

router = Router(name="meetings")


class MeetingLog(CallbackData, prefix="mtl"):
    """A page of a team's meetings."""

    team: RowId
    page: PageNumber = 0


class PlanMeeting(CallbackData, prefix="mtp"):
    """Plan a meeting, or enter one that was held."""

    team: RowId


class OpenMeeting(CallbackData, prefix="mto"):
    """A meeting, for its tutor with the roll-call."""

    meeting: RowId


class MarkPresent(CallbackData, prefix="mtm"):
    """Somebody was there or not: what it shall be, so that a double tap is one."""

    meeting: RowId
    person: RowId
    present: bool


class NoteMeeting(CallbackData, prefix="mtn"):
    """Write a note on a meeting."""

    meeting: RowId


class MoveMeeting(CallbackData, prefix="mtv"):
    """Another time for a meeting to come."""

    meeting: RowId


class CancelMeeting(CallbackData, prefix="mtx"):
    """A meeting does not take place, then ``sure``."""

    meeting: RowId
    sure: bool = False


class Planning(StatesGroup):
    """The tutor or mentor is typing; the data names the ``team``, then ``at`` too, or the ``meeting`` of a note or of
    another time."""

    when = State()
    place = State()
    note = State()
    moving = State()


@router.callback_query(MeetingLog.filter())
async def open_log(
    query: CallbackQuery, callback_data: MeetingLog, session: AsyncSession, actor: Person, t: Translate,
    state: FSMContext,
) -> Reply:  # fmt: skip
    """«📅 Встречи»; whoever was typing has changed their mind."""
    await state.clear()
    log = await meetings.log(session, actor, callback_data.team, page=callback_data.page)
    rows = [[button(_line(each, t), OpenMeeting(meeting=each.meeting.id))] for each in log.lines]
    team_id = log.team.id
    turn = page_row(t, page=log.page, pages=log.pages, data=lambda page: MeetingLog(team=team_id, page=page))
    plan = [button(t.plain("meeting-plan"), PlanMeeting(team=team_id))] if log.plans else []
    text = t("meeting-log", team=log.team.name, empty=not log.lines)
    back = [] if log.office else [back_to("teams" if log.mentor else "team", t)]
    return show(query, Screen(text, keyboard([*rows, list(turn), plan, [*back, to_menu(t)]])))


def _line(line: MeetingLine, t: Translate) -> str:
    rolled = line.meeting.rolled_at is not None
    cancelled = line.meeting.cancelled_at is not None
    return t.plain("meeting-line", at=line.meeting.starts_at, rolled=rolled, present=line.present, cancelled=cancelled)


@router.callback_query(PlanMeeting.filter())
async def ask_when(
    query: CallbackQuery, callback_data: PlanMeeting, session: AsyncSession, actor: Person, t: Translate,
    state: FSMContext,
) -> Reply:  # fmt: skip
    """«Назначить встречу»: when."""
    team = await meetings.planner_of(session, actor, callback_data.team)
    await state.set_state(Planning.when)
    await state.set_data({"team": team.id})
    return send(query, Screen(t("meeting-when", team=team.name), keyboard([[log_button(team.id, t)]])))


@router.message(Planning.when, F.text, ~F.text.startswith("/"))
async def when_typed(message: Message, now: datetime, t: Translate, state: FSMContext) -> Reply:
    """Then where."""
    at = parse_moment(message.text or "", zone=t.home_zone, now=now, day_of=now)
    ensure_plannable(at, now)
    team_id = (await state.get_data())["team"]
    await state.set_data({"team": team_id, "at": at.isoformat()})
    await state.set_state(Planning.place)
    text = t("meeting-where", at=at, limit=PLACE_LIMIT)
    return send(message, Screen(text, keyboard([[log_button(team_id, t)]])))


@router.message(Planning.place, F.text, ~F.text.startswith("/"))
async def place_typed(
    message: Message, session: AsyncSession, actor: Person, now: datetime, t: Translate, state: FSMContext
) -> Reply:
    """The meeting is there."""
    data = await state.get_data()
    at = datetime.fromisoformat(data["at"])
    meeting = await meetings.plan(session, actor, data["team"], at, message.text or "", now=now)
    await state.clear()
    return send(message, _card(await meetings.card(session, actor, meeting.id, now=now), now, t))


@router.callback_query(OpenMeeting.filter())
async def open_meeting(
    query: CallbackQuery, callback_data: OpenMeeting, session: AsyncSession, actor: Person, now: datetime,
    t: Translate, state: FSMContext,
) -> Reply:  # fmt: skip
    """When, where, who was there."""
    await state.clear()
    return show(query, _card(await meetings.card(session, actor, callback_data.meeting, now=now), now, t))


def _card(card: MeetingCard, now: datetime, t: Translate) -> Screen:
    meeting = card.meeting
    held = meeting.starts_at <= now and meeting.cancelled_at is None
    name = teams.given_name if card.mentor else teams.mate_name
    lines = [t("meeting-card", team=card.team.name, at=meeting.starts_at, place=meeting.place)]
    if meeting.note:
        lines.append(t("meeting-card-note", note=meeting.note))
    if meeting.cancelled_at is not None:
        lines.append(t("meeting-card-cancelled"))
    rows = []
    if card.plans:
        rows = [
            [
                button(t.plain("meeting-move"), MoveMeeting(meeting=meeting.id)),
                button(t.plain("meeting-cancel"), CancelMeeting(meeting=meeting.id)),
            ]
        ]
    if held and card.leads:
        lines.append(t("meeting-roll"))
        rows = [
            [
                button(
                    t.plain("meeting-roll-line", name=name(each.person), present=bool(each.present)),
                    MarkPresent(meeting=meeting.id, person=each.person.id, present=not each.present),
                )
            ]
            for each in card.roll
        ]
        rows.append([button(t.plain("meeting-note"), NoteMeeting(meeting=meeting.id))])
    elif held and card.roll:
        who = [t("meeting-roll-line", name=name(each.person), present=bool(each.present)) for each in card.roll]
        lines.append(join_lines(who) if meeting.rolled_at is not None else t("meeting-unrolled"))
    return Screen("\n\n".join(lines), keyboard([*rows, [log_button(card.team.id, t), to_menu(t)]]))


@router.callback_query(MoveMeeting.filter())
async def ask_new_time(
    query: CallbackQuery, callback_data: MoveMeeting, session: AsyncSession, actor: Person, now: datetime,
    t: Translate, state: FSMContext,
) -> Reply:  # fmt: skip
    """«Перенести»: to when."""
    meeting, team = await meetings.planned(session, actor, callback_data.meeting, now=now)
    await state.set_state(Planning.moving)
    await state.set_data({"meeting": meeting.id})
    text = t("meeting-move-when", team=team.name, at=meeting.starts_at)
    return send(query, Screen(text, keyboard([[button(t.plain("button-back"), OpenMeeting(meeting=meeting.id))]])))


@router.message(Planning.moving, F.text, ~F.text.startswith("/"))
async def new_time_typed(
    message: Message, session: AsyncSession, actor: Person, now: datetime, t: Translate, state: FSMContext
) -> Reply:
    """The meeting is at another time."""
    meeting_id = (await state.get_data())["meeting"]
    at = parse_moment(message.text or "", zone=t.home_zone, now=now, day_of=now)
    await meetings.move(session, actor, meeting_id, at, now=now)
    await state.clear()
    return send(message, _card(await meetings.card(session, actor, meeting_id, now=now), now, t))


@router.callback_query(CancelMeeting.filter())
async def cancel(
    query: CallbackQuery, callback_data: CancelMeeting, session: AsyncSession, actor: Person, now: datetime,
    t: Translate,
) -> Reply:  # fmt: skip
    """«Отменить», once more before the team is told."""
    if callback_data.sure:
        await meetings.cancel(session, actor, callback_data.meeting, now=now)
        return show(query, _card(await meetings.card(session, actor, callback_data.meeting, now=now), now, t))
    meeting, team = await meetings.planned(session, actor, callback_data.meeting, now=now)
    sure = button(t.plain("meeting-cancel-sure"), CancelMeeting(meeting=meeting.id, sure=True))
    back = button(t.plain("button-back"), OpenMeeting(meeting=meeting.id))
    return show(
        query, Screen(t("meeting-cancel-ask", team=team.name, at=meeting.starts_at), keyboard([[sure], [back]]))
    )


@router.callback_query(MarkPresent.filter())
async def mark(
    query: CallbackQuery, callback_data: MarkPresent, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """One tap a member."""
    data = callback_data
    await meetings.mark(session, actor, data.meeting, data.person, data.present, now=now)
    return show(query, _card(await meetings.card(session, actor, data.meeting, now=now), now, t))


@router.callback_query(NoteMeeting.filter())
async def ask_for_note(
    query: CallbackQuery, callback_data: NoteMeeting, session: AsyncSession, actor: Person, now: datetime,
    t: Translate, state: FSMContext,
) -> Reply:  # fmt: skip
    """«Заметка»."""
    meeting = await meetings.led(session, actor, callback_data.meeting, now=now)
    await state.set_state(Planning.note)
    await state.set_data({"meeting": meeting.id})
    text = t("meeting-note-ask", limit=NOTE_LIMIT)
    return send(query, Screen(text, keyboard([[log_button(meeting.team_id, t)]])))


@router.message(Planning.note, F.text, ~F.text.startswith("/"))
async def note_typed(
    message: Message, session: AsyncSession, actor: Person, now: datetime, t: Translate, state: FSMContext
) -> Reply:
    """The note is in the log."""
    meeting_id = (await state.get_data())["meeting"]
    await meetings.write_note(session, actor, meeting_id, message.text or "", now=now)
    await state.clear()
    return send(message, _card(await meetings.card(session, actor, meeting_id, now=now), now, t))


@router.message(Planning.when, ~F.text)
@router.message(Planning.place, ~F.text)
@router.message(Planning.note, ~F.text)
@router.message(Planning.moving, ~F.text)
async def not_a_text(message: Message, t: Translate) -> Reply:
    """A voice, a photo, a sticker: the question stays."""
    return send(message, Screen(t("team-question-text-only"), keyboard([[to_menu(t)]])))


def log_button(team_id: int, t: Translate) -> InlineKeyboardButton:
    """«📅 Встречи», on the pages of the team, the mentor and the office."""
    return button(t.plain("meeting-open"), MeetingLog(team=team_id))


@notice_keyboard("meeting-planned")
@notice_keyboard("meeting-moved")
@notice_keyboard("reminder-meeting")
@notice_keyboard("reminder-meeting-lead")
def to_meeting(t: Translate, args: Mapping[str, Any]) -> InlineKeyboardMarkup:
    """«📅 Встреча»."""
    return keyboard([[button(t.plain("meeting-open-one"), OpenMeeting(meeting=args["meeting"]))]])


async def next_line(session: AsyncSession, team_id: int, now: datetime, t: Translate) -> list[str]:
    """When and where the team meets next, for its page; nothing where nothing is planned."""
    meeting = await queries.next_of(session, team_id, now=now)
    return [t("meeting-next", at=meeting.starts_at, place=meeting.place)] if meeting is not None else []
