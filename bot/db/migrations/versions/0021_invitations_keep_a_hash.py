"""invitations into the office and of mentors keep a hash of their token

Revision ID: 0021
Revises: 0020
"""

import hashlib

import sqlalchemy as sa
from alembic import op


revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Links that are out stay good: what stands there becomes the hash of itself.
    for name in ('office_invitations', 'mentor_invitations'):
        table = sa.table(name, sa.column('id', sa.BigInteger()), sa.column('token', sa.String()))
        for row in op.get_bind().execute(sa.select(table.c.id, table.c.token)).all():
            hashed = hashlib.sha256(row.token.encode()).hexdigest()
            op.execute(table.update().where(table.c.id == row.id).values(token=hashed))


def downgrade() -> None:
    # A hash does not lead back: the links that are out stop working.
    pass
