"""Messages and taps while a form is open; commands and menu words were asked before."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from aiogram import F, Router
from aiogram.enums import ContentType
from aiogram.filters import Filter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message, TelegramObject
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import FormDraft, Person
from bot.domain.enums import QuestionKind
from bot.domain.errors import Stale
from bot.domain.questions import Question, yes_or_no
from bot.handlers.callbacks import Open
from bot.handlers.forms import flow, screens
from bot.handlers.forms.dialogue import DRAFT, Dialogue, FormStates, load
from bot.handlers.forms.kinds import FormAct, token
from bot.handlers.forms.labels import own_text
from bot.handlers.screens import Reply
from bot.services import forms
from bot.texts import Translate

router = Router(name="forms")

Sent = str | dict[str, Any]


class Asking(Filter):
    """The person has a form open; the handler is given its ``draft``."""

    async def __call__(
        self, event: TelegramObject, state: FSMContext, session: AsyncSession, actor: Person
    ) -> bool | dict[str, Any]:
        """True with the draft; a draft that is gone ends the dialog."""
        if await state.get_state() != FormStates.asking.state:
            return False
        draft = await forms.draft_by_id(session, (await state.get_data()).get(DRAFT, 0))
        if draft is None or draft.person_id != actor.id:
            await state.clear()
            return False
        return {"draft": draft}


@router.message(Asking(), ~F.text.startswith("/"))
async def answered(
    message: Message,
    draft: FormDraft,
    session: AsyncSession,
    actor: Person,
    state: FSMContext,
    t: Translate,
    now: datetime,
) -> list[Reply]:
    """A message to the question being asked."""
    dialogue = await load(session, actor, state, t, now, draft)
    question = dialogue.question
    if question is None:
        return await flow.show_current(dialogue, message, note=dialogue.t("form-summary-hint"))
    if way := _button_word(dialogue, question, message.text):
        return await way(dialogue, message)
    if question.kind is QuestionKind.PHONE and message.contact is not None and _foreign(message, dialogue, question):
        return await flow.show_current(dialogue, message, note=dialogue.t("form-foreign-contact"))
    if flow.is_confirming(dialogue):
        if (right := yes_or_no(message.text)) is not None:
            return await flow.confirm(dialogue, message, question, right=right)
        flow.drop_confirmation(dialogue)
    if _says_nothing(question, message.text):
        return await _skip(dialogue, message)
    sent = _sent(message, question)
    if sent is None:
        return await flow.show_current(dialogue, message, note=dialogue.t(_hint_key(question)))
    if message.forward_origin is not None:
        flow.ask_about_forwarded(dialogue, sent)
        return await flow.show_current(dialogue, message)
    return await flow.receive(dialogue, message, question, sent)


Way = Callable[[Dialogue, Message | CallbackQuery], Awaitable[list[Reply]]]


def _button_word(dialogue: Dialogue, question: Question, text: str | None) -> Way | None:
    """The buttons of the contact keyboard come as plain messages, and some people write what stands on the others."""
    t = dialogue.t
    said = _said(text)
    if said in {_said(t.plain("button-back")), _said(t.plain("button-back")).lstrip("← ")}:
        return flow.go_back
    if said == _said(t.plain("form-keep")) and question.key in dialogue.draft.answers:
        return flow.keep_old
    if said == _said(own_text(question, "skip", "form-skip", t)) and not question.required:
        return _skip
    if said == _said(t.plain("form-done")) and (dialogue.draft.pending or {}).get("kind") in {"parts", "chosen"}:
        return _done
    return None


def _said(text: str | None) -> str:
    return (text or "").strip().casefold()


_NOTHING = frozenset({"нет", "no", "-", "–", "—"})


def _says_nothing(question: Question, text: str | None) -> bool:
    """«Нет» to what need not be answered: nobody is called so."""
    written = question.kind in {QuestionKind.NAME, QuestionKind.TEXT, QuestionKind.LONG_TEXT}
    return written and not question.required and _said(text) in _NOTHING


async def _done(dialogue: Dialogue, event: Message | CallbackQuery) -> list[Reply]:
    question = dialogue.question
    return await flow.show_current(dialogue, event) if question is None else await flow.done(dialogue, event, question)


async def _skip(dialogue: Dialogue, event: Message | CallbackQuery) -> list[Reply]:
    question = dialogue.question
    if question is None or question.required:
        return await flow.show_current(dialogue, event)
    return await flow.keep(dialogue, event, question, None)


def _foreign(message: Message, dialogue: Dialogue, question: Question) -> bool:
    own = message.contact is not None and message.from_user is not None
    own = own and message.contact.user_id == message.from_user.id  # type: ignore[union-attr]  # `own` has seen both
    return not own and question.key not in dialogue.kind.foreign_contacts


def _sent(message: Message, question: Question) -> Sent | None:
    """What the message says to a question of this kind; None when it is nothing the question can use."""
    if question.kind is QuestionKind.FILE:
        if message.document is not None:
            return {"file_id": message.document.file_id, "name": message.document.file_name or "", "kind": "document"}
        if message.photo:
            return {"file_id": message.photo[-1].file_id, "name": "", "kind": "photo"}
        return None
    if question.kind is QuestionKind.PHONE and message.contact is not None:
        # Telegram gives contacts in the international form, often without its plus.
        return "+" + message.contact.phone_number.lstrip("+")
    return message.text if message.content_type == ContentType.TEXT else None


def _hint_key(question: Question) -> str:
    match question.kind:
        case QuestionKind.CHOICE | QuestionKind.CHOICES | QuestionKind.YES_NO:
            return "form-only-choice"
        case QuestionKind.PHONE:
            return "form-only-phone"
        case QuestionKind.FILE:
            return "form-only-file"
        case _:
            return "form-only-text"


@router.callback_query(Open.filter(F.screen == "resume"))
async def resume(
    query: CallbackQuery, session: AsyncSession, actor: Person, state: FSMContext, t: Translate, now: datetime
) -> list[Reply]:
    """«Продолжить»: the form that was left, where it was left."""
    draft = await forms.unfinished(session, actor)
    if draft is None:
        raise Stale("form-finished")
    dialogue = await load(session, actor, state, t, now, draft)
    await dialogue.enter()
    return await flow.show_current(dialogue, query)


@router.callback_query(FormAct.filter())
async def tapped(
    query: CallbackQuery,
    callback_data: FormAct,
    session: AsyncSession,
    actor: Person,
    state: FSMContext,
    t: Translate,
    now: datetime,
) -> list[Reply]:
    """A button of a form, perhaps an old one: what does not belong to the present step shows the present step."""
    draft = await forms.own_draft(session, actor, callback_data.draft)
    dialogue = await load(session, actor, state, t, now, draft)
    await dialogue.enter()
    if callback_data.step != token(draft.current):
        return await flow.show_current(dialogue, query)
    question = dialogue.question
    if question is None:
        return await _at_summary(dialogue, query, callback_data)
    return await _at_question(dialogue, query, callback_data, question)


async def _at_summary(dialogue: Dialogue, query: CallbackQuery, data: FormAct) -> list[Reply]:
    match data.act:
        case "send":
            return await flow.finish(dialogue, query)
        case "edit":
            return await flow.present(dialogue, query, screens.edit_list(dialogue))
        case "change" if (question := dialogue.find_by_token(data.value)) is not None:
            forms.ask(dialogue.draft, question.key, now=dialogue.now, editing=True)
        case "new":
            return await _start_anew(dialogue, query)
    return await flow.show_current(dialogue, query)


async def _start_anew(dialogue: Dialogue, query: CallbackQuery) -> list[Reply]:
    dialogue.draft.answers = {}
    await dialogue.refresh()
    first = forms.next_key(dialogue.questions, {})
    forms.ask(dialogue.draft, first, now=dialogue.now)
    return await flow.show_current(dialogue, query)


async def _at_question(dialogue: Dialogue, query: CallbackQuery, data: FormAct, question: Question) -> list[Reply]:
    match data.act:
        case "pick":
            return await flow.pick(dialogue, query, question, data.value)
        case "page":
            return await flow.turn_page(dialogue, query, int(data.value) if data.value.isdecimal() else 0)
        case "done":
            return await flow.done(dialogue, query, question)
        case "clear":
            forms.hold(dialogue.draft, None, now=dialogue.now)
        case "yes" | "no":
            return await flow.take(dialogue, query, data.act == "yes")
        case "ok" | "redo":
            return await flow.confirm(dialogue, query, question, right=data.act == "ok")
        case "skip":
            return await _skip(dialogue, query)
        case "keep":
            return await flow.keep_old(dialogue, query)
        case "back":
            return await flow.go_back(dialogue, query)
        case "new":
            return await _start_anew(dialogue, query)
    return await flow.show_current(dialogue, query)
