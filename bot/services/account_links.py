"""Imported people meet their accounts: a link of one's own, confirmed by what only that person should know.

Until then they are rows the office brought in a file. An account that is more than a newcomer is left as it is: then the
two applications are a pair the office settles (``duplicates``).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import AccountLink, AuditEntry, Person, StoredFile
from bot.db.queries import account_links as queries
from bot.db.queries import privacy as privacy_queries
from bot.db.queries.account_links import WithoutAccount
from bot.domain.access import Permission
from bot.domain.errors import NotFound, RuleViolation
from bot.domain.people import search_key
from bot.services import audit, office, tokens

LIFE = timedelta(days=30)
ATTEMPTS = 5
_ROWS = 500
_FILE = "links-{actor}.csv"
_FILE_LIFE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Issued:
    """A new link: ``token`` is what its address ends with, and is kept nowhere."""

    whose: WithoutAccount
    token: str
    expires_at: datetime


async def may_issue(session: AsyncSession, person_id: int) -> bool:
    """Whether somebody has no account yet."""
    return bool(await queries.without_account(session, person_id=person_id))


async def issue(session: AsyncSession, actor: Person, person_id: int, *, now: datetime) -> Issued:
    """A link for one person; earlier ones open nothing any more. Raises NotAllowed, NotFound ``account-link-none``."""
    await office.ensure_allowed(session, actor, Permission.IMPORT)
    found = await _issue(session, actor, await queries.without_account(session, person_id=person_id), now)
    return found[0]


async def issue_all(session: AsyncSession, actor: Person, *, now: datetime) -> list[Issued]:
    """Links for everybody without an account, by name. Raises as ``issue``."""
    await office.ensure_allowed(session, actor, Permission.IMPORT)
    return await _issue(session, actor, await queries.without_account(session), now)


async def _issue(session: AsyncSession, actor: Person, people: list[WithoutAccount], now: datetime) -> list[Issued]:
    if not people:
        raise NotFound("account-link-none")
    made = [Issued(each, tokens.new(), now + LIFE) for each in people]
    for start in range(0, len(made), _ROWS):
        part = made[start : start + _ROWS]
        await queries.revoke(session, [each.whose.person.id for each in part], now=now)
        links = [
            {
                "token": tokens.hashed(each.token),
                "person_id": each.whose.person.id,
                "created_by": actor.id,
                "created_at": now,
                "expires_at": each.expires_at,
            }
            for each in part
        ]
        await session.execute(insert(AccountLink), links)
        acts = [
            {
                "at": now,
                "actor_id": actor.id,
                "action": "account-link.issued",
                "subject": f"person:{each.whose.person.id}",
            }
            for each in part
        ]
        await session.execute(insert(AuditEntry), acts)
    return made


async def keep_list(session: AsyncSession, actor: Person, content: bytes, *, now: datetime) -> StoredFile:
    """The list of links as a file, kept for an hour so that it can be sent."""
    stored = StoredFile(name=_FILE.format(actor=actor.id), content=content, created_at=now)
    session.add(stored)
    await session.flush()
    return stored


async def forget_lists(session: AsyncSession, *, now: datetime) -> None:
    """The job: empty the lists that have been sent."""
    await privacy_queries.empty_files(session, _FILE.format(actor="%"), before=now - _FILE_LIFE)


async def problem_with(session: AsyncSession, actor: Person, token: str, *, now: datetime) -> RuleViolation | None:
    """Why a link leads nowhere for this account; None when it leads on. A dead one is noted as refused."""
    if _is_dead(await queries.by_token(session, tokens.hashed(token)), now):
        detail = "account-link-dead"
        audit.record(session, "access.refused", actor=actor, now=now, detail=detail)
        return RuleViolation("account-link-dead")
    if await queries.has_something(session, actor):
        return RuleViolation("account-link-known")
    return None


async def claim(
    session: AsyncSession, actor: Person, token: str, *, name: str, birth_date: date, now: datetime
) -> Person | None:
    """The person of the link, who from now on writes from the actor's account; None when the answers do not fit them.

    After five wrong answers the link is dead. Raises RuleViolation as ``problem_with`` gives.
    """
    link = await queries.by_token(session, tokens.hashed(token), lock=True)
    problem = await problem_with(session, actor, token, now=now)
    if problem is not None:
        raise problem
    person = await session.get_one(Person, link.person_id if link is not None else 0, with_for_update=True)
    if link is None or person.telegram_id is not None or person.erased_at is not None:
        raise RuleViolation("account-link-dead")
    if not _is(person, name, birth_date):
        link.attempts += 1
        return None
    link.used_at = now
    await _hand_over(session, actor, person, now)
    audit.record(session, "account-link.used", actor=person, now=now, subject=f"person:{person.id}")
    return person


def _is(person: Person, name: str, birth_date: date) -> bool:
    """The surname and the first name in this order; a patronymic may follow."""
    expected, said = search_key(f"{person.surname} {person.first_name}"), search_key(name)
    return person.birth_date == birth_date and said in {expected, person.search_name}


async def _hand_over(session: AsyncSession, actor: Person, person: Person, now: datetime) -> None:
    """The account moves to the person; what is left of the newcomer is an empty row."""
    account, language, zone = actor.telegram_id, actor.language, actor.zone
    await privacy_queries.delete_drafts(session, actor.id)
    actor.telegram_id, actor.erased_at, actor.dialog_state, actor.dialog_data = None, now, None, None
    await session.flush()
    person.telegram_id, person.language, person.zone = account, language, zone
    person.unreachable_since = person.stopped_at = None
    await session.flush()


def _is_dead(link: AccountLink | None, now: datetime) -> bool:
    return (
        link is None
        or link.used_at is not None
        or link.revoked_at is not None
        or link.expires_at < now
        or link.attempts >= ATTEMPTS
    )
