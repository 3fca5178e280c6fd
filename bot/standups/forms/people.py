"""The people form: who takes part in a standup, and as what."""

from bot.people.domain import UserId
from bot.slack.forms import FormErrors, Values
from bot.standups.blocks.people_form import LABELS, PICKED, WHO
from bot.standups.domain.schedule import Part
from bot.standups.forms.inputs import read_input
from bot.standups.use_cases import Audience

TWICE = "Somebody is in two of these lists. Leave each person in one of them."


def read_audience(values: Values) -> Audience:
    """Whom the team has anyway needs no part of their own."""
    picked = read_input(values, WHO).chosen == PICKED
    parts: dict[UserId, Part] = {}
    for part in LABELS:
        users = [UserId(each) for each in read_input(values, part.value).selected_users]
        if part == Part.EXPECTED and not picked:
            continue
        if parts.keys() & set(users):
            raise FormErrors({part.value: TWICE})
        parts |= dict.fromkeys(users, part)
    if picked and not {Part.EXPECTED, Part.OPTIONAL} & set(parts.values()):
        raise FormErrors({Part.EXPECTED.value: "Choose at least one person."})
    return Audience(picked, parts)
