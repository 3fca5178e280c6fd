"""What a person's own page has besides counts: the agreed mix beside the lived one, and watching their answers."""

from typing import Any

from bot.load.blocks.dips import UNWATCH
from bot.load.domain.mixes import FEWEST_FIRES, WHOLE, Lived, Mix, Own, TooLittle
from bot.slack import kit
from bot.slack.message import Block

WATCH, SET_MIX, MIX_FORM, FIELD = "load.watch", "load.set_mix", "load.mix_form", "field"
PROJECT, FIRES, GROWTH = "project", "fires", "growth"

NO_MIX = (
    "*Agreed mix:* none yet. Write down what you and your lead agreed on, say 60% project, 20% fires and 20% growth, "
    "and I show it beside your last four weeks. Only you see it."
)
NOT_WATCHED = (
    "*Your own answers:* I do not look at them now. If you want, I watch the numbers you give to mood questions in "
    "standups, and tell only you when three weeks are clearly lower than the eight before. I never read words, nor "
    "anonymous standups."
)
WATCHED = (
    "*Your own answers:* I watch the numbers you give to mood questions in standups, because you asked for it. When "
    "three weeks are clearly lower than the eight before, you hear it, and nobody else. That I say nothing does not "
    "mean that all is well."
)
UNKNOWN = "How much of that was project and how much growth, I cannot see."
HOW_COUNTED = (
    "A fire counts in the week it was closed, as 45 minutes (S), 3 hours (M) or 10 hours (L), as you said then"
)


def own_blocks(own: Own, team_id: int) -> list[Block]:
    """For their own page."""
    chart = [_chart(own.mix, own.lived)] if own.mix and own.lived and own.lived.too_little is None else []
    mix, *how = _mix_lines(own)
    return [
        kit.section(mix),
        *chart,
        *map(kit.context, how),
        kit.section(WATCHED if own.watched else NOT_WATCHED),
        kit.actions(*_buttons(own, team_id)),
    ]


def own_home_blocks(own: Own, team_id: int) -> list[Block]:
    """The same without a chart: the Home tab shows none."""
    return [
        kit.section(_mix_lines(own)[0]),
        kit.context(WATCHED if own.watched else NOT_WATCHED),
        kit.actions(*_buttons(own, team_id)),
    ]


def mix_form(mix: Mix | None, memo: str) -> dict[str, Any]:
    values = {PROJECT: mix.project, FIRES: mix.fires, GROWTH: mix.growth} if mix else {}
    labels = {PROJECT: "Project, in percent", FIRES: "Fires, in percent", GROWTH: "Growth, in percent"}
    hints = {
        FIRES: "Requests that come in between.",
        GROWTH: "Learning, and what you want to get better at. To take the mix back, leave all three empty.",
    }
    intro = (
        "What did you and your lead agree on? The three add up to 100. Only you see this: it is shown on your own load "
        "page and Home tab, and nowhere else."
    )
    inputs = [
        kit.labelled(
            label,
            kit.number_input(
                FIELD,
                value=str(values[each]) if each in values else None,
                lowest="0",
                highest=str(WHOLE),
                decimals=False,
            ),
            each,
            optional=True,
            hint=hints.get(each),
        )
        for each, label in labels.items()
    ]
    return kit.modal("My agreed mix", [kit.section(intro), *inputs], callback_id=MIX_FORM, submit="Save", memo=memo)


def _buttons(own: Own, team_id: int) -> list[kit.Element]:
    mix = kit.button("Change my agreed mix" if own.mix else "Set my agreed mix", SET_MIX, str(team_id))
    if own.watched:
        return [mix, kit.button("Don't watch my answers", UNWATCH, str(team_id))]
    return [mix, kit.button("Watch my own answers", WATCH, str(team_id))]


def _mix_lines(own: Own) -> list[str]:
    """What was agreed and what was lived in one line, then how that was counted."""
    if own.mix is None:
        return [NO_MIX]
    agreed = (
        f"*Agreed mix:* {own.mix.project}% project, {own.mix.fires}% fires, {own.mix.growth}% growth. Only you see it."
    )
    if own.lived is None:
        return [agreed]
    match own.lived.too_little:
        case TooLittle.HOURS:
            return [f"{agreed}\nYou had no working hours in the last four weeks, so there is nothing to put beside it."]
        case TooLittle.FIRES:
            return [f"{agreed}\n{_too_few(own.lived.closed)}"]
    return [f"{agreed}\n{_lived(own.lived)}", _how(own.lived)]


def _too_few(closed: int) -> str:
    """Why there is no chart."""
    count = {0: "no fire", 1: "only 1 fire"}.get(closed, f"only {closed} fires")
    return (
        f"You finished {count} in the last four weeks. With fewer than {FEWEST_FIRES} I show nothing beside it: so few "
        "say more of chance than of your weeks."
    )


def _lived(lived: Lived) -> str:
    hours = f"{round(lived.hours)} of {round(lived.declared)} working hours"
    if lived.fires > WHOLE:
        return (
            f"In the last four weeks fires took more than all of your hours by my count: {hours}. Please check your "
            "hours and the sizes of your fires; if they are right, that is worth a talk."
        )
    return (
        f"In the last four weeks fires took about *{lived.fires}%* of your time: {hours}. About {lived.rest}% was left "
        f"for everything else. {UNKNOWN}"
    )


def _how(lived: Lived) -> str:
    guessed = f"; {lived.guessed} of your {lived.closed} had no size and count by their priority" * bool(lived.guessed)
    return f"{HOW_COUNTED}{guessed}."


def _chart(mix: Mix, lived: Lived) -> Block:
    """Two bars each: what was not a fire cannot be told apart."""
    series: dict[str, list[float]] = {
        "Agreed": [mix.fires, WHOLE - mix.fires],
        "Lived": [lived.fires, lived.rest],
    }
    title = "Agreed and lived, last four weeks"
    return kit.bar_chart(title, ["Fires", "Everything else"], series, x_label="Work", y_label="Percent of your time")
