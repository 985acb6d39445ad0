"""文书: what the contracts' papers are made of, forms and records on paper, blank or filled in."""

from web.pages.papers import (
    blank,
    columns,
    file_templates,
    filled,
    listing,
    of_case,
    of_contract,
    of_household,
    of_person,
    template,
    writing,
)

HANDLERS = [
    *listing.HANDLERS,
    *of_contract.HANDLERS,
    *writing.HANDLERS,
    *columns.HANDLERS,
    *template.HANDLERS,
    *file_templates.HANDLERS,
    *blank.HANDLERS,
    *filled.HANDLERS,
    *of_case.HANDLERS,
    *of_person.HANDLERS,
    *of_household.HANDLERS,
]
