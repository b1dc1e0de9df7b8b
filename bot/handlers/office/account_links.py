"""Links for imported people: for one on their card, for all of them as a list."""

from datetime import datetime

from aiogram import Bot, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.methods import SendDocument
from aiogram.types import CallbackQuery
from aiogram.utils.deep_linking import create_start_link
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.domain.text_arguments import Html
from bot.handlers.access import OfficeDoor
from bot.handlers.account_links import PAYLOAD
from bot.handlers.keyboards import button, keyboard
from bot.handlers.office.person_callbacks import AccountLinkOf, PersonCard
from bot.handlers.screens import Reply, Screen, show
from bot.papers.account_links import table
from bot.services import account_links
from bot.texts import Translate

router = Router(name="office-account-links")
router.message.middleware(OfficeDoor())
router.callback_query.middleware(OfficeDoor())


class AccountLinkList(CallbackData, prefix="acl"):
    """Links for everybody who has no account, as a file."""


@router.callback_query(AccountLinkOf.filter())
async def make_link(
    query: CallbackQuery,
    callback_data: AccountLinkOf,
    session: AsyncSession,
    actor: Person,
    bot: Bot,
    now: datetime,
    t: Translate,
) -> Reply:
    """A link to pass on; earlier ones open nothing any more."""
    made = await account_links.issue(session, actor, callback_data.person, now=now)
    address = await create_start_link(bot, PAYLOAD + made.token)
    text = t("account-link-made", name=made.whose.person.full_name, link=Html(address), until=made.expires_at)
    rows = [[button(t.plain("button-back"), PersonCard(person=callback_data.person))]]
    return show(query, Screen(text, keyboard(rows)))


@router.callback_query(AccountLinkList.filter())
async def make_list(
    query: CallbackQuery, session: AsyncSession, actor: Person, bot: Bot, now: datetime, t: Translate
) -> Reply:
    """A link for each, as a file to print or to send on."""
    made = await account_links.issue_all(session, actor, now=now)
    start = await create_start_link(bot, PAYLOAD)
    stored = await account_links.keep_list(session, actor, table(made, start, t), now=now)
    caption = t("account-links-caption", count=len(made), until=made[0].expires_at)
    return SendDocument(
        chat_id=query.from_user.id, document=f"stored:{stored.id}", caption=caption, protect_content=False
    )
