"""/teams: a mentor's teams and the offers that wait for an answer."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.db.queries import mentors as queries
from bot.db.queries import projects as project_queries
from bot.domain.enums import Role
from bot.handlers import meetings, projects, substitutes, team_questions
from bot.handlers.access import RoleIs
from bot.handlers.callbacks import Open, RowId
from bot.handlers.keyboards import back_to, button, keyboard, to_menu
from bot.handlers.mentor_profiles import profile_button
from bot.handlers.notices import notice_keyboard
from bot.handlers.screens import Reply, Screen, send, show
from bot.services import mentor_profiles, mentor_teams, mentors, teams
from bot.texts import Translate, join_lines

router = Router(name="mentors")


class OfferCard(CallbackData, prefix="moc"):
    """Look at an offer."""

    offer: RowId


class Accept(CallbackData, prefix="moa"):
    """Take the team."""

    offer: RowId


class AcceptOnline(CallbackData, prefix="moo"):
    """Take it to meet online only."""

    offer: RowId


class Decline(CallbackData, prefix="mod"):
    """Do not take it; ``reason`` is an index in REASONS, -1 to be asked, -2 to type one."""

    offer: RowId
    reason: int = -1


class HeldTeam(CallbackData, prefix="mot"):
    """Look at a team one leads."""

    team: RowId


class Declining(StatesGroup):
    """The mentor is typing why; the data names the ``offer``."""

    reason = State()


_ASK, _TYPE = -1, -2


@router.message(Command("teams", "team"), RoleIs(Role.MENTOR))
@router.callback_query(Open.filter(F.screen == "teams"), RoleIs(Role.MENTOR))
async def open_teams(
    event: Message | CallbackQuery, session: AsyncSession, actor: Person, t: Translate, state: FSMContext
) -> Reply:
    """Everything a mentor leads or is asked to lead."""
    await state.clear()
    return show(event, await teams_screen(session, actor, t))


async def teams_screen(session: AsyncSession, actor: Person, t: Translate) -> Screen:
    """A mentor's teams and offers."""
    mine = await mentor_teams.mine(session, actor)
    lines = [t("mentors-mine"), ""]
    if mine.held:
        lines.append(t("mentors-mine-held", count=len(mine.held)))
    if mine.offers:
        lines.append(t("mentors-mine-open", count=len(mine.offers)))
    if not mine.held and not mine.offers:
        lines.append(t("mentors-mine-empty"))
    rows = [
        [button(t.plain("mentors-mine-offer", team=line.team.name), OfferCard(offer=offer.id))]
        for offer, line in mine.offers
    ]
    rows += [
        [button(t.plain("mentors-mine-team", team=line.team.name), HeldTeam(team=line.team.id))] for line in mine.held
    ]
    rows += await substitutes.asked_rows(session, actor, t)
    if await mentor_profiles.has_one(session, actor):
        rows.append([profile_button(t)])
    return Screen("\n".join(lines), keyboard([*rows, [to_menu(t)]]))


@router.callback_query(OfferCard.filter())
async def open_offer(
    query: CallbackQuery,
    callback_data: OfferCard,
    session: AsyncSession,
    actor: Person,
    now: datetime,
    t: Translate,
    state: FSMContext,
) -> Reply:
    """What the offer is about: no student's name before it is accepted."""
    await state.clear()
    card = await mentors.offer_card(session, actor, callback_data.offer, now=now)
    buttons = keyboard([*_answers(callback_data.offer, t), [back_to("teams", t)]])
    return show(query, Screen(t("mentors-offer", **card), buttons))


