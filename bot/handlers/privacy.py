"""/privacy: consents, everything stored about a person, and its erasure."""

from datetime import datetime

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.methods import SendDocument
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.domain.consents import WORDING, Participation, Signer
from bot.domain.enums import ConsentPurpose
from bot.handlers.callbacks import Open
from bot.handlers.commands import set_commands
from bot.handlers.consents import consent_text, purpose_word, wording
from bot.handlers.guardians import consent_line
from bot.handlers.keyboards import Row, back_to, button, keyboard, to_menu
from bot.handlers.registration import is_registered
from bot.handlers.screens import Reply, Screen, show
from bot.services import consents, people, privacy
from bot.texts import Translate, join_lines

router = Router(name="privacy")

STORED = "stored:"


class OwnConsent(CallbackData, prefix="cns"):
    """A consent of one's own: ``act`` read, give, ask, withdraw; ``wording`` is the version of the text above a «give»."""

    act: str
    purpose: ConsentPurpose
    wording: str = ""


class Erase(CallbackData, prefix="ers"):
    """Erasure asks twice: ``step`` 1 and 2 ask, 3 erases."""

    step: int


@router.message(Command("privacy"))
@router.callback_query(Open.filter(F.screen == "privacy"))
async def open_privacy(
    event: Message | CallbackQuery,
    session: AsyncSession,
    actor: Person,
    t: Translate,
    state: FSMContext,
    now: datetime,
) -> Reply:
    """Consents one by one, the data, the way out."""
    await state.clear()
    return show(event, await _privacy_screen(session, actor, now, t))


async def _privacy_screen(
    session: AsyncSession, actor: Person, now: datetime, t: Translate, *, note: str = ""
) -> Screen:
    rows: list[Row] = []
    text = t("privacy-nothing")
    if is_registered(actor):
        standing = await consents.standing(session, actor.id)
        lines = [consent_line(purpose, standing[purpose], t) for purpose in ConsentPurpose]
        text = t("privacy-card", consents=join_lines(lines))
        anew = await consents.to_sign_anew(session, actor, actor, now=now)
        if await consents.participation(session, actor, now=now) is Participation.FROZEN:
            text = t("consent-frozen") + "\n\n" + text
        elif anew:
            text = t("consents-to-sign-anew") + "\n\n" + text
        rows += [[_consent_button(purpose, False, t, anew=True)] for purpose in ConsentPurpose if purpose in anew]
        rows += [[_consent_button(purpose, Signer.SELF in standing[purpose], t)] for purpose in ConsentPurpose]
        if await people.is_minor(session, actor, now=now):
            rows.append([button(t.plain("guardian-open"), Open(screen="guardian"))])
    elif actor.registered_at is not None:
        text = t("privacy-card-guardian")
    rows += [
        [button(t.plain("privacy-see"), Open(screen="my_data"))],
        [button(t.plain("privacy-erase"), Erase(step=1))],
        [to_menu(t)],
    ]
    return Screen(f"{note}\n\n{text}" if note else text, keyboard(rows))


def _consent_button(purpose: ConsentPurpose, given: bool, t: Translate, *, anew: bool = False) -> InlineKeyboardButton:
    key, act = ("consent-withdraw", "ask") if given else ("consent-anew-button" if anew else "consent-give", "read")
    label = t.plain(key, purpose=t.plain(f"consent-purpose-{purpose_word(purpose)}"))
    return button(label, OwnConsent(act=act, purpose=purpose))


@router.callback_query(OwnConsent.filter(F.act.in_({"read", "ask"})))
async def ask_about_consent(query: CallbackQuery, callback_data: OwnConsent, t: Translate) -> Reply:
    """The text to agree to, or what it means to take the agreement back."""
    purpose = callback_data.purpose
    if callback_data.act == "read":
        return show(query, _text_screen(purpose, t))
    label, act = t.plain("consent-take-back"), OwnConsent(act="withdraw", purpose=purpose)
    text = t(f"consent-withdraw-{purpose_word(purpose)}")
    return show(query, Screen(text, keyboard([[button(label, act)], [back_to("privacy", t)]])))


def _text_screen(purpose: ConsentPurpose, t: Translate, *, note: str = "") -> Screen:
    agree = button(t.plain("consent-agree"), OwnConsent(act="give", purpose=purpose, wording=WORDING))
    text = consent_text(purpose, "own", t)
    return Screen(f"{note}\n\n{text}" if note else text, keyboard([[agree], [back_to("privacy", t)]]))


@router.callback_query(OwnConsent.filter(F.act.in_({"give", "withdraw"})))
async def change_consent(
    query: CallbackQuery, callback_data: OwnConsent, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """One's own signature, given or taken back."""
    purpose = callback_data.purpose
    if callback_data.act == "give" and callback_data.wording != WORDING:
        # The button stands under an earlier text: nobody signs what they have not been shown.
        return show(query, _text_screen(purpose, t, note=t("consent-text-changed")))
    if callback_data.act == "give":
        signed = wording(purpose, "own", t)
        await consents.give(session, actor, actor, purpose, relation=consents.SELF, wording=signed, now=now)
        note = t("consent-given-note")
    else:
        await consents.withdraw(session, actor, actor, purpose, now=now)
        note = t("consent-withdrawn-note")
    return show(query, await _privacy_screen(session, actor, now, t, note=note))


@router.callback_query(Open.filter(F.screen == "my_data"))
async def open_my_data(query: CallbackQuery, session: AsyncSession, actor: Person, t: Translate) -> Reply:
    """What kinds of records there are about the person, and how many of each."""
    found = await privacy.everything_about(session, actor)
    lines = [
        t("privacy-count", name=t.plain(f"privacy-table-{table.replace('_', '-')}"), count=len(rows))
        for table, rows in found.items()
        if rows
    ]
    rows = [
        [button(t.plain("privacy-download"), Open(screen="my_data_file"))],
        [button(t.plain("menu-profile"), Open(screen="profile"))],
        [back_to("privacy", t)],
    ]
    return show(query, Screen(t("privacy-data", lines=join_lines(lines)), keyboard(rows)))


@router.callback_query(Open.filter(F.screen == "my_data_file"))
async def download(
    query: CallbackQuery, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> SendDocument:
    """Everything as a document."""
    stored = await privacy.export(session, actor, now=now)
    return SendDocument(
        chat_id=query.from_user.id, document=f"{STORED}{stored.id}", caption=t("privacy-file"), protect_content=False
    )


@router.callback_query(Erase.filter(F.step.in_({1, 2})))
async def ask_to_erase(query: CallbackQuery, callback_data: Erase, t: Translate) -> Reply:
    """«Точно?», twice."""
    step = callback_data.step
    rows = [
        [button(t.plain(f"privacy-erase-yes-{step}"), Erase(step=step + 1))],
        [button(t.plain("privacy-keep"), Open(screen="privacy"))],
    ]
    return show(query, Screen(t(f"privacy-erase-ask-{step}"), keyboard(rows)))


@router.callback_query(Erase.filter(F.step == 3))
async def erase(
    query: CallbackQuery, session: AsyncSession, actor: Person, state: FSMContext, now: datetime, t: Translate
) -> list[Reply]:
    """The person is erased; this is the last the bot says unasked."""
    await state.clear()
    await privacy.erase(session, actor, now=now)
    farewell = show(query, Screen(t("privacy-erased"), keyboard([])))
    return [farewell, set_commands(None, None, t, chat_id=query.from_user.id)]
