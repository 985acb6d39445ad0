"""A posted form, as the pages read it: one value where one is expected, no invisible signs."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from litestar.datastructures import UploadFile

from core.store.errors import Refused

LONGEST = 20_000
LONGEST_NUMBER = 9
#: Joins emoji and Arabic-script letters; harmless and needed.
ALLOWED_FORMAT = frozenset("\u200c\u200d")
ALLOWED_CONTROL = frozenset("\t\r\n")
#: Comes along when text is copied from Word or WeChat, means nothing, and is left out.
DROPPED = dict.fromkeys(map(ord, "\ufeff\u200b\u00ad\u2060"))


def whole_number(text: str) -> int:
    """A number that a page of ours wrote: a version, a place in a list; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Posted:
    """The fields and files of a posted form; nothing is converted that was not asked for."""

    fields: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    files: Mapping[str, tuple[UploadFile, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )

    def text(self, key: str, default: str = "") -> str:
        """The one value of a field, without blanks at its ends; refused when it came twice."""
        values = self.fields.get(key, ())
        if len(values) > 1:
            raise Refused("同一项填写了两次，请刷新页面后重试。", field=key)
        return values[0].strip() if values else default

    def all(self, key: str) -> tuple[str, ...]:
        """Every value of a field that may come several times, as check boxes do."""
        return tuple(value.strip() for value in self.fields.get(key, ()))

    def only(self, keys: Iterable[str]) -> "Posted":
        """The same form; refused when it holds a field that the page did not ask for."""
        unknown = sorted(set(self.fields) - set(keys) - {"_csrf"})
        if unknown:
            raise Refused("表单里有不认识的内容，请刷新页面后重试。", field=unknown[0])
        return self


def _is_no_character(code: int) -> bool:
    """The code points that Unicode keeps free for ever. The unassigned may be names."""
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


def clean(key: str, text: str) -> str:
    """The text as it was typed; refused when it holds signs that nobody can see or store."""
    if len(text) > LONGEST:
        raise Refused(f"内容太长，最多 {LONGEST} 个字。", field=key)
    text = text.translate(DROPPED)
    for place, sign in enumerate(text, start=1):
        if sign in ALLOWED_CONTROL or sign in ALLOWED_FORMAT:
            continue
        if unicodedata.category(sign) in {"Cc", "Cf", "Cs"} or _is_no_character(ord(sign)):
            name = f"U+{ord(sign):04X}"
            raise Refused(f"第 {place} 个字是看不见的控制字符（{name}），请删去后重填。", field=key)
    return text


def posted_from(pairs: Iterable[tuple[str, object]]) -> Posted:
    """The form that these pairs of name and value make."""
    fields: dict[str, tuple[str, ...]] = {}
    files: dict[str, tuple[UploadFile, ...]] = {}
    for key, value in pairs:
        if isinstance(value, UploadFile):
            files[key] = (*files.get(key, ()), value)
        else:
            text = clean(key, "" if value is None else str(value))
            fields[clean("", key)] = (*fields.get(key, ()), text)
    return Posted(fields=fields, files=files)
