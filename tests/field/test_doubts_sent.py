"""What a page would have asked is told of what came without one: it is saved, and named."""

from tests.field.phone import phone_of
from tests.field.test_sending import outcomes


def a_report(phone, **more):
    html = phone.client.get("/record?kind=media_report").text
    filled = {"record.title": "社区来了社工", "outlet": "晏师日报", "link": "https://example.org/1"}
    return phone.form(html, **(filled | more))


def record_of(item):
    return dict(item["fields"])["record.id"]


def test_the_same_report_is_saved_and_the_answer_names_the_first(station):
    with phone_of(station, "xianheguan") as phone:
        first = a_report(phone)
        other = a_report(phone, link="https://example.org/2", **{"record.title": "另一篇"})
        answers = phone.send(first, other)
        assert outcomes(answers) == ["saved", "saved"]
        assert [one["doubts"] for one in answers] == [[], []]
        twice, sure = a_report(phone), a_report(phone, **{"record.sure": "yes"})
        answers = phone.send(twice)
        assert outcomes(answers) == ["saved"]
        [doubt] = answers[0]["doubts"]
        assert doubt["record"] == record_of(first)
        assert "已有一篇“社区来了社工”" in doubt["say"]
        [answer] = phone.send(twice)
        assert answer["outcome"] == "again"
        assert answer["doubts"] == [doubt]
        [answer] = phone.send(sure)
        assert (answer["outcome"], answer["doubts"]) == ("saved", [])


def test_a_counter_that_went_down_is_named_too(station):
    with phone_of(station, "xianheguan") as phone:
        html = phone.client.get("/record?kind=volunteer_hours").text
        more, less = phone.form(html, value="120"), None
        html = phone.client.get("/record?kind=volunteer_hours").text
        less = phone.form(html, value="90")
        assert [len(one["doubts"]) for one in phone.send(more, less)] == [0, 1]
