"""The child process that fills a Word template: limited, isolated, and in a sandbox of its own.

It reads one JSON object from standard input and writes one to standard output. It imports nothing of
the house: it is started by path, without the environment of its parent.
"""

import base64
import io
import json
import resource
import sys
from typing import Any

CPU_SECONDS = 15
MEMORY_BYTES = 1024 * 1024 * 1024
PHOTO_MM = 52
#: Names that a template's own loops bring along.
OWN = {"loop"}


def shown(value: Any) -> Any:
    """Texts with their line ends; everything else as it is."""
    from docxtpl import Listing

    if isinstance(value, str):
        return Listing(value)
    if isinstance(value, list):
        return [shown(one) for one in value]
    if isinstance(value, dict):
        return {key: shown(one) for key, one in value.items()}
    return value


def sheet(template: Any, given: dict[str, Any], names: set[str]) -> dict[str, Any]:
    """What one sheet is filled with; what it has not, and the template names, is left empty."""
    from docx.shared import Mm
    from docxtpl import InlineImage

    pictures = [
        {
            "image": InlineImage(
                template, io.BytesIO(base64.b64decode(one["content"])), height=Mm(PHOTO_MM)
            ),
            "caption": one["caption"],
        }
        for one in (given["photos"] if "photos" in names else ())
    ]
    known = {name: shown(given[name]) for name in names & given.keys()}
    return dict.fromkeys(names, "") | known | {"photos": pictures}


def repeat(template: Any, names: list[str]) -> None:
    """Put the whole template into a loop: the names are those of one sheet, each on a new page."""
    from docx.shared import Pt

    template.init_docx()
    body = template.docx.element.body
    first = template.docx.add_paragraph(f"{{%p for {', '.join(['_', *names])} in sheets %}}")
    body.insert(0, first._p)
    template.docx.add_paragraph("{%p if not loop.last %}")
    page = template.docx.add_paragraph().paragraph_format
    page.page_break_before, page.line_spacing = True, Pt(1)
    page.space_before = page.space_after = Pt(0)
    template.docx.add_paragraph("{%p endif %}")
    template.docx.add_paragraph("{%p endfor %}")


def fill(asked: dict[str, Any]) -> dict[str, Any]:
    """The filled template, or what is wrong with it: unknown names, or a tag that cannot be read."""
    from docxtpl import DocxTemplate
    from jinja2 import StrictUndefined, TemplateError
    from jinja2.sandbox import SandboxedEnvironment

    template = DocxTemplate(io.BytesIO(base64.b64decode(asked["template"])))
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    try:
        names = template.get_undeclared_template_variables(environment) - OWN
        unknown = sorted(names - set(asked["known"])) if asked["known"] else []
        if unknown:
            return {"unknown": unknown}
        sheets = [sheet(template, given, names) for given in asked["sheets"]]
        context = dict(sheets[0])
        if len(sheets) > 1:
            order = sorted(names)
            repeat(template, order)
            context["sheets"] = [["", *(one[name] for name in order)] for one in sheets]
        template.render(context, jinja_env=environment, autoescape=True)
    except TemplateError as error:
        return {"problem": str(error)[:200]}
    file = io.BytesIO()
    template.save(file)
    return {"file": base64.b64encode(file.getvalue()).decode()}


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    json.dump(fill(json.load(sys.stdin)), sys.stdout)
