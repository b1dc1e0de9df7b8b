"""Who in the project office may do what."""

from enum import StrEnum

from bot.domain.enums import OfficeRole
from bot.domain.errors import NotAllowed, RuleViolation


class Permission(StrEnum):
    """What an act of the office needs."""

    SEE_STATISTICS = "see_statistics"
    SEE_APPLICATIONS = "see_applications"
    SCORE = "score"
    SEE_PEOPLE = "see_people"
    EDIT_CALLS = "edit_calls"
    KEEP_CONSENTS = "keep_consents"
    ADMIT_LATE = "admit_late"
    DECIDE = "decide"
    RELEASE_DECISIONS = "release_decisions"
    FORM_TEAMS = "form_teams"
    PUBLISH_TEAMS = "publish_teams"
    OFFER_TEAMS = "offer_teams"
    MANAGE_EVENTS = "manage_events"
    SEE_DOCUMENTS = "see_documents"
    MANAGE_REMINDERS = "manage_reminders"
    BROADCAST = "broadcast"
    APPROVE_BROADCASTS = "approve_broadcasts"
    EXPORT = "export"
    IMPORT = "import"
    SEE_AUDIT = "see_audit"
    ERASE_PEOPLE = "erase_people"
    MANAGE_OFFICE = "manage_office"


_OBSERVER = frozenset({Permission.SEE_STATISTICS, Permission.SEE_DOCUMENTS})
_EXPERT = frozenset({Permission.SEE_STATISTICS, Permission.SEE_APPLICATIONS, Permission.SCORE})
_OPERATOR = frozenset(Permission) - {
    Permission.MANAGE_OFFICE,
    Permission.SEE_AUDIT,
    Permission.ERASE_PEOPLE,
    Permission.ADMIT_LATE,
    Permission.APPROVE_BROADCASTS,
}
_PERMISSIONS: dict[OfficeRole, frozenset[Permission]] = {
    OfficeRole.ADMINISTRATOR: frozenset(Permission),
    OfficeRole.OPERATOR: _OPERATOR,
    OfficeRole.EXPERT: _EXPERT,
    OfficeRole.OBSERVER: _OBSERVER,
}


def permissions_of(role: OfficeRole | None) -> frozenset[Permission]:
    """What a role of the office allows; nothing for those outside it."""
    return _PERMISSIONS[role] if role is not None else frozenset()


def ensure_permitted(role: OfficeRole | None, permission: Permission) -> None:
    """Raise ``NotAllowed`` unless the role includes the permission."""
    if permission not in permissions_of(role):
        raise NotAllowed("not-allowed", permission=permission.value)


def ensure_role_can_be_taken(*, administrators: int, was: OfficeRole | None, becomes: OfficeRole | None) -> None:
    """The office always keeps an administrator: the last one can be neither revoked nor demoted."""
    leaves = was is OfficeRole.ADMINISTRATOR and becomes is not OfficeRole.ADMINISTRATOR
    if leaves and administrators <= 1:
        raise RuleViolation("office-last-administrator")
