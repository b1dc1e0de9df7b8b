"""Checklists of documents: noted once by two officers, valid to the end of the event, seen by those they concern."""

import asyncio
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.engine import Database
from bot.db.models import (
    AuditEntry,
    DocumentItem,
    DocumentMark,
    Event,
    EventRegistration,
    GuardianLink,
    Person,
    Season,
)
from bot.db.queries import audiences as audience_queries
from bot.domain.audiences import Audience, AudiencePart
from bot.domain.documents import DocumentState
from bot.domain.enums import DocumentStatus, EventKind, EventStatus, OfficeRole, RegistrationStatus, Role
from bot.domain.errors import NotAllowed, NotFound, RuleViolation, Stale
from bot.services import audiences, document_office, documents, event_office, guardians, privacy
from bot.services.document_office import add
from tests.services.team_cast import NOW, Company, office_member

STARTS = NOW + timedelta(days=30)
ENDS = STARTS + timedelta(days=21)
END = date(2026, 11, 11)
"""ENDS on the clock of Moscow."""
MISSING, HANDED_IN, CHECKED = DocumentStatus


async def shift(session: AsyncSession, season_id: int, going: list[Person]) -> Event:
    """An announced shift at Artek these people go to."""
    event = Event(
        season_id=season_id, kind=EventKind.ARTEK, title="Артек", starts_at=STARTS, ends_at=ENDS,
        zone="Europe/Moscow", audience=[], reminder_offsets=[], status=EventStatus.ANNOUNCED, created_at=NOW,
    )  # fmt: skip
    session.add(event)
    await session.flush()
    session.add_all(
        EventRegistration(
            event_id=event.id, person_id=each.id, status=RegistrationStatus.GOING, queued_at=NOW, updated_at=NOW
        )
        for each in going
    )
    await session.flush()
    return event


async def guardian_of(session: AsyncSession, child: Person) -> Person:
    """A confirmed guardian."""
    guardian = Person(
        telegram_id=90_000 + child.id, role=Role.GUARDIAN, first_name="Мама", created_at=NOW, registered_at=NOW
    )
    session.add(guardian)
    await session.flush()
    session.add(
        GuardianLink(
            token=f"{child.id:064}", child_id=child.id, guardian_id=guardian.id, created_at=NOW, expires_at=NOW,
            used_at=NOW,
        )
    )  # fmt: skip
    await session.flush()
    return guardian


class Shift:
    """A shift with two documents, three people who go, and the office."""

    company: Company
    event: Event
    policy: DocumentItem
    tickets: DocumentItem

    @classmethod
    async def gather(cls, database: Database) -> "Shift":
        """Write everything."""
        self = cls()
        self.company = await Company.gather(database)
        async with database.transaction() as session:
            self.event = await shift(session, self.company.run.season_id, self.company.students[:3])
            self.policy = await add(session, self.company.office, self.event.id, "Полис | Policy", now=NOW)
            self.tickets = await add(session, self.company.office, self.event.id, "Билеты", now=NOW)
        return self

    async def mark(
        self, session: AsyncSession, item: DocumentItem, person: Person, status: DocumentStatus, version: int = 0
    ) -> bool:
        """The office notes something."""
        return await document_office.mark(
            session, self.company.office, item.id, person.id, status, version=version, now=NOW
        )


async def test_two_officers_note_a_document_once_and_never_over_each_other(database: Database) -> None:
    this = await Shift.gather(database)
    anna = this.company.students[0]

    async def note(status: DocumentStatus, version: int) -> str:
        try:
            async with database.transaction() as session:
                return str(await this.mark(session, this.policy, anna, status, version))
        except Stale as refused:
            return refused.key

    assert sorted(await asyncio.gather(*(note(HANDED_IN, 0) for _ in range(4)))) == ["False", "False", "False", "True"]
    # One saw «handed in» and takes it back, the other saw the same and checks it: the second is told.
    found = await asyncio.gather(note(CHECKED, 1), note(MISSING, 1))
    assert sorted(found) == ["True", "document-changed-meanwhile"]
    assert await note(CHECKED, 1) in {"False", "document-changed-meanwhile"}
    async with database.reading() as session:
        (row,) = (await session.scalars(select(DocumentMark))).all()
        assert row.version == 2
        marked = select(AuditEntry.detail).where(AuditEntry.action == "document.marked")
        assert (await session.scalars(marked)).all() == [f"own1:{anna.id}"] * 2


