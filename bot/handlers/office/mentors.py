"""Mentors for the office: who has one, whom each team was offered to, whom to ask next."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from aiogram import F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import MentorOffer, Person
from bot.db.queries import mentor_profiles as profile_queries
from bot.db.queries import mentors as queries
from bot.db.queries import teams as team_queries
from bot.domain.access import Permission
from bot.domain.enums import OfferStatus
from bot.domain.paging import page_count
from bot.domain.text_arguments import Html
from bot.handlers import substitutes
from bot.handlers.access import OfficeDoor
from bot.handlers.callbacks import Open, PageNumber, RowId
from bot.handlers.keyboards import back_to, button, keyboard, page_row
from bot.handlers.notices import notice_keyboard
from bot.handlers.office.team_callbacks import Candidates, MentorSlot, TeamCard
from bot.handlers.screens import Reply, Screen, show
from bot.services import mentor_matching, mentors, office, seasons, teams
from bot.texts import Translate, join_lines

router = Router(name="office-mentors")
router.callback_query.middleware(OfficeDoor())

_PAGE = 8
_AHEAD = 3
"""How many of those who would be asked next are named."""


class MentorsPage(CallbackData, prefix="tmp"):
    """A page of the overview."""

    page: PageNumber


class MatchAll(CallbackData, prefix="tma"):
    """«Подобрать всем»: proposals are staged."""

    run: RowId


class ReleaseStaged(CallbackData, prefix="tmr"):
    """«Отправить», then ``sure``."""

    run: RowId
    sure: bool = False


class SlotAct(CallbackData, prefix="tmz"):
    """``unstage`` a proposal; ``ask`` whether to end a mentor's work with the team, ``end`` it."""

    team: RowId
    act: str


class OfferNext(CallbackData, prefix="tmn"):
    """«Предложить лучшему»."""

    team: RowId


class Withdraw(CallbackData, prefix="tmx"):
    """«Отозвать», then ``sure``."""

    offer: RowId
    team: RowId
    sure: bool = False


@router.callback_query(Open.filter(F.screen == "mentors"))
async def open_overview(
    query: CallbackQuery, session: AsyncSession, actor: Person, t: Translate, state: FSMContext
) -> Reply:
    """Every published team and its mentor."""
    await state.clear()
    return show(query, await _overview(session, actor, t, page=0))


