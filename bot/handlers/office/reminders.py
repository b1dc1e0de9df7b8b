"""/reminders and /schedule: the office changes the rules with a preview, and keeps back what is not to leave."""

from datetime import datetime
from typing import Any

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person, ReminderRule
from bot.domain.errors import RuleViolation, Stale
from bot.domain.reminder_rules import EVENT, Audience, ensure_words, parse_offsets
from bot.handlers.access import OfficeDoor
from bot.handlers.callbacks import Open
from bot.handlers.keyboards import back_to, button
from bot.handlers.office import reminder_screens as screens
from bot.handlers.office.reminder_screens import RuleAct, RuleNew, RulesPage, ScheduleLine, SchedulePage
from bot.handlers.screens import Reply, Screen, show
from bot.services import reminder_office
from bot.texts import Translate

router = Router(name="office-reminders")
router.message.middleware(OfficeDoor())
router.callback_query.middleware(OfficeDoor())


class RuleStates(StatesGroup):
    """``typing``: offsets or words are awaited; ``proposed``: they are shown and wait for «Сохранить»."""

    typing = State()
    proposed = State()


_RULE, _WHAT, _TARGET, _AUDIENCE, _VALUE = "rule", "what", "target", "audience", "value"


@router.message(Command("reminders"))
@router.callback_query(Open.filter(F.screen == "reminders"))
async def open_rules(
    event: Message | CallbackQuery, session: AsyncSession, actor: Person, t: Translate, state: FSMContext
) -> Reply:
    """/reminders: the rules."""
    await state.clear()
    return show(event, screens.rule_list(await reminder_office.open_rules(session, actor), 0, t))


