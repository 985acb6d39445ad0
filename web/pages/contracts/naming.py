"""How the places, agencies and lines of contracts are named in sentences."""

from typing import Any

from sqlalchemy import Connection

from core.ledger.book import packages_of
from core.packages.schema import ContractFile, LineOverride, Package
from core.packages.sentences.agreements import override
from core.packages.sentences.contracts import Names
from core.places.rows import agencies_of
from core.studio.saying import labels_for
from web.desk import Desk


def names_for(desk: Desk, connection: Connection, station: Any, files: list[ContractFile]) -> Names:
    """How the places, agencies and lines of these contracts are said."""
    book = station.book(connection)
    packages: list[Package] = [
        package for many in packages_of(connection, files).values() for package in many.values()
    ]
    labels = {id(one): labels_for(one, station.catalogue, book.words.places) for one in packages}
    lines = {line.key: (line, labels[id(one)]) for one in packages for line in one.line}

    def say(row: LineOverride) -> str:
        if row.line not in lines:
            return f"“{row.line}”：{row.reason}"
        line, known = lines[row.line]
        return override(row, line.unit_label, known, line.kinds)

    return Names(
        places=book.words.places,
        agencies={row["key"]: row["name"] for row in agencies_of(connection, desk.county)},
        line=lambda key: lines[key][0].label if key in lines else key,
        override=say,
    )
