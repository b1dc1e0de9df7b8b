"""/teams_form: the office forms teams, compares the variants, publishes one."""

from collections.abc import Callable
from datetime import datetime

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person, Season, TeamRun
from bot.db.queries import selection as selection_queries
from bot.db.queries import teams as queries
from bot.domain.access import Permission
from bot.domain.enums import Role, TeamRunStatus
from bot.domain.paging import page_count
from bot.domain.short_names import short_direction
from bot.domain.teams import TeamRules
from bot.domain.text_arguments import Html
from bot.handlers.access import OfficeDoor
from bot.handlers.callbacks import Open, RowId
from bot.handlers.keyboards import back_to, button, keyboard, page_row
from bot.handlers.notices import notice_keyboard
from bot.handlers.office.team_callbacks import (
    LARGEST,
    CompareRuns,
    FormScreen,
    PublishRun,
    RepairRun,
    RunPage,
    SheetMenu,
    TeamCard,
    TeamSize,
    UndoChange,
    Unplaced,
)
from bot.handlers.office.team_weights import WeightScreen
from bot.handlers.screens import Reply, Screen, show
from bot.services import formation, office, outbox, seasons, team_weights, teams
from bot.texts import Translate, join_lines

router = Router(name="office-teams")
router.message.middleware(OfficeDoor())
router.callback_query.middleware(OfficeDoor())

_PAGE = 8
_DEFAULT = TeamRules()


class FormTeams(CallbackData, prefix="tfg"):
    """«Сформировать»; ``after`` is the newest run the screen knew of, so that a second tap asks for nothing.

    What is locked in the run ``base`` is kept.
    """

    smallest: TeamSize
    largest: TeamSize
    after: RowId
    base: RowId = 0


@router.message(Command("teams_form"))
@router.callback_query(Open.filter(F.screen == "teams_form"))
async def open_form(
    event: Message | CallbackQuery, session: AsyncSession, actor: Person, t: Translate, state: FSMContext
) -> Reply:
    """The published teams, or the way to them."""
    await state.clear()
    await office.ensure_allowed(session, actor, Permission.FORM_TEAMS)
    season = await seasons.current(session)
    published = await queries.published_run(session, season.id)
    if published is not None:
        return show(event, await _run_screen(session, published, t, page=0))
    runs = await queries.runs(session, season.id)
    rules = TeamRules.from_dict(runs[-1].rules) if runs else _DEFAULT
    return show(event, await _form_screen(session, season, t, rules.min_size, rules.max_size))


