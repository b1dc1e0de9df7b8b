"""What the tables hold about one person, and how it is emptied."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, delete, not_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import (
    AgendaCard,
    Application,
    ApplicationVersion,
    Base,
    Consent,
    Decision,
    DocumentItem,
    DocumentMark,
    FormDraft,
    GuardianLink,
    IncomingUpdate,
    Meeting,
    MentorInvitation,
    MentorOffer,
    MentorProfile,
    MentorSubstitute,
    OfficeInvitation,
    OutboxMessage,
    PersonalAccess,
    PersonTag,
    Review,
    Seat,
    StoredFile,
    Team,
    TeamGroup,
    TeamGroupGuest,
    TeamMember,
    TeamQuestion,
    TeamTie,
    TeamWish,
)
from bot.db.queries import outbox, paces
from bot.domain.enums import ApplicationStatus, OfferStatus, OutboxStatus
from bot.domain.substitutes import LIVE, SubstituteStatus

_LIVE = (
    ApplicationStatus.DRAFT,
    ApplicationStatus.SUBMITTED,
    ApplicationStatus.RESERVE,
    ApplicationStatus.ACCEPTED,
)


async def rows(session: AsyncSession, table: str, columns: Iterable[str], person_id: int) -> Sequence[RowMapping]:
    """The rows of a table in which one of the columns is this person."""
    source = Base.metadata.tables[table]
    statement = select(source).where(or_(*(source.c[name] == person_id for name in sorted(columns))))
    return (await session.execute(statement)).mappings().all()


async def versions(session: AsyncSession, application_ids: Sequence[int]) -> Sequence[RowMapping]:
    """What these applications said at each submission."""
    source = ApplicationVersion.__table__
    statement = select(source).where(source.c.application_id.in_(application_ids))
    return (await session.execute(statement)).mappings().all()


async def document_titles(session: AsyncSession, item_ids: Sequence[int]) -> dict[int, Any]:
    """What the documents noted of somebody are called, by language."""
    rows = await session.execute(select(DocumentItem.id, DocumentItem.title).where(DocumentItem.id.in_(item_ids)))
    return {item_id: title for item_id, title in rows}  # noqa: C416 - rows are no pairs to mypy


async def seats(session: AsyncSession, application_ids: Sequence[int]) -> Sequence[RowMapping]:
    """The places these applications were offered, and what was answered."""
    source = Seat.__table__
    statement = select(source).where(source.c.application_id.in_(application_ids))
    return (await session.execute(statement)).mappings().all()


async def released_decisions(session: AsyncSession, application_ids: Sequence[int]) -> Sequence[RowMapping]:
    """The decisions about these applications that the applicant has been told."""
    source = Decision.__table__
    statement = select(source.c.id, source.c.application_id, source.c.outcome, source.c.reason, source.c.released_at)
    statement = statement.where(source.c.application_id.in_(application_ids), source.c.released_at.is_not(None))
    return (await session.execute(statement)).mappings().all()


async def silence(session: AsyncSession, person_id: int, account: int | None, *, now: datetime) -> None:
    """Withdraw what waits to be sent to the person, empty what was sent to or about them, forget the chat."""
    waiting = OutboxMessage.status.in_((OutboxStatus.PENDING, OutboxStatus.SENDING, OutboxStatus.HELD))
    to_them = or_(OutboxMessage.person_id == person_id, OutboxMessage.chat_id == account)
    # From the hands of the senders too: what they have claimed would leave for seconds yet.
    await outbox.withdraw(session, to_them, now=now)
    about_them = or_(to_them, OutboxMessage.subject == f"person:{person_id}")
    await session.execute(update(OutboxMessage).where(about_them, not_(waiting)).values(args={}))
    await session.execute(update(OutboxMessage).where(to_them).values(chat_id=0))
    if account is not None:
        await paces.forget_chat(session, account)


async def forget_updates(session: AsyncSession, account: int) -> None:
    """What is left of the account's updates: the lane they ran in, and what those set aside still hold."""
    theirs = IncomingUpdate.lane == account
    await session.execute(
        update(IncomingUpdate).where(theirs, IncomingUpdate.status == "set_aside").values(payload=None)
    )
    # The order of updates is kept in memory; the column matters only for those a crash would leave.
    await session.execute(update(IncomingUpdate).where(theirs).values(lane=0))


