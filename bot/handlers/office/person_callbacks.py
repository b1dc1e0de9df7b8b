"""The buttons of the office about one person: their card, consents, access to a closed call, link."""

from aiogram.filters.callback_data import CallbackData

from bot.handlers.callbacks import PageNumber, RowId


class ConsentsOf(CallbackData, prefix="pcn"):
    """``act`` on a person's consents: open, paper (record one), late (let a late one count), shut (not any more)."""

    act: str
    person: RowId


class PaperAct(CallbackData, prefix="pcw"):
    """A paper that is taken back, once it is ``sure``."""

    consent: RowId
    sure: bool = False


class AccessOf(CallbackData, prefix="pac"):
    """``act`` on a person's own access to a closed call: open, grant, revoke."""

    act: str
    person: RowId


class AccountLinkOf(CallbackData, prefix="aco"):
    """A new link for somebody without an account."""

    person: RowId


class ErasePerson(CallbackData, prefix="pse"):
    """Somebody has asked the office to be erased: ``step`` 1 and 2 ask, 3 erases."""

    person: RowId
    step: int


class PersonCard(CallbackData, prefix="prs"):
    """One person's card."""

    person: RowId


class TagsOf(CallbackData, prefix="tgo"):
    """A page of the tags, with those of a person marked."""

    person: RowId
    page: PageNumber = 0
