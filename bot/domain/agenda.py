"""The agenda: where a person stands and the one thing to do next, decided from plain facts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.applications import is_past
from bot.domain.consents import Participation
from bot.domain.enums import ApplicationStatus, Role

SOON = timedelta(days=1)
"""An event this near comes before everything else."""


class Stage(StrEnum):
    """Where a person stands; each has a text ``agenda-stage-<value>``."""

    STRANGER = "stranger"
    BEGUN = "begun"
    NOT_APPLIED = "not-applied"
    DRAFT = "draft"
    SENT = "sent"
    RESERVE = "reserve"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    ACCEPTED = "accepted"
    IN_TEAM = "in-team"
    LEADS = "leads"
    GUARDIAN = "guardian"
    PARTNER = "partner"
    OFFICE = "office"
    OVER = "over"


class Step(StrEnum):
    """What to do next; each has a text ``agenda-step-<value>``."""

    REGISTER = "register"
    FINISH_FORM = "finish-form"
    TOO_LATE = "too-late"
    WAIT_OPENING = "wait-opening"
    APPLY = "apply"
    FINISH_DRAFT = "finish-draft"
    SIGN = "sign"
    SIGN_AGAIN = "sign-again"
    ASK_GUARDIAN = "ask-guardian"
    WAIT_DECISION = "wait-decision"
    WAIT_PLACE = "wait-place"
    CONFIRM_PLACE = "confirm-place"
    REOPEN = "reopen"
    ANSWER_OFFER = "answer-offer"
    ANSWER_EVENT = "answer-event"
    HAND_IN = "hand-in"
    HAND_IN_FOR_CHILD = "hand-in-for-child"
    COME = "come"
    WAIT_TEAM = "wait-team"
    WAIT_OFFER = "wait-offer"
    MEET_TEAM = "meet-team"
    LEAD_TEAM = "lead-team"
    SIGN_FOR_CHILD = "sign-for-child"
    WATCH_CHILD = "watch-child"
    FIND_CHILD = "find-child"
    SEE_EVENTS = "see-events"
    OPEN_DESK = "open-desk"
    READ_NEWS = "read-news"


@dataclass(frozen=True, slots=True)
class Standing:
    """A person's application: its status (None: none yet), the call's times, the signatures it has; ``confirm_until``
    while a place is offered."""

    status: ApplicationStatus | None
    opens_at: datetime
    closes_at: datetime
    own_consent: bool
    consent: bool
    confirm_until: datetime | None = None

    def takes(self, now: datetime) -> bool:
        """Whether applications are taken now."""
        return self.opens_at <= now and not is_past(self.closes_at, now)


@dataclass(frozen=True, slots=True)
class Occasion:
    """An event as the agenda needs it."""

    id: int
    title: str
    starts_at: datetime
    ends_at: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class Papers:
    """Documents still to be brought to an event: until when the nearest is due (None: all of them are overdue), and the
    first name of the child they are of, for a guardian."""

    event: Occasion
    until: datetime | None
    child: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a person. ``apply_until`` is the last moment anybody may apply, ``season_ends`` the first one
    after the season; ``begun``: the form that makes somebody known was left; ``invited`` and ``coming`` are the nearest events not answered, and said yes to,
    ``papers`` the documents due next;
    ``participation`` is what the signatures say, ``sign_until`` the last moment of one that is due."""

    role: Role | None
    registered: bool
    begun: bool = False
    office: bool = False
    season_ends: datetime
    apply_until: datetime | None = None
    application: Standing | None = None
    offer_until: datetime | None = None
    invited: Occasion | None = None
    coming: Occasion | None = None
    in_team: bool = False
    leads: int = 0
    children: int = 0
    unsigned_child: str | None = None
    participation: Participation = Participation.STANDS
    sign_until: datetime | None = None
    papers: Papers | None = None


@dataclass(frozen=True, slots=True)
class Agenda:
    """Where somebody stands and what comes next: until when it is to be done, the event or the child it is about."""

    stage: Stage
    step: Step
    until: datetime | None = None
    event: Occasion | None = None
    child: str | None = None


_OF_STATUS = {
    None: Stage.NOT_APPLIED,
    ApplicationStatus.DRAFT: Stage.DRAFT,
    ApplicationStatus.SUBMITTED: Stage.SENT,
    ApplicationStatus.RESERVE: Stage.RESERVE,
    ApplicationStatus.REJECTED: Stage.REJECTED,
    ApplicationStatus.WITHDRAWN: Stage.WITHDRAWN,
    ApplicationStatus.ACCEPTED: Stage.ACCEPTED,
}
_SENT = {ApplicationStatus.SUBMITTED, ApplicationStatus.RESERVE}


