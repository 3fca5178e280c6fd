"""What Slack sends back: ids of buttons, forms and fields, and which fire a button is about."""

from dataclasses import dataclass
from enum import StrEnum

from bot.triage.domain import Step

FILE = "triage.file"
FROM_MESSAGE = "triage.from_message"

CLAIM = "triage.claim"
START = "triage.start"
DONE = "triage.done"
REOPEN = "triage.reopen"
ANSWER = "triage.answer"
EDIT = "triage.edit"
WITHDRAW = "triage.withdraw"
SHOW = "triage.show"
MENU = "triage.menu"
ASSIGN_ANYWAY = "triage.assign_anyway"
FILE_HERE = "triage.file_here"
PAGE = "triage.page"
PAGE_BACK = "triage.page_back"
CHOOSE_TEAM = "triage.choose_team"

FILE_FORM = "triage.file_form"
EDIT_FORM = "triage.edit_form"
ASSIGN_FORM = "triage.assign_form"
AWAY_FORM = "triage.away_form"
WAIT_FORM = "triage.wait_form"
ANSWER_FORM = "triage.answer_form"
RESOLVE_FORM = "triage.resolve_form"
DECLINE_FORM = "triage.decline_form"
PRIORITY_FORM = "triage.priority_form"
SHOWN = "triage.shown"

# Fields: a block each, named after what it asks; the element in it always has the same name.
FIELD = "value"
TEAM = "team"
TITLE = "title"
DESCRIPTION = "description"
PRIORITY = "priority"
NEEDED_BY = "needed_by"
REQUESTER = "requester"
WHO = "who"
TEXT = "text"
EFFORT = "effort"
RECURRENCE = "recurrence"
TOPIC = "topic"
SLIP = "slip"
NOT_A_REQUEST = "not_a_request"


class MenuChoice(StrEnum):
    """What stands in the menu beside a fire's buttons."""

    ASSIGN = Step.ASSIGN.value
    WAIT = Step.WAIT.value
    DECLINE = Step.DECLINE.value
    RELEASE = Step.RELEASE.value
    PRIORITY = "priority"
    SHOW = "show"


class Place(StrEnum):
    """Where a button stands, and so what must be drawn anew once it was pressed."""

    CARD = "card"
    QUEUE = "queue"
    OPEN = "open"
    MINE = "mine"
    SHOW = "show"
    HOME = "home"
    NOTICE = "notice"


@dataclass(frozen=True)
class Ref:
    """Which fire a button is about, and where it stands; lists also say of which team and which page."""

    number: int
    place: Place
    team_id: int = 0
    page: int = 0

    def __str__(self) -> str:
        return f"{self.number}:{self.place}:{self.team_id}:{self.page}"


def read_ref(value: str) -> Ref:
    """What `str(ref)` wrote into a button."""
    number, place, team_id, page = value.split(":")
    return Ref(int(number), Place(place), int(team_id), int(page))


def menu_value(choice: MenuChoice, ref: Ref) -> str:
    return f"{choice}:{ref}"


def read_menu(value: str) -> tuple[MenuChoice, Ref]:
    choice, _, ref = value.partition(":")
    return MenuChoice(choice), read_ref(ref)
