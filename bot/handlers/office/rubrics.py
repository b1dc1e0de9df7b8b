"""The criteria of a call's reviewers: listed with their shares, each with its card, until the scoring begins."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated

from aiogram import F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, InlineKeyboardButton
from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import FormDraft, Person
from bot.domain import rubrics as rules
from bot.domain.languages import in_language
from bot.domain.questions import Question
from bot.domain.review import Criterion
from bot.handlers.callbacks import RowId
from bot.handlers.forms import FormKind, open_form, register
from bot.handlers.keyboards import Row, button, keyboard
from bot.handlers.office.call_callbacks import CallAct, RubricOf
from bot.handlers.screens import Reply, Screen, show
from bot.services import applications, rubrics
from bot.texts import Translate, join_lines

# No filter hides these: the services refuse those outside the office, and so the attempt is logged.
router = Router(name="office-rubrics")

ADD, CHANGE = "criterion", "criterion-change"
"""Two forms, so that looking at what is there does not take the place of what was begun anew."""


class CriterionCard(CallbackData, prefix="cri"):
    """``act`` on a criterion: open, up, down, edit, ask (whether it goes), drop."""

    call: RowId
    code: str
    act: str = "open"


class CriterionWeight(CallbackData, prefix="crw"):
    """What a criterion shall weigh, so that a double tap is one."""

    call: RowId
    code: str
    weight: Annotated[int, Field(ge=0, le=200)]


class AddCriterion(CallbackData, prefix="crn"):
    """A new criterion."""

    call: RowId


@router.callback_query(RubricOf.filter())
async def list_criteria(
    query: CallbackQuery, callback_data: RubricOf, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """All criteria with what each counts for."""
    return show(query, await _list(session, actor, callback_data.call, t))


async def _list(session: AsyncSession, actor: Person, call_id: int, t: Translate) -> Screen:
    call, rubric, open_ = await rubrics.read(session, actor, call_id)
    lines = join_lines(
        t(
            "criterion-summary",
            number=number,
            name=_name(each.label, t),
            weight=each.weight,
            share=rules.share(rubric, each.key),
            levels=len(each.levels),
        )
        for number, each in enumerate(rubric, start=1)
    )
    rows: list[Row] = [[button(_name(each.label, t), CriterionCard(call=call.id, code=each.key))] for each in rubric]
    if open_:
        rows.append([button(t.plain("criterion-add"), AddCriterion(call=call.id))])
    rows.append([button(t.plain("button-back"), CallAct(act="open", call=call.id))])
    text = t("criteria", role=call.role.value, lines=lines, empty=not rubric, locked=not open_)
    return Screen(text, keyboard(rows))


def _name(label: Mapping[str, str], t: Translate) -> str:
    return in_language(label, t.language) or "—"


@router.callback_query(CriterionCard.filter(F.act == "open"))
async def open_card(
    query: CallbackQuery, callback_data: CriterionCard, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """One criterion: its levels in both languages, its weight."""
    return show(query, await _card(session, actor, callback_data.call, callback_data.code, t))


async def _card(session: AsyncSession, actor: Person, call_id: int, key: str, t: Translate) -> Screen:
    call, rubric, open_ = await rubrics.read(session, actor, call_id)
    criterion = rules.find(rubric, key)
    levels = join_lines(
        t("criterion-level", number=number, ru=level.get("ru", "—"), en=level.get("en", "—"))
        for number, level in enumerate(criterion.levels)
    )
    text = t(
        "criterion-card",
        ru=criterion.label.get("ru", "—"),
        en=criterion.label.get("en", "—"),
        weight=criterion.weight,
        share=rules.share(rubric, key),
        levels=levels,
    )
    rows = _buttons(call.id, criterion, t) if open_ else []
    return Screen(text, keyboard([*rows, [button(t.plain("button-back"), RubricOf(call=call.id))]]))


def _buttons(call_id: int, criterion: Criterion, t: Translate) -> list[Row]:
    def act(name: str) -> InlineKeyboardButton:
        return button(t.plain(f"criterion-{name}"), CriterionCard(call=call_id, code=criterion.key, act=name))

    def weigh(name: str, weight: int) -> InlineKeyboardButton:
        return button(t.plain(f"criterion-{name}"), CriterionWeight(call=call_id, code=criterion.key, weight=weight))

    return [
        [act("edit")],
        [weigh("lighter", criterion.weight - 1), weigh("heavier", criterion.weight + 1)],
        [act("up"), act("down")],
        [act("ask")],
    ]


@router.callback_query(CriterionWeight.filter())
async def weigh(
    query: CallbackQuery, callback_data: CriterionWeight, session: AsyncSession, actor: Person, now: datetime,
    t: Translate,
) -> Reply:  # fmt: skip
    """Heavier or lighter."""
    await rubrics.weigh(session, actor, callback_data.call, callback_data.code, callback_data.weight, now=now)
    return show(query, await _card(session, actor, callback_data.call, callback_data.code, t))


@router.callback_query(CriterionCard.filter(F.act.in_({"up", "down"})))
async def move(
    query: CallbackQuery, callback_data: CriterionCard, session: AsyncSession, actor: Person, now: datetime,
    t: Translate,
) -> Reply:  # fmt: skip
    """One place up or down; the list shows where it stands."""
    up = callback_data.act == "up"
    await rubrics.move(session, actor, callback_data.call, callback_data.code, up=up, now=now)
    return show(query, await _list(session, actor, callback_data.call, t))


@router.callback_query(CriterionCard.filter(F.act == "ask"))
async def ask_drop(
    query: CallbackQuery, callback_data: CriterionCard, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """«Убрать» is asked once more."""
    criterion = await rubrics.one(session, actor, callback_data.call, callback_data.code)
    sure = callback_data.model_copy(update={"act": "drop"})
    back = callback_data.model_copy(update={"act": "open"})
    rows = [[button(t.plain("criterion-drop"), sure)], [button(t.plain("button-back"), back)]]
    return show(query, Screen(t("criterion-drop-ask", name=_name(criterion.label, t)), keyboard(rows)))


@router.callback_query(CriterionCard.filter(F.act == "drop"))
async def drop(
    query: CallbackQuery, callback_data: CriterionCard, session: AsyncSession, actor: Person, now: datetime,
    t: Translate,
) -> Reply:  # fmt: skip
    """One criterion less."""
    await rubrics.drop(session, actor, callback_data.call, callback_data.code, now=now)
    return show(query, await _list(session, actor, callback_data.call, t))


@router.callback_query(AddCriterion.filter())
async def add(
    query: CallbackQuery, callback_data: AddCriterion, session: AsyncSession, actor: Person, state: FSMContext,
    now: datetime, t: Translate,
) -> Reply:  # fmt: skip
    """A new criterion, step by step."""
    call = await applications.call_to_edit(session, actor, callback_data.call)
    return show(query, await open_form(session, actor, state, t, now, form=ADD, subject_id=call.id))


@router.callback_query(CriterionCard.filter(F.act == "edit"))
async def edit(
    query: CallbackQuery, callback_data: CriterionCard, session: AsyncSession, actor: Person, state: FSMContext,
    now: datetime, t: Translate,
) -> Reply:  # fmt: skip
    """The form with what the criterion says."""
    criterion = await rubrics.one(session, actor, callback_data.call, callback_data.code)
    answers = rules.answers_of(criterion) | {"key": criterion.key}
    screen = await open_form(
        session, actor, state, t, now, form=CHANGE, subject_id=callback_data.call, answers=answers, fresh=True
    )
    return show(query, screen)


async def _form_questions(_: AsyncSession, __: Person, ___: FormDraft, ____: datetime) -> Sequence[Question]:
    return rules.form_questions()


async def _finish(session: AsyncSession, person: Person, draft: FormDraft, now: datetime, t: Translate) -> Screen:
    await rubrics.write(session, person, draft.subject_id, draft.answers.get("key"), draft.answers, now=now)
    screen = await _list(session, person, draft.subject_id, t)
    return Screen(f"{t('call-part-saved')}\n\n{screen.text}", screen.keyboard)


for form in (ADD, CHANGE):
    register(
        FormKind(name=form, title_key="criterion-form", questions=_form_questions, finish=_finish, cancel_screen="call")
    )
