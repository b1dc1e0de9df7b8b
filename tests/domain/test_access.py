import pytest

from bot.domain.access import Permission, ensure_permitted, ensure_role_can_be_taken, permissions_of
from bot.domain.enums import OfficeRole
from bot.domain.errors import NotAllowed, RuleViolation

ADMINISTRATOR, OPERATOR, EXPERT, OBSERVER = OfficeRole


@pytest.mark.parametrize(
    ("role", "permissions"),
    [
        (ADMINISTRATOR, set(Permission)),
        (
            OPERATOR,
            set(Permission)
            - {
                Permission.MANAGE_OFFICE,
                Permission.SEE_AUDIT,
                Permission.ERASE_PEOPLE,
                Permission.ADMIT_LATE,
                Permission.APPROVE_BROADCASTS,
            },
        ),
        (EXPERT, {Permission.SCORE, Permission.SEE_APPLICATIONS, Permission.SEE_STATISTICS}),
        (OBSERVER, {Permission.SEE_STATISTICS, Permission.SEE_DOCUMENTS}),
        (None, set()),
    ],
)
def test_role_may_do_exactly_this(role: OfficeRole | None, permissions: set[Permission]) -> None:
    assert permissions_of(role) == permissions


def test_refusal_names_the_permission_for_the_log() -> None:
    ensure_permitted(ADMINISTRATOR, Permission.BROADCAST)
    with pytest.raises(NotAllowed) as raised:
        ensure_permitted(OBSERVER, Permission.BROADCAST)
    assert raised.value == NotAllowed("not-allowed", permission="broadcast")


@pytest.mark.parametrize("becomes", [None, OPERATOR])
def test_last_administrator_stays(becomes: OfficeRole | None) -> None:
    ensure_role_can_be_taken(administrators=2, was=ADMINISTRATOR, becomes=becomes)
    ensure_role_can_be_taken(administrators=1, was=OPERATOR, becomes=becomes)
    ensure_role_can_be_taken(administrators=1, was=ADMINISTRATOR, becomes=ADMINISTRATOR)
    with pytest.raises(RuleViolation, match="office-last-administrator"):
        ensure_role_can_be_taken(administrators=1, was=ADMINISTRATOR, becomes=becomes)
