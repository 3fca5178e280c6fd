"""How offers to swap duty look."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from bot.core.dates import say_span
from bot.duty.domain import Role, Stretch, days_of
from bot.duty.domain.swaps import SwapNews, SwapState, Turn
from bot.people.domain import Team, UserId
from bot.slack import kit
from bot.slack.escape import cut, escape, mention
from bot.slack.message import Message
from bot.slack.sizes import OPTION_TEXT

FORM = "duty.swap_form"
ACCEPT, ANYWAY, DECLINE, WITHDRAW = "duty.swap_accept", "duty.swap_anyway", "duty.swap_decline", "duty.swap_withdraw"
MINE, THEIRS, FIELD = "mine", "theirs", "field"
MOST = 30


def swap_form(
    team: Team, other: str, memo: str, *, own: Sequence[Stretch], theirs: Sequence[Stretch], today: date
) -> dict[str, Any]:
    """`own` and `theirs` in the order of time, so that the next ones are chosen already."""
    blocks = [
        kit.section(f"Both of you get the other's shift once {escape(other)} accepts; until then nothing changes."),
        kit.labelled("Your shift", _choice(team, own, today), MINE),
        kit.labelled(cut(f"{other}'s shift", 100), _choice(team, theirs, today), THEIRS),
    ]
    return kit.modal("Swap duty", blocks, callback_id=FORM, submit="Offer", memo=memo)


def value_of(stretch: Stretch) -> str:
    return f"{stretch.role}|{stretch.starts.isoformat()}|{stretch.ends.isoformat()}"


def read_turn(value: str) -> Turn:
    role, starts, ends = value.split("|")
    return Turn(Role(role), datetime.fromisoformat(starts), datetime.fromisoformat(ends))


def offer(news: SwapNews) -> Message:
    """To who is asked; with doubts it asks a second time."""
    swap = news.swap
    text = (
        f"{mention(swap.asker_id)} offers to swap: you would be {_turn(news, swap.mine)}, and "
        f"{mention(swap.asker_id)} {_turn(news, swap.theirs)}."
    )
    said = [f"*{text}*", *(f"• {escape(each)}" for each in news.doubts)]
    yes = kit.button("Swap all the same", ANYWAY, str(swap.id)) if news.doubts else _accept(news)
    no = kit.button("No, thank you", DECLINE, str(swap.id))
    return Message(" ".join([text, *news.doubts]), [kit.section("\n".join(said)), kit.actions(yes, no)])


def offered(news: SwapNews) -> Message:
    """To who offered it."""
    swap = news.swap
    text = (
        f"You offered {mention(swap.other_id)} a swap: they would be {_turn(news, swap.mine)}, and you "
        f"{_turn(news, swap.theirs)}. Until they accept, nothing changes."
    )
    back = kit.button("Take it back", WITHDRAW, str(swap.id), label="Take the offer back")
    return Message(text, [kit.section(text), kit.actions(back)])


def closed(news: SwapNews, reader: UserId) -> Message:
    """To both, in place of the offer, and as news to who offered it."""
    swap = news.swap
    is_asker = reader == swap.asker_id
    other = mention(swap.other_id if is_asker else swap.asker_id)
    gets, gives = (swap.theirs, swap.mine) if is_asker else (swap.mine, swap.theirs)
    match swap.state:
        case SwapState.TAKEN:
            text = f"You and {other} have swapped: you are {_turn(news, gets)}, and they are {_turn(news, gives)}."
        case SwapState.DECLINED:
            who = f"{other} cannot swap" if is_asker else "You said that you cannot swap"
            text = f"{who}: you stay {_turn(news, gives)}."
        case SwapState.WITHDRAWN:
            text = f"That offer was taken back: you stay {_turn(news, gives)}."
        case _:
            text = f"There is nothing to swap with {other} any more: one of you is not on duty then."
    return Message(text, [kit.section(text)])


def _choice(team: Team, found: Sequence[Stretch], today: date) -> kit.Element:
    options = [
        kit.option(
            cut(f"{_role(each.role).capitalize()} {say_span(*days_of(each, team.week.zone), today)}", OPTION_TEXT),
            value_of(each),
        )
        for each in found[:MOST]
    ]
    return kit.select(FIELD, options, chosen=options[0]["value"])


def _accept(news: SwapNews) -> kit.Element:
    return kit.button("Swap", ACCEPT, str(news.swap.id), style="primary")


def _turn(news: SwapNews, turn: Turn) -> str:
    span = days_of(Stretch(turn.role, UserId(""), turn.starts, turn.ends), news.team.week.zone)
    return f"{_role(turn.role)} for {escape(news.team.name)} {say_span(*span, news.today)}"


def _role(role: Role) -> str:
    return "backup" if role == Role.BACKUP else "on duty"
