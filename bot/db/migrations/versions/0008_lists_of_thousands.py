"""lists of thousands

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
import bot.db.models.base


revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('kept_counts',
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('counted_at', bot.db.models.base.UtcDateTime(timezone=True), nullable=False),
    sa.Column('found', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql'), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_kept_counts'))
    )
    op.drop_index('ix_applications_call_status', table_name='applications')
    op.create_index('ix_applications_queue', 'applications', ['call_id', 'status', 'number', 'person_id'])
    op.drop_index('ix_applications_person_id', table_name='applications')
    op.create_index('ix_applications_person', 'applications', ['person_id', 'call_id', 'status', 'number'])
    op.drop_index('ix_people_municipality_id', table_name='people')
    op.create_index('ix_people_municipality', 'people', ['municipality_id', 'erased_at'])
    op.drop_index('ix_consents_person_id', table_name='consents')
    op.create_index('ix_consents_person', 'consents', ['person_id', 'purpose', 'relation', 'withdrawn_at', 'given_at'])
    op.create_index('ix_people_erased', 'people', ['erased_at'], sqlite_where=sa.text('erased_at IS NOT NULL'), postgresql_where=sa.text('erased_at IS NOT NULL'))
    op.drop_index('ix_source_visits_code', table_name='source_visits')
    op.create_index('ix_source_visits_code_person', 'source_visits', ['code', 'person_id'])
    op.drop_index('ix_reviews_round', table_name='reviews')
    op.create_index('ix_reviews_round', 'reviews', ['round_id', 'state', 'due_at', 'application_id', 'reviewer_id'])
    op.drop_index('ix_ranked_applications_place', table_name='ranked_applications')
    op.create_index('ix_ranked_applications_place', 'ranked_applications', ['round_id', 'place', 'adjusted_place'])
    op.create_index('ix_ranked_applications_municipality', 'ranked_applications', ['round_id', 'municipality_id', 'place', 'adjusted_place'])


def downgrade() -> None:
    op.drop_index('ix_ranked_applications_municipality', table_name='ranked_applications')
    op.drop_index('ix_ranked_applications_place', table_name='ranked_applications')
    op.create_index('ix_ranked_applications_place', 'ranked_applications', ['round_id', 'place'])
    op.drop_index('ix_reviews_round', table_name='reviews')
    op.create_index('ix_reviews_round', 'reviews', ['round_id', 'state', 'due_at'])
    op.drop_index('ix_source_visits_code_person', table_name='source_visits')
    op.create_index('ix_source_visits_code', 'source_visits', ['code'])
    op.drop_index('ix_people_erased', table_name='people')
    op.drop_index('ix_consents_person', table_name='consents')
    op.create_index('ix_consents_person_id', 'consents', ['person_id'])
    op.drop_index('ix_people_municipality', table_name='people')
    op.create_index('ix_people_municipality_id', 'people', ['municipality_id'])
    op.drop_index('ix_applications_person', table_name='applications')
    op.create_index('ix_applications_person_id', 'applications', ['person_id'])
    op.drop_index('ix_applications_queue', table_name='applications')
    op.create_index('ix_applications_call_status', 'applications', ['call_id', 'status', 'id'])
    op.drop_table('kept_counts')
