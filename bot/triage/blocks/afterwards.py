"""What is asked and shown once fires are out: how it went, what is still owned, what keeps coming back."""

from collections.abc import Sequence

from bot.people.domain import Team
from bot.slack import kit
from bot.slack.escape import escape, mention
from bot.slack.message import Block, Message
from bot.triage.blocks import ids
from bot.triage.blocks.ids import Place, Ref
from bot.triage.blocks.parts import shown_title, titled
from bot.triage.domain import Fire
from bot.triage.domain.owning import Answer, Owned
from bot.triage.domain.recurring import COMES_BACK_WITHIN, FEWEST_CASES, Candidate

MOST_CANDIDATES = 10
MOST_FIRES = 6
ANSWERS = {Answer.STILL: ids.STILL_OWNED, Answer.UNWANTED: ids.NOT_WANTED, Answer.NOT_OURS: ids.NOT_OURS}
LABELS = {Answer.STILL: "Yes, both", Answer.UNWANTED: "Not wanted any more", Answer.NOT_OURS: "Not ours"}


def rating(fire: Fire, good: bool | None) -> list[Block]:
    """Under the notice that it is done; `good` is what they said, None while they said nothing."""
    value = str(fire.number)
    went_well = kit.button("It went well", ids.RATE_GOOD, value, label=f"{fire.name} went well")
    not_quite = kit.button("Not quite", ids.RATE_POOR, value, label=f"{fire.name} did not quite go well")
    reopen = kit.button("Not solved? Reopen", ids.REOPEN, str(Ref(fire.number, Place.NOTICE)))
    if good is None:
        hint = "How did it go? Only totals of the team are shown, never who said it or who did the work."
        return [kit.actions(went_well, not_quite, reopen), kit.context(hint)]
    if good:
        return [kit.context("You said that it went well. Thank you."), kit.actions(not_quite, reopen)]
    said = "You said *not quite*. If something is missing, open it again and say what in the thread of its card."
    again = kit.button("Reopen", ids.REOPEN, str(Ref(fire.number, Place.NOTICE)), style="primary")
    return [kit.section(said), kit.actions(again, went_well)]


def still_ours(owned: Owned, team: Team) -> Message:
    """To who closed it, or to the leads."""
    fire = owned.fire
    text = (
        f"{owned.days} days ago {titled(fire)} was closed as something that {escape(team.name)} owns now. "
        "Is it still wanted, and still yours?"
    )
    buttons = [
        kit.button(LABELS[each], action, str(fire.number), label=f"{fire.name}: {LABELS[each]}")
        for each, action in ANSWERS.items()
    ]
    hint = "After anything but yes I do not ask about it again."
    return Message(text, [kit.section(text), kit.actions(*buttons, _show(fire)), kit.context(hint)])


def answered_ours(fire: Fire, by: str, answer: Answer) -> Message:
    """In place of the question."""
    then = "I ask again later." if answer == Answer.STILL else "I do not ask about it again."
    text = f"{titled(fire)}: {mention(by)} says it is {answer.words}. {then}"
    return Message(text, [kit.section(text), kit.actions(_show(fire))])


def recurring_message(team: Team, found: Sequence[Candidate]) -> Message:
    """Most frequent first."""
    name, days = escape(team.name), COMES_BACK_WITHIN.days
    if not found:
        text = (
            f"Nothing keeps coming back to {name}. What is closed as *likely to come again* shows up here once there "
            f"are {FEWEST_CASES} of a kind in {days} days."
        )
        return Message(text, [kit.section(text)])
    text = f"{_things(len(found))} to {name}, from the last {days} days. Could it be automated?"
    blocks: list[Block] = [kit.section(f"*{text}*")]
    blocks += [kit.section(_candidate(each)) for each in found[:MOST_CANDIDATES]]
    if len(found) > MOST_CANDIDATES:
        blocks.append(kit.context(f"…and {len(found) - MOST_CANDIDATES} more with fewer cases."))
    rule = (
        f"Of what was closed as *likely to come again*: at least {FEWEST_CASES} cases with the same topic and two "
        "words of the title in common. Private fires are left out."
    )
    return Message(text, [*blocks, kit.context(rule)])


def _things(count: int) -> str:
    return "One thing keeps coming back" if count == 1 else f"{count} things keep coming back"


def _candidate(each: Candidate) -> str:
    efforts = ", ".join(f"{count} × {effort}" for effort, count in each.efforts) or "effort not said"
    fires = ", ".join(f"{fire.name} {shown_title(fire)}" for fire in each.fires[:MOST_FIRES])
    more = len(each.fires) - MOST_FIRES
    words = " ".join(escape(word) for word in each.words[:6])
    return (
        f"*{escape(each.topic)}: {words}*  {each.cases} times ({efforts})\n"
        f"{fires[:1500]}{f' and {more} more' if more > 0 else ''}"
    )


def _show(fire: Fire) -> kit.Element:
    return kit.button("Show it", ids.SHOW, str(Ref(fire.number, Place.NOTICE)), label=f"Show {fire.name}")
