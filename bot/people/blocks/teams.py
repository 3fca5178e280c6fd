"""How teams look: the form that makes and changes one, and lists of them."""

from collections.abc import Collection, Sequence
from datetime import time
from typing import Any

from bot.core.dates import WEEKDAYS, say_time, say_week
from bot.people.blocks import ids
from bot.people.blocks.ids import ANSWER
from bot.people.domain import ZONES, Role, Team, TeamSettings
from bot.people.domain.statuses import USUAL_WORDS
from bot.slack import kit, pickers, remedies
from bot.slack.escape import cut, escape
from bot.slack.message import Block, Message

MOST_TEAMS, MOST_NAMES = 8, 12
FOLLOWING = kit.option("Everybody in the channel is a member", ids.YES)
DAY_OPTIONS = [kit.option(name, str(number)) for number, name in enumerate(WEEKDAYS)]


def undelivered(channel: str, reason: str) -> Message:
    """Tells a lead what could not be said where, and what to do."""
    return Message(f":mailbox_with_no_mail: {remedies.remedy(channel, reason)} (Slack says: `{escape(reason)}`)")


def team_form(team: Team | None, *, zone: str) -> dict[str, Any]:
    """The same form makes a team and changes one; `zone` is what a new one begins with."""
    shown = team or TeamSettings(name="", channel_id="", zone=zone or "UTC")
    members = [each.user_id for each in team.members if each.role == Role.MEMBER] if team else []
    leads = [each.user_id for each in team.leads] if team else []
    return kit.modal(
        "Team settings" if team else "Set up a team",
        [
            kit.labelled("Name", kit.text_input(ANSWER, value=shown.name, max_length=ids.LONGEST_NAME), ids.NAME),
            kit.labelled(
                "Channel",
                pickers.channel_select(ANSWER, chosen=shown.channel_id or None),
                ids.CHANNEL,
                hint="Reports and digests go here. Into a private channel, invite me first: /invite @Firebreak",
            ),
            kit.labelled(
                "Members come and go with the channel",
                kit.checkboxes(ANSWER, [FOLLOWING], chosen=[ids.YES] if shown.follows_channel else []),
                ids.FOLLOWS,
                optional=True,
            ),
            kit.labelled(
                "Members",
                pickers.people_select(ANSWER, chosen=() if shown.follows_channel else members),
                ids.MEMBERS,
                optional=True,
                hint="Not needed when members come and go with the channel.",
            ),
            kit.labelled(
                "Leads",
                pickers.people_select(ANSWER, chosen=leads),
                ids.LEADS,
                optional=True,
                hint="They can change the team. Nobody named: that is you." if team is None else None,
            ),
            *week_inputs(shown.days, shown.starts, shown.ends),
            kit.labelled("Time zone of the team", kit.select(ANSWER, _zones(shown.zone), chosen=shown.zone), ids.ZONE),
            kit.labelled(
                "Weekly digest on", kit.select(ANSWER, DAY_OPTIONS, chosen=str(shown.digest_on)), ids.DIGEST_ON
            ),
            kit.labelled("Weekly digest at", kit.time_picker(ANSWER, chosen=say_time(shown.digest_at)), ids.DIGEST_AT),
            *_status_inputs(shown.reads_status, shown.status_words),
        ],
        callback_id=ids.TEAM_FORM,
        submit="Save" if team else "Set up",
        memo=str(team.id) if team else None,
    )


def _status_inputs(reads: bool, words: Sequence[str]) -> list[Block]:
    says_no = "Each member can say no on my Home tab."
    option = kit.option("Read Slack statuses as absences", ids.YES, description=says_no)
    return [
        kit.labelled(
            "Slack status",
            kit.checkboxes(ANSWER, [option], chosen=[ids.YES] if reads else []),
            ids.STATUS,
            optional=True,
        ),
        kit.labelled(
            "Words that mean away",
            kit.text_input(ANSWER, value="\n".join(words or USUAL_WORDS), multiline=True, max_length=ids.LONGEST_LINES),
            ids.STATUS_WORDS,
            optional=True,
            hint="One a line; :palm_tree: is an emoji. Emptied, the usual words come back.",
        ),
    ]


def week_inputs(days: Collection[int], starts: time, ends: time) -> list[Block]:
    return [
        kit.labelled("Working days", kit.checkboxes(ANSWER, DAY_OPTIONS, chosen=[str(day) for day in days]), ids.DAYS),
        kit.labelled("Work begins", kit.time_picker(ANSWER, chosen=say_time(starts)), ids.STARTS),
        kit.labelled("Work ends", kit.time_picker(ANSWER, chosen=say_time(ends)), ids.ENDS),
    ]


def _zones(chosen: str) -> list[dict[str, Any]]:
    names = sorted({*ZONES, chosen})
    return [kit.option(name.replace("_", " "), name) for name in names]


def team_is_set_up(team: Team) -> Message:
    return Message(
        f"*{escape(team.name)}* is set up: {_people(team)} in <#{team.channel_id}>, "
        f"working {escape(say_week(team.week))}. Next: `/standup new` makes its first standup."
    )


def team_list(teams: Sequence[Team], changeable: Collection[int]) -> Message:
    """What `/standup team` answers where there is more to choose from than one form."""
    blocks = [team_section(each, changeable) for each in teams[:MOST_TEAMS]]
    more = [kit.context(left_out(teams))] if len(teams) > MOST_TEAMS else []
    names = ", ".join(escape(each.name) for each in teams[:MOST_TEAMS])
    return Message(
        f"Teams: {names}.", [*blocks, *more, kit.actions(kit.button("Set up another team", ids.SET_UP_TEAM))]
    )


def left_out(teams: Sequence[Team]) -> str:
    return f"And {len(teams) - MOST_TEAMS} more: `/standup team` and a name opens one of them."


def team_section(team: Team, changeable: Collection[int]) -> Block:
    leads = ", ".join(escape(each.name) for each in team.leads[:MOST_NAMES]) or "nobody"
    return kit.section(
        f"*{escape(team.name)}* in <#{team.channel_id}>\n"
        f"{_people(team)}, led by {leads}\n"
        f"{escape(say_week(team.week))}, digest on {WEEKDAYS[team.digest_on]} at {say_time(team.digest_at)}",
        accessory=kit.button("Team settings", ids.CHANGE_TEAM, str(team.id), label=cut(f"Change {team.name}", 75))
        if team.id in changeable
        else None,
    )


def _people(team: Team) -> str:
    return "1 member" if len(team.members) == 1 else f"{len(team.members)} members"
