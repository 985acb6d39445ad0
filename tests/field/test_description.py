"""The description of /api: every route with its permission, body and answer; no page, no script."""

import re
from pathlib import Path

from tests.field.phone import phone_of

README = Path(__file__).resolve().parents[2] / "web" / "README.md"


def test_every_route_is_described_and_every_reference_stands(station):
    with phone_of(station) as phone:
        answer = phone.client.get("/api/openapi.json")
        assert answer.headers["content-type"].startswith("application/json")
        told = answer.json()
        routes = phone.client.app.routes
    assert told["openapi"] == "3.1.0"
    ours = {route.path for route in routes if route.path.startswith("/api/")}
    assert set(told["paths"]) == ours
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            assert operation["summary"], path
            assert operation["description"].startswith("Permission: ")
            assert method == "get" or operation["parameters"][0]["name"] == "x-csrf-token"
    shapes = told["components"]["schemas"]
    named = set(re.findall(r'"#/components/schemas/(\w+)"', answer.text))
    assert named <= set(shapes)
    assert {"FormItem", "CorrectItem", "RecordItem", "ItemTold", "ErrorTold"} <= set(shapes)
    assert shapes["RecordInput"]["additionalProperties"] is False
    assert shapes["FormItem"]["properties"]["do"] == {"enum": ["form"]}
    assert "<" not in answer.text


def test_the_guide_names_every_field_and_outcome(station):
    guide = README.read_text(encoding="utf-8")
    with phone_of(station) as phone:
        shapes = phone.client.get("/api/openapi.json").json()["components"]["schemas"]
    for name in (
        "SessionTold",
        "EnrolledTold",
        "ItemTold",
        "CountTold",
        "DoubtTold",
        "FormItem",
        "ErrorSaid",
    ):
        for field in shapes[name]["properties"]:
            assert re.search(rf"\b{field}\b", guide), f"{name}.{field}"
    for outcome in ("saved", "again", "conflict", "refused"):
        assert f"| `{outcome}` |" in guide
