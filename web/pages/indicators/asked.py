"""What the address asks for: short texts only; anything unknown falls back to the usual view."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from litestar import Request

LONGEST = 120
SORTS = {"trouble": "按落后程度", "text": "按原文顺序"}
#: What stands side by side; the usual board has none.
SIDES = {"sites": "各站点对照", "months": "各月对照", "workers": "各人对照"}


def asked(request: Request[Any, Any, Any], name: str, default: str = "") -> str:
    """The one value of a parameter of the address, cut to a sensible length."""
    return str(request.query_params.get(name, default)).strip()[:LONGEST]


def written(after: tuple[date, int] | None) -> str:
    """The cursor as it stands in an address."""
    return f"{after[0].isoformat()}.{after[1]}" if after else ""


def address(path: str, **values: str) -> str:
    """An address with the parameters that are not empty."""
    kept = {name: value for name, value in values.items() if value}
    return f"{path}?{urlencode(kept)}" if kept else path


@dataclass(frozen=True, kw_only=True)
class View:
    """What of a board is wanted: now, or as it stood at the end of the month ``period``."""

    contract: str = ""
    site: str = ""
    sort: str = "trouble"
    state: str = ""
    question: str = ""
    side: str = ""
    period: str = ""

    def href(self, path: str = "/indicators", **changed: str) -> str:
        """This view with some parameters changed."""
        values = {
            "contract": self.contract,
            "site": self.site,
            "sort": "" if self.sort == "trouble" else self.sort,
            "state": self.state,
            "q": self.question,
            "view": self.side,
            "period": self.period,
        }
        return address(path, **(values | changed))

    def line_href(self, line: str, **more: str) -> str:
        """Where a number of this view opens; ``more`` narrows it further."""
        at = f"/indicators/{self.contract}/{line}"
        return address(at, **({"site": self.site, "period": self.period} | more))


def view_of(request: Request[Any, Any, Any], contract: str = "") -> View:
    """The view that an address asks for; ``contract`` is the one that its path names."""
    sort, side = asked(request, "sort", "trouble"), asked(request, "view")
    return View(
        contract=contract or asked(request, "contract"),
        site=asked(request, "site"),
        sort=sort if sort in SORTS else "trouble",
        state=asked(request, "state"),
        question=asked(request, "q"),
        side=side if side in SIDES else "",
        period=asked(request, "period"),
    )
