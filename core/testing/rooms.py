"""``check_room``: everything that every room must be, in one assertion."""

import ast
from pathlib import Path
from types import ModuleType

from core.facts import vocabulary
from core.packages.schema import Measure
from core.plugin import ContractType
from core.plugin.catalogue import build_catalogue

MAY_IMPORT = ("core.plugin", "core.facts", "core.calendar")


def check_room(room: ModuleType) -> None:
    """Fail with every complaint about a room: its hook, declarations, labels, imports, papers."""
    complaints = [*_declarations(room), *_imports(room)]
    assert not complaints, "\n".join(complaints)


def _declarations(room: ModuleType) -> list[str]:
    if not (room.__doc__ or "").strip():
        return ["the room has no sentence of its own (module docstring)"]
    answer = room.declare_contract_types()
    if not isinstance(answer, list) or not answer:
        return ["declare_contract_types must return a list of contract types"]
    build_catalogue(answer)
    return [complaint for contract_type in answer for complaint in _of_type(room, contract_type)]


def _of_type(room: ModuleType, contract_type: ContractType) -> list[str]:
    found = []
    kinds = {kind.key for kind in contract_type.activities}
    if not contract_type.label or not contract_type.sentence:
        found.append(f"{contract_type.key}: label and sentence are needed")
    for kind in contract_type.activities:
        for measure in kind.measures:
            if measure not in set(Measure):
                found.append(f"{kind.key}: unknown measure {measure!r}")
        for evidence in kind.evidence:
            if evidence not in vocabulary.EVIDENCE:
                found.append(f"{kind.key}: unknown evidence {evidence!r}")
        keys = [question.key for question in kind.fields]
        if len(keys) != len(set(keys)):
            found.append(f"{kind.key}: a question key is used twice")
    for form in contract_type.forms:
        found += [f"{form.key}: unknown kind {key!r}" for key in form.kinds if key not in kinds]
    return found


def _imports(room: ModuleType) -> list[str]:
    folder = Path(str(room.__file__)).parent
    own = room.__name__
    found = []
    for path in sorted(folder.rglob("*.py")):
        if "tests" in path.relative_to(folder).parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.ImportFrom) and node.level == 0:
                names = [node.module or ""]
            elif isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            for name in names:
                if name.split(".")[0] in ("core", "plugins", "web") and not name.startswith(
                    (*MAY_IMPORT, own)
                ):
                    found.append(f"{path.name} imports {name}: a room may not")
    return found
