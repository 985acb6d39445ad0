"""What indicator lines of home care may measure; which kinds fit each stands with the kinds.

``persons`` carries the settlement: a person counts once in a month, however often served.
"""

MEASURES = (
    "persons",
    "attendances",
    "households",
    "household_visits",
    "sessions",
    "hours",
    "quantity",
    "artefacts",
)
