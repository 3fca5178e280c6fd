"""What the data team was asked in the last five weeks: sample people, sample requests."""

from dataclasses import dataclass
from datetime import timedelta

from bot.triage.domain import Effort, Priority


@dataclass(frozen=True)
class Asked:
    """Something they are asked for again and again. `again`: whoever closes it says that it is likely to come again."""

    requester: str
    priority: Priority
    topic: str
    effort: Effort
    title: str
    outcome: str
    again: bool = False


@dataclass(frozen=True)
class PastFire:
    """A fire that is over. `after` counts from Monday 00:00 UTC of its week; `liked` is None where nobody said."""

    weeks_ago: int
    after: timedelta
    asked: Asked
    handler: str
    taken_after: timedelta
    done_after: timedelta
    liked: bool | None


P1, P2, P3, P4 = Priority
S, M, L = Effort
ASKED = (
    Asked("grace", P2, "revenue", M, "Cost per order by country for the board", "Sent; the query is in the repo", True),
    Asked("hugo", P3, "marketing", M, "Campaign clicks do not match the ad platform", "Time zones; documented", True),
    Asked("grace", P1, "revenue", S, "Revenue dashboard shows last week twice", "A load ran twice; guarded"),
    Asked("jo", P3, "partners", S, "Export of all partners with a contract end date", "Sent as CSV", True),
    Asked("hugo", P4, "signups", S, "Which of the three signup numbers is right?", "The middle one; now labelled"),
    Asked("grace", P3, "access", S, "Forecast sheet stopped refreshing", "Access had expired; renewed", True),
    Asked("iris", P3, "access", S, "Who can see the salary table?", "Only finance; list attached"),
    Asked("hugo", P2, "marketing", M, "Newsletter segment is empty", "The filter used the old status names"),
    Asked("grace", P3, "revenue", L, "Refunds are missing from the margin", "Added to the model, backfilled"),
)

# Who handled them, the oldest week first: one person more than her share, as it happens. Some things nobody asked for.
HANDLERS = (
    ("ana", "ben", "chitra", "dan", "elif", "farid", "chitra", None, "ana"),
    ("ben", "chitra", "farid", "elif", "ana", "farid", "farid", "chitra", "dan"),
    ("chitra", "ben", "chitra", "chitra", "farid", "dan", "dan", "chitra", "ana"),
    ("chitra", "chitra", "ana", "chitra", "ben", "chitra", None, "farid", "chitra"),
    ("chitra", "ben", "chitra", "chitra", "chitra", "dan", "chitra", "chitra", "elif"),
)
# They are asked when they are at work, in UTC, in winter as in summer; Dan works from Monday to Wednesday.
ASKED_FROM = {"chitra": 6, "ben": 14, "farid": 14}
MORNING = 9
PART_TIME = {"dan": 3}
# How long until somebody took them, and until they were done.
TAKEN_AFTER = tuple(timedelta(minutes=minutes) for minutes in (12, 95, 8, 40, 170, 25, 60, 18, 110))
DONE_AFTER = tuple(timedelta(minutes=minutes) for minutes in (200, 400, 75, 150, 300, 45, 90, 240, 420))


def past_fires() -> list[PastFire]:
    """Nine a week or fewer, spread over Monday to Friday; the oldest first."""
    found = [
        PastFire(
            weeks_ago=len(HANDLERS) - week,
            after=timedelta(
                days=number % PART_TIME.get(handler, 5),
                hours=ASKED_FROM.get(handler, MORNING) + number // 4,
                minutes=7 * number,
            ),
            asked=asked,
            handler=handler,
            taken_after=TAKEN_AFTER[(number + week) % len(TAKEN_AFTER)],
            done_after=TAKEN_AFTER[(number + week) % len(TAKEN_AFTER)] + DONE_AFTER[number],
            liked=(week + number) % 7 != 0 if (week + number) % 3 else None,
        )
        for week, handlers in enumerate(HANDLERS)
        for number, (asked, handler) in enumerate(zip(ASKED, handlers, strict=True))
        if handler is not None
    ]
    return sorted(found, key=lambda fire: (-fire.weeks_ago, fire.after))
