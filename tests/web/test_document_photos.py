"""A document takes a signature: kept like any photo, shown on its page, a child's withheld."""

from datetime import date

from core.evidence.header import PDF
from tests.evidence.pictures import a_photo
from tests.web.test_document_pages import document_form, opened, station  # noqa: F401
from tests.web.test_worker_pages import signed_in
from tests.web.worker_station import XIAOJIAN

SIGNED = a_photo(7001, (320, 120))
NAME = "record.file.consent_signature"


def test_a_signature_is_kept_shown_and_not_carried_into_the_next_revision(station):  # noqa: F811
    station.people["阿宝"] = station.county.person("阿宝", XIAOJIAN, born=date(2016, 1, 1))
    case = opened(station, "case", "阿宝")
    with signed_in(station, "xianheguan") as client:
        html = client.get(f"/documents/new?of={case}&kind=intake").text
        assert f'data-sign="{NAME}"' in html and "js/sign" in html
        posted = document_form(html, step="keep", consent="yes")
        posted = {name: value for name, value in posted.items() if not name.startswith("record.")}
        wrong = client.post("/documents", data=posted, files={NAME: ("a.pdf", b"%PDF-1.7")})
        assert wrong.status_code == 422
        assert PDF in wrong.text
        kept = client.post("/documents", data=posted, files={NAME: ("签名.jpg", SIGNED)})
        assert kept.status_code == 303, kept.text
        page = kept.headers["location"]
        shown = f"{page}/photos/consent_signature"
        assert shown in client.get(page).text
        assert client.get(shown).headers["content-type"] == "image/jpeg"
        assert client.get(f"{page}/photos/problem").status_code == 404
        again = document_form(client.get(f"{page}/write").text, step="hand_in")
        assert len(again[NAME]) == 64
        assert client.post("/documents", data=again).status_code == 303
        assert shown in client.get(page).text
    with signed_in(station, "zhouqiming") as client:
        assert client.get(shown).status_code == 200
        token = document_form(client.get(page).text.replace("version", "document.id"))["_csrf"]
        decided = {"_csrf": token, "version": "2", "step": "approve", "reason": ""}
        assert client.post(f"{page}/decide", data=decided).status_code == 303
    with signed_in(station, "xianheguan") as client:
        revision = client.get(f"/documents/new?of={case}&kind=intake&turn=1").text
        assert f'data-sign="{NAME}"' in revision and "已有一份" not in revision
        assert "写好了" in revision
