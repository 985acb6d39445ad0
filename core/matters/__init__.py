"""Matters 事项: needs, incidents and leads from the field, until an office has answered them."""
