"""Callback data of the office's screens about documents for an event."""

from aiogram.filters.callback_data import CallbackData

from bot.domain.enums import DocumentStatus
from bot.handlers.callbacks import PageNumber, RowId


class DocumentEvents(CallbackData, prefix="dcl"):
    """A page of the events that ask for documents."""

    page: PageNumber


class DocumentsOf(CallbackData, prefix="dco"):
    """An event's checklist; ``act``: open, add (a name is to be typed), usual (the season's list)."""

    event: RowId
    act: str = "open"


class DocumentAct(CallbackData, prefix="dci"):
    """One entry of a checklist; ``act``: open, title, note, due (to be typed), unnote, undue, up, ask, drop."""

    item: RowId
    act: str = "open"


class DocumentRoster(CallbackData, prefix="dcr"):
    """A page of those who go, who lacks most first; with an ``item`` only those who lack it."""

    event: RowId
    item: RowId = 0
    page: PageNumber = 0


class DocumentFolder(CallbackData, prefix="dcf"):
    """One person's documents; ``page`` of the list to go back to."""

    event: RowId
    person: RowId
    page: PageNumber = 0


class DocumentMarking(CallbackData, prefix="dcm"):
    """What a document shall be noted as, so that a double tap is one; ``version`` of the note on the screen."""

    item: RowId
    person: RowId
    status: DocumentStatus
    version: RowId
    page: PageNumber = 0


class DocumentTerm(CallbackData, prefix="dct"):
    """Until when a document is valid: to be typed, or (``none``) not known."""

    item: RowId
    person: RowId
    version: RowId
    none: bool = False
    page: PageNumber = 0


class DocumentExport(CallbackData, prefix="dcx"):
    """The list of who has handed in what, as a spreadsheet."""

    event: RowId
