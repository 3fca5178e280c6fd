"""The form that says who takes part in a standup, and as what."""

from collections.abc import Mapping

from bot.people.domain import UserId
from bot.slack import kit, pickers
from bot.slack.escape import cut, escape
from bot.slack.message import Block, View
from bot.standups.blocks import ids
from bot.standups.domain import Standup
from bot.standups.domain.schedule import Part

WHO = "who"
EVERYBODY, PICKED = "everybody", "picked"
# Each is a list of people in the form.
LABELS = {
    Part.EXPECTED: ("Only these people", "They answer when “Only some people” is chosen above."),
    Part.OPTIONAL: ("Optional", "They are asked, and reminded once at most. Nobody waits for them."),
    Part.OBSERVER: ("Observers", "They read what is said and are not asked. They may be from outside the team."),
    Part.OUT: ("Left out", "Members of the team whom this standup does not ask."),
}


def people_form(standup: Standup, team_name: str, parts: Mapping[UserId, Part], *, picked: bool) -> View:
    """`parts` are those of people for whom the rule does not hold."""
    everybody = kit.option(cut(f"Everybody in {team_name}", 75), EVERYBODY)
    whose = [everybody, kit.option("Only some people", PICKED)]
    blocks: list[Block] = [
        kit.section(f"Who answers *{escape(standup.name)}*? A change holds from the next run on."),
        kit.labelled("Who takes part", kit.radio(ids.VALUE, whose, chosen=PICKED if picked else EVERYBODY), WHO),
    ]
    for part, (label, hint) in LABELS.items():
        chosen = [user_id for user_id, theirs in parts.items() if theirs == part]
        people = pickers.people_select(ids.VALUE, chosen=chosen)
        blocks.append(kit.labelled(label, people, part.value, optional=True, hint=hint))
    return kit.modal("Who takes part", blocks, callback_id=ids.PEOPLE_FORM, submit="Save", memo=str(standup.id))
