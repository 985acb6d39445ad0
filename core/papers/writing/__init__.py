"""The writers: one drawn paper as a file people sign (PDF, Word) or compute with (Excel)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from core.papers.writing.excel import excel
from core.papers.writing.pdf import pdf
from core.papers.writing.word import word
from core.plugin.drawn import Drawn

#: The bytes of a photo as a JPEG by the SHA-256 of its original; none when it cannot be had.
Photos = Callable[[str], bytes | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Format:
    """A kind of file: its word on a button, the ending of its name, its media type, who writes it."""

    label: str
    ending: str
    media: str
    write: Callable[[Sequence[Drawn], Photos], bytes]


_OFFICE = "application/vnd.openxmlformats-officedocument"
FORMATS: Mapping[str, Format] = {
    "pdf": Format(label="PDF", ending="pdf", media="application/pdf", write=pdf),
    "word": Format(
        label="Word",
        ending="docx",
        media=f"{_OFFICE}.wordprocessingml.document",
        write=word,
    ),
    "excel": Format(
        label="Excel", ending="xlsx", media=f"{_OFFICE}.spreadsheetml.sheet", write=excel
    ),
}

__all__ = ["FORMATS", "Format", "Photos"]
