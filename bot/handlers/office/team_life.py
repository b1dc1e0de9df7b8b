"""Published teams for the office: who left, who steps in, which teams are merged."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from aiogram import F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.db.queries.team_life import ChangeLine
from bot.db.queries.teams import TeamLine
from bot.domain.errors import Stale
from bot.domain.paging import page_count
from bot.handlers import meetings, projects
from bot.handlers.access import OfficeDoor
from bot.handlers.callbacks import Open, PageNumber, RowId
from bot.handlers.keyboards import back_to, button, keyboard, page_row
from bot.handlers.notices import notice_keyboard
from bot.handlers.office.team_callbacks import LivingTeam, MentorSlot
from bot.handlers.office.team_silence import SilentPage
from bot.handlers.screens import Reply, Screen, show
from bot.services import seasons, team_life, team_silence, teams
from bot.services.team_life import Living
from bot.texts import Translate, join_lines

router = Router(name="office-team-life")
router.callback_query.middleware(OfficeDoor())

_PAGE = 8


class LivingPage(CallbackData, prefix="lvp"):
    """A page of the published teams."""

    page: PageNumber


class LeaveTeam(CallbackData, prefix="lvl"):
    """A student leaves for good, then ``sure``."""

    team: RowId
    person: RowId
    sure: bool = False


class MergePage(CallbackData, prefix="lvg"):
    """Choose the team to merge into."""

    team: RowId
    page: PageNumber = 0


class MergeTeams(CallbackData, prefix="lvm"):
    """Merge ``team`` into ``target``, then ``sure``; ``beyond``: into more than the largest size."""

    team: RowId
    target: RowId
    sure: bool = False
    beyond: bool = False


@router.callback_query(Open.filter(F.screen == "team_life"))
async def open_published(
    query: CallbackQuery, session: AsyncSession, actor: Person, now: datetime, t: Translate, state: FSMContext
) -> Reply:
    """«Жизнь команд»: those that need somebody come first."""
    await state.clear()
    return show(query, await _published(session, actor, now, t, page=0))


@router.callback_query(LivingPage.filter())
async def turn_page(
    query: CallbackQuery, callback_data: LivingPage, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """Another page of it."""
    return show(query, await _published(session, actor, now, t, page=callback_data.page))


async def _published(session: AsyncSession, actor: Person, now: datetime, t: Translate, *, page: int) -> Screen:
    season = await seasons.current(session)
    run, lines = await team_life.published(session, actor, season.id)
    if run is None:
        return Screen(t("team-life-unpublished"), keyboard([[back_to("office", t)]]))
    pages = page_count(len(lines), _PAGE)
    page = min(page, pages - 1)
    smallest = int(run.rules.get("min_size", 0))
    rows = [
        [button(_line(line, smallest, t), LivingTeam(team=line.team.id))]
        for line in lines[page * _PAGE : (page + 1) * _PAGE]
    ]
    rows.append(list(page_row(t, page=page, pages=pages, data=lambda number: LivingPage(page=number))))
    silence = await team_silence.silent_teams(session, actor, now=now)
    rows.append([button(t.plain("team-silence-open", count=len(silence.teams)), SilentPage())])
    text = t(
        "team-life",
        count=len(lines),
        small=sum(line.size < smallest for line in lines),
        smallest=smallest,
        tutorless=sum(line.tutor is None for line in lines),
        mentorless=sum(line.mentor is None for line in lines),
    )
    return Screen(text, keyboard([*rows, [back_to("office", t)]]))


def _line(line: TeamLine, smallest: int, t: Translate) -> str:
    fine = line.size >= smallest and line.tutor is not None
    return t.plain("team-life-line", fine=fine, team=line.team.name, size=line.size, tutor=teams.tutor_name(line.tutor))


@router.callback_query(LivingTeam.filter(F.act == "open"))
async def open_team(
    query: CallbackQuery, callback_data: LivingTeam, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """A team as it is today, and what happened to it."""
    return show(query, _card(await team_life.open_team(session, actor, callback_data.team, now=now), t))


def _card(living: Living, t: Translate) -> Screen:
    line, team_id = living.line, living.line.team.id
    text = t(
        "team-life-card",
        team=line.team.name,
        direction=line.direction or "—",
        tutor=teams.tutor_name(line.tutor),
        mentor=teams.mentor_name(line.mentor),
        size=line.size,
        smallest=living.smallest,
        small=line.size < living.smallest,
        members=join_lines(t("team-mine-mate", name=each.full_name) for each in living.members),
        history=join_lines([_happened(each, t) for each in living.history] or [t("team-life-quiet")]),
    )
    rows = [
        [button(t.plain("team-life-leaves"), LivingTeam(team=team_id, act="who"))],
        [button(t.plain("team-life-tutor"), LivingTeam(team=team_id, act="ask-tutor"))],
        [button(t.plain("team-life-merge"), MergePage(team=team_id))],
        [projects.project_button(team_id, t), meetings.log_button(team_id, t)],
        [button(t.plain("mentors-team-button"), MentorSlot(team=team_id)), back_to("team_life", t)],
    ]
    return Screen(text, keyboard(rows))


def _happened(line: ChangeLine, t: Translate) -> str:
    name = line.person.full_name if line.person is not None and line.person.full_name else "—"
    other = line.other.name if line.other is not None else "—"
    what = t(f"team-change-{line.change.kind.replace('_', '-')}", name=name, other=other)
    return t("team-life-happened", at=line.change.at, what=what)


@router.callback_query(LivingTeam.filter(F.act == "who"))
async def ask_who_leaves(
    query: CallbackQuery, callback_data: LivingTeam, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """«Участник ушёл»: who."""
    living = await team_life.open_team(session, actor, callback_data.team, now=now)
    rows = [[button(each.full_name, LeaveTeam(team=callback_data.team, person=each.id))] for each in living.members]
    rows.append([_back(callback_data.team, t)])
    return show(query, Screen(t("team-life-who", team=living.line.team.name), keyboard(rows)))


@router.callback_query(LeaveTeam.filter(~F.sure))
async def ask_to_leave(
    query: CallbackQuery, callback_data: LeaveTeam, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """Once more: it is told to everybody in the team."""
    living = await team_life.open_team(session, actor, callback_data.team, now=now)
    person = next((each for each in living.members if each.id == callback_data.person), None)
    if person is None:
        raise Stale("teams-member-elsewhere")
    text = t(
        "team-life-leave-ask",
        name=person.full_name,
        team=living.line.team.name,
        size=living.line.size - 1,
        smallest=living.smallest,
        small=living.line.size - 1 < living.smallest,
    )
    rows = [
        [button(t.plain("team-life-leave-sure"), callback_data.model_copy(update={"sure": True}))],
        [_back(callback_data.team, t)],
    ]
    return show(query, Screen(text, keyboard(rows)))


@router.callback_query(LeaveTeam.filter(F.sure))
async def leave(
    query: CallbackQuery, callback_data: LeaveTeam, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """The student is out of the team."""
    await team_life.leave(session, actor, callback_data.team, callback_data.person, now=now)
    return show(query, _card(await team_life.open_team(session, actor, callback_data.team, now=now), t))


@router.callback_query(LivingTeam.filter(F.act == "ask-tutor"))
async def ask_to_replace(
    query: CallbackQuery, callback_data: LivingTeam, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """«Сменить тьютора» asks once more."""
    living = await team_life.open_team(session, actor, callback_data.team, now=now)
    text = t("team-life-tutor-ask", team=living.line.team.name, tutor=teams.tutor_name(living.line.tutor))
    rows = [
        [button(t.plain("team-life-tutor-sure"), LivingTeam(team=callback_data.team, act="tutor"))],
        [_back(callback_data.team, t)],
    ]
    return show(query, Screen(text, keyboard(rows)))


@router.callback_query(LivingTeam.filter(F.act == "tutor"))
async def replace_tutor(
    query: CallbackQuery, callback_data: LivingTeam, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """The reserve steps in at once."""
    await team_life.replace_tutor(session, actor, callback_data.team, now=now)
    return show(query, _card(await team_life.open_team(session, actor, callback_data.team, now=now), t))


@router.callback_query(MergePage.filter())
async def choose_target(
    query: CallbackQuery, callback_data: MergePage, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """«Объединить»: into which team, the smallest first."""
    living = await team_life.open_team(session, actor, callback_data.team, now=now)
    season = await seasons.current(session)
    _, lines = await team_life.published(session, actor, season.id)
    others = sorted((each for each in lines if each.team.id != callback_data.team), key=lambda each: each.size)
    pages = page_count(len(others), _PAGE)
    page = min(callback_data.page, pages - 1)
    rows = [
        [button(_line(each, 0, t), MergeTeams(team=callback_data.team, target=each.team.id))]
        for each in others[page * _PAGE : (page + 1) * _PAGE]
    ]
    turn = page_row(t, page=page, pages=pages, data=lambda number: MergePage(team=callback_data.team, page=number))
    rows += [list(turn), [_back(callback_data.team, t)]]
    return show(query, Screen(t("team-life-merge-where", team=living.line.team.name), keyboard(rows)))


@router.callback_query(MergeTeams.filter(~F.sure))
async def ask_to_merge(
    query: CallbackQuery, callback_data: MergeTeams, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """How many there will be; more than the largest size takes another button."""
    source = await team_life.open_team(session, actor, callback_data.team, now=now)
    target = await team_life.open_team(session, actor, callback_data.target, now=now)
    size = source.line.size + target.line.size
    big = size > target.largest
    names = {"team": source.line.team.name, "into": target.line.team.name}
    text = t("team-life-merge-ask", size=size, largest=target.largest, big=big, **names)
    label = t.plain("team-life-merge-beyond" if big else "team-life-merge-sure")
    rows = [
        [button(label, callback_data.model_copy(update={"sure": True, "beyond": big}))],
        [_back(callback_data.team, t)],
    ]
    return show(query, Screen(text, keyboard(rows)))


@router.callback_query(MergeTeams.filter(F.sure))
async def merge(
    query: CallbackQuery, callback_data: MergeTeams, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """Two teams are one."""
    data = callback_data
    await team_life.merge(session, actor, data.team, data.target, beyond=data.beyond, now=now)
    return show(query, _card(await team_life.open_team(session, actor, data.target, now=now), t))


def _back(team_id: int, t: Translate) -> InlineKeyboardButton:
    return button(t.plain("button-back"), LivingTeam(team=team_id))


@notice_keyboard("team-small-alert")
@notice_keyboard("team-tutorless-alert")
@notice_keyboard("team-tutor-alert")
def to_living(t: Translate, args: Mapping[str, Any]) -> InlineKeyboardMarkup:
    """«К команде»."""
    return keyboard([[button(t.plain("mentors-alert-open"), LivingTeam(team=args["team_id"]))]])
