"""What the engine does with what a person sends: take the answer, keep it, go on, finish."""

from typing import Any

from aiogram.methods import EditMessageReplyMarkup, SendMessage
from aiogram.types import CallbackQuery, Message, ReplyKeyboardMarkup, ReplyKeyboardRemove

from bot.domain.applications import missing_answers
from bot.domain.enums import QuestionKind
from bot.domain.errors import RuleViolation
from bot.domain.questions import Question, RawAnswer, join_parts
from bot.handlers.forms import choices, screens
from bot.handlers.forms.dialogue import Dialogue
from bot.handlers.forms.kinds import Finished, Refused, token
from bot.handlers.forms.labels import own_text, shown_answer
from bot.handlers.keyboards import back_to, keyboard, to_menu
from bot.handlers.screens import Reply, Screen, show, stays
from bot.services import forms

Event = Message | CallbackQuery


async def present(dialogue: Dialogue, event: Event, screen: Screen, *, replies: tuple[Reply, ...] = ()) -> list[Reply]:
    """Show a screen and bring up or take away the contact keyboard, which needs messages of its own."""
    before: list[Reply] = []
    rises = isinstance(screen.keyboard, ReplyKeyboardMarkup)
    tapped = event.message if isinstance(event, CallbackQuery) else None
    if rises and isinstance(tapped, Message) and not stays(tapped):
        # The question that was tapped stays above: without buttons it cannot be mistaken for the present one.
        before.append(EditMessageReplyMarkup(chat_id=tapped.chat.id, message_id=tapped.message_id))
    if not rises and await dialogue.keyboard_is_up():
        before.append(remove_keyboard(event, dialogue))
    if rises or before:
        await dialogue.note_keyboard(rises)
    return [*before, show(event, screen), *replies]


def remove_keyboard(event: Event, dialogue: Dialogue) -> Reply:
    """The message that takes the contact keyboard away; it says what has happened, so that it is not noise."""
    t, answers = dialogue.t, dialogue.draft.answers
    question = next((one for one in dialogue.questions if one.kind is QuestionKind.PHONE), None)
    if question is not None and answers.get(question.key):
        text = t("form-phone-recorded", phone=shown_answer(question, answers[question.key], t))
    else:
        text = t("form-goes-on")
    chat_id = event.chat.id if isinstance(event, Message) else event.from_user.id
    return SendMessage(chat_id=chat_id, text=text, reply_markup=ReplyKeyboardRemove())


async def show_current(dialogue: Dialogue, event: Event, *, note: str = "", page: int | None = None) -> list[Reply]:
    """The step the form stands at."""
    return await present(dialogue, event, screens.current(dialogue, note=note, page=page))


async def take(dialogue: Dialogue, event: Event, raw: RawAnswer, *, sure: bool = False) -> list[Reply]:
    """Read an answer to the present question; ``sure`` when the person has confirmed what was read."""
    question = dialogue.question
    if question is None:
        return await show_current(dialogue, event)
    reading = forms.read(question, raw, today=dialogue.today)
    if reading.violation is not None:
        return await show_current(dialogue, event, note=_reason(dialogue, reading.violation))
    if not sure and isinstance(reading.answer, str):
        if reading.suggestion is not None:
            pending = {"kind": "spelling", "value": reading.answer, "offered": reading.suggestion}
            forms.hold(dialogue.draft, pending, now=dialogue.now)
            return await show_current(dialogue, event)
        if question.kind is QuestionKind.DATE and question.key == "birth_date":
            forms.hold(dialogue.draft, {"kind": "birth", "value": reading.answer}, now=dialogue.now)
            return await show_current(dialogue, event)
    return await keep(dialogue, event, question, reading.answer)


async def keep(dialogue: Dialogue, event: Event, question: Question, answer: Any) -> list[Reply]:
    """Keep a checked answer unless the form itself refuses it, and go on."""
    if answer is not None:
        answer = await _checked(dialogue, question, answer)
    if isinstance(answer, Refused):
        if answer.ends:
            return await end(dialogue, event, Screen(answer.text, keyboard([[to_menu(dialogue.t)]])))
        forms.hold(dialogue.draft, None, now=dialogue.now)
        return await show_current(dialogue, event, note=answer.text)
    forms.save_answer(dialogue.draft, question.key, answer, now=dialogue.now)
    return await go_on(dialogue, event)


