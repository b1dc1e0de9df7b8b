"""links to accounts

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op
import bot.db.models.base


revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table('account_links',
    sa.Column('id', _BIG, nullable=False),
    sa.Column('token', sa.String(length=64), nullable=False),
    sa.Column('person_id', _BIG, nullable=False),
    sa.Column('created_by', _BIG, nullable=False),
    sa.Column('created_at', bot.db.models.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('expires_at', bot.db.models.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('attempts', _BIG, nullable=False),
    sa.Column('used_at', bot.db.models.base.UtcDateTime(timezone=True), nullable=True),
    sa.Column('revoked_at', bot.db.models.base.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['created_by'], ['people.id'], name=op.f('fk_account_links_created_by_people')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_account_links_person_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account_links')),
    sa.UniqueConstraint('token', name=op.f('uq_account_links_token'))
    )
    op.create_index(op.f('ix_account_links_person_id'), 'account_links', ['person_id'])


def downgrade() -> None:
    op.drop_index(op.f('ix_account_links_person_id'), table_name='account_links')
    op.drop_table('account_links')