def agenda(facts: Facts, now: datetime) -> Agenda:
    """The stage and the next step.

    What has a term and is missed for good if nobody acts comes first: an event within a day, an offer, the application
    and its signatures, documents or an invitation, whichever comes sooner; then what is merely ahead; then what there is to wait for.
    """
    stage = stage_of(facts, now)
    if stage is Stage.OVER:
        return Agenda(stage, Step.READ_NEWS)
    if stage is Stage.BEGUN:
        return Agenda(stage, Step.FINISH_FORM)
    if stage is Stage.STRANGER:
        if facts.apply_until is None or is_past(facts.apply_until, now):
            return Agenda(stage, Step.TOO_LATE)
        return Agenda(stage, Step.REGISTER, facts.apply_until)
    for judge in (_stopped, _soon, _signature, _offer, _duty, _child, _papers, _invitation, _ahead):
        found = judge(facts, now)
        if found is not None:
            step, until, event = found
            return Agenda(stage, step, until, event, _child_of(step, facts))
    step, until = _waiting(facts, stage, now)
    return Agenda(stage, step, until)


def stage_of(facts: Facts, now: datetime) -> Stage:
    """Where the person stands."""
    if facts.role is None or not facts.registered:
        if facts.office:
            return Stage.OFFICE
        return Stage.BEGUN if facts.begun else Stage.STRANGER
    if now >= facts.season_ends:
        return Stage.OVER
    if facts.role is Role.GUARDIAN:
        return Stage.GUARDIAN
    if facts.role is Role.PARTNER:
        return Stage.PARTNER
    if facts.leads:
        return Stage.LEADS
    status = facts.application.status if facts.application is not None else None
    if status is ApplicationStatus.ACCEPTED and facts.in_team:
        return Stage.IN_TEAM
    return _OF_STATUS[status]


_Found = tuple[Step, datetime | None, Occasion | None] | None


def _stopped(facts: Facts, now: datetime) -> _Found:
    """Nothing else can be done before the consent is signed again."""
    if facts.participation in {Participation.FROZEN, Participation.WITHDRAWN}:
        return Step.SIGN_AGAIN, None, None
    if facts.participation is Participation.WITHDRAWN_BY_GUARDIAN:
        return Step.ASK_GUARDIAN, None, None
    return None


def _signature(facts: Facts, now: datetime) -> _Found:
    return (Step.SIGN_AGAIN, facts.sign_until, None) if facts.participation is Participation.DUE else None


def _soon(facts: Facts, now: datetime) -> _Found:
    event = facts.coming
    if event is None or event.starts_at - now > SOON:
        return None
    return Step.COME, event.starts_at if event.starts_at > now else None, event


def _offer(facts: Facts, now: datetime) -> _Found:
    return (Step.ANSWER_OFFER, facts.offer_until, None) if facts.offer_until is not None else None


def _duty(facts: Facts, now: datetime) -> _Found:
    """The application, while something about it is still to be done by the person."""
    form = facts.application
    if form is None:
        return None
    if form.confirm_until is not None:
        return Step.CONFIRM_PLACE, form.confirm_until, None
    if form.status is None and form.takes(now):
        return Step.APPLY, form.closes_at, None
    if form.status is ApplicationStatus.DRAFT and form.takes(now):
        return Step.FINISH_DRAFT, form.closes_at, None
    if form.status in _SENT and not form.consent:
        until = form.closes_at if form.takes(now) else None
        return Step.ASK_GUARDIAN if form.own_consent else Step.SIGN, until, None
    return None


def _child(facts: Facts, now: datetime) -> _Found:
    return (Step.SIGN_FOR_CHILD, None, None) if facts.unsigned_child is not None else None


def _papers(facts: Facts, now: datetime) -> _Found:
    papers, invited = facts.papers, facts.invited
    if papers is None:
        return None
    if invited is not None and invited.starts_at < (papers.until or now):
        return None
    return Step.HAND_IN if papers.child is None else Step.HAND_IN_FOR_CHILD, papers.until, papers.event


def _child_of(step: Step, facts: Facts) -> str | None:
    if step is Step.HAND_IN_FOR_CHILD and facts.papers is not None:
        return facts.papers.child
    return facts.unsigned_child


def _invitation(facts: Facts, now: datetime) -> _Found:
    event = facts.invited
    return (Step.ANSWER_EVENT, event.starts_at, event) if event is not None else None


def _ahead(facts: Facts, now: datetime) -> _Found:
    event = facts.coming
    return (Step.COME, event.starts_at, event) if event is not None else None


_AT_REST = {
    Stage.SENT: Step.WAIT_DECISION,
    Stage.RESERVE: Step.WAIT_PLACE,
    Stage.IN_TEAM: Step.MEET_TEAM,
    Stage.LEADS: Step.LEAD_TEAM,
    Stage.PARTNER: Step.SEE_EVENTS,
    Stage.OFFICE: Step.OPEN_DESK,
}


def _waiting(facts: Facts, stage: Stage, now: datetime) -> tuple[Step, datetime | None]:
    """What there is to wait for, or to look at, when nothing is to be done."""
    form = facts.application
    if stage is Stage.GUARDIAN:
        return (Step.WATCH_CHILD if facts.children else Step.FIND_CHILD), None
    if stage is Stage.ACCEPTED:
        return (Step.WAIT_OFFER if facts.role is Role.MENTOR else Step.WAIT_TEAM), None
    if form is not None and stage is Stage.NOT_APPLIED and now < form.opens_at:
        return Step.WAIT_OPENING, form.opens_at
    if form is not None and stage is Stage.WITHDRAWN and form.takes(now):
        return Step.REOPEN, form.closes_at
    return _AT_REST.get(stage, Step.READ_NEWS), None
