"""Procurement packages 采购包, contracts 合同 and rosters 名册: numbers and choices, with clauses."""
