"""A package on given records: what the numbers would be. Touches no database."""

from core.rehearsal.cells import BadTable
from core.rehearsal.ladder import climb_all, climb_file, climb_workbook
from core.rehearsal.rehearse import Rehearsal, rehearse
from core.rehearsal.results import Payment, RehearsedPeriod
from core.rehearsal.tables import GivenFacts, read_csv_folder, read_tables

__all__ = [
    "BadTable",
    "GivenFacts",
    "Payment",
    "Rehearsal",
    "RehearsedPeriod",
    "climb_all",
    "climb_file",
    "climb_workbook",
    "read_csv_folder",
    "read_tables",
    "rehearse",
]
