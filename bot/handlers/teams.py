"""/team: the team of a student or a tutor, once the office has published it."""

from datetime import datetime

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.db.queries import mentors as mentor_queries
from bot.db.queries import teams as queries
from bot.domain.enums import Role
from bot.handlers import meetings, mentor_wishes, projects, substitutes, team_groups, team_questions
from bot.handlers.callbacks import Open
from bot.handlers.keyboards import button, keyboard, to_menu
from bot.handlers.notices import notice_keyboard
from bot.handlers.screens import Reply, Screen, show
from bot.services import seasons, teams
from bot.texts import Translate, join_lines

router = Router(name="teams")


@router.message(Command("team"))
@router.message(F.text.casefold().in_({"команда", "team"}))
@router.callback_query(Open.filter(F.screen == "team"))
async def open_team(
    event: Message | CallbackQuery, session: AsyncSession, actor: Person, now: datetime, t: Translate,
    state: FSMContext,
) -> Reply:  # fmt: skip
    """The actor's own team, or why there is none yet."""
    await state.clear()
    return show(event, await _mine(session, actor, now, t))


async def _mine(session: AsyncSession, actor: Person, now: datetime, t: Translate) -> Screen:
    season = await seasons.current(session)
    run = await queries.published_run(session, season.id)
    team_id = await queries.team_of(session, run.id, actor.id) if run is not None else None
    if run is None or team_id is None:
        asked = actor.role is Role.STUDENT and run is None
        wishes = [button(t.plain("team-wishes"), Open(screen="wishes"))] if asked else []
        return Screen(t("team-none"), keyboard([wishes, [to_menu(t)]]))
    (line,) = await queries.lines(session, run.id, team_id=team_id)
    members = await queries.members_of(session, team_id)
    names = [
        t("team-mine-self" if each.id == actor.id else "team-mine-mate", name=teams.mate_name(each)) for each in members
    ]
    text = t(
        "team-mine",
        team=line.team.name,
        direction=line.direction or "—",
        tutor=teams.tutor_name(line.tutor),
        mentor=await _mentor(session, line, t),
        size=line.size,
        members=join_lines(names),
    )
    rows = [[projects.project_button(team_id, t), meetings.log_button(team_id, t)]]
    if line.team.tutor_id == actor.id:
        ask = mentor_wishes.wishes_button if line.mentor is None else team_questions.ask_button
        rows.append([ask(team_id, t)])
    rows.append(await team_groups.group_row(session, line.team, actor, t))
    lines = [text, *await substitutes.acting_line(session, team_id, t)]
    lines += await meetings.next_line(session, team_id, now, t)
    return Screen("\n\n".join(lines), keyboard([*rows, [to_menu(t)]]))


async def _mentor(session: AsyncSession, line: queries.TeamLine, t: Translate) -> str:
    if line.mentor is None:
        return t.plain("team-mine-no-mentor")
    online = await mentor_queries.is_online_only(session, line.team.id)
    return t.plain("team-mine-mentor", name=teams.mentor_name(line.mentor), online=online)


@notice_keyboard("teams-published-member")
@notice_keyboard("teams-published-tutor")
@notice_keyboard("teams-moved-member")
@notice_keyboard("teams-moved-in")
@notice_keyboard("teams-moved-out")
@notice_keyboard("mentors-found")
@notice_keyboard("mentors-found-online")
@notice_keyboard("mentors-left")
@notice_keyboard("team-left")
@notice_keyboard("team-tutor-you")
@notice_keyboard("team-tutor-new")
@notice_keyboard("team-merged-you")
@notice_keyboard("team-merged-hosts")
def to_team(t: Translate, args: object) -> InlineKeyboardMarkup:
    """«👥 Команда»."""
    return keyboard([[button(t.plain("team-open"), Open(screen="team"))]])
