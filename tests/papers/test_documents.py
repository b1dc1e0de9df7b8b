"""The list of who has handed in what for an event: read back with another library, and noted in the audit log."""

import io
from datetime import date, timedelta

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from bot.db.engine import Database
from bot.db.models import AuditEntry, Person
from bot.domain.enums import DocumentStatus, OfficeRole
from bot.domain.errors import NotAllowed, NotFound
from bot.papers.documents import documents_paper
from bot.services import document_exports, document_office
from bot.texts import Texts
from tests.services.team_cast import NOW, office_member
from tests.services.test_documents import END, Shift

TEXTS = Texts.load()


async def test_table_says_of_everybody_what_is_there(database: Database) -> None:
    this = await Shift.gather(database)
    anna, boris = this.company.students[:2]
    boss = this.company.office
    async with database.transaction() as session:
        (await session.get_one(Person, anna.id)).surname = "=1+1"
        await document_office.rename(session, boss, this.tickets.id, "=Билеты | Tickets", now=NOW)
        await this.mark(session, this.policy, anna, DocumentStatus.CHECKED)
        await this.mark(session, this.tickets, boris, DocumentStatus.HANDED_IN)
        term = END - timedelta(days=1)
        await document_office.set_valid_until(session, boss, this.tickets.id, boris.id, term, version=1, now=NOW)
    async with database.reading() as session:
        paper = await documents_paper(session, TEXTS.translator("ru"), str(this.event.id), NOW)
        english = await documents_paper(session, TEXTS.translator("en"), str(this.event.id), NOW)
    heading, *rows = CalamineWorkbook.from_filelike(io.BytesIO(paper.content)).get_sheet_by_index(0).to_python()
    assert heading[4:] == ["Не хватает", "Полис", "Действителен до", "=Билеты", "Действителен до"]
    assert [row[0] for row in rows] == ["=1+1", "Яковлев1", "Яковлев2"]
    assert rows[0][3:] == ["Tynda", 1, "проверен", "", "нет", ""]
    assert rows[1][4:] == [2, "нет", "", "сдан, истекает раньше конца", date(2026, 11, 10)]
    assert rows[2][4:] == [2, "нет", "", "нет", ""]
    (first, *_) = CalamineWorkbook.from_filelike(io.BytesIO(english.content)).get_sheet_by_index(0).to_python()
    assert first[5:8:2] == ["Policy", "Tickets"]
    assert paper.name == f"documents-{this.event.id}-2026-09-21.xlsx"


async def test_table_is_for_those_who_run_events_and_export(database: Database) -> None:
    this = await Shift.gather(database)
    async with database.transaction() as session:
        observer = await office_member(session, 801, OfficeRole.OBSERVER)
        for reader in (observer, this.company.students[0]):
            with pytest.raises(NotAllowed):
                await document_exports.ask_for(session, reader, this.event.id, now=NOW)
        with pytest.raises(NotFound):
            await document_exports.ask_for(session, this.company.office, 10**6, now=NOW)
        await document_exports.ask_for(session, this.company.office, this.event.id, now=NOW)
        (entry,) = (await session.scalars(select(AuditEntry).where(AuditEntry.action == "export.made"))).all()
        assert (entry.subject, entry.detail) == (f"event:{this.event.id}", "documents")
