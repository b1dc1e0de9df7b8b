"""Every column that points at a person is either about them or an act of the office."""

from bot.db.models import Base
from bot.services import privacy


def test_every_reference_to_a_person_is_accounted_for() -> None:
    references = {
        (table.name, column.name)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name == "people"
    }
    about = {(table, column) for table, columns in privacy.ABOUT.items() for column in columns}
    assert about | privacy.ACTS == references
    assert about & privacy.ACTS == set()
