"""files of the office

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
import bot.db.models.base


revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None

_JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql')
_BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table('file_imports',
    sa.Column('id', _BIG, nullable=False),
    sa.Column('listed', sa.String(length=20), nullable=False),
    sa.Column('state', sa.Enum('received', 'checked', 'refused', 'loading', 'done', 'dropped', name='importstate', native_enum=False, length=32), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('source_id', sa.String(length=200), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=True),
    sa.Column('total_rows', _BIG, nullable=False),
    sa.Column('done_rows', _BIG, nullable=False),
    sa.Column('added', _BIG, nullable=False),
    sa.Column('changed', _BIG, nullable=False),
    sa.Column('same', _BIG, nullable=False),
    sa.Column('roles', _JSON, nullable=False),
    sa.Column('errors', _JSON, nullable=False),
    sa.Column('problem', _JSON, nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('asked_by', _BIG, nullable=False),
    sa.Column('asked_at', bot.db.models.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('started_by', _BIG, nullable=True),
    sa.Column('finished_at', bot.db.models.base.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['asked_by'], ['people.id'], name=op.f('fk_file_imports_asked_by_people')),
    sa.ForeignKeyConstraint(['started_by'], ['people.id'], name=op.f('fk_file_imports_started_by_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_file_imports'))
    )
    op.create_index('ix_file_imports_state', 'file_imports', ['state', 'id'])


def downgrade() -> None:
    op.drop_index('ix_file_imports_state', table_name='file_imports')
    op.drop_table('file_imports')
