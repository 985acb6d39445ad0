"""Appraisal 考核: score sheets, totals, grades and the percentage that they pay."""
