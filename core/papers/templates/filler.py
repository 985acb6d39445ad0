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


def fill(asked: dict[str, Any]) -> dict[str, Any]:
    """The filled template, or what is wrong with it: unknown names, or a tag that cannot be read."""
    from docx.shared import Mm
    from docxtpl import DocxTemplate, InlineImage
    from jinja2 import StrictUndefined, TemplateError
    from jinja2.sandbox import SandboxedEnvironment

    template = DocxTemplate(io.BytesIO(base64.b64decode(asked["template"])))
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    context = {key: shown(value) for key, value in asked["context"].items()}
    try:
        names = template.get_undeclared_template_variables(environment)
        unknown = sorted(names - context.keys() - OWN)
        if unknown:
            return {"unknown": unknown}
        context["photos"] = [
            {
                "image": InlineImage(
                    template, io.BytesIO(base64.b64decode(one["content"])), height=Mm(PHOTO_MM)
                ),
                "caption": one["caption"],
            }
            for one in asked["photos"]
        ]
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
