"""Every declared paper of the demonstration county, opened by a real Writer: it converts, nothing is lost.

LibreOffice stands for the office's own Word: what it reads, prints and takes out as text is what a
clerk gets. Machines without it skip this test.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from core.packages.terms import Terms
from core.papers.gather import gather, periods_for
from core.papers.making import drawn
from core.papers.reader import Reader
from core.papers.source import Source
from core.papers.writing import FORMATS
from core.papers.writing.said import in_cell
from core.plugin import Paper, PaperFacts, Per
from core.plugin.drawn import TURN, Drawn, Grid, Signatures, cell
from core.station import Station
from core.store import reading
from core.trust import Grant
from tests.browser.county import DAY, NOW, a_station, fill_demonstration

pytestmark = pytest.mark.slow

SCALE = 0.06
SECONDS = 400
#: Papers of records are so many sheets; the writer is the same for all of them.
SHEETS = 3


def convert(files: Sequence[Path], ending: str, folder: Path) -> Path:
    """Let LibreOffice write all of them anew; its own settings stay in a folder of the test."""
    command = ["soffice", f"-env:UserInstallation={folder.as_uri()}/own", "--headless"]
    command += ["--convert-to", ending, "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
    return folder


@pytest.fixture
def writer(tmp_path: Path) -> Path:
    """A folder in which a Writer works; skips where there is none."""
    if shutil.which("soffice") is None:
        pytest.skip("soffice is not installed")
    probe = tmp_path / "probe.docx"
    probe.write_bytes(FORMATS["word"].write([Drawn(title="探访", blocks=())], lambda _: None))
    if not (convert([probe], "pdf", tmp_path) / "probe.pdf").is_file():
        pytest.skip("soffice has no Writer (libreoffice-writer)")
    return tmp_path


def declared(station: Station) -> Iterator[tuple[str, Sequence[Drawn]]]:
    """Each paper of each contract with its sheets, of the last whole period that has any."""
    grant = Grant(id="g", role="manager", place="yanshi", valid_from=DAY.replace(month=1, day=1))
    reader = Reader(account="reader", grants=(grant,), day=DAY, county="yanshi")
    with reading(station.engine) as connection:
        book = station.book(connection)
        source = Source(
            connection=connection, book=book, catalogue=station.catalogue, reader=reader
        )
        for key, terms in book.terms.items():
            for paper in station.catalogue.contract_types[terms.package.package.type].papers:
                if paper.draw and "word" in paper.formats:
                    yield f"{key}_{paper.key}", _sheets(source, paper, terms)


def _sheets(source: Source, paper: Paper, terms: Terms) -> Sequence[Drawn]:
    of_a_stretch = paper.per in (Per.RECORD, Per.MONTH, Per.QUARTER, Per.TERM)
    periods = periods_for(terms, paper.per, DAY) if of_a_stretch else ()
    for period in (*periods[1:], *periods[:1]):
        found = drawn(source, paper, gather(source, paper, terms, period), NOW)
        if found:
            return found[:SHEETS]
    assert paper.draw is not None
    return [paper.draw(PaperFacts(day=DAY))]


def last_words(paper: Drawn) -> str:
    """The last thing that stands on a paper before its foot: whom it waits for, or its last cell."""
    for block in reversed(paper.blocks):
        if isinstance(block, Signatures):
            return block.labels[-1]
        if isinstance(block, Grid):
            said = [in_cell(cell(one)) for row in block.rows for one in row]
            return next(one for one in reversed(said) if one.strip())
        text = getattr(block, "text", "") or getattr(block, "label", "")
        if text:
            return text
    return paper.title


def plainly(text: str) -> str:
    return re.sub(rf"[\s{TURN}]", "", text)


def test_every_declared_paper_opens_in_a_real_writer_and_keeps_its_first_and_last_words(
    writer: Path, tmp_path_factory: pytest.TempPathFactory
):
    with a_station(tmp_path_factory.mktemp("demonstration")) as (station, _):
        fill_demonstration(station, SCALE)
        papers = dict(declared(station))
        every = [one for kind in station.catalogue.contract_types.values() for one in kind.papers]
    assert all(paper.draw for paper in every)
    files = [writer / f"{name}.docx" for name in papers]
    for file, sheets in zip(files, papers.values(), strict=True):
        file.write_bytes(FORMATS["word"].write(sheets, lambda _: None))
    convert(files, "pdf", writer)
    convert(files, "txt:Text (encoded):UTF8", writer)
    for name, sheets in papers.items():
        pages = (writer / f"{name}.pdf").read_bytes().count(b"/Type/Page/")
        assert pages >= len(sheets), name
        text = plainly((writer / f"{name}.txt").read_text(encoding="utf-8-sig"))
        for sheet in sheets:
            assert plainly(sheet.title) in text, name
            assert plainly(last_words(sheet)) in text, name
