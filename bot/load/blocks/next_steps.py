"""What a lead is proposed to do, by one click, and what became of it; who else hears of it then."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.core.wording import listed
from bot.duty.blocks.rotation import say_people
from bot.duty.domain import PlannedShift, Turns
from bot.load.blocks import words
from bot.load.domain import Backup, Episode, Move, Plea, Settled, Told
from bot.people.domain import Team, UserId
from bot.slack import kit
from bot.slack.escape import cut, escape, mention
from bot.slack.message import Block, Message
from bot.triage.domain import Fire, Level

APPLY, DISMISS = "load.apply", "load.dismiss"
LONGEST_TITLE = 80
MOST_SHIFTS = 6
KNOWS = {Level.EXPERT: "who knows it", Level.LEARNER: "who is learning it"}
Part = tuple[str, list[str]]
"""What to do, and what that means line by line."""


@dataclass(frozen=True)
class Shown:
    """What a proposal refers to: fires by number, names by id, the plan of duty, and where everybody is asked."""

    fires: Mapping[int, Fire] = field(default_factory=dict)
    names: Mapping[UserId, str] = field(default_factory=dict)
    turns: Turns | None = None
    channel: str | None = None

    def name(self, user_id: UserId | None) -> str:
        return words.shown_name(self.names.get(user_id, "somebody") if user_id else "somebody")


def next_step(told: Told, shown: Shown) -> list[Block]:
    """The proposal with its buttons; once a lead decided, what became of it."""
    episode, who = told.episode, shown.name(told.episode.settled_by)
    match episode.settled:
        case Settled.DISMISSED:
            lines = [line for _, lines in _parts(told, shown) for line in lines]
            return [kit.section("\n".join([f"*{who} dismissed the proposal.*", *lines]))]
        case Settled.APPLIED:
            return [kit.section("\n".join([f"*{who} applied the proposal*", *_outcome(episode, shown)]))]
        case None:
            return _proposal(told, shown)


def backup_notice(team: Team, backup: Backup, by: UserId) -> Message:
    """To whoever is the backup now. It does not say for whom."""
    topic, name = escape(backup.topic), words.shown_name(team.name)
    learns = "" if backup.level else " I noted that you are learning it; `/triage learn` changes that."
    text = (
        f"{mention(by)} asks you to be the backup for `{topic}` in {name}: take requests about it when you have room, "
        f"so that not all of them wait for one person.{learns}"
    )
    return Message(text, [kit.section(text)])


def plea_notice(plea: Plea) -> Message:
    """To everybody, without a name."""
    what = {
        Plea.QUEUE: "Please bring new requests here instead of asking one person: whoever has room takes them.",
        Plea.HOURS: "Please file what comes up in the evening or on days off, and let it wait here: it is taken when "
        "somebody is at work. Mark it P1 if it cannot wait.",
    }[plea]
    return Message(what, [kit.section(f"{what} `/triage new` files one from anywhere.")])


def _proposal(told: Told, shown: Shown) -> list[Block]:
    episode, parts = told.episode, _parts(told, shown)
    dismiss = kit.button("Dismiss", DISMISS, str(episode.id), label="Dismiss this proposal")
    stays = [kit.context(f"{_name(told)} stays on duty next week: nobody else can take it.")]
    notes = stays if episode.steps.stays_on else []
    if not parts:
        text = (
            "*Proposed next step: cut or defer*\nNobody else is here and free of a flag, so handing over will not "
            "help. Ask requesters which of their requests can wait."
        )
        return [kit.section(text), *notes, kit.actions(dismiss)]
    firsts = ["Proposed next step: ", *["And: "] * (len(parts) - 1)]
    sections = [
        kit.section("\n".join([f"*{first}{title}*", *lines]))
        for first, (title, lines) in zip(firsts, parts, strict=True)
    ]
    apply = kit.button("Apply", APPLY, str(episode.id), style="primary", label="Do what is proposed here")
    return [*sections, *notes, kit.actions(apply, dismiss)]


def _parts(told: Told, shown: Shown) -> list[Part]:
    episode, steps, name = told.episode, told.episode.steps, _name(told)
    parts: list[Part] = []
    if episode.moves:
        fires = "1 open fire" if len(episode.moves) == 1 else f"{len(episode.moves)} open fires"
        parts.append((f"hand {fires} of {name} over", [_move(each, shown) for each in episode.moves]))
    if steps.plan_id is not None and shown.turns is not None:
        parts.append((f"publish duty without {name} next week", _shifts(shown.turns, shown, with_now=True)))
    if steps.backup is not None:
        topic = escape(steps.backup.topic)
        parts.append((f"a backup for `{topic}`", [f"• {_backup(steps.backup, shown)}"]))
    if steps.plea is not None:
        parts.append(_plea(steps.plea, told, shown))
    return parts


def _plea(plea: Plea, told: Told, shown: Shown) -> Part:
    where = f"<#{shown.channel}>" if shown.channel else "the team's channel"
    if plea == Plea.HOURS:
        line = (
            f"• I write in {where}, without a name, that what comes up in the evening waits until somebody is at work."
        )
        return "ask requesters to wait for working hours", [line]
    room = [shown.name(each) for each in told.episode.room]
    has = f"{listed(room)} {'has' if len(room) == 1 else 'have'} room. " if room else ""
    why = "has nothing open that could be handed over"
    if told.is_mostly_direct:
        why = f"was asked directly for {told.sources.direct} of these requests"
    line = f"• {_name(told)} {why}. {has}I ask in {where}, without a name, to bring new requests there."
    return "ask everybody to use the queue", [line]


def _outcome(episode: Episode, shown: Shown) -> list[str]:
    steps = episode.steps
    lines = [_move(each, shown) for each in episode.moves]
    if steps.plan_id is not None and steps.plan_kept is not None:
        lines.append(f"• Duty stays as it was: {_named(steps.plan_kept, shown)} `/triage rotate` makes a new plan.")
    elif steps.plan_id is not None and shown.turns is not None:
        lines += [each.replace("• ", "• On duty ", 1) for each in _shifts(shown.turns, shown, with_now=False)]
    if steps.backup is not None and steps.backup.kept is not None:
        backup = steps.backup
        lines.append(
            f"• Backup for `{escape(backup.topic)}`: still nobody. {shown.name(backup.to)} was proposed, but "
            f"{escape(backup.kept or '')}"
        )
    elif steps.backup is not None:
        lines.append(f"• Backup for `{escape(steps.backup.topic)}`: {shown.name(steps.backup.to)}, who was told.")
    if steps.plea is not None:
        lines.append(f"• Asked in {f'<#{shown.channel}>' if shown.channel else 'the channel'}, without a name.")
    return lines


def _move(move: Move, shown: Shown) -> str:
    """As it is proposed, or as it was done; `kept` is only there once somebody wanted it."""
    fire = shown.fires.get(move.number)
    title = f" {escape(cut(' '.join(fire.title.split()), LONGEST_TITLE))}" if fire else ""
    if move.kept is not None:
        return f"• F-{move.number}{title} stays: {escape(move.kept)}"
    return f"• F-{move.number}{title} → {shown.name(move.to)}"


def _shifts(turns: Turns, shown: Shown, *, with_now: bool) -> list[str]:
    lines = [_shift(each, shown, with_now=with_now) for each in turns.changed[:MOST_SHIFTS]]
    more = len(turns.changed) - MOST_SHIFTS
    return [*lines, *([f"• and {more} more {'shift' if more == 1 else 'shifts'}"] if more > 0 else [])]


def _shift(each: PlannedShift, shown: Shown, *, with_now: bool) -> str:
    """`• Mon 30 Nov to Sun 6 Dec: Ben, backup Chitra (now: Ana)`"""
    now = f" (now: {_pair(each.was_primary, each.was_backup, shown)})" if with_now else ""
    return f"• {each.label}: {_pair(each.then_primary, each.then_backup, shown)}{now}"


def _pair(primary: UserId | None, backup: UserId | None, shown: Shown) -> str:
    if primary is None and backup is None:
        return "nobody"
    first = shown.name(primary) if primary else "nobody"
    return f"{first}, backup {shown.name(backup)}" if backup else first


def _backup(backup: Backup, shown: Shown) -> str:
    name = shown.name(backup.to)
    if backup.level is None:
        return f"{name}, who has room, would begin to learn it: nobody else who knows it has room."
    return f"{name}, {KNOWS[backup.level]} and has room."


def _named(text: str, shown: Shown) -> str:
    """The ids in it as names."""
    return say_people(escape(text), shown.names, shown.name)


def _name(told: Told) -> str:
    return words.shown_name(told.member.name)