async def _checked(dialogue: Dialogue, question: Question, answer: Any) -> Any:
    """The answer as the form takes it, or why it does not."""
    check = dialogue.kind.check
    if check is None:
        return answer
    try:
        return await check(dialogue.session, dialogue.actor, dialogue.draft, question, answer, dialogue.now, dialogue.t)
    except RuleViolation as violation:
        return Refused(_reason(dialogue, violation))


async def go_on(dialogue: Dialogue, event: Event) -> list[Reply]:
    """To the next question without an answer; after the last one to the summary, or straight to the end."""
    await dialogue.refresh()
    key = forms.next_key(dialogue.questions, dialogue.draft.answers)
    forms.ask(dialogue.draft, key, now=dialogue.now)
    if key is None and not dialogue.kind.summary:
        return await finish(dialogue, event)
    return await show_current(dialogue, event)


async def keep_old(dialogue: Dialogue, event: Event) -> list[Reply]:
    """Leave the present answer as it is and go on to the question after it."""
    question, questions = dialogue.question, dialogue.questions
    if question is None or dialogue.draft.editing:
        return await go_on(dialogue, event)
    later = questions[dialogue.position(question) + 1 :]
    forms.ask(dialogue.draft, later[0].key if later else None, now=dialogue.now)
    return await show_current(dialogue, event)


async def go_back(dialogue: Dialogue, event: Event) -> list[Reply]:
    """From a confirmation to its question, from an edited answer to the summary, else to the question before."""
    question = dialogue.question
    if question is None or is_confirming(dialogue):
        drop_confirmation(dialogue)
        return await show_current(dialogue, event)
    if dialogue.draft.editing:
        forms.ask(dialogue.draft, None, now=dialogue.now)
        return await show_current(dialogue, event)
    position = dialogue.position(question)
    if position == 0:
        return await leave(dialogue, event)
    forms.ask(dialogue.draft, dialogue.questions[position - 1].key, now=dialogue.now)
    return await show_current(dialogue, event)


async def leave(dialogue: Dialogue, event: Event) -> list[Reply]:
    """Out of the form; the draft stays."""
    text = dialogue.t("dialog-left")
    rows = [[back_to(dialogue.kind.cancel_screen, dialogue.t)]]
    replies = await present(dialogue, event, Screen(text, keyboard(rows)))
    await dialogue.state.clear()
    return replies


async def finish(dialogue: Dialogue, event: Event) -> list[Reply]:
    """Write the answers where they belong; a required one that is missing is asked first."""
    missing = missing_answers(dialogue.questions, dialogue.draft.answers)
    if missing:
        forms.ask(dialogue.draft, missing[0], now=dialogue.now)
        return await show_current(dialogue, event, note=dialogue.t("answers-missing", count=len(missing)))
    made = await dialogue.kind.finish(dialogue.session, dialogue.actor, dialogue.draft, dialogue.now, dialogue.t)
    finished = made if isinstance(made, Finished) else Finished(made)
    return await end(dialogue, event, finished.screen, replies=finished.replies)


async def end(dialogue: Dialogue, event: Event, screen: Screen, *, replies: tuple[Reply, ...] = ()) -> list[Reply]:
    """The form is over: its draft is forgotten, the last screen is shown."""
    shown = await present(dialogue, event, screen, replies=replies)
    await forms.discard(dialogue.session, dialogue.draft)
    await dialogue.state.clear()
    return shown


async def add_part(dialogue: Dialogue, event: Event, question: Question, text: str) -> list[Reply]:
    """One more message of a long text; what would pass the limit is not taken, the rest stays."""
    pending = dialogue.draft.pending or {}
    parts = [*(pending["parts"] if pending.get("kind") == "parts" else ()), text]
    try:
        join_parts(question, parts, finished=False)
    except RuleViolation as violation:
        return await show_current(dialogue, event, note=_reason(dialogue, violation))
    forms.hold(dialogue.draft, {"kind": "parts", "parts": parts}, now=dialogue.now)
    return await show_current(dialogue, event)


async def search(dialogue: Dialogue, event: Event, question: Question, typed: str) -> list[Reply]:
    """Typed text where options are offered: the one it names, or those it resembles."""
    option = choices.exact_option(question, typed, dialogue.t)
    if option is not None:
        return await pick(dialogue, event, question, token(option.value))
    if not choices.is_long(question):
        note = dialogue.t("answer-unknown-option")
        return await show_current(dialogue, event, note=note)
    pending = {**_chosen(dialogue), "kind": "search", "text": typed[:100]}
    forms.hold(dialogue.draft, pending, now=dialogue.now)
    return await show_current(dialogue, event)


