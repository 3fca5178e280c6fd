"""`firebreak plan`: suggestions for histories from elsewhere, line by line; nothing is read from a database or kept."""

from bot.commands.lines import JSON, Format, converse


def plan(format: Format = JSON) -> None:
    """Suggest who takes tickets and duty, for team histories given as JSON lines: docs/rotation.md."""
    from bot.commands.plan_acts import answer_lines

    converse(answer_lines)
