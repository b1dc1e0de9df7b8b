"""The ranking: its pages, one application's scores, a line that stages decisions."""

from datetime import datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.domain.enums import OfficeRole
from bot.domain.errors import RuleViolation
from bot.domain.ranking import Basis
from bot.handlers.keyboards import button, keyboard
from bot.handlers.office import decision_screens
from bot.handlers.office import ranking_screens as screens
from bot.handlers.office.selection_callbacks import LineAct, RankedApp, RankingAct, RankingPage
from bot.handlers.screens import Reply, Screen, send, show
from bot.services import decisions, ranking
from bot.texts import Translate

# No filter hides these: the services refuse those outside the office, and so the attempt is logged.
router = Router(name="office-ranking")


class Lining(StatesGroup):
    """The office types how many of the first are to be accepted."""

    count = State()


@router.callback_query(RankingPage.filter())
async def open_ranking(
    query: CallbackQuery,
    callback_data: RankingPage,
    session: AsyncSession,
    actor: Person,
    state: FSMContext,
    now: datetime,
    t: Translate,
) -> Reply:
    """A page of the ranking."""
    await state.clear()
    return show(query, await _page(session, actor, callback_data, now, t))


@router.callback_query(RankingAct.filter(F.act == "places"))
async def open_places(
    query: CallbackQuery, callback_data: RankingAct, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """Municipalities to filter by."""
    found = await ranking.view(session, actor, callback_data.call, screens.EVERYTHING, page=0, size=1, now=now)
    return show(query, await screens.places_screen(session, found.call.id, now, t))


@router.callback_query(RankingAct.filter(F.act == "rules"))
async def open_rules(
    query: CallbackQuery, callback_data: RankingAct, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """How places come about, in words for everybody."""
    found = await ranking.view(session, actor, callback_data.call, screens.EVERYTHING, page=0, size=1, now=now)
    rows = [[button(t.plain("button-back"), RankingPage(call=found.call.id))]]
    return show(query, Screen(t("ranking-rules", reviews=found.round.reviews), keyboard(rows)))


@router.callback_query(RankingAct.filter(F.act == "recompute"))
async def recompute(
    query: CallbackQuery, callback_data: RankingAct, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """Rank anew now."""
    await ranking.recompute(session, actor, callback_data.call, now=now)
    return show(query, await _page(session, actor, RankingPage(call=callback_data.call), now, t))


@router.callback_query(RankingAct.filter(F.act.in_({"mean", "adjusted"})))
async def set_basis(
    query: CallbackQuery, callback_data: RankingAct, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """What places count by."""
    await ranking.set_basis(session, actor, callback_data.call, Basis(callback_data.act), now=now)
    return show(query, await _page(session, actor, RankingPage(call=callback_data.call), now, t))


@router.callback_query(RankedApp.filter())
async def open_scores(
    query: CallbackQuery, callback_data: RankedApp, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """One application's reviews."""
    return show(query, screens.scores_screen(await ranking.open_card(session, actor, callback_data.app, now=now), t))


@router.callback_query(RankingAct.filter(F.act == "ask-line"))
async def ask_line(
    query: CallbackQuery,
    callback_data: RankingAct,
    session: AsyncSession,
    actor: Person,
    state: FSMContext,
    now: datetime,
    t: Translate,
) -> Reply:
    """After which place? As many as there are places, or a number that is typed."""
    found = await ranking.view(session, actor, callback_data.call, screens.EVERYTHING, page=0, size=1, now=now)
    await state.set_state(Lining.count)
    await state.set_data({"call": found.call.id})
    rows = [
        [
            button(
                t.plain("ranking-line-first", count=found.line),
                LineAct(call=found.call.id, count=found.line, reserve=found.call.reserve),
            )
        ],
        [button(t.plain("button-back"), RankingPage(call=found.call.id))],
    ]
    return show(query, Screen(t("ranking-line-ask", total=found.total, quota=found.line), keyboard(rows)))


@router.message(Lining.count, F.text)
async def take_count(
    message: Message, session: AsyncSession, actor: Person, state: FSMContext, now: datetime, t: Translate
) -> Reply:
    """The number as typed."""
    call_id = (await state.get_data()).get("call", 0)
    typed = (message.text or "").strip()
    if not typed.isascii() or not typed.isdigit() or not 0 < int(typed) <= screens.MOST:
        raise RuleViolation("ranking-line-not-a-number", most=screens.MOST)
    found = await ranking.view(session, actor, call_id, screens.EVERYTHING, page=0, size=1, now=now)
    shown = LineAct(call=call_id, count=int(typed), reserve=found.call.reserve)
    screen = await _line(session, actor, shown, now, t)
    await state.clear()
    return send(message, screen)


@router.callback_query(LineAct.filter(~F.sure))
async def preview_line(
    query: CallbackQuery,
    callback_data: LineAct,
    session: AsyncSession,
    actor: Person,
    state: FSMContext,
    now: datetime,
    t: Translate,
) -> Reply:
    """What the line would stage, and what that means for the municipalities."""
    screen = await _line(session, actor, callback_data, now, t)
    await state.clear()
    return show(query, screen)


@router.callback_query(LineAct.filter(F.sure))
async def stage_line(
    query: CallbackQuery,
    callback_data: LineAct,
    session: AsyncSession,
    actor: Person,
    office_role: OfficeRole | None,
    now: datetime,
    t: Translate,
) -> Reply:
    """The decisions are put down; nobody outside the office sees them yet."""
    done = await ranking.stage_line(
        session,
        actor,
        callback_data.call,
        accept=callback_data.count,
        reserve=callback_data.reserve,
        reject_rest=callback_data.rest,
        now=now,
    )
    overview = await decisions.overview(session, actor, callback_data.call, now=now)
    note = t("ranking-line-done", count=len(done.plan))
    return show(query, await decision_screens.staged_screen(session, actor, overview, office_role, t, note=note))


async def _page(session: AsyncSession, actor: Person, shown: RankingPage, now: datetime, t: Translate) -> Screen:
    chosen = screens.filter_of(shown)
    found = await ranking.view(session, actor, shown.call, chosen, page=shown.page, size=screens.PAGE, now=now)
    return screens.ranking_screen(found, shown, t)


async def _line(session: AsyncSession, actor: Person, shown: LineAct, now: datetime, t: Translate) -> Screen:
    plan = await ranking.plan_line(
        session, actor, shown.call, accept=shown.count, reserve=shown.reserve, reject_rest=shown.rest, now=now
    )
    return screens.line_screen(plan, shown, t)