async def empty_applications(session: AsyncSession, person_id: int, *, now: datetime) -> None:
    """The applications stay as numbers: live ones become withdrawn, answers and reasons (of decisions and of
    personal access) are emptied."""
    mine = select(Application.id).where(Application.person_id == person_id)
    await session.execute(
        update(Application)
        .where(Application.person_id == person_id, Application.status.in_(_LIVE))
        .values(status=ApplicationStatus.WITHDRAWN, withdrawn_at=now)
    )
    await session.execute(update(Application).where(Application.person_id == person_id).values(answers={}))
    await session.execute(
        update(ApplicationVersion).where(ApplicationVersion.application_id.in_(mine)).values(answers={})
    )
    await session.execute(delete(Decision).where(Decision.application_id.in_(mine), Decision.released_at.is_(None)))
    await session.execute(update(Decision).where(Decision.application_id.in_(mine)).values(reason=None))
    await session.execute(update(PersonalAccess).where(PersonalAccess.person_id == person_id).values(reason=""))
    await session.execute(update(Review).where(Review.application_id.in_(mine)).values(comment=None))


async def close_consents(session: AsyncSession, person_id: int, *, now: datetime) -> None:
    """Consents by and about the person end; the account in their evidence is emptied, links stop working."""
    theirs = or_(Consent.person_id == person_id, Consent.signer_id == person_id)
    await session.execute(update(Consent).where(theirs, Consent.withdrawn_at.is_(None)).values(withdrawn_at=now))
    await session.execute(update(Consent).where(theirs).values(evidence=""))
    await session.execute(
        update(GuardianLink)
        .where(or_(GuardianLink.child_id == person_id, GuardianLink.guardian_id == person_id))
        .values(revoked_at=now)
    )


async def empty_invitations(session: AsyncSession, person_id: int) -> None:
    """The name on the invitations the person has confirmed, a mentor's or a colleague's."""
    await session.execute(
        update(OfficeInvitation)
        .where(OfficeInvitation.used_by == person_id)
        .values(surname="", first_name="")
        .execution_options(synchronize_session=False)
    )
    await session.execute(
        update(MentorInvitation)
        .where(MentorInvitation.used_by == person_id)
        .values(surname=None, first_name=None)
        .execution_options(synchronize_session=False)
    )


async def leave_teams(session: AsyncSession, person_id: int, *, now: datetime) -> None:
    """The person's places in teams become free, open offers end."""
    await session.execute(delete(TeamMember).where(TeamMember.person_id == person_id))
    await session.execute(delete(TeamWish).where(TeamWish.person_id == person_id))
    await session.execute(delete(MentorProfile).where(MentorProfile.person_id == person_id))
    said = or_(TeamTie.one_id == person_id, TeamTie.other_id == person_id)
    await session.execute(delete(TeamTie).where(said))
    await session.execute(update(Team).where(Team.tutor_id == person_id).values(tutor_id=None))
    await session.execute(update(Team).where(Team.mentor_id == person_id).values(mentor_id=None))
    await session.execute(
        update(MentorOffer)
        .where(MentorOffer.mentor_id == person_id, MentorOffer.status.in_((OfferStatus.OFFERED, OfferStatus.ACCEPTED)))
        .values(status=OfferStatus.WITHDRAWN, answered_at=now)
    )
    await session.execute(update(MentorOffer).where(MentorOffer.mentor_id == person_id).values(reason=None))
    theirs = or_(MentorSubstitute.mentor_id == person_id, MentorSubstitute.substitute_id == person_id)
    await session.execute(
        update(MentorSubstitute)
        .where(theirs, MentorSubstitute.status.in_(LIVE))
        .values(status=SubstituteStatus.CANCELLED)
    )
    await session.execute(delete(DocumentMark).where(DocumentMark.person_id == person_id))
    await session.execute(update(Meeting).where(Meeting.planned_by == person_id).values(place="", note=None))
    await session.execute(update(TeamQuestion).where(TeamQuestion.asked_by == person_id).values(question=""))
    await session.execute(update(TeamQuestion).where(TeamQuestion.asked_to == person_id).values(answer=None))


async def forget_guest(session: AsyncSession, person_id: int) -> None:
    """The account in groups the bot cannot ask anybody to leave; where it can, the row goes with the person."""
    helpless = select(TeamGroup.id).where(TeamGroup.problem.is_not(None))
    await session.execute(
        delete(TeamGroupGuest)
        .where(TeamGroupGuest.person_id == person_id, TeamGroupGuest.group_id.in_(helpless))
        .execution_options(synchronize_session=False)
    )


async def delete_drafts(session: AsyncSession, person_id: int) -> None:
    """Nothing the person has begun to fill in stays, nor the card of what comes next, nor the office's tags."""
    await session.execute(delete(AgendaCard).where(AgendaCard.person_id == person_id))
    await session.execute(delete(FormDraft).where(FormDraft.person_id == person_id))
    await session.execute(delete(PersonTag).where(PersonTag.person_id == person_id))


async def empty_files(session: AsyncSession, name: str, *, before: datetime) -> None:
    """Empty files by name (a LIKE pattern) made until a moment; the rows stay, answers may still name them."""
    await session.execute(
        update(StoredFile)
        .where(StoredFile.name.like(name), StoredFile.created_at <= before, StoredFile.content.is_not(None))
        .values(content=None, telegram_file_id=None)
    )