@router.callback_query(RulesPage.filter())
async def turn_rules(
    query: CallbackQuery, callback_data: RulesPage, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """Another page."""
    rules = await reminder_office.open_rules(session, actor)
    return show(query, screens.rule_list(rules, callback_data.page, t))


async def _card(session: AsyncSession, rule: ReminderRule, now: datetime, t: Translate, *, note: str = "") -> Screen:
    found = await reminder_office.forecast(session, rule, now=now)
    return screens.rule_card(rule, found, t, note=note)


@router.callback_query(RuleAct.filter(F.act == "open"))
async def open_rule(
    query: CallbackQuery,
    callback_data: RuleAct,
    session: AsyncSession,
    actor: Person,
    now: datetime,
    t: Translate,
    state: FSMContext,
) -> Reply:
    """One rule."""
    rule = await reminder_office.open_rule(session, actor, callback_data.rule)
    await state.clear()
    return show(query, await _card(session, rule, now, t))


@router.callback_query(RuleAct.filter(F.act.in_({"on", "off", "usual"})))
async def switch(
    query: CallbackQuery, callback_data: RuleAct, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """«Включить», «Выключить», «Обычный текст»."""
    changes: dict[str, Any] = {"words": {}} if callback_data.act == "usual" else {"enabled": callback_data.act == "on"}
    rule = await reminder_office.change(session, actor, callback_data.rule, changes, now=now)
    return show(query, await _card(session, rule, now, t, note=t("rule-saved")))


@router.callback_query(RuleAct.filter(F.act.in_({"offsets", "words-ru", "words-en"})))
async def ask(
    query: CallbackQuery,
    callback_data: RuleAct,
    session: AsyncSession,
    actor: Person,
    t: Translate,
    state: FSMContext,
) -> Reply:
    """Asks for offsets or words."""
    rule = await reminder_office.open_rule(session, actor, callback_data.rule)
    back = button(t.plain("button-back"), RuleAct(act="open", rule=rule.id))
    if callback_data.act == "offsets" and rule.code == EVENT:
        return show(query, screens.question("rule-offsets-on-cards", t, back))
    await state.set_state(RuleStates.typing)
    await state.set_data({_RULE: rule.id, _WHAT: callback_data.act})
    return show(query, screens.question(f"rule-ask-{callback_data.act}", t, back))


@router.callback_query(Open.filter(F.screen == "rule_new"))
async def begin_rule(
    query: CallbackQuery, session: AsyncSession, actor: Person, t: Translate, state: FSMContext
) -> Reply:
    """«Новое правило»: about what."""
    targets = await reminder_office.targets(session, actor)
    await state.clear()
    return show(query, screens.target_choice(targets, t))


@router.callback_query(RuleNew.filter())
async def choose(
    query: CallbackQuery,
    callback_data: RuleNew,
    session: AsyncSession,
    actor: Person,
    t: Translate,
    state: FSMContext,
) -> Reply:
    """Whom it is for, then when."""
    targets = await reminder_office.targets(session, actor)
    if callback_data.target >= len(targets):
        raise Stale("button-outdated")
    if callback_data.audience is None:
        return show(query, screens.audience_choice(callback_data.target, targets[callback_data.target], t))
    await state.set_state(RuleStates.typing)
    chosen = {_TARGET: callback_data.target, _AUDIENCE: callback_data.audience.value}
    await state.set_data({_RULE: 0, _WHAT: "offsets", **chosen})
    return show(query, screens.question("rule-ask-offsets", t, back_to("rule_new", t)))


@router.message(RuleStates.typing)
@router.message(RuleStates.proposed)
async def typed(
    message: Message, session: AsyncSession, actor: Person, now: datetime, t: Translate, state: FSMContext
) -> Reply:
    """What was typed (or typed again), as a proposal with its preview; what cannot be read is asked again."""
    data = await state.get_data()
    what, text = str(data[_WHAT]), message.text or ""
    try:
        data[_VALUE] = list(parse_offsets(text)) if what == "offsets" else ensure_words(text)
    except RuleViolation as refused:
        # Said here, so that the dialog stays and the question is asked again below the reason.
        reason = t(refused.key, **refused.arguments)
        return show(message, Screen(f"{reason}\n\n{t(f'rule-ask-{what}')}", None))
    rule = await _proposed(session, actor, data)
    await state.set_state(RuleStates.proposed)
    await state.set_data(data)
    found = await reminder_office.forecast(session, rule, now=now)
    return show(message, screens.proposal(rule, found, int(data[_RULE]), t))


async def _proposed(session: AsyncSession, actor: Person, data: dict[str, Any]) -> ReminderRule:
    value = data[_VALUE]
    if data[_RULE]:
        rule = await reminder_office.open_rule(session, actor, int(data[_RULE]))
        offsets = value if data[_WHAT] == "offsets" else rule.offsets
        made = await reminder_office.proposed(session, rule=rule, offsets=offsets)
        if data[_WHAT] != "offsets":
            made.words = _words(rule, str(data[_WHAT]), value)
        return made
    target = (await reminder_office.targets(session, actor))[int(data[_TARGET])]
    audience = Audience(data[_AUDIENCE])
    return await reminder_office.proposed(session, rule=None, target=target, audience=audience, offsets=value)


def _words(rule: ReminderRule, what: str, text: str) -> dict[str, Any]:
    return {**(rule.words or {}), what.removeprefix("words-"): text}


@router.callback_query(RuleAct.filter(F.act == "save"))
async def save(
    query: CallbackQuery,
    callback_data: RuleAct,
    session: AsyncSession,
    actor: Person,
    now: datetime,
    t: Translate,
    state: FSMContext,
) -> Reply:
    """«Сохранить»: once; an old button says that it is over."""
    await reminder_office.open_rules(session, actor)
    data = await state.get_data()
    if await state.get_state() != RuleStates.proposed.state or data.get(_RULE) != callback_data.rule:
        raise Stale("button-outdated")
    if callback_data.rule:
        rule = await reminder_office.open_rule(session, actor, callback_data.rule)
        what, value = str(data[_WHAT]), data[_VALUE]
        changes = {"offsets": value} if what == "offsets" else {"words": _words(rule, what, value)}
        rule = await reminder_office.change(session, actor, rule.id, changes, now=now)
    else:
        rule = await reminder_office.create(session, actor, await _proposed(session, actor, data), now=now)
    await state.clear()
    return show(query, await _card(session, rule, now, t, note=t("rule-saved")))


@router.message(Command("schedule"))
@router.callback_query(Open.filter(F.screen == "schedule"))
async def open_schedule(
    event: Message | CallbackQuery, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """/schedule: everything that leaves in the next fourteen days."""
    return show(event, await _schedule(session, actor, now, t, 0))


@router.callback_query(SchedulePage.filter())
async def turn_schedule(
    query: CallbackQuery, callback_data: SchedulePage, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """Another page."""
    return show(query, await _schedule(session, actor, now, t, callback_data.page))


@router.callback_query(ScheduleLine.filter())
async def hold_line(
    query: CallbackQuery, callback_data: ScheduleLine, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """«Придержать», «Отпустить»."""
    held = callback_data.act == "hold"
    await reminder_office.hold(session, actor, callback_data.kind, callback_data.line, held=held, now=now)
    return show(query, await _schedule(session, actor, now, t, callback_data.page))


async def _schedule(session: AsyncSession, actor: Person, now: datetime, t: Translate, page: int) -> Screen:
    lines, kinds = await reminder_office.schedule(
        session, actor, offset=page * screens.PAGE, limit=screens.PAGE, now=now
    )
    return screens.schedule(lines, kinds, page, t)
