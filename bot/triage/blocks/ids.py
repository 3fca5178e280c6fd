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
SUGGEST = "triage.suggest"
ASSIGN_TO = "triage.assign_to"
NARROW = "triage.narrow"
SEVERAL = "triage.several"
QUEUE = "triage.queue"
FIND_MORE = "triage.find_more"
HISTORY = "triage.history"
HISTORY_BACK = "triage.history_back"
HAND_ONE = "triage.hand_one"
QUEUE_ONE = "triage.queue_one"
KEEP_ONE = "triage.keep_one"
HAND_ALL = "triage.hand_all"
QUEUE_ALL = "triage.queue_all"
KEEP_ALL = "triage.keep_all"
CHANGE_DESK = "triage.change_desk"
CHANGE_TOPICS = "triage.change_topics"
UNLEARN = "triage.unlearn"
SNOOZE = "triage.snooze"
WAKE = "triage.wake"
MERGE = "triage.merge"
SPLIT = "triage.split"
DISMISS = "triage.dismiss"
SET_PRIORITY = "triage.set_priority"
CHOOSE_ASKED = "triage.choose_asked"
FILE_THIS = "triage.file_this"
SOMETHING_ELSE = "triage.something_else"
RATE_GOOD = "triage.rate_good"
RATE_POOR = "triage.rate_poor"
STILL_OWNED = "triage.still_owned"
NOT_WANTED = "triage.not_wanted"
NOT_OURS = "triage.not_ours"

FILE_FORM = "triage.file_form"
EDIT_FORM = "triage.edit_form"
ASSIGN_FORM = "triage.assign_form"
AWAY_FORM = "triage.away_form"
WAIT_FORM = "triage.wait_form"
ANSWER_FORM = "triage.answer_form"
RESOLVE_FORM = "triage.resolve_form"
DECLINE_FORM = "triage.decline_form"
PRIORITY_FORM = "triage.priority_form"
SNOOZE_FORM = "triage.snooze_form"
MERGE_FORM = "triage.merge_form"
SPLIT_FORM = "triage.split_form"
DISMISS_FORM = "triage.dismiss_form"
SHOWN = "triage.shown"
ROOM_FORM = "triage.room_form"
SEVERAL_FORM = "triage.several_form"
DESK_FORM = "triage.desk_form"
TOPICS_FORM = "triage.topics_form"

# Fields: a block each, named after what it asks; the element in it always has the same name.
FIELD = "value"
TEAM = "team"
TITLE = "title"
DESCRIPTION = "description"
PRIORITY = "priority"
NEEDED_BY = "needed_by"
TYPE = "type"
DECISION = "decision"
PRIVATE = "private"
REQUESTER = "requester"
WHO = "who"
TEXT = "text"
EFFORT = "effort"
RECURRENCE = "recurrence"
TOPIC = "topic"
SLIP = "slip"
NOT_A_REQUEST = "not_a_request"
UNTIL = "until"
INTO = "into"
CASE = "case"
REASON = "reason"


# What a kind of request asks for, by its label, and what makes a request ready.
OF_TYPE = "field:"
READINESS = "readiness:"


def field_id(label: str) -> str:
    """The same label asks for the same thing in every kind, so what was typed stays when the kind is changed."""
    return f"{OF_TYPE}{label}"


def readiness_id(name: str) -> str:
    return f"{READINESS}{name}"


class MenuChoice(StrEnum):
    """What stands in the menu beside a fire's buttons."""

    ASSIGN = Step.ASSIGN.value
    WAIT = Step.WAIT.value
    DECLINE = Step.DECLINE.value
    RELEASE = Step.RELEASE.value
    PRIORITY = "priority"
    SNOOZE = Step.SNOOZE.value
    WAKE = Step.WAKE.value
    NOT_A_REQUEST = "not_a_request"
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
    """Which fire a button is about, and where it stands; lists also say of which team, which page, and what of it was
    chosen.
    """

    number: int
    place: Place
    team_id: int = 0
    page: int = 0
    chosen: str = ""

    def __str__(self) -> str:
        """Within the 75 characters of an option, whatever is chosen."""
        written = f"{self.number}:{self.place}:{self.team_id}:{self.page}"
        return f"{written}:{self.chosen}" if self.chosen else written


def read_ref(value: str) -> Ref:
    """What `str(ref)` wrote into a button."""
    number, place, team_id, page, *chosen = value.split(":")
    return Ref(int(number), Place(place), int(team_id), int(page), chosen[0] if chosen else "")


def menu_value(choice: MenuChoice, ref: Ref) -> str:
    return f"{choice}:{ref}"


def read_menu(value: str) -> tuple[MenuChoice, Ref]:
    choice, _, ref = value.partition(":")
    return MenuChoice(choice), read_ref(ref)