@router.callback_query(FormScreen.filter())
async def change_sizes(
    query: CallbackQuery, callback_data: FormScreen, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """«−» and «+»; a button that would cross the bounds stays where it is."""
    await office.ensure_allowed(session, actor, Permission.FORM_TEAMS)
    season = await seasons.current(session)
    smallest = min(max(callback_data.smallest, 1), LARGEST)
    largest = min(max(callback_data.largest, smallest), LARGEST)
    return show(query, await _form_screen(session, season, t, smallest, largest))


@router.callback_query(FormTeams.filter())
async def form_teams(
    query: CallbackQuery, callback_data: FormTeams, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """The request becomes a row; the answer comes when the teams are formed."""
    season = await seasons.current(session)
    weights = team_weights.weights_of(season)
    rules = TeamRules(min_size=callback_data.smallest, max_size=callback_data.largest, weights=weights)
    base = callback_data.base or None
    await formation.request(session, actor, season, rules=rules, after=callback_data.after, based_on=base, now=now)
    return show(query, await _form_screen(session, season, t, rules.min_size, rules.max_size))


async def _form_screen(session: AsyncSession, season: Season, t: Translate, smallest: int, largest: int) -> Screen:
    season_id = season.id
    runs = await queries.runs(session, season_id)
    last = runs[-1] if runs else None
    running = last is not None and last.status is TeamRunStatus.REQUESTED
    text = t(
        "teams-form",
        students=len(await selection_queries.accepted_people(session, season_id, Role.STUDENT)),
        tutors=len(await selection_queries.accepted_people(session, season_id, Role.TUTOR)),
        smallest=smallest,
        largest=largest,
        state=_state(last, t),
    )
    rows = [[button(t.plain("teams-form-refresh"), Open(screen="teams_form"))]]
    usual = team_weights.weights_of(season) == _DEFAULT.weights
    if not running:
        go = FormTeams(smallest=smallest, largest=largest, after=last.id if last is not None else 0)
        rows = [
            _stepper(t, "teams-form-smallest", smallest, lambda size: FormScreen(smallest=size, largest=largest)),
            _stepper(t, "teams-form-largest", largest, lambda size: FormScreen(smallest=smallest, largest=size)),
            [button(t.plain("teams-form-go"), go)],
            [button(t.plain("teams-weights-open", usual=usual), WeightScreen(smallest=smallest, largest=largest))],
        ]
    drafts = [run for run in runs if run.status is TeamRunStatus.DRAFT]
    if drafts:
        rows.append([button(t.plain("teams-form-latest", variant=drafts[-1].seed), RunPage(run=drafts[-1].id))])
    return Screen(text, keyboard([*rows, [back_to("office", t)]]))


def _stepper(t: Translate, key: str, size: int, data: Callable[[int], FormScreen]) -> list[InlineKeyboardButton]:
    return [
        button(t.plain("teams-form-smaller"), data(max(size - 1, 1))),
        button(t.plain(key, count=size), data(size)),
        button(t.plain("teams-form-larger"), data(min(size + 1, LARGEST))),
    ]


def _state(run: TeamRun | None, t: Translate) -> Html:
    """What became of the newest request, as a line of its own."""
    if run is not None and run.status is TeamRunStatus.REQUESTED:
        bar = "▓" * (run.progress // 10) + "░" * (10 - run.progress // 10)
        return Html("\n" + t("teams-form-running", bar=bar, percent=run.progress))
    if run is not None and run.status is TeamRunStatus.FAILED:
        reason = t(run.score["error"], **outbox.decode_arguments(run.score["arguments"]))
        return Html("\n" + t("teams-form-failed", reason=Html(reason)))
    return Html("")


@router.callback_query(RunPage.filter())
async def open_run(
    query: CallbackQuery, callback_data: RunPage, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """One variant, or a page of its teams."""
    run = await teams.open_run(session, actor, callback_data.run)
    return show(query, await _run_screen(session, run, t, page=callback_data.page))


async def _run_screen(session: AsyncSession, run: TeamRun, t: Translate, *, page: int) -> Screen:
    lines = await queries.lines(session, run.id)
    pages = page_count(len(lines), _PAGE)
    page = min(max(page, 0), pages - 1)
    shares = run.score.get("shares", {})
    missing = await teams.gaps(session, run)
    warnings = [("teams-warning-unplaced", missing.unplaced), ("teams-warning-gone", missing.gone)]
    text = t(
        "teams-run",
        variant=run.seed,
        count=len(lines),
        state=t.plain(f"teams-run-{run.status}"),
        index=round(run.score.get("index", 0.0), 1),
        components=join_lines(
            t("teams-component", name=t.plain(f"teams-component-{name.replace('_', '-')}"), share=round(share))
            for name, share in shares.items()
        ),
        warnings=join_lines(t(key, count=len(people)) for key, people in warnings if people),
    )
    rows = [
        [
            button(
                t.plain(
                    "teams-line",
                    team=line.team.name,
                    size=line.size,
                    direction=short_direction(line.direction or "—"),
                ),
                TeamCard(team=line.team.id),
            )
        ]
        for line in lines[page * _PAGE : (page + 1) * _PAGE]
    ]
    rows.append(list(page_row(t, page=page, pages=pages, data=lambda number: RunPage(run=run.id, page=number))))
    if missing.unplaced:
        label = t.plain("teams-unplaced", count=len(missing.unplaced))
        rows.append([button(label, Unplaced(run=run.id))])
    if missing.unplaced or missing.gone:
        rows.append([button(t.plain("teams-repair"), RepairRun(run=run.id))])
    if (change := await queries.last_change(session, run.id)) is not None:
        rows.append([button(t.plain("teams-undo"), UndoChange(change=change.id))])
    if lines:
        rows.append([button(t.plain("teams-sheet"), SheetMenu(run=run.id))])
    rows.extend(await _run_actions(session, run, t))
    return Screen(text, keyboard(rows))


async def _run_actions(session: AsyncSession, run: TeamRun, t: Translate) -> list[list[InlineKeyboardButton]]:
    if run.status is TeamRunStatus.PUBLISHED:
        return [[button(t.plain("office-tool-mentors"), Open(screen="mentors"))], [back_to("office", t)]]
    rows = [[button(t.plain("teams-publish"), PublishRun(run=run.id))]]
    rules = TeamRules.from_dict(run.rules)
    runs = await queries.runs(session, run.season_id)
    again = FormTeams(smallest=rules.min_size, largest=rules.max_size, after=runs[-1].id, base=run.id)
    rows[0].append(button(t.plain("teams-form-again"), again))
    others = [other for other in runs if other.status is TeamRunStatus.DRAFT and other.id != run.id][-4:]
    rows.append([button(t.plain("teams-form-latest", variant=each.seed), RunPage(run=each.id)) for each in others])
    rows.append(
        [
            button(t.plain("teams-compare-with", variant=each.seed), CompareRuns(run=run.id, other=each.id))
            for each in others
        ]
    )
    return [*rows, [back_to("teams_form", t)]]


@router.callback_query(PublishRun.filter(~F.sure))
async def ask_to_publish(
    query: CallbackQuery, callback_data: PublishRun, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """«Объявить» asks once more: it cannot be taken back."""
    run = await teams.open_run(session, actor, callback_data.run)
    lines = await queries.lines(session, run.id)
    rows = [
        [button(t.plain("teams-publish-sure"), PublishRun(run=run.id, sure=True))],
        [button(t.plain("button-back"), RunPage(run=run.id))],
    ]
    return show(query, Screen(t("teams-publish-ask", count=len(lines)), keyboard(rows)))


@router.callback_query(PublishRun.filter(F.sure))
async def publish(
    query: CallbackQuery, callback_data: PublishRun, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """The teams become what everybody knows."""
    run = await teams.publish(session, actor, callback_data.run, now=now)
    return show(query, await _run_screen(session, run, t, page=0))


@notice_keyboard("teams-formed")
@notice_keyboard("teams-form-broken")
@notice_keyboard("teams-apart-impossible")
@notice_keyboard("teams-locked-no-tutor")
@notice_keyboard("teams-locked-size")
@notice_keyboard("teams-locked-apart")
@notice_keyboard("teams-locked-too-many")
@notice_keyboard("teams-locked-uneven")
def to_form(t: Translate, args: object) -> InlineKeyboardMarkup:
    """«👥 Команды»."""
    return keyboard([[button(t.plain("office-tool-teams_form"), Open(screen="teams_form"))]])
