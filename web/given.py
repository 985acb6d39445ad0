"""What a handler may ask for by name: write `desk: Desk, engine: Engine, posted: Posted`.

The names are those of the values; Litestar wants to be told that they are given, not parsed.
"""

from typing import Any, TypeAlias

import sqlalchemy
from litestar.di import NamedDependency
from litestar.params import RawBody

import web.desk
import web.posted

#: The bytes of a JSON body, as they came: write `body: Body`.
Body: TypeAlias = RawBody
Desk: TypeAlias = NamedDependency[web.desk.Desk]
Engine: TypeAlias = NamedDependency[sqlalchemy.Engine]
Posted: TypeAlias = NamedDependency[web.posted.Posted]
Station: TypeAlias = NamedDependency[Any]
