"""What the data team was asked in the last five weeks: sample people, sample requests."""

from dataclasses import dataclass
from datetime import timedelta

from bot.triage.domain import Priority


@dataclass(frozen=True)
class PastFire:
    """A fire that is over. `after` counts from Monday 00:00 UTC of its week."""

    weeks_ago: int
    after: timedelta
    requester: str
    handler: str
    priority: Priority
    title: str
    outcome: str


TITLES = (
    ("grace", Priority.P2, "Cost per order by country for the board", "Sent the sheet; the query is in the repo"),
    ("hugo", Priority.P3, "Campaign clicks do not match the ad platform", "Time zones; documented in the dashboard"),
    ("grace", Priority.P1, "Revenue dashboard shows last week twice", "A load ran twice; removed and guarded"),
    ("jo", Priority.P3, "Export of all partners with a contract end date", "Sent as CSV"),
    ("hugo", Priority.P4, "Which of the three signup numbers is right?", "The middle one; the others are labelled now"),
    ("grace", Priority.P3, "Forecast sheet stopped refreshing", "Access had expired; renewed"),
    ("iris", Priority.P3, "Who can see the salary table?", "Only finance; list attached"),
    ("hugo", Priority.P2, "Newsletter segment is empty", "Filter used the old status names"),
    ("grace", Priority.P3, "Refunds are missing from the margin", "Added to the model, backfilled"),
)

# Who handled them, week by week: one person more than her share, as it happens.
HANDLERS = (
    ("chitra", "ben", "chitra", "farid", "chitra", "dan", "ana", "chitra", "elif"),
    ("chitra", "chitra", "ana", "chitra", "ben", "chitra", "elif", "farid", "chitra"),
    ("chitra", "ben", "chitra", "chitra", "farid", "dan", "chitra", "chitra", "ana"),
    ("ben", "chitra", "chitra", "elif", "chitra", "chitra", "farid", "chitra", "dan"),
    ("ana", "ben", "chitra", "dan", "elif", "farid", "chitra", "ben", "ana"),
)


def past_fires() -> list[PastFire]:
    """Nine a week, spread over Monday to Friday."""
    return [
        PastFire(
            weeks_ago=week + 1,
            after=timedelta(days=number % 5, hours=10 + number // 2, minutes=7 * number),
            requester=requester,
            handler=handler,
            priority=priority,
            title=title,
            outcome=outcome,
        )
        for week, handlers in enumerate(HANDLERS)
        for number, ((requester, priority, title, outcome), handler) in enumerate(zip(TITLES, handlers, strict=True))
    ]