async def test_document_that_expires_before_the_end_is_missing_until_the_event_ends_earlier(
    database: Database,
) -> None:
    this = await Shift.gather(database)
    anna, boss = this.company.students[0], this.company.office

    async def states() -> list[DocumentState]:
        async with database.reading() as session:
            return [each.state for each in (await documents.own(session, anna, this.event.id)).documents]

    async with database.transaction() as session:
        with pytest.raises(RuleViolation, match="document-not-handed-in"):
            await document_office.set_valid_until(session, boss, this.policy.id, anna.id, END, version=0, now=NOW)
        for item in (this.policy, this.tickets):
            await this.mark(session, item, anna, HANDED_IN)
        day_before = END - timedelta(days=1)
        await document_office.set_valid_until(session, boss, this.policy.id, anna.id, day_before, version=1, now=NOW)
        with pytest.raises(Stale, match="document-changed-meanwhile"):
            await document_office.set_valid_until(session, boss, this.policy.id, anna.id, None, version=1, now=NOW)
    assert await states() == [DocumentState.EXPIRES, DocumentState.HANDED_IN]
    async with database.transaction() as session:
        checklist = await document_office.open_checklist(session, boss, this.event.id)
        assert [tuple(progress) for _, progress in checklist.items] == [(0, 0, 1), (1, 0, 0)]
        assert (checklist.going, checklist.complete) == (3, 0)
        await event_office.change(
            session, boss, this.event.id, {"ends_at": ENDS - timedelta(days=1)}, version=1, now=NOW
        )
    assert await states() == [DocumentState.HANDED_IN, DocumentState.HANDED_IN]
    async with database.transaction() as session:
        assert (await document_office.open_checklist(session, boss, this.event.id)).complete == 1
        # Missing again, its term is forgotten.
        await this.mark(session, this.policy, anna, MISSING, 2)
        await this.mark(session, this.policy, anna, CHECKED, 3)
        (document, _) = (await documents.own(session, anna, this.event.id)).documents
        assert (document.state, document.valid_until, document.version) == (DocumentState.CHECKED, None, 4)


async def test_roster_begins_with_who_lacks_most_and_finds_by_name(database: Database) -> None:
    this = await Shift.gather(database)
    anna, boris, vera = this.company.students[:3]
    boss = this.company.office
    async with database.transaction() as session:
        await this.mark(session, this.policy, anna, HANDED_IN)
        for item in (this.policy, this.tickets):
            await this.mark(session, item, boris, CHECKED)
        with pytest.raises(Stale, match="document-not-going"):
            await this.mark(session, this.policy, this.company.students[4], HANDED_IN)
        people = await document_office.read_roster(session, boss, this.event.id, offset=0, limit=2, now=NOW)
        found = people.roster
        assert (people.asked, people.lacking) == (2, None)
        assert [(line.person.id, line.done) for line in found.lines] == [(vera.id, 0), (anna.id, 1)]
        assert (found.total, found.going, found.complete) == (3, 3, 1)
        given: dict[str, Any] = {"offset": 0, "limit": 9, "now": NOW}
        found = (await document_office.read_roster(session, boss, this.event.id, typed="ЯКОВЛЕВ0001", **given)).roster
        assert [line.person.id for line in found.lines] == [boris.id]
        assert (found.total, found.going) == (1, 3)
        people = await document_office.read_roster(session, boss, this.event.id, item_id=this.policy.id, **given)
        assert people.lacking is not None
        assert ([line.person.id for line in people.roster.lines], people.roster.total) == ([vera.id], 1)
        people = await document_office.read_roster(session, boss, this.event.id, item_id=10**6, **given)
        assert (people.lacking, people.roster.total) == (None, 3)
        folder = await document_office.open_folder(session, boss, this.event.id, anna.id, now=NOW)
        assert [each.item.title["en"] for each in folder.lacking] == ["Билеты"]
        seen = select(AuditEntry.action).where(AuditEntry.action.in_(["document.people_seen", "document.read"]))
        assert len((await session.scalars(seen)).all()) == 5


async def test_entry_taken_off_takes_its_marks_and_nothing_else(database: Database) -> None:
    this = await Shift.gather(database)
    anna, boss = this.company.students[0], this.company.office
    async with database.transaction() as session:
        for item in (this.policy, this.tickets):
            await this.mark(session, item, anna, CHECKED)
        await document_office.remove(session, boss, this.tickets.id, now=NOW)
        with pytest.raises(NotFound, match="document-gone"):
            await document_office.remove(session, boss, this.tickets.id, now=NOW)
        with pytest.raises(NotFound, match="document-gone"):
            await this.mark(session, this.tickets, anna, MISSING, 1)
    async with database.reading() as session:
        assert (await session.scalars(select(DocumentMark.item_id))).all() == [this.policy.id]


