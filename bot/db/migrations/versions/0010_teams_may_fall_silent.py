"""teams may fall silent

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op


revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
    op.add_column('seasons', sa.Column('silent_after_days', number, nullable=False, server_default='14'))


def downgrade() -> None:
    op.drop_column('seasons', 'silent_after_days')
