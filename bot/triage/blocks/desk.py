"""How a team takes fires, as its members read it and its leads change it."""

from collections.abc import Sequence
from typing import Any

from bot.slack import kit, pickers
from bot.slack.escape import cut, escape, mention
from bot.slack.message import Block, Message
from bot.triage.blocks import ids
from bot.triage.domain import Desk, Level, Priority, Target, TopicPerson
from bot.triage.domain.desk_words import say_length, say_target, say_types
from bot.triage.domain.leading import DeskView

TARGETS = "targets:"
EXPERTS, LEARNERS = "experts:", "learners:"
TYPES, TOPICS, CAP, EMOJI = "types", "topics", "cap", "emoji"
INTAKE, JOINS, READINESS, FIRST_WORDS = "intake_channel", "joins_within", "readiness", "first_words"
YES = "yes"
# Two fields a topic stay within what a form holds.
MOST_TOPICS_SHOWN = 40
LONGEST_LISTS = 3000


def desk_message(view: DeskView) -> Message:
    """For the team to read; with buttons for leads."""
    desk, name = view.desk, escape(view.team.name)
    targets = [f"*{each}*  {_in_words(desk.targets[each])}" for each in Priority if each in desk.targets]
    facts = [
        f"*In hand at most*  {desk.cap or 'no limit'}",
        f"*Emoji that makes a fire*  {f':{desk.emoji}:' if desk.emoji else 'none'}",
        f"*Channel whose messages are fires*  {f'<#{desk.intake_channel}>' if desk.intake_channel else 'none'}",
        f"*What joins a fire*  what its requester adds within {say_length(desk.joins_within)}",
        f"*Readiness questions*  {'asked' if desk.asks_readiness else 'not asked'}",
    ]
    blocks: list[Block] = [
        kit.header(cut(f"How {view.team.name} takes fires", 150)),
        kit.section("\n".join(["*Taken within / out within, in working time*", *targets])),
        kit.section("\n".join(facts)),
        kit.section(cut(f"*Types*\n{escape(say_types(desk.types)) or 'none: every fire is of one kind'}", 3000)),
        kit.section(cut("\n".join(["*Topics and who knows them*", *_topics(desk, view.people)]), 3000)),
    ]
    if view.may_change:
        ref = str(view.team.id)
        buttons = [kit.button("Change…", ids.CHANGE_DESK, ref, style="primary")]
        if desk.topics:
            buttons.append(kit.button("Who knows what…", ids.CHANGE_TOPICS, ref))
        blocks.append(kit.actions(*buttons))
    else:
        blocks.append(kit.context("Leads can change this. `/triage learn topic` says what you want to learn."))
    return Message(f"How {name} takes fires", blocks)


def _in_words(target: Target) -> str:
    return say_target(target) if target.response or target.resolution else "when there is time"