async def test_entries_are_named_once_and_due_before_the_start(database: Database) -> None:
    this = await Shift.gather(database)
    boss = this.company.office
    async with database.transaction() as session:
        with pytest.raises(RuleViolation, match="document-title-taken"):
            await add(session, boss, this.event.id, "билеты", now=NOW)
        with pytest.raises(RuleViolation, match="document-title-taken"):
            await document_office.rename(session, boss, this.policy.id, "Билеты", now=NOW)
        renamed = await document_office.rename(session, boss, this.policy.id, "полис | Insurance", now=NOW)
        assert renamed.title == {"ru": "полис", "en": "Insurance"}
        await document_office.note(session, boss, this.policy.id, "Копия", now=NOW)
        item = await document_office.note(session, boss, this.policy.id, "", now=NOW)
        assert item.note is None
        await document_office.set_due(session, boss, this.policy.id, "15.10.2026", now=NOW)
        with pytest.raises(RuleViolation, match="document-due-late"):
            await document_office.set_due(session, boss, this.policy.id, "15.12.2026", now=NOW)
        (policy, _) = (await documents.own(session, this.company.students[0], this.event.id)).documents
        assert policy.due.isoformat() == "2026-10-15T14:59:00+00:00"
        for number in range(10):
            await add(session, boss, this.event.id, f"Справка {number}", now=NOW)
        with pytest.raises(RuleViolation, match="documents-many"):
            await add(session, boss, this.event.id, "Справка", now=NOW)


async def test_entry_goes_up_and_the_first_stays(database: Database) -> None:
    this = await Shift.gather(database)
    boss = this.company.office
    async with database.transaction() as session:
        certificate = await add(session, boss, this.event.id, "Справка", now=NOW)
        for item, order in (
            (certificate, ["Полис", "Справка", "Билеты"]),
            (certificate, ["Справка", "Полис", "Билеты"]),
            (certificate, ["Справка", "Полис", "Билеты"]),
            (this.tickets, ["Справка", "Билеты", "Полис"]),
        ):
            await document_office.move_up(session, boss, item.id, now=NOW)
            checklist = await document_office.open_checklist(session, boss, this.event.id)
            assert [each.title["ru"] for each, _ in checklist.items] == order


async def test_usual_list_of_the_season_is_offered_until_it_is_there(database: Database) -> None:
    this = await Shift.gather(database)
    boss = this.company.office
    usual = [
        {"event": "artek", "code": "079", "title": {"ru": "Медсправка", "en": "Certificate"}, "days": 7},
        {"event": "artek", "code": "tickets", "title": {"ru": "билеты", "en": "Tickets"}},
        {"event": "forum", "code": "badge", "title": {"ru": "Пропуск", "en": "Badge"}},
        {
            "event": "artek",
            "code": "permit",
            "title": {"ru": "Путёвка", "en": "Voucher"},
            "note": {"ru": "К", "en": "T"},
        },
    ]
    async with database.transaction() as session:
        season = await session.get_one(Season, this.event.season_id)
        season.documents = usual
        await session.flush()
        # Tickets stand there already, under the same name; badges are for another kind of event.
        assert (await document_office.open_checklist(session, boss, this.event.id)).usual == 2
        assert await document_office.add_usual(session, boss, this.event.id, now=NOW) == 2
        assert await document_office.add_usual(session, boss, this.event.id, now=NOW) == 0
        checklist = await document_office.open_checklist(session, boss, this.event.id)
        assert [item.code for item, _ in checklist.items] == ["own1", "own2", "079", "permit"]
        certificate = checklist.items[2][0]
        assert certificate.due_minutes is not None
        due = this.event.starts_at - timedelta(minutes=certificate.due_minutes)
        assert due.isoformat() == "2026-10-14T14:59:00+00:00"
        assert certificate.valid_through == END
        assert checklist.usual == 0


