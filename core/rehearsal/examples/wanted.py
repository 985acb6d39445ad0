"""What a package should show an example of: each measure used, and every rule of score and payment."""

from collections.abc import Iterator

from core.packages.schema import Measure, Package


def measures_used(package: Package) -> Iterator[tuple[Measure, str, set[str]]]:
    """Each measure with the place of its first line and the keys of all its lines.

    Lines that wait for something count nothing and need no example.
    """
    lines: dict[Measure, list[str]] = {}
    for line in package.line:
        if line.measure is not None and not line.pending:
            lines.setdefault(line.measure, []).append(line.key)
    for measure, keys in lines.items():
        yield measure, f"line “{keys[0]}”", set(keys)


def needs_example(package: Package) -> Iterator[tuple[str, str, str]]:
    """(place, key, name) of every score item, grade, price and step, in the order of the sheets."""
    for tier in package.tier:
        if tier.price is not None:
            yield f"tier “{tier.key}” price", tier.key, f"“{tier.label}”的单价"
    for row in package.item:
        if row.price is not None:
            yield f"item “{row.code}” price", row.code, f"“{row.label}”的单价"
    for item in package.score_item:
        yield f"score_item “{item.key}”", item.key, f"考核内容“{item.label}”"
    for band in package.band:
        yield f"band “{band.key}”", band.key, f"等级“{band.label}”"
    for price in package.price:
        yield f"price “{price.key}”", price.key, f"单价“{price.label}”"
    for step in package.settle:
        yield f"settle “{step.key}”", step.key, f"结算步骤“{step.label}”"
