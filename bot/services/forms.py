"""Drafts of questionnaires: every answer is kept the moment it is given, whatever happens to the process or the person.

A draft belongs to one person, one form and one subject. What the questions are is the business of the form's own
capability; here is only how its answers are kept and which question comes next.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.fixed import Fixed
from bot.db.models import FormDraft, Person
from bot.domain.enums import QuestionKind
from bot.domain.errors import NotAllowed, RuleViolation, Stale
from bot.domain.people import ParsedName, parse_name
from bot.domain.questions import NAME_PARTS, Answer, Question, RawAnswer, check_answer

MAKING_KNOWN = ("registration", "guardian")
"""The forms that make somebody known; whoever has left one is offered it again."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was made of something a person sent: an answer (with a better spelling to offer), or the reason why not."""

    answer: Answer | None = None
    suggestion: str | None = None
    violation: RuleViolation | None = None


async def start(
    session: AsyncSession,
    person: Person,
    *,
    form: str,
    subject_id: int = 0,
    answers: Mapping[str, Any] | None = None,
    first: str | None,
    now: datetime,
) -> FormDraft:
    """A new draft in place of an older one; ``first`` is the key of the question to ask, None for the summary."""
    await session.execute(_DELETE, {"whose": person.id, "kind": form, "about": subject_id})
    draft = FormDraft(
        person_id=person.id,
        form=form,
        subject_id=subject_id,
        answers=dict(answers or {}),
        current=first,
        editing=False,
        created_at=now,
        updated_at=now,
    )
    session.add(draft)
    await session.flush()
    return draft


_ABOUT = (
    FormDraft.person_id == bindparam("whose"),
    FormDraft.form == bindparam("kind"),
    FormDraft.subject_id == bindparam("about"),
)
_DRAFT_OF = Fixed(select(FormDraft).where(*_ABOUT))
_DRAFT = Fixed(select(FormDraft).where(FormDraft.id == bindparam("draft")))
_BEGUN = Fixed(
    select(FormDraft)
    .where(FormDraft.person_id == bindparam("whose"), or_(*(FormDraft.form == form for form in MAKING_KNOWN)))
    .order_by(FormDraft.updated_at.desc(), FormDraft.id.desc())
)
# Not fixed: the session is to learn of it, the next draft may get the same number. It asks the database which rows are
# gone: what it can judge by itself knows nothing of values given later.
_DELETE = delete(FormDraft).where(*_ABOUT).execution_options(synchronize_session="fetch")


async def draft_of(session: AsyncSession, person_id: int, form: str, subject_id: int = 0) -> FormDraft | None:
    """The person's draft of a form about a subject."""
    draft: FormDraft | None = await _DRAFT_OF.scalar(session, whose=person_id, kind=form, about=subject_id)
    return draft


async def unfinished(session: AsyncSession, person: Person) -> FormDraft | None:
    """The form somebody not known yet has begun and left; None for everybody else."""
    if person.registered_at is not None:
        return None
    drafts: Sequence[FormDraft] = await _BEGUN.scalars(session, whose=person.id)
    return next((draft for draft in drafts if draft.answers or draft.pending), None)


async def draft_by_id(session: AsyncSession, draft_id: int) -> FormDraft | None:
    """A draft, whosever it is."""
    draft: FormDraft | None = await _DRAFT.scalar(session, draft=draft_id)
    return draft


async def own_draft(session: AsyncSession, actor: Person, draft_id: int) -> FormDraft:
    """The draft behind a button. Raises Stale `form-finished` when it is gone, NotAllowed when it is another's."""
    draft = await draft_by_id(session, draft_id)
    if draft is None:
        raise Stale("form-finished")
    if draft.person_id != actor.id:
        raise NotAllowed("form-not-yours")
    return draft


async def discard(session: AsyncSession, draft: FormDraft) -> None:
    """Forget a draft and everything in it."""
    await session.delete(draft)
    await session.flush()


def save_answer(draft: FormDraft, key: str, value: Any, *, now: datetime) -> None:
    """Keep an answer; None says that an optional question was passed over."""
    # A new dictionary: SQLAlchemy does not see changes inside a JSON value.
    draft.answers = {**draft.answers, key: value}
    draft.pending = None
    draft.updated_at = now


def ask(draft: FormDraft, key: str | None, *, now: datetime, editing: bool = False) -> None:
    """Make ``key`` the question being asked (None: the summary)."""
    draft.current = key
    draft.editing = editing
    draft.pending = None
    draft.updated_at = now


def hold(draft: FormDraft, pending: Mapping[str, Any] | None, *, now: datetime) -> None:
    """Keep what waits for the person's «Верно?» or «Готово»."""
    draft.pending = dict(pending) if pending is not None else None
    draft.updated_at = now


def prune(draft: FormDraft, questions: Sequence[Question]) -> None:
    """Drop choices that the form no longer offers, because an earlier answer has changed."""
    kept = dict(draft.answers)
    for question in questions:
        value = kept.get(question.key)
        if not question.options or value is None:
            continue
        offered = {option.value for option in question.options}
        if isinstance(value, list) and question.kind is QuestionKind.CHOICES:
            kept[question.key] = [one for one in value if one in offered]
            value = kept[question.key] or None
        if value is None or (isinstance(value, str) and value not in offered):
            del kept[question.key]
    if kept != draft.answers:
        draft.answers = kept


def next_key(questions: Sequence[Question], answers: Mapping[str, Any]) -> str | None:
    """The first question nobody has answered or passed over yet; None when there is none."""
    return next((question.key for question in questions if question.key not in answers), None)


def read(question: Question, raw: RawAnswer, *, today: date) -> Reading:
    """Check what the person sent; the reason comes as a value because the same question is asked again with it."""
    try:
        answer = check_answer(question, raw, today=today)
    except RuleViolation as violation:
        return Reading(violation=violation)
    if question.kind is QuestionKind.NAME and isinstance(answer, str):
        parsed: ParsedName = parse_name(answer, NAME_PARTS.get(question.key, "surname"))
        return Reading(answer, suggestion=parsed.suggestion)
    return Reading(answer)