async def test_numbers_are_for_observers_names_for_those_who_run_events(database: Database) -> None:
    this = await Shift.gather(database)
    anna = this.company.students[0]
    async with database.transaction() as session:
        observer = await office_member(session, 801, OfficeRole.OBSERVER)
        expert = await office_member(session, 802, OfficeRole.EXPERT)
        checklist = await document_office.open_checklist(session, observer, this.event.id)
        assert (len(checklist.items), checklist.kept) == (2, False)
        lines, total = await document_office.open_list(session, observer, offset=0, limit=8, now=NOW)
        assert (total, [(line.items, line.going, line.complete) for line in lines]) == (1, [(2, 3, 0)])
        for stranger in (expert, this.company.tutors[0], anna):
            with pytest.raises(NotAllowed):
                await document_office.open_checklist(session, stranger, this.event.id)
        for reader in (observer, expert):
            with pytest.raises(NotAllowed):
                await document_office.read_roster(session, reader, this.event.id, offset=0, limit=9, now=NOW)
            with pytest.raises(NotAllowed):
                await document_office.open_folder(session, reader, this.event.id, anna.id, now=NOW)
            with pytest.raises(NotAllowed):
                await document_office.mark(session, reader, this.policy.id, anna.id, CHECKED, version=0, now=NOW)


async def test_documents_are_seen_by_the_person_and_the_guardian_of_a_minor(database: Database) -> None:
    this = await Shift.gather(database)
    anna, _, _, stays = this.company.students[:4]
    async with database.transaction() as session:
        guardian = await guardian_of(session, anna)
        folder = await guardians.documents_of(session, guardian, anna.id, this.event.id, now=NOW)
        assert len(folder.lacking) == 2
        (lacking,) = await documents.lacked(session, [anna, stays], now=NOW)
        assert (lacking.person.id, len(lacking.items), len(lacking.expiring)) == (anna.id, 2, 0)
        for child in (this.company.students[1], stays):
            with pytest.raises(NotAllowed):
                await guardians.documents_of(session, guardian, child.id, this.event.id, now=NOW)
        with pytest.raises(NotAllowed):
            await documents.own(session, stays, this.event.id)
        # Who has come of age answers for themselves.
        child = await session.get_one(Person, anna.id)
        child.birth_date = date(2008, 9, 20)
        await session.flush()
        with pytest.raises(NotAllowed):
            await guardians.documents_of(session, guardian, anna.id, this.event.id, now=NOW)
        assert await guardians.all_documents_of(session, child, now=NOW) == []


async def test_marks_are_told_to_the_person_and_go_with_them(database: Database) -> None:
    this = await Shift.gather(database)
    anna = this.company.students[0]
    async with database.transaction() as session:
        await this.mark(session, this.policy, anna, CHECKED)
        await this.mark(session, this.policy, this.company.students[1], CHECKED)
        (row,) = (await privacy.everything_about(session, anna))["document_marks"]
        assert (row["status"], row["document"]) == ("checked", {"ru": "Полис", "en": "Policy"})
        await privacy.erase(session, await session.get_one(Person, anna.id), now=NOW)
        assert await session.scalar(select(func.count()).select_from(DocumentMark)) == 1
        checklist = await document_office.open_checklist(session, this.company.office, this.event.id)
        assert (checklist.going, checklist.items[0][1].checked) == (2, 1)


async def test_nothing_is_asked_for_a_cancelled_event(database: Database) -> None:
    this = await Shift.gather(database)
    anna, boss = this.company.students[0], this.company.office
    async with database.transaction() as session:
        await event_office.cancel(session, boss, this.event.id, now=NOW)
        with pytest.raises(NotFound):
            await document_office.open_checklist(session, boss, this.event.id)
        with pytest.raises(NotFound):
            await this.mark(session, this.policy, anna, CHECKED)
        with pytest.raises(NotAllowed):
            await documents.own(session, anna, this.event.id)
        assert await documents.lacked(session, [anna], now=NOW) == []


async def test_broadcasts_reach_those_who_go_and_lack_something(database: Database) -> None:
    this = await Shift.gather(database)
    anna, boris, vera = this.company.students[:3]
    async with database.transaction() as session:
        for item in (this.policy, this.tickets):
            await this.mark(session, item, anna, HANDED_IN)
        await this.mark(session, this.policy, boris, CHECKED)
        value = f"documents:{this.event.id}"
        found = await audiences.options(session, AudiencePart.UNDONE, now=NOW)
        (option,) = [each for each in found if each.value == value]
        assert (option.name, option.answer) == ("Артек", "documents")
        later = await audiences.options(session, AudiencePart.UNDONE, now=STARTS)
        assert value not in [each.value for each in later]
        chosen = audience_queries.recipients(Audience({AudiencePart.UNDONE: (value,)}), this.event.season_id, NOW)
        assert set(await session.scalars(select(Person.id).where(chosen))) == {boris.id, vera.id}
