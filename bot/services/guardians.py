"""Guardians: the child's one-time link, what is confirmed through it, and what the guardian may do afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Application, FormDraft, GuardianLink, Person
from bot.db.queries import consents as queries
from bot.db.queries import documents as document_queries
from bot.domain.consents import LINK_LIFETIME, ensure_guardian_fits, ensure_guardian_link_usable
from bot.domain.enums import ConsentPurpose, QuestionKind, Role
from bot.domain.errors import NotAllowed, RuleViolation, Stale
from bot.domain.people import search_key
from bot.domain.questions import Option, Question
from bot.services import admission, audit, consents, documents, outbox, people, tokens
from bot.services.consents import Wording
from bot.services.documents import Folder
from bot.services.outbox import Notice

RELATIONS = ("mother", "father", "representative")
FORM = "guardian"
_NAME_PARTS = ("surname", "first_name", "patronymic")


@dataclass(frozen=True, slots=True)
class Opened:
    """What a link led to: the child, or the reason why not."""

    link: GuardianLink | None = None
    child: Person | None = None
    problem: RuleViolation | None = None


async def make_link(session: AsyncSession, child: Person, token: str, *, now: datetime) -> GuardianLink:
    """A new link for the child in place of the older ones; ``token`` is random and is stored as a hash only.

    Raises RuleViolation ``guardian-not-needed`` for an adult and for somebody who is not registered.
    """
    if not await people.is_minor(session, child, now=now):
        raise RuleViolation("guardian-not-needed")
    await queries.revoke_open_links(session, child.id, now)
    link = GuardianLink(token=tokens.hashed(token), child_id=child.id, created_at=now, expires_at=now + LINK_LIFETIME)
    session.add(link)
    await session.flush()
    audit.record(session, "guardian.link_made", actor=child, now=now, subject=f"person:{child.id}")
    return link


async def open_link(session: AsyncSession, actor: Person, token: str, *, now: datetime) -> Opened:
    """What the link of ``token`` leads this account to; nothing is confirmed yet. A link that leads nowhere is logged."""
    link = await queries.link_by_token(session, tokens.hashed(token))
    opened = Opened(problem=RuleViolation("guardian-link-unknown"))
    if link is not None:
        child = await session.get_one(Person, link.child_id)
        try:
            await _ensure_usable(session, link, child, actor, now=now)
        except RuleViolation as problem:
            opened = Opened(problem=problem)
        else:
            opened = Opened(link, child)
    if opened.problem is not None:
        audit.record(session, "access.refused", actor=actor, now=now, detail=opened.problem.key)
    return opened


async def take_up(session: AsyncSession, actor: Person, token: str, *, now: datetime) -> int:
    """The id of the link of ``token`` for the form that confirms it. Raises NotAllowed for a token nobody was given,
    and what makes a link unusable."""
    link = await queries.link_by_token(session, tokens.hashed(token))
    if link is None:
        raise NotAllowed("guardian-link-unknown")
    await link_to_confirm(session, actor, link.id, now=now)
    return link.id


async def _ensure_usable(
    session: AsyncSession, link: GuardianLink, child: Person, actor: Person, *, now: datetime
) -> None:
    if child.erased_at is not None:
        raise Stale("guardian-link-expired")
    ensure_guardian_link_usable(
        expires_at=link.expires_at,
        used_at=link.used_at,
        revoked_at=link.revoked_at,
        now=now,
        child_account=child.telegram_id or 0,
        guardian_account=actor.telegram_id or 0,
    )
    if actor.role is Role.STUDENT:
        raise RuleViolation("guardian-is-student")
    if actor.birth_date is not None:
        ensure_guardian_fits(actor.birth_date, await people.today(session, now))


async def link_to_confirm(session: AsyncSession, actor: Person, link_id: int, *, now: datetime) -> Opened:
    """The link of a form under way, locked. Raises what makes it unusable."""
    link = await queries.locked_link(session, link_id)
    if link is None:
        raise Stale("guardian-link-unknown")
    child = await session.get_one(Person, link.child_id)
    await _ensure_usable(session, link, child, actor, now=now)
    return Opened(link, child)


def questions(guardian: Person) -> list[Question]:
    """What a guardian is asked besides the consents; who has told their name is not asked again."""
    asked = [
        Question(
            "relation",
            QuestionKind.CHOICE,
            text_key="guardian-relation",
            options=tuple(Option(relation, {}) for relation in RELATIONS),
        )
    ]
    if guardian.registered_at is None:
        asked += [
            Question(
                part,
                QuestionKind.NAME,
                text_key=f"guardian-{part.replace('_', '-')}",
                required=part != "patronymic",
            )
            for part in _NAME_PARTS
        ]
        asked.append(Question("phone", QuestionKind.PHONE, text_key="guardian-phone", required=False))
    return asked


async def confirm(
    session: AsyncSession,
    guardian: Person,
    link_id: int,
    answers: Mapping[str, Any],
    *,
    agreed: Mapping[ConsentPurpose, bool],
    wordings: Mapping[ConsentPurpose, Wording],
    now: datetime,
) -> Person:
    """The guardian signs for the child; the link is used up, the child is told. Returns the child.

    Raises RuleViolation ``consent-participation-needed`` and what makes a link unusable.
    """
    opened = await link_to_confirm(session, guardian, link_id, now=now)
    link, child = opened.link, opened.child
    if link is None or child is None or not agreed.get(ConsentPurpose.PARTICIPATION):
        raise RuleViolation("consent-participation-needed")
    _introduce(guardian, answers, now)
    link.used_at, link.guardian_id = now, guardian.id
    relation = answers["relation"]
    await consents.give_all(session, child, guardian, agreed, relation=relation, wordings=wordings, now=now)
    audit.record(session, "guardian.confirmed", actor=guardian, now=now, subject=f"person:{child.id}", detail=relation)
    found = await admission.of_person(session, child, now=now)
    notice = Notice(
        key=f"guardian-confirmed:{link.id}",
        template="guardian-confirmed-child",
        args={"late": found is not None and found.may_be_let_in},
        subject=f"person:{child.id}",
    )
    await outbox.promise(session, [(child, notice)], now=now)
    return child


def _introduce(guardian: Person, answers: Mapping[str, Any], now: datetime) -> None:
    if guardian.registered_at is not None:
        return
    guardian.role = guardian.role or Role.GUARDIAN
    guardian.registered_at = now
    for part in (*_NAME_PARTS, "phone"):
        if answers.get(part):
            setattr(guardian, part, answers[part])
    guardian.search_name = search_key(guardian.full_name)


# --- afterwards


async def child_of(session: AsyncSession, guardian: Person, child_id: int) -> Person:
    """A child this person is the guardian of. Raises NotAllowed."""
    for child in await queries.children(session, guardian.id):
        if child.id == child_id:
            return child
    raise NotAllowed("guardian-not-yours")


async def begun(session: AsyncSession, guardian: Person, *, now: datetime) -> Sequence[tuple[FormDraft, Person]]:
    """The forms this person has begun to sign for a child, with the child, while the link still works."""
    return await queries.begun_forms(session, guardian.id, FORM, now)


async def relation_to(session: AsyncSession, guardian: Person, child: Person) -> str:
    """The relation the guardian has named when signing."""
    for consent in reversed(await queries.standing(session, [child.id])):
        if consent.signer_id == guardian.id:
            return consent.relation
    return RELATIONS[-1]


async def give(
    session: AsyncSession, guardian: Person, child_id: int, purpose: ConsentPurpose, *, wording: Wording, now: datetime
) -> Person:
    """The guardian agrees to one more purpose; the child is told."""
    child = await child_of(session, guardian, child_id)
    relation = await relation_to(session, guardian, child)
    if await consents.give(session, child, guardian, purpose, relation=relation, wording=wording, now=now):
        await _tell_child(session, child, purpose, given=True, now=now)
    return child


async def withdraw(
    session: AsyncSession, guardian: Person, child_id: int, purpose: ConsentPurpose, *, now: datetime
) -> Person:
    """The guardian takes a consent back; the child is told. Raises Stale ``consent-not-given``."""
    child = await child_of(session, guardian, child_id)
    await consents.withdraw(session, child, guardian, purpose, now=now)
    await _tell_child(session, child, purpose, given=False, now=now)
    return child


async def _tell_child(
    session: AsyncSession, child: Person, purpose: ConsentPurpose, *, given: bool, now: datetime
) -> None:
    notice = Notice(
        key=f"guardian-consent:{child.id}:{purpose}:{now.isoformat()}",
        template="guardian-gave-child" if given else "guardian-withdrew-child",
        args={"purpose": purpose.value},
        subject=f"person:{child.id}",
    )
    await outbox.promise(session, [(child, notice)], now=now)


async def latest_application(session: AsyncSession, child: Person) -> Application | None:
    """The child's newest application."""
    found: Sequence[Application] = await queries.applications_of(session, child.id)
    return found[0] if found else None


async def documents_of(
    session: AsyncSession, guardian: Person, child_id: int, event_id: int, *, now: datetime
) -> Folder:
    """The documents of one's child for an event, while the child is a minor. Raises NotAllowed."""
    child = await child_of(session, guardian, child_id)
    if not await people.is_minor(session, child, now=now):
        raise NotAllowed("guardian-not-yours")
    return await documents.own(session, child, event_id)


async def all_documents_of(session: AsyncSession, child: Person, *, now: datetime) -> list[Folder]:
    """A child's documents for every event the child goes to; none once the child has come of age."""
    if not await people.is_minor(session, child, now=now):
        return []
    found = await document_queries.events_of(session, child.id, now=now)
    return [await documents.folder(session, event, child) for event in found]