@router.callback_query(MentorsPage.filter())
async def turn_page(
    query: CallbackQuery, callback_data: MentorsPage, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """Another page of it."""
    return show(query, await _overview(session, actor, t, page=callback_data.page))


async def _overview(session: AsyncSession, actor: Person, t: Translate, *, page: int, above: str = "") -> Screen:
    await office.ensure_allowed(session, actor, Permission.OFFER_TEAMS)
    season = await seasons.current(session)
    run = await team_queries.published_run(session, season.id)
    if run is None:
        return Screen(t("mentors-overview-unpublished"), keyboard([[back_to("office", t)]]))
    lines = await team_queries.lines(session, run.id)
    asked, staged = await queries.asked_now(session, run.id), await queries.staged(session, run.id)
    text = t(
        "mentors-overview",
        count=len(lines),
        held=sum(line.mentor is not None for line in lines),
        open=len(asked),
        staged=len(staged),
        pool=len(await queries.pool(session, run.id, season.id)),
    )
    pages = page_count(len(lines), _PAGE)
    page = min(max(page, 0), pages - 1)
    rows = [
        [button(_line(line, asked, staged, t), MentorSlot(team=line.team.id))]
        for line in lines[page * _PAGE : (page + 1) * _PAGE]
    ]
    rows.append(list(page_row(t, page=page, pages=pages, data=lambda number: MentorsPage(page=number))))
    if any(line.mentor is None and line.team.id not in asked for line in lines):
        rows.append([button(t.plain("mentors-match-all"), MatchAll(run=run.id))])
    if staged:
        rows.append([button(t.plain("mentors-release", count=len(staged)), ReleaseStaged(run=run.id))])
    return Screen(above + text, keyboard([*rows, [back_to("office", t)]]))


def _line(line: team_queries.TeamLine, asked: Mapping[int, Person], staged: Mapping[int, Person], t: Translate) -> str:
    team, team_id = line.team.name, line.team.id
    if line.mentor is not None:
        return t.plain("mentors-line-held", team=team, mentor=teams.mentor_name(line.mentor))
    if team_id in asked:
        return t.plain("mentors-line-open", team=team, mentor=teams.mentor_name(asked[team_id]))
    if team_id in staged:
        return t.plain("mentors-line-staged", team=team, mentor=teams.mentor_name(staged[team_id]))
    return t.plain("mentors-line-none", team=team)


@router.callback_query(MatchAll.filter())
async def match_all(
    query: CallbackQuery, callback_data: MatchAll, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """Every team without a mentor gets a proposal; nobody is told yet."""
    done = await mentor_matching.stage_all(session, actor, callback_data.run, now=now)
    above = t("mentors-matched", staged=done.staged, without=done.without) + "\n\n"
    return show(query, await _overview(session, actor, t, page=0, above=above))


@router.callback_query(ReleaseStaged.filter(~F.sure))
async def ask_to_release(
    query: CallbackQuery, callback_data: ReleaseStaged, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """How many mentors are about to be asked."""
    await office.ensure_allowed(session, actor, Permission.OFFER_TEAMS)
    count = len(await queries.staged(session, callback_data.run))
    changed = await profile_queries.changed_since_staged(session, callback_data.run)
    rows = [
        [button(t.plain("mentors-release-sure"), ReleaseStaged(run=callback_data.run, sure=True))],
        [back_to("mentors", t)],
    ]
    lines = [t("mentors-release-ask", count=count)]
    if changed:
        lines.append(t("mentors-release-changed", names=", ".join(teams.mentor_name(each) for each in changed)))
    return show(query, Screen("\n\n".join(lines), keyboard(rows)))


@router.callback_query(ReleaseStaged.filter(F.sure))
async def release_staged(
    query: CallbackQuery,
    callback_data: ReleaseStaged,
    session: AsyncSession,
    actor: Person,
    now: datetime,
    t: Translate,
) -> Reply:
    """All proposals leave together."""
    count = await mentor_matching.release_staged(session, actor, callback_data.run, now=now)
    above = t("mentors-released-all", count=count) + "\n\n"
    return show(query, await _overview(session, actor, t, page=0, above=above))


@router.callback_query(MentorSlot.filter())
async def open_slot(
    query: CallbackQuery, callback_data: MentorSlot, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """A team's waterfall: who was asked, in order, and what they said."""
    return show(query, await slot_screen(session, actor, callback_data.team, t))


async def slot_screen(session: AsyncSession, actor: Person, team_id: int, t: Translate) -> Screen:
    """A team's mentor, its waterfall, and what the office can do about it."""
    slot = await mentors.open_slot(session, actor, team_id)
    history = [
        _offer_line(place, offer, person, slot.changed.get(person.id), t)
        for place, (offer, person) in enumerate(slot.offers, 1)
    ]
    text = t(
        "mentors-slot",
        team=slot.line.team.name,
        direction=slot.line.direction or "—",
        mentor=teams.mentor_name(slot.line.mentor) if slot.line.mentor is not None else t.plain("mentors-slot-none"),
        waterfall=join_lines(history or [t("mentors-slot-empty")]),
        ahead=", ".join(teams.mentor_name(person) for person, _ in slot.ahead[:_AHEAD]) or "—",
        left=max(len(slot.ahead) - _AHEAD, 0),
    )
    text = "\n\n".join([text, *await substitutes.acting_line(session, team_id, t)])
    rows = [_slot_actions(team_id, slot.line, slot.live, t)]
    rows.append([button(t.plain("mentors-card-button"), TeamCard(team=team_id)), back_to("mentors", t)])
    return Screen(text, keyboard(rows))


def _offer_line(place: int, offer: MentorOffer, mentor: Person, changed: datetime | None, t: Translate) -> str:
    if changed is not None and changed <= offer.offered_at:
        changed = None  # known when the offer was made
    match offer.status:
        case OfferStatus.OFFERED:
            status = t.plain("mentors-status-offered", deadline=offer.deadline_at)
        case OfferStatus.DECLINED:
            reason = offer.reason or "—"
            status = t.plain("mentors-status-declined", reason=t.plain(reason) if reason in mentors.REASONS else reason)
        case OfferStatus.ACCEPTED if offer.online_only:
            status = t.plain("mentors-status-online")
        case _:
            status = t.plain(f"mentors-status-{offer.status}")
    line = t("mentors-slot-offer", place=place, name=teams.mentor_name(mentor), status=status)
    return line if changed is None else t("mentors-slot-changed", line=Html(line), at=changed)


def _slot_actions(
    team_id: int, line: team_queries.TeamLine, live: MentorOffer | None, t: Translate
) -> list[InlineKeyboardButton]:
    if line.mentor is not None:
        return [
            button(t.plain("mentors-end"), SlotAct(team=team_id, act="ask")),
            substitutes.board_button(team_id, t),
        ]
    if live is not None and live.status is OfferStatus.STAGED:
        return [button(t.plain("mentors-unstage"), SlotAct(team=team_id, act="unstage"))]
    if live is not None:
        return [button(t.plain("mentors-withdraw"), Withdraw(offer=live.id, team=team_id))]
    return [
        button(t.plain("mentors-offer-next"), OfferNext(team=team_id)),
        button(t.plain("mentors-offer-choose"), Candidates(team=team_id)),
    ]


@router.callback_query(OfferNext.filter())
async def offer_next(
    query: CallbackQuery, callback_data: OfferNext, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """The best candidate who was not asked yet."""
    await mentors.offer_next(session, actor, callback_data.team, now=now)
    return show(query, await slot_screen(session, actor, callback_data.team, t))


@router.callback_query(SlotAct.filter(F.act == "unstage"))
async def unstage(
    query: CallbackQuery, callback_data: SlotAct, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """A staged proposal is taken out."""
    await mentor_matching.unstage(session, actor, callback_data.team)
    return show(query, await slot_screen(session, actor, callback_data.team, t))


@router.callback_query(SlotAct.filter(F.act == "ask"))
async def ask_to_end(
    query: CallbackQuery, callback_data: SlotAct, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """«Заменить» asks once more."""
    slot = await mentors.open_slot(session, actor, callback_data.team)
    text = t("mentors-end-ask", team=slot.line.team.name, mentor=teams.mentor_name(slot.line.mentor))
    rows = [
        [button(t.plain("mentors-end-sure"), SlotAct(team=callback_data.team, act="end"))],
        [button(t.plain("button-back"), MentorSlot(team=callback_data.team))],
    ]
    return show(query, Screen(text, keyboard(rows)))


@router.callback_query(SlotAct.filter(F.act == "end"))
async def end(
    query: CallbackQuery, callback_data: SlotAct, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """The mentor leads the team no more; now another can be asked."""
    await mentor_matching.release(session, actor, callback_data.team, now=now)
    return show(query, await slot_screen(session, actor, callback_data.team, t))


@router.callback_query(Withdraw.filter(~F.sure))
async def ask_to_withdraw(
    query: CallbackQuery, callback_data: Withdraw, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """«Отозвать» asks once more."""
    slot = await mentors.open_slot(session, actor, callback_data.team)
    asked = next((person for offer, person in slot.offers if offer.id == callback_data.offer), None)
    text = t("mentors-withdraw-ask", team=slot.line.team.name, mentor=teams.mentor_name(asked))
    rows = [
        [button(t.plain("mentors-withdraw-sure"), callback_data.model_copy(update={"sure": True}))],
        [button(t.plain("button-back"), MentorSlot(team=callback_data.team))],
    ]
    return show(query, Screen(text, keyboard(rows)))


@router.callback_query(Withdraw.filter(F.sure))
async def withdraw(
    query: CallbackQuery, callback_data: Withdraw, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """The offer is taken back."""
    await mentors.withdraw(session, actor, callback_data.offer, now=now)
    return show(query, await slot_screen(session, actor, callback_data.team, t))


@notice_keyboard("mentors-nobody-alert")
@notice_keyboard("mentors-online-alert")
def to_slot(t: Translate, args: Mapping[str, Any]) -> InlineKeyboardMarkup:
    """«К команде»."""
    return keyboard([[button(t.plain("mentors-alert-open"), MentorSlot(team=args["team_id"]))]])
