"""采购包草稿: begin, edit beside its sentence and effect, mend what is found, publish by another."""

from web.pages.studio import beginning, forms, one, publishing, rows, taking_along

HANDLERS = [
    *beginning.HANDLERS,
    *one.HANDLERS,
    *rows.HANDLERS,
    *forms.HANDLERS,
    *publishing.HANDLERS,
    *taking_along.HANDLERS,
]
