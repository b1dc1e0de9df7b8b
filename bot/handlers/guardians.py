"""The guardian's consent: the child's link, the guardian's form, «Мой ребёнок»."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote

from aiogram import Bot, F, Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message
from aiogram.utils.deep_linking import create_start_link
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import FormDraft, GuardianLink, Person
from bot.db.queries import consents as queries
from bot.db.queries import people as people_queries
from bot.domain.consents import WORDING, Signer
from bot.domain.enums import ConsentPurpose, Role
from bot.domain.questions import Question
from bot.domain.text_arguments import Moment
from bot.handlers.callbacks import Open, RowId
from bot.handlers.commands import set_commands
from bot.handlers.consents import (
    agreed,
    consent_key,
    consent_questions,
    consent_text,
    purpose_word,
    wording,
    wordings,
)
from bot.handlers.document_lines import own_screen
from bot.handlers.forms import Finished, FormKind, Refused, open_form, register
from bot.handlers.forms.kinds import FormAct, token
from bot.handlers.keyboards import Row, back_to, button, keyboard, link, to_menu
from bot.handlers.notices import notice_keyboard
from bot.handlers.programme import faq_screen, stages_screen
from bot.handlers.screens import Reply, Screen, send, show
from bot.services import admission, consents, guardians, tokens
from bot.services.documents import Folder
from bot.texts import Translate, join_lines

router = Router(name="guardians")

PAYLOAD = "g_"


class GuardianAct(CallbackData, prefix="grd"):
    """``act``: link (a new one for the child); with the link's ``token``: confirm (the guardian goes on), stages, faq
    (reads first), show (back to the invitation).

    The token and not the link's id: ids can be guessed, and whoever confirms becomes somebody's guardian.
    """

    act: str
    token: str = ""


class ChildAct(CallbackData, prefix="chd"):
    """The guardian's screens of a child: ``act`` open, read, give, ask, withdraw; ``purpose`` of the consent;
    ``wording`` is the version of the text above a «give»."""

    act: str
    child: RowId
    purpose: ConsentPurpose | None = None
    wording: str = ""


class ChildDocuments(CallbackData, prefix="cdo"):
    """The documents of the guardian's child for an event."""

    child: RowId
    event: RowId


# --- the child's side


