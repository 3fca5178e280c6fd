"""What the person under load is told and can answer, and what a lead is told a working day later."""

from bot.load.blocks import facts, words
from bot.load.blocks.next_steps import Shown, next_step
from bot.load.domain import Response, Told
from bot.slack import kit
from bot.slack.message import Block, Message

PLANNED, WRONG_DATA, TALK = "load.planned", "load.wrong_data", "load.talk"
TAKE_BACK = "load.take_back"

RESPONSES = {PLANNED: Response.PLANNED, WRONG_DATA: Response.WRONG_DATA, TALK: Response.TALK}
BUTTONS = {PLANNED: "Planned", WRONG_DATA: "Wrong data", TALK: "I want to talk"}
NOT_ABOUT_PEOPLE = "This is about how work was split, not how anybody feels or performs, and it feeds no review."

TEAM_IS_OVER = "The whole team has more than it can do now. This comes on top of that, and is not its cause."

SAID_BY_PERSON = {
    Response.PLANNED: "says this was planned",
    Response.WRONG_DATA: "says the data is wrong",
    Response.TALK: "would like to talk about it",
}


def person_notice(told: Told) -> Message:
    """To the person alone, before anybody else."""
    blocks: list[Block] = [kit.header("Burnout risk: a look at your load"), *_counted(told, facts.YOU)]
    if told.even is not None:
        blocks += [kit.section(facts.even(told, facts.YOU))]
    else:
        blocks += _what_now(told) if told.episode.is_open else _over()
    return Message(facts.first_words(told, facts.YOU), [*blocks, kit.context(NOT_ABOUT_PEOPLE)])


def said_anew() -> Message:
    """Instead of a notice that said that nobody else is told, once another one says who is."""
    text = "There is a newer message below about your load, with who else will see it."
    return Message(text, [kit.section(text)])


def _counted(told: Told, reader: facts.Reader) -> list[Block]:
    """What there is to check. The counts of all requests are context where they are not the point."""
    share, reasons = facts.share(told, reader), facts.reasons(told, reader)
    of_weeks = "\n".join(filter(None, [words.week_lines(told.flag.standing.weeks), facts.sources(told, reader)]))
    also = [kit.context(TEAM_IS_OVER)] if told.team_over else []
    if told.flag.is_of_share:
        return [kit.section(share), kit.context(of_weeks), *([kit.section(reasons)] if reasons else []), *also]
    return [kit.section(reasons), kit.context(share), kit.context(of_weeks), *also]


def _what_now(told: Told) -> list[Block]:
    response = told.episode.response
    if response is None:
        return [kit.section(f"{_who_hears(told)} You can say what is behind it."), kit.actions(*_answers(told))]
    take_back = kit.button("Change my answer", TAKE_BACK, str(told.episode.id))
    return [kit.section(_what_was_said(told, response)), kit.actions(take_back)]


def _answers(told: Told) -> list[kit.Element]:
    return [
        kit.button(BUTTONS[each], each, str(told.episode.id), style="primary" if each == TALK else None)
        for each in RESPONSES
    ]


def _who_hears(told: Told) -> str:
    """Who else learns of it, and when."""
    if told.episode.told_leads:
        return f"{words.leads(told.leads)} can see the same counts now."
    if told.episode.lead_due_at is None:
        return "Nobody else is told."
    when = words.moment(told.episode.lead_due_at, told.member.zone)
    return (
        f"Nobody else has seen this. {words.leads(told.leads)} will see the same counts on {when}, with a proposal of "
        "what would ease it, unless you answer *Planned* or *Wrong data*."
    )


def _what_was_said(told: Told, response: Response) -> str:
    known = bool(told.episode.told_leads)
    whom = f"{words.leads(told.leads)} can see your answer." if known else "Nobody else is told."
    match response:
        case Response.PLANNED:
            return f"*You said: planned.* {whom}"
        case Response.WRONG_DATA:
            return (
                f"*You said: the data is wrong.* {whom} What counts are fires you took, in the week you took them, "
                "beside your hours and days off: give fires away with `/triage assign`, set days off with "
                "`/standup away`, and your hours on my Home tab. Weeks already counted stay as they are; "
                "the next one counts what you set."
            )
        case Response.TALK:
            return f"*You said: I want to talk.* {_who_hears_wish(told)}"


def _who_hears_wish(told: Told) -> str:
    if told.episode.told_leads:
        return f"{words.leads(told.leads)} can see that."
    if told.episode.lead_due_at is None:
        return "I tell no lead of it, so please choose somebody you trust."
    when = words.moment(told.episode.lead_due_at, told.member.zone)
    return f"{words.leads(told.leads)} will read it on {when}, together with the counts. You can of course talk sooner."


def lead_card(told: Told, shown: Shown) -> Message:
    """To every lead but the person. Counts are shown only while the episode is open, and not once all is even."""
    name, reader = words.shown_name(told.member.name), facts.other(told)
    heading = kit.header(f"Burnout risk: {facts.heading(told.flag)}")
    if not told.episode.is_open:
        text = f"Nothing like it has been seen in {_team(told)} for four weeks."
        return Message(text, [heading, kit.section(text)])
    if told.even is not None:
        return Message(facts.even(told, reader).replace("*", ""), [heading, *_even(told, reader, shown)])
    response = told.episode.response
    blocks: list[Block] = [
        heading,
        *_counted(told, reader),
        *([kit.section(f"{name} {SAID_BY_PERSON[response]}.")] if response else []),
        *next_step(told, shown),
        kit.context(f"{NOT_ABOUT_PEOPLE} {name} was told first, and can see that you were told."),
    ]
    text = facts.first_words(told, reader)
    return Message(text, blocks)


def even_notice(told: Told, *, lead: bool) -> Message:
    """Once, to the person or to a lead who knew."""
    text = facts.even(told, facts.other(told) if lead else facts.YOU)
    return Message(text.replace("*", ""), [kit.section(text)])


def _even(told: Told, reader: facts.Reader, shown: Shown) -> list[Block]:
    decided = next_step(told, shown) if told.episode.settled else []
    return [kit.section(facts.even(told, reader)), *decided]


def _over() -> list[Block]:
    return [kit.section("*That is over:* nothing like it has been seen for four weeks.")]


def _team(told: Told) -> str:
    return words.shown_name(told.team.name)
