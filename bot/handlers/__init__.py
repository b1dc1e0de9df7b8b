"""aiogram routers, one module per capability, and the dispatcher that holds them."""

from functools import cache

from bot.handlers import (
    account_links,
    agenda,
    applications,
    events,
    fallback,
    forms,
    guardians,
    language,
    meetings,
    mentor_invitations,
    mentor_profiles,
    mentor_wishes,
    mentors,
    menu,
    privacy,
    profile,
    projects,
    registration,
    review,
    seats,
    start,
    stop,
    substitutes,
    team_groups,
    team_questions,
    teams,
    wishes,
)
from bot.handlers import broadcasts as received_broadcasts
from bot.handlers import reminders as _reminders  # noqa: F401 - registers the buttons under reminders
from bot.handlers.dialogs import PersonStorage
from bot.handlers.forms.leaving import LeaveDialogMiddleware
from bot.handlers.middlewares import ActorMiddleware
from bot.handlers.office import account_links as office_account_links
from bot.handlers.office import (
    application_versions,
    attendance,
    audiences,
    audit,
    broadcast_after,
    broadcast_content,
    broadcast_launch,
    broadcasts,
    call_form,
    call_questions,
    calls,
    decisions,
    desk,
    document_roster,
    duplicates,
    exports,
    funnels,
    imports,
    members,
    mentor_candidates,
    people,
    person_consents,
    person_erasure,
    personal_access,
    ranking,
    review_rounds,
    rubrics,
    selection,
    stats,
    tags,
    team_cards,
    team_life,
    team_moves,
    team_shapes,
    team_sheets,
    team_silence,
    team_weights,
)
from bot.handlers.office import documents as office_documents
from bot.handlers.office import events as office_events
from bot.handlers.office import mentors as office_mentors
from bot.handlers.office import reminders as office_reminders
from bot.handlers.office import seats as office_seats
from bot.handlers.office import teams as office_teams
from bot.handlers.routing import IndexedDispatcher

ROUTERS = (
    team_groups.group_side,
    fallback.groups,
    menu.router,
    agenda.router,
    members.joining,
    mentor_invitations.router,
    account_links.router,
    start.router,
    registration.router,
    profile.router,
    language.router,
    privacy.router,
    guardians.router,
    stop.router,
    desk.router,
    members.router,
    people.router,
    tags.router,
    person_consents.router,
    person_erasure.router,
    personal_access.router,
    duplicates.router,
    stats.router,
    funnels.router,
    audit.router,
    exports.router,
    imports.router,
    office_account_links.router,
    calls.router,
    call_form.router,
    call_questions.router,
    rubrics.router,
    selection.router,
    decisions.router,
    application_versions.router,
    review_rounds.router,
    office_seats.router,
    ranking.router,
    office_teams.router,
    team_cards.router,
    team_moves.router,
    team_shapes.router,
    team_sheets.router,
    team_weights.router,
    team_life.router,
    team_silence.router,
    office_mentors.router,
    mentor_candidates.router,
    review.router,
    applications.router,
    seats.router,
    mentors.router,
    mentor_profiles.router,
    substitutes.router,
    mentor_wishes.router,
    meetings.router,
    team_groups.router,
    team_questions.router,
    teams.router,
    projects.router,
    wishes.router,
    events.router,
    office_events.router,
    attendance.router,
    office_documents.router,
    document_roster.router,
    office_reminders.router,
    received_broadcasts.router,
    audiences.router,
    broadcast_launch.router,
    broadcast_content.router,
    broadcast_after.router,
    broadcasts.router,
    forms.router,
    fallback.router,
)
"""In the order in which they are asked: commands before dialogs, the catch-all last."""


@cache
def dispatcher() -> IndexedDispatcher:
    """The one dispatcher of the process; it keeps no state, so several bots (in tests) can share it."""
    # The FSM is registered by hand, after the actor: its state is the actor's own.
    made = IndexedDispatcher(storage=PersonStorage(), disable_fsm=True)
    made.update.outer_middleware(ActorMiddleware())
    made.update.outer_middleware(made.fsm)
    made.update.outer_middleware(LeaveDialogMiddleware())
    made.include_routers(*ROUTERS)
    made.build_index()
    return made