async def pick(dialogue: Dialogue, event: Event, question: Question, value: str) -> list[Reply]:
    """An option by its token: the answer itself, or one mark more or less."""
    option = next((one for one in question.options if token(one.value) == value), None)
    if option is None:
        return await show_current(dialogue, event)
    if question.kind is QuestionKind.CHOICE:
        return await take(dialogue, event, option.value)
    chosen = screens.chosen_values(dialogue, question)
    chosen = [one for one in chosen if one != option.value] if option.value in chosen else [*chosen, option.value]
    note = ""
    if question.max_choices is not None and len(chosen) > question.max_choices:
        violation = RuleViolation("answer-too-many-options", limit=question.max_choices, actual=len(chosen))
        note, chosen = _reason(dialogue, violation), chosen[:-1]
    pending = {**(dialogue.draft.pending or {"kind": "chosen"}), "chosen": chosen}
    forms.hold(dialogue.draft, pending, now=dialogue.now)
    return await show_current(dialogue, event, note=note, page=choices.page_with(question, option.value, dialogue.t))


async def turn_page(dialogue: Dialogue, event: Event, number: int) -> list[Reply]:
    """Another page of options; a search is over."""
    chosen = _chosen(dialogue)
    forms.hold(dialogue.draft, {"kind": "chosen", **chosen} if chosen else None, now=dialogue.now)
    return await show_current(dialogue, event, page=number)


async def done(dialogue: Dialogue, event: Event, question: Question) -> list[Reply]:
    """«Готово»: what was gathered is the answer."""
    pending = dialogue.draft.pending or {}
    if question.kind is QuestionKind.CHOICES:
        return await take(dialogue, event, screens.chosen_values(dialogue, question))
    return await take(dialogue, event, pending.get("parts"))


async def confirm(dialogue: Dialogue, event: Event, question: Question, *, right: bool) -> list[Reply]:
    """The answer to «Верно?» about what waits."""
    pending = dict(dialogue.draft.pending or {})
    drop_confirmation(dialogue)
    match pending.get("kind"):
        case "spelling":
            return await keep(dialogue, event, question, pending["offered" if right else "value"])
        case "birth" if right:
            return await keep(dialogue, event, question, pending["value"])
        case "forwarded" if right:
            return await receive(dialogue, event, question, pending["raw"])
    return await show_current(dialogue, event)


async def receive(dialogue: Dialogue, event: Event, question: Question, raw: str | dict[str, Any]) -> list[Reply]:
    """Something a person has sent to a question, in the way of the question's kind."""
    if isinstance(raw, dict):
        return await keep(dialogue, event, question, raw)
    match question.kind:
        case QuestionKind.LONG_TEXT:
            return await add_part(dialogue, event, question, raw)
        case QuestionKind.CHOICE | QuestionKind.CHOICES:
            return await search(dialogue, event, question, raw)
        case QuestionKind.YES_NO:
            return await take(dialogue, event, _yes_or_no(dialogue, question, raw))
        case _:
            return await take(dialogue, event, raw)


def _yes_or_no(dialogue: Dialogue, question: Question, typed: str) -> RawAnswer:
    """The words of the question's own buttons count as well as «да» and «нет»."""
    for part, meaning in (("yes", True), ("no", False)):
        if typed.strip().casefold() == own_text(question, part, f"form-{part}", dialogue.t).casefold():
            return meaning
    return typed


def ask_about_forwarded(dialogue: Dialogue, raw: str | dict[str, Any]) -> None:
    """Hold a forwarded message until the person says it is the answer."""
    forms.hold(dialogue.draft, {"kind": "forwarded", "raw": raw, "before": dialogue.draft.pending}, now=dialogue.now)


def is_confirming(dialogue: Dialogue) -> bool:
    """Whether something waits for «Верно?»."""
    return (dialogue.draft.pending or {}).get("kind") in screens.CONFIRMATIONS


def drop_confirmation(dialogue: Dialogue) -> None:
    """Another answer has come instead of a yes or no; what was gathered before a forwarded message stays."""
    forms.hold(dialogue.draft, (dialogue.draft.pending or {}).get("before"), now=dialogue.now)


def _chosen(dialogue: Dialogue) -> dict[str, Any]:
    pending = dialogue.draft.pending or {}
    return {"chosen": pending["chosen"]} if "chosen" in pending else {}


def _reason(dialogue: Dialogue, violation: RuleViolation) -> str:
    return dialogue.t(violation.key, **violation.arguments)