@router.callback_query(Open.filter(F.screen == "guardian"))
async def open_guardian(
    query: CallbackQuery, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """Where the parent's consent stands, and the way to get it."""
    signers = (await consents.standing(session, actor.id))[ConsentPurpose.PARTICIPATION]
    if Signer.GUARDIAN in signers:
        return show(query, Screen(t("guardian-state-given"), keyboard([[back_to("profile", t)]])))
    waiting = await queries.open_link(session, actor.id, now)
    if waiting is None:
        text, label = t("guardian-state-none"), t.plain("guardian-make-link")
    else:
        text = t("guardian-state-waiting", until=Moment(waiting.expires_at, t.home_zone))
        label = t.plain("guardian-new-link")
    return show(query, Screen(text, keyboard([[button(label, GuardianAct(act="link"))], [back_to("profile", t)]])))


@router.callback_query(GuardianAct.filter(F.act == "link"))
async def make_link(
    query: CallbackQuery, session: AsyncSession, actor: Person, bot: Bot, now: datetime, t: Translate
) -> list[Reply]:
    """A fresh link; the message below is ready to be forwarded."""
    token = tokens.new()
    made = await guardians.make_link(session, actor, token, now=now)
    address = await create_start_link(bot, PAYLOAD + token)
    letter = t("guardian-letter", name=actor.first_name or "", link=address)
    shared = f"https://t.me/share/url?url={quote(address)}&text={quote(t.plain('guardian-share-text'))}"
    explained = Screen(
        t("guardian-link-made", until=Moment(made.expires_at, t.home_zone)),
        keyboard([[link(t.plain("guardian-share"), shared)], [back_to("profile", t)]]),
    )
    forwardable = Screen(letter, keyboard([[link(t.plain("guardian-confirm"), address)]]))
    return [show(query, explained), send(query, forwardable)]


# --- the guardian's side


def invitation_screen(opened: GuardianLink, token: str, child: Person, t: Translate) -> Screen:
    """What the guardian is asked for; of the child only the first name."""
    rows = [
        [button(t.plain("guardian-go-on"), GuardianAct(act="confirm", token=token))],
        [
            button(t.plain("start-stages"), GuardianAct(act="stages", token=token)),
            button(t.plain("start-faq"), GuardianAct(act="faq", token=token)),
        ],
    ]
    text = t("guardian-invitation", name=child.first_name or "", until=Moment(opened.expires_at, t.home_zone))
    return Screen(text, keyboard(rows))


@router.callback_query(GuardianAct.filter(F.act.in_({"stages", "faq"})))
async def read_first(query: CallbackQuery, callback_data: GuardianAct, session: AsyncSession, t: Translate) -> Reply:
    """About the programme, and back to the invitation."""
    back = button(t.plain("button-back"), GuardianAct(act="show", token=callback_data.token))
    page = stages_screen if callback_data.act == "stages" else faq_screen
    return show(query, await page(session, t, back=back))


@router.callback_query(GuardianAct.filter(F.act == "show"))
async def show_again(
    query: CallbackQuery, callback_data: GuardianAct, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """The invitation again."""
    opened = await guardians.open_link(session, actor, callback_data.token, now=now)
    if opened.link is not None and opened.child is not None:
        return show(query, invitation_screen(opened.link, callback_data.token, opened.child, t))
    why = t(opened.problem.key, **opened.problem.arguments) if opened.problem is not None else ""
    return show(query, Screen(why, keyboard([[to_menu(t)]])))


@router.callback_query(GuardianAct.filter(F.act == "confirm"))
async def go_on(
    query: CallbackQuery,
    callback_data: GuardianAct,
    session: AsyncSession,
    actor: Person,
    state: FSMContext,
    now: datetime,
    t: Translate,
) -> Reply:
    """The guardian takes the questions up."""
    link_id = await guardians.take_up(session, actor, callback_data.token, now=now)
    screen = await open_form(session, actor, state, t, now, form=GUARDIAN.name, subject_id=link_id)
    return show(query, screen)


async def _questions(session: AsyncSession, person: Person, draft: FormDraft, now: datetime) -> list[Question]:
    return [*guardians.questions(person), *consent_questions("child")]


async def _check(
    session: AsyncSession, person: Person, draft: FormDraft, question: Question, value: Any, now: datetime, t: Translate
) -> Any:
    if question.key == consent_key(ConsentPurpose.PARTICIPATION) and value is False:
        return Refused(t("consent-participation-needed"))
    return value


def _reader(person: Person, answers: Mapping[str, Any]) -> Role | None:
    return Role.GUARDIAN


async def _finish(session: AsyncSession, person: Person, draft: FormDraft, now: datetime, t: Translate) -> Finished:
    child = await guardians.confirm(
        session,
        person,
        draft.subject_id,
        draft.answers,
        agreed=agreed(draft.answers),
        wordings=wordings("child", t),
        now=now,
    )
    rows = [[button(t.plain("menu-child"), Open(screen="child"))], [to_menu(t)]]
    office_role = await people_queries.office_role(session, person.id)
    commands = set_commands(person.role, office_role, t, chat_id=person.telegram_id or 0)
    found = await admission.of_person(session, child, now=now)
    late = found is not None and found.may_be_let_in
    text = t("guardian-confirmed", name=child.first_name or "", late=late)
    return Finished(Screen(text, keyboard(rows)), (commands,))


GUARDIAN = register(
    FormKind(
        name=guardians.FORM,
        title_key="guardian-form",
        questions=_questions,
        finish=_finish,
        check=_check,
        reader=_reader,
        foreign_contacts=frozenset({"phone"}),
    )
)


@router.message(Command("child"))
@router.callback_query(Open.filter(F.screen == "child"))
async def open_child(
    event: Message | CallbackQuery, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """«Мой ребёнок»: the only one at once, several as a list, those still to be signed for above them."""
    children = await queries.children(session, actor.id)
    begun = await guardians.begun(session, actor, now=now)
    if len(children) == 1 and not begun:
        return show(event, await _child_screen(session, actor, children[0], now, t))
    rows: list[Row] = [
        [
            button(
                t.plain("child-go-on", name=child.first_name or "—"),
                FormAct(draft=draft.id, step=token(draft.current), act="go"),
            )
        ]
        for draft, child in begun
    ]
    rows += [[button(child.first_name or "—", ChildAct(act="open", child=child.id))] for child in children]
    text = t("child-choose") if rows else t("child-none")
    return show(event, Screen(text, keyboard([*rows, [to_menu(t)]])))


@router.callback_query(ChildAct.filter(F.act == "open"))
async def open_one_child(
    query: CallbackQuery, callback_data: ChildAct, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """One child of several."""
    child = await guardians.child_of(session, actor, callback_data.child)
    return show(query, await _child_screen(session, actor, child, now, t))


async def _child_screen(
    session: AsyncSession, actor: Person, child: Person, now: datetime, t: Translate, *, note: str = ""
) -> Screen:
    application = await guardians.latest_application(session, child)
    status = t.plain(f"child-status-{application.status}") if application is not None else t.plain("child-status-none")
    standing = await consents.standing(session, child.id)
    lines = [consent_line(purpose, standing[purpose], t) for purpose in ConsentPurpose]
    text = t("child-card", name=child.first_name or "", status=status, consents=join_lines(lines))
    signed = {
        consent.purpose for consent in await queries.standing(session, [child.id]) if consent.signer_id == actor.id
    }
    anew = await consents.to_sign_anew(session, child, actor, now=now)
    text = t("consents-to-sign-anew") + "\n\n" + text if anew else text
    rows: list[Row] = [
        [
            button(
                t.plain("consent-anew-button", purpose=t.plain(f"consent-purpose-{purpose_word(purpose)}")),
                ChildAct(act="read", child=child.id, purpose=purpose),
            )
        ]
        for purpose in ConsentPurpose
        if purpose in anew
    ]
    for purpose in ConsentPurpose:
        act, key = ("ask", "consent-withdraw") if purpose in signed else ("read", "consent-give")
        label = t.plain(key, purpose=t.plain(f"consent-purpose-{purpose_word(purpose)}"))
        rows.append([button(label, ChildAct(act=act, child=child.id, purpose=purpose))])
    folders = await guardians.all_documents_of(session, child, now=now)
    if folders:
        text += "\n\n" + t("child-documents", lines=join_lines(_folder_line(each, t) for each in folders))
    rows += [
        [
            button(
                t.plain("documents-for", title=each.event.title),
                ChildDocuments(child=child.id, event=each.event.id),
            )
        ]
        for each in folders
    ]
    rows.append([to_menu(t)])
    return Screen(f"{note}\n\n{text}" if note else text, keyboard(rows))


def _folder_line(folder: Folder, t: Translate) -> str:
    asked, lacking = len(folder.documents), len(folder.lacking)
    return t("child-documents-line", title=folder.event.title, done=asked - lacking, asked=asked)


@router.callback_query(ChildDocuments.filter())
async def open_documents(
    query: CallbackQuery, callback_data: ChildDocuments, session: AsyncSession, actor: Person, now: datetime,
    t: Translate,
) -> Reply:  # fmt: skip
    """What the child has still to bring."""
    found = await guardians.documents_of(session, actor, callback_data.child, callback_data.event, now=now)
    back = button(t.plain("button-back"), ChildAct(act="open", child=callback_data.child))
    return show(query, own_screen(found, [[back]], now, t, child=found.person.first_name or "—"))


def consent_line(purpose: ConsentPurpose, signers: set[Signer], t: Translate) -> str:
    """One purpose with whose signatures stand."""
    return t(
        "consent-line",
        purpose=t.plain(f"consent-purpose-{purpose_word(purpose)}"),
        own=Signer.SELF in signers,
        guardian=Signer.GUARDIAN in signers,
    )


@router.callback_query(ChildAct.filter(F.act.in_({"read", "ask"}) & F.purpose))
async def ask_about_consent(
    query: CallbackQuery, callback_data: ChildAct, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """The text to agree to, or what it means to take the agreement back."""
    child = await guardians.child_of(session, actor, callback_data.child)
    purpose = callback_data.purpose or ConsentPurpose.PARTICIPATION
    if callback_data.act == "read":
        return show(query, _text_screen(child, purpose, t))
    text, label = t(f"consent-withdraw-{purpose_word(purpose)}"), t.plain("consent-take-back")
    return show(query, _act_screen(text, label, ChildAct(act="withdraw", child=child.id, purpose=purpose), t))


def _text_screen(child: Person, purpose: ConsentPurpose, t: Translate, *, note: str = "") -> Screen:
    text = consent_text(purpose, "child", t)
    agree = ChildAct(act="give", child=child.id, purpose=purpose, wording=WORDING)
    return _act_screen(f"{note}\n\n{text}" if note else text, t.plain("consent-agree"), agree, t)


def _act_screen(text: str, label: str, act: ChildAct, t: Translate) -> Screen:
    back = button(t.plain("button-back"), ChildAct(act="open", child=act.child))
    return Screen(text, keyboard([[button(label, act)], [back]]))


@router.callback_query(ChildAct.filter(F.act.in_({"give", "withdraw"}) & F.purpose))
async def change_consent(
    query: CallbackQuery, callback_data: ChildAct, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """The guardian signs one more purpose, or takes a signature back."""
    purpose = callback_data.purpose or ConsentPurpose.PARTICIPATION
    if callback_data.act == "give" and callback_data.wording != WORDING:
        # The button stands under an earlier text: nobody signs what they have not been shown.
        child = await guardians.child_of(session, actor, callback_data.child)
        return show(query, _text_screen(child, purpose, t, note=t("consent-text-changed")))
    if callback_data.act == "give":
        signed = wording(purpose, "child", t)
        child = await guardians.give(session, actor, callback_data.child, purpose, wording=signed, now=now)
        note = t("consent-given-note")
    else:
        child = await guardians.withdraw(session, actor, callback_data.child, purpose, now=now)
        note = t("consent-withdrawn-note")
    return show(query, await _child_screen(session, actor, child, now, t, note=note))


@notice_keyboard("consent-anew-child")
def to_child(t: Translate, args: Mapping[str, Any]) -> InlineKeyboardMarkup:
    """«Прочитать»: for the guardian."""
    return keyboard([[button(t.plain("consent-anew-read"), Open(screen="child"))]])


@notice_keyboard("consent-anew")
@notice_keyboard("consent-adult")
@notice_keyboard("consent-frozen")
def to_own_consents(t: Translate, args: Mapping[str, Any]) -> InlineKeyboardMarkup:
    """«Прочитать»: for whoever signs for themselves."""
    return keyboard([[button(t.plain("consent-anew-read"), Open(screen="privacy"))]])
