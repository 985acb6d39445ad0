"""Delivery: what has to leave the house by mail or to a group, never in anybody's request."""

from datetime import datetime, timedelta

from core.calendar.slots import Every
from core.jobs.job import CLOCK, CatchUp, House, Job
from core.notices.dispatching import anything_due, deliver
from core.notices.sending import send


def send_out(house: House, slot: datetime, at: datetime) -> str:
    """Send what is due by now."""
    return deliver(
        lambda: house.work(actor=CLOCK, at=at, county=house.county),
        house.sealer,
        house.mail,
        house.care.address,
        house.send or send,
    )


DELIVERY = Job(
    key="delivery",
    label="发出消息",
    hint="把待发的邮件和群消息发出去；发不成的隔一会儿再试。",
    when=Every(minutes=1),
    catch_up=CatchUp.LATEST,
    waits=anything_due,
    apart=send_out,
    busy=timedelta(minutes=10),
    by_hand=False,
)
