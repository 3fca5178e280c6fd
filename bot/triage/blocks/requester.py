"""What a requester has in their direct messages: one card a fire, always true, and what is passed on to them."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.people.domain import Team
from bot.slack import kit
from bot.slack.escape import escape, mention
from bot.slack.message import Block, Message
from bot.triage.blocks import ids
from bot.triage.blocks.card import withdraw_button
from bot.triage.blocks.ids import Place, Ref
from bot.triage.blocks.parts import UTC, day, moment, quotation, quoted, titled
from bot.triage.domain import Fire, FireEvent, State

TOLD = "You hear from me when somebody takes it, needs something from you, and when it is done."
QUIET = "I write to you only when something is needed from you; `/triage quiet off` changes that."
TALK = "Write in the thread of this message to talk to whoever has it."


@dataclass(frozen=True)
class Standing:
    """How a fire stands: `last` moved it here, `other` is the one it is part of. `resumes_at` is when the team works
    again, None where that needs no saying; `zone` is the requester's. `is_quiet`: they want no
    pings, said while nobody has it.
    """

    fire: Fire
    team: Team
    zone: ZoneInfo
    last: FireEvent | None = None
    other: Fire | None = None
    resumes_at: datetime | None = None
    is_quiet: bool = False


def requesters_card(standing: Standing, now: datetime) -> Message:
    """Revised with every change, so that it pings once only, when it comes."""
    fire = standing.fire
    text = _sentence(standing)
    facts = (_private(standing), _expected(standing, now), _resumes(standing), _told(standing))
    notes = [each for each in facts if each]
    blocks = [kit.section(_headed(fire, text)), *_words(standing), *(kit.context(note) for note in notes)]
    return Message(text, [*blocks, _buttons(fire)])


def for_requester(fire: Fire, by: str, words: str, *, note: str = "") -> Message:
    """In the thread of their card: what somebody of the team writes to them. `note` says what became of it since."""
    text = f"{mention(fire.requester_id)}, {mention(by)} says about {titled(fire)}:"
    hint = note or "Answer here in the thread, and they read it."
    return Message(text, [kit.section(text), *quotation(words), kit.context(hint)])


def taken_back(fire: Fire, by: str) -> Message:
    """In place of words whose author deleted them."""
    return Message(f"{mention(by)} deleted what they wrote about {fire.name}.")


def stays_here(fire: Fire) -> Message:
    """Under the card, once: who reads what is written there."""
    return Message(
        f"What you write in this thread does not go to {_asker(fire)}. Begin a message with `>>`, or with their name, "
        "and I pass it on; what they answer comes here."
    )


def passed_on_to(fire: Fire) -> str:
    """To who wrote to the requester."""
    return f"I passed that on to {_asker(fire)}. What they answer comes here."


def _asker(fire: Fire) -> str:
    return mention(fire.requester_id)


def _headed(fire: Fire, text: str) -> str:
    """The title is always there, and stands once only."""
    if titled(fire) in text:
        return text.replace(titled(fire), f"*{titled(fire)}*", 1)
    return f"*{titled(fire)}*\n{text}"


def _sentence(standing: Standing) -> str:
    fire, last = standing.fire, standing.last
    owner, actor = mention(fire.owner_id or ""), mention(last.actor_id) if last else "The team"
    match fire.state:
        case State.NEW:
            return _with_team(standing)
        case State.CLAIMED:
            return f"It is with {owner} now."
        case State.IN_PROGRESS:
            return f"{owner} is working on it."
        case State.WAITING:
            return f"{owner} waits for something from you:"
        case State.SNOOZED:
            until = f" until {moment(fire.snoozed_until, UTC)}" if fire.snoozed_until else ""
            return f"{actor} put {titled(fire)} off{until}. It comes back by itself then."
        case State.MERGED:
            return _merged(standing, actor)
        case State.DONE:
            return f"{mention(fire.closed_by or fire.owner_id or '')} finished it."
        case State.DECLINED:
            who = fire.closed_by
            return f"It was declined by {mention(who)}." if who else "It was taken back: it is not needed any more."


def _with_team(standing: Standing) -> str:
    fire, team = standing.fire, escape(standing.team.name)
    if fire.filer_id != fire.requester_id:
        return f"{mention(fire.filer_id)} asked {team} for you: {titled(fire)}. Nobody has it yet."
    return f"{titled(fire)} is with {team} now. Nobody has it yet."


def _merged(standing: Standing, actor: str) -> str:
    fire, other = standing.fire, standing.other
    if other is None:
        return f"{actor} made {titled(fire)} a part of another fire, so that it is done once."
    goes_on = "You will hear what happens with it." if other.is_open else f"That one is {other.state.words} now."
    return f"{actor} made {titled(fire)} a part of {other.name}, so that it is done once. {goes_on}"


def _words(standing: Standing) -> list[Block]:
    """What people said that it stands where it stands."""
    fire, last = standing.fire, standing.last
    if fire.outcome and fire.state in (State.DONE, State.DECLINED):
        return [kit.section(quoted(fire.outcome))]
    if last and last.text and fire.state in (State.WAITING, State.SNOOZED):
        return [kit.section(quoted(last.text))]
    return []


def _private(standing: Standing) -> str | None:
    if not standing.fire.private:
        return None
    return f"It is private: you, its owner and the leads of {escape(standing.team.name)} see it, nobody else."


def _expected(standing: Standing, now: datetime) -> str | None:
    fire, zone = standing.fire, standing.zone
    if not fire.is_open:
        return None
    needed = f" You need it by {day(fire.needed_by)}." if fire.needed_by else ""
    due = fire.resolution_due_at
    if due is None:
        return needed.strip() or None
    if due <= now:
        return f"It takes longer than planned: it was expected by {moment(due, zone)}.{needed}"
    return f"Expected by {moment(due, zone)}.{needed}"


def _resumes(standing: Standing) -> str | None:
    if standing.resumes_at is None or standing.fire.state != State.NEW:
        return None
    return f"The team was not at work when it came; work resumes {moment(standing.resumes_at, standing.zone)}."


def _told(standing: Standing) -> str | None:
    fire = standing.fire
    if fire.state == State.NEW:
        return f"{QUIET if standing.is_quiet else TOLD} {TALK}"
    return TALK if fire.is_open else None


def _buttons(fire: Fire) -> Block:
    ref = Ref(fire.number, Place.NOTICE)
    show = kit.button("Show it", ids.SHOW, str(ref), label=f"Show {fire.name}")
    edit = kit.button("Add details", ids.EDIT, str(ref), label=f"Add details to {fire.name}")
    if fire.state == State.WAITING:
        answer = kit.button("Here is the answer", ids.ANSWER, str(ref), style="primary", label=f"Answer {fire.name}")
        return kit.actions(answer, edit, withdraw_button(fire, ref), show)
    if fire.is_open:
        return kit.actions(edit, withdraw_button(fire, ref), show)
    again = "It is something else" if fire.state == State.MERGED else "Reopen"
    return kit.actions(kit.button(again, ids.REOPEN, str(ref), label=f"{again}: {fire.name}"), show)