@router.callback_query(Accept.filter())
async def accept(
    query: CallbackQuery, callback_data: Accept, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """«Принять»."""
    team = await mentors.accept(session, actor, callback_data.offer, now=now)
    return show(query, await _held(session, actor, team.id, now, t))


@router.callback_query(AcceptOnline.filter())
async def accept_online(
    query: CallbackQuery, callback_data: AcceptOnline, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """«Только онлайн»."""
    team = await mentors.accept(session, actor, callback_data.offer, online_only=True, now=now)
    return show(query, await _held(session, actor, team.id, now, t))


@router.callback_query(HeldTeam.filter())
async def open_held(
    query: CallbackQuery, callback_data: HeldTeam, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """A team the mentor leads."""
    return show(query, await _held(session, actor, callback_data.team, now, t))


async def _held(session: AsyncSession, actor: Person, team_id: int, now: datetime, t: Translate) -> Screen:
    line, members = await mentor_teams.held_team(session, actor, team_id)
    titles = await project_queries.titles(session, [team_id])
    text = t(
        "mentors-team",
        team=line.team.name,
        direction=line.direction or "—",
        project=titles.get(team_id) or t.plain("mentors-team-no-project"),
        tutor=teams.tutor_name(line.tutor),
        meets=await queries.is_online_only(session, team_id),
        size=line.size,
        members=join_lines(t("team-mine-mate", name=teams.given_name(each)) for each in members),
    )
    rows = [[team_questions.ask_button(team_id, t)]] if line.tutor is not None else []
    rows.append([projects.project_button(team_id, t)])
    rows.append([meetings.log_button(team_id, t)])
    if line.team.mentor_id == actor.id:
        rows[-1].append(substitutes.board_button(team_id, t))
    lines = [text, *await substitutes.acting_line(session, team_id, t)]
    lines += await meetings.next_line(session, team_id, now, t) or [t("mentors-team-no-meeting")]
    lines.append(t("mentors-team-how", tutor=line.tutor is not None))
    return Screen("\n\n".join(lines), keyboard([*rows, [back_to("teams", t)]]))


@router.callback_query(Decline.filter(F.reason == _ASK))
async def ask_why(
    query: CallbackQuery,
    callback_data: Decline,
    session: AsyncSession,
    actor: Person,
    now: datetime,
    t: Translate,
    state: FSMContext,
) -> Reply:
    """«Отказаться»: first the reason."""
    await state.clear()
    card = await mentors.offer_card(session, actor, callback_data.offer, now=now)
    rows = [
        [button(t.plain(key), Decline(offer=callback_data.offer, reason=index))]
        for index, key in enumerate(mentors.REASONS)
    ]
    rows.append([button(t.plain("mentors-reason-typed"), Decline(offer=callback_data.offer, reason=_TYPE))])
    rows.append([_back_to_offer(callback_data.offer, t)])
    return show(query, Screen(t("mentors-decline-why", team=card["team"]), keyboard(rows)))


@router.callback_query(Decline.filter(F.reason == _TYPE))
async def ask_to_type(
    query: CallbackQuery,
    callback_data: Decline,
    session: AsyncSession,
    actor: Person,
    now: datetime,
    t: Translate,
    state: FSMContext,
) -> Reply:
    """«Другая причина»."""
    await mentors.offer_card(session, actor, callback_data.offer, now=now)
    await state.set_state(Declining.reason)
    await state.set_data({"offer": callback_data.offer})
    text = t("mentors-reason-ask", limit=mentors.REASON_LIMIT)
    return show(query, Screen(text, keyboard([[_back_to_offer(callback_data.offer, t)]])))


@router.callback_query(Decline.filter(F.reason >= 0))
async def decline(
    query: CallbackQuery,
    callback_data: Decline,
    session: AsyncSession,
    actor: Person,
    now: datetime,
    t: Translate,
    state: FSMContext,
) -> Reply:
    """A reason from the list."""
    await state.clear()
    reason = mentors.REASONS[min(callback_data.reason, len(mentors.REASONS) - 1)]
    return show(query, await _declined(session, actor, callback_data.offer, reason, now, t))


@router.message(Declining.reason, F.text, ~F.text.startswith("/"))
async def decline_typed(
    message: Message, session: AsyncSession, actor: Person, now: datetime, t: Translate, state: FSMContext
) -> Reply:
    """A typed reason; one that is too long is refused and asked again."""
    offer_id = (await state.get_data())["offer"]
    await state.clear()
    return send(message, await _declined(session, actor, offer_id, message.text or "", now, t))


@router.message(Declining.reason, ~F.text)
async def not_a_text(message: Message, t: Translate, state: FSMContext) -> Reply:
    """A voice, a photo, a sticker: the question stays."""
    offer_id = (await state.get_data())["offer"]
    return send(message, Screen(t("mentors-reason-text-only"), keyboard([[_back_to_offer(offer_id, t)]])))


async def _declined(
    session: AsyncSession, actor: Person, offer_id: int, reason: str, now: datetime, t: Translate
) -> Screen:
    team = await mentors.decline(session, actor, offer_id, reason=reason, now=now)
    return Screen(t("mentors-declined", team=team.name), keyboard([[back_to("teams", t)]]))


def _answers(offer_id: int, t: Translate) -> list[list[InlineKeyboardButton]]:
    return [
        [
            button(t.plain("mentors-accept"), Accept(offer=offer_id)),
            button(t.plain("mentors-accept-online"), AcceptOnline(offer=offer_id)),
        ],
        [button(t.plain("mentors-decline"), Decline(offer=offer_id))],
    ]


def _back_to_offer(offer_id: int, t: Translate) -> InlineKeyboardButton:
    return button(t.plain("button-back"), OfferCard(offer=offer_id))


@notice_keyboard("mentors-offer")
def answer_offer(t: Translate, args: Mapping[str, Any]) -> InlineKeyboardMarkup:
    """«Принять», «Только онлайн», «Отказаться» right under the offer."""
    return keyboard(_answers(args["offer"], t))


@notice_keyboard("mentors-offer-passed")
@notice_keyboard("mentors-offer-withdrawn")
@notice_keyboard("mentors-appointed")
def to_teams(t: Translate, args: Mapping[str, Any]) -> InlineKeyboardMarkup:
    """«🤝 Мои команды»."""
    return keyboard([[button(t.plain("menu-teams"), Open(screen="teams"))]])
