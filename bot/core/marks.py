"""What columns hold of people, said where they are declared: so that it is found when it has to go, or to move.

`tests/house/test_people_in_tables.py` lets no column with ids or texts be without a mark.
"""

import re
import secrets
from enum import StrEnum
from typing import Any

# Whoever was forgotten has such an id from then on: no id of Slack's looks like it.
FORMER_ID = re.compile(r"X[0-9A-F]{12}")
FORMER = "a former member"


class Holds(StrEnum):
    """`person`: the Slack id of one, and nothing else. `people`: ids among other things. `words`: what somebody wrote.
    `answer`: words, or what is counted. `shown`: what was said in Slack. `team`: what a team calls things, which nobody
    takes with them. `nothing`: neither.
    """

    PERSON = "person"
    PEOPLE = "people"
    WORDS = "words"
    ANSWER = "answer"
    SHOWN = "shown"
    TEAM = "team"
    NOTHING = "nothing"


Mark = dict[Any, Any]

PERSON: Mark = {"holds": Holds.PERSON}
PEOPLE: Mark = {"holds": Holds.PEOPLE}
ANSWER: Mark = {"holds": Holds.ANSWER}
SHOWN: Mark = {"holds": Holds.SHOWN}
TEAMS_OWN: Mark = {"holds": Holds.TEAM}
NOTHING: Mark = {"holds": Holds.NOTHING}


def words_of(*authors: str, instead: str = "", unless: str | None = None, row: bool = False) -> Mark:
    """Words of whoever stands in one of the columns `authors` of the same row: each holds a user id, or refers to a row
    that has one as `user_id`.

    When they go, `instead` stands where there must be something; with `row` the whole row goes. Where the column
    `unless` is set, they are the team's.
    """
    return {"holds": Holds.WORDS, "of": authors, "instead": instead, "unless": unless, "row": row}


def new_former_id() -> str:
    return f"X{secrets.token_hex(6).upper()}"