def desk_form(view: DeskView, memo: str) -> dict[str, Any]:
    """Everything a team decides about its desk, as lines that can be typed."""
    desk = view.desk
    joins = str(int(desk.joins_within.total_seconds() // 60))
    blocks = [
        *(_target(desk, each) for each in Priority),
        _lines(
            "Types of fires",
            TYPES,
            say_types(desk.types),
            "One a line, with what it asks: Dashboard is wrong: Which one?*, Since when? — an asterisk is required.",
        ),
        _lines("Topics", TOPICS, "\n".join(desk.topics), "One a line. Who knows them is asked in a form of its own."),
        kit.labelled(
            "In hand at most",
            kit.number_input(
                ids.FIELD, value=str(desk.cap) if desk.cap else None, lowest="1", highest="50", decimals=False
            ),
            CAP,
            optional=True,
            hint="Who takes one more is asked what moves. Empty: no limit.",
        ),
        kit.labelled(
            "Emoji that makes a message a fire",
            kit.text_input(ids.FIELD, value=f":{desk.emoji}:" if desk.emoji else None, max_length=100),
            EMOJI,
            optional=True,
            hint="Its name between colons. It works in channels I am in. Empty: none.",
        ),
        kit.labelled(
            "Channel whose every message is a fire",
            pickers.channel_select(ids.FIELD, chosen=desk.intake_channel),
            INTAKE,
            optional=True,
            hint="Invite me there first: /invite @Firebreak. Empty: none.",
        ),
        kit.labelled(
            "Minutes within which more words join a fire",
            kit.number_input(ids.FIELD, value=joins, lowest="0", highest="120", decimals=False),
            JOINS,
        ),
        _choice(
            "Readiness",
            READINESS,
            "Ask what makes a request ready: value, who waits, use, data",
            is_chosen=desk.asks_readiness,
        ),
        _choice(
            "Taking by writing",
            FIRST_WORDS,
            "Who is on duty takes a fire by being the first to write to its requester",
            is_chosen=desk.first_words_take,
        ),
    ]
    return kit.modal("How we take fires", blocks, callback_id=ids.DESK_FORM, submit="Save", memo=memo)


def topics_form(view: DeskView, memo: str) -> dict[str, Any]:
    """Who knows each topic and who wants to learn it."""
    blocks: list[Block] = []
    for topic in view.desk.topics[:MOST_TOPICS_SHOWN]:
        for level, prefix, label in (
            (Level.EXPERT, EXPERTS, "knows"),
            (Level.LEARNER, LEARNERS, "is learning"),
        ):
            chosen = [each.user_id for each in view.people if (each.topic, each.level) == (topic, level)]
            element = pickers.people_select(ids.FIELD, chosen=chosen, placeholder="Members of the team")
            blocks.append(kit.labelled(f"Who {label} {topic}?", element, f"{prefix}{topic}", optional=True))
    return kit.modal("Who knows what", blocks, callback_id=ids.TOPICS_FORM, submit="Save", memo=memo)


def desk_changed(team_name: str, by: str, said: Sequence[str]) -> Message:
    """To the other leads: who changed what."""
    text = f"{mention(by)} changed how {escape(team_name)} takes fires."
    lines = "\n".join(f"• {escape(cut(each, 400))}" for each in said)
    return Message(text, [kit.section(cut(f"{text}\n{lines}", 3000))])


def learning(topic: str, *, stopped: bool) -> Message:
    """To who said what they want to learn."""
    if stopped:
        return Message(f"You are not named as learning {escape(topic)} any more.")
    text = f"You are named as learning {escape(topic)} now. When it is not urgent and somebody who knows it is here, "
    text += "fires of it are suggested to you first."
    return Message(text, [kit.section(text), kit.actions(kit.button("Not any more", ids.UNLEARN, topic))])


def _target(desk: Desk, each: Priority) -> Block:
    target = desk.targets.get(each)
    field = kit.text_input(ids.FIELD, value=say_target(target) if target else "-", max_length=60)
    hint = "Taken within / out within, in working time: 30 min / 4 h, 1 day / 5 days, or - for none."
    return kit.labelled(f"{each}", field, f"{TARGETS}{each}", hint=hint if each == Priority.P1 else None)


def _choice(label: str, block_id: str, text: str, *, is_chosen: bool) -> Block:
    chosen = [YES] if is_chosen else []
    return kit.labelled(
        label, kit.checkboxes(ids.FIELD, [kit.option(text, YES)], chosen=chosen), block_id, optional=True
    )


def _lines(label: str, block_id: str, value: str, hint: str) -> Block:
    text = kit.text_input(ids.FIELD, value=value[:LONGEST_LISTS], multiline=True, max_length=LONGEST_LISTS)
    return kit.labelled(label, text, block_id, optional=True, hint=hint)


def _topics(desk: Desk, people: Sequence[TopicPerson]) -> list[str]:
    if not desk.topics:
        return ["no list yet: people type any"]
    return [f"{escape(topic)}: {_who(topic, people)}" for topic in desk.topics]


def _who(topic: str, people: Sequence[TopicPerson]) -> str:
    own = [each for each in people if each.topic == topic]
    experts = ", ".join(mention(each.user_id) for each in own if each.level == Level.EXPERT)
    learners = ", ".join(mention(each.user_id) for each in own if each.level == Level.LEARNER)
    return f"{experts or 'nobody knows it yet'}{f'; learning: {learners}' if learners else ''}"
