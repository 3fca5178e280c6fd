"""How a lead names the user group that follows duty, and what they are told when Slack refuses."""

from bot.duty.domain.groups import DutyGroup, GroupTrouble, what_to_do
from bot.slack import kit
from bot.slack.escape import escape
from bot.slack.message import Block, Message

GROUP, GROUP_BACKUP, FIELD = "group", "group_backup", "field"
YES = "yes"
LONGEST_HANDLE = 80


def group_fields(group: DutyGroup | None) -> list[Block]:
    handle = f"@{group.handle}" if group else None
    chosen = [YES] if group is not None and group.has_backup else []
    return [
        kit.labelled(
            "User group",
            kit.text_input(FIELD, value=handle, placeholder="@data-duty", max_length=LONGEST_HANDLE),
            GROUP,
            optional=True,
            hint="Its members become who is on duty, at each changeover. Everybody else in it is taken out: use a "
            "group of its own. Slack has user groups on paid plans.",
        ),
        kit.labelled(
            "In the user group",
            kit.checkboxes(FIELD, [kit.option("The backup, too", YES)], chosen=chosen),
            GROUP_BACKUP,
            optional=True,
        ),
    ]


def trouble_message(trouble: GroupTrouble, settings: kit.Element) -> Message:
    """To the lead who chose it, once."""
    handle = escape(trouble.group.handle)
    text = f"@{handle} does not follow who is on duty for {escape(trouble.team.name)}."
    why = escape(what_to_do(trouble.reason, trouble.group.handle))
    more = "Duty itself goes on as planned. You hear this once; it is tried again whenever duty changes hands."
    return Message(text, [kit.section(f"*{text}*\n{why}"), kit.context(more), kit.actions(settings)])
