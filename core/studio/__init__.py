"""Drafts of packages 采购包草稿: a workbook in the house, edited by several, published by another."""
