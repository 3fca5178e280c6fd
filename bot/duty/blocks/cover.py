"""How requests for cover look: to who is asked, who asked, and leads."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.core.dates import say_span, say_to_type
from bot.duty.domain import Role, Stretch, days_of
from bot.duty.domain.cover import Candidate, Cover, CoverNews, CoverState, Lately
from bot.people.domain import Team, UserId
from bot.slack import kit
from bot.slack.escape import escape, mention
from bot.slack.message import Block, Message

OPEN_FORM, FORM = "duty.cover_open", "duty.cover_form"
TAKE, DECLINE, WITHDRAW = "duty.cover_take", "duty.cover_decline", "duty.cover_withdraw"
FIRST_ON, LAST_ON, FIELD = "first_on", "last_on", "field"
LATELY = {
    Lately.LESS: "you have had less duty than your fair share lately",
    Lately.FAIR: "you have had about your fair share of duty lately",
    Lately.MORE: "you have had more duty than your fair share lately, so only if it suits you",
}


def ask_button(team: Team, stretch: Stretch) -> kit.Element:
    """Opens the form for these days."""
    first_on, last_on = days_of(stretch, team.week.zone)
    value = f"{team.id}:{stretch.user_id}:{stretch.role}:{first_on}:{last_on}"
    return kit.button("Ask for cover", OPEN_FORM, value, label=f"Ask for cover from {first_on} to {last_on}")


def cover_form(team: Team, memo: str, first_on: date, last_on: date) -> dict[str, Any]:
    """For the whole shift or a part of it."""
    blocks = [
        kit.section(
            f"Everybody of {escape(team.name)} who is there in these days is asked in a direct message. Whoever takes "
            "it first has it; until then it stays where it is."
        ),
        kit.labelled("First day", kit.date_picker(FIELD, chosen=first_on.isoformat()), FIRST_ON),
        kit.labelled("Last day", kit.date_picker(FIELD, chosen=last_on.isoformat()), LAST_ON),
    ]
    return kit.modal("Ask for cover", blocks, callback_id=FORM, submit="Ask", memo=memo)


def own_duty(team: Team, whose: str, viewer: str, found: Sequence[Stretch], today: date) -> Message:
    """What cover can be asked for."""
    who = "You are" if whose == viewer else f"{mention(whose)} is"
    if not found:
        text = f"{who} not on duty for {escape(team.name)} within eight weeks, so there is nothing to cover."
        return Message(text, [kit.section(text)])
    text = f"{who} on duty for {escape(team.name)}. For which days is cover wanted?"
    zone = team.week.zone
    lines: list[Block] = [
        kit.section(f"• {_role(each.role)} {say_span(*days_of(each, zone), today)}", accessory=ask_button(team, each))
        for each in found[:10]
    ]
    hint = kit.context("Or name the days: `/triage cover Friday`, `/triage cover Fri 27 Nov to 28 Nov`.")
    return Message(text, [kit.section(text), *lines, hint])


def request(news: CoverNews, candidate: Candidate) -> Message:
    """To somebody who could take it: what, and why they."""
    cover = news.cover
    text = f"{_asker(cover)} asks for cover{_for(cover)}: {_what(news)}."
    why = f"You are there then, and {LATELY[candidate.lately]}."
    if candidate.is_on:
        why += " You are on duty then already, in the other role; you would have both."
    return Message(f"{text} {why}", [kit.section(f"*{text}*\n{why}"), _answers(cover)])


def declined(news: CoverNews) -> Message:
    cover = news.cover
    text = f"You said that you cannot cover {mention(cover.user_id)}: {_what(news)}. That is fine."
    again = kit.button("I take it after all", TAKE, str(cover.id))
    return Message(text, [kit.section(text), kit.actions(again)])


def closed(news: CoverNews, reader: UserId) -> Message:
    """In place of the request, once it cannot be taken any more."""
    cover, what = news.cover, _what(news)
    match cover.state:
        case CoverState.TAKEN if cover.taken_by == reader:
            text = f"You cover {mention(cover.user_id)}: {what}. Thank you!{_fires(cover)}"
        case CoverState.TAKEN:
            text = f"{mention(cover.taken_by or '')} covers {mention(cover.user_id)}: {what}. Nothing is left to do."
        case CoverState.WITHDRAWN:
            text = f"{mention(cover.user_id)} needs no cover any more: {what}. That was taken back."
        case CoverState.OVER:
            text = f"Nobody covered {mention(cover.user_id)}: {what}. These days are over."
        case _:
            text = f"{mention(cover.user_id)} needs no cover any more: {what}. Somebody else is on duty then."
    return Message(text, [kit.section(text)])


def progress(news: CoverNews, reader: UserId) -> Message:
    """To who asked, and to who is on duty: how it stands. Either can take it back."""
    cover = news.cover
    if not cover.is_open:
        return closed(news, reader)
    text = _asked(news, reader)
    back = kit.button("Take it back", WITHDRAW, str(cover.id), label="Take the request for cover back")
    return Message(text, [kit.section(text), kit.actions(back)])


def asked(news: CoverNews) -> Message:
    """To whoever typed it; in the direct messages stands the same, for as long as it holds."""
    text = _asked(news, news.cover.asked_by)
    return Message(text, [kit.section(text), kit.context("My direct message to you says what comes of it.")])


def taken(news: CoverNews, reader: UserId) -> Message:
    """News to who asked."""
    cover = news.cover
    whose = "you" if cover.user_id == reader else mention(cover.user_id)
    on = "you are not on duty then" if cover.user_id == reader else "they are not on duty then"
    text = f"{mention(cover.taken_by or '')} covers {whose}: {_what(news)}, so {on}."
    return Message(text, [kit.section(text)])


def for_leads(news: CoverNews) -> Message:
    cover = news.cover
    text = f"Nobody covers {mention(cover.user_id)} yet: {_what(news)}."
    waits = [each for each in sorted(cover.asked) if each not in cover.declined]
    people = ", ".join(mention(each) for each in waits)
    state = f"Still asked: {people}." if waits else "Nobody else of the team is there then, or can."
    backup = " backup" if cover.role == Role.BACKUP else ""
    days = say_to_type(*days_of_cover(news), news.today)
    hint = f"`/triage duty @somebody{backup} {days}` puts somebody on duty."
    return Message(f"{text} {state}", [kit.section(f"*{text}*\n{state}"), kit.context(hint)])


def nobody_yet(news: CoverNews) -> Message:
    """To who is on duty."""
    text = f"Nobody covers you yet: {_what(news)}. Leads know it; until somebody takes it, it is yours."
    return Message(text, [kit.section(text)])


def days_of_cover(news: CoverNews) -> tuple[date, date]:
    cover = news.cover
    return days_of(Stretch(cover.role, cover.user_id, cover.starts, cover.ends), news.team.week.zone)


def _asked(news: CoverNews, reader: UserId) -> str:
    cover = news.cover
    whose = "your duty" if cover.user_id == reader else f"{mention(cover.user_id)}'s duty"
    asker = "You" if cover.asked_by == reader else mention(cover.asked_by)
    people = ", ".join(mention(each) for each in sorted(cover.asked))
    whom = f"These people are asked: {people}." if people else "Nobody of the team is there then, and leads know it."
    return f"{asker} asked for cover of {whose}: {_what(news)}. {whom} Until somebody takes it, it stays as it is."


def _answers(cover: Cover) -> Block:
    return kit.actions(
        kit.button("I take it", TAKE, str(cover.id), style="primary"), kit.button("Not me", DECLINE, str(cover.id))
    )


def _what(news: CoverNews) -> str:
    """`on duty for Data on Fri 27 Nov`"""
    return f"{_role(news.cover.role)} for {escape(news.team.name)} {say_span(*days_of_cover(news), news.today)}"


def _role(role: Role) -> str:
    return "backup" if role == Role.BACKUP else "on duty"


def _asker(cover: Cover) -> str:
    return mention(cover.asked_by)


def _for(cover: Cover) -> str:
    return "" if cover.asked_by == cover.user_id else f" for {mention(cover.user_id)}"


def _fires(cover: Cover) -> str:
    if cover.role == Role.BACKUP:
        return " Fires come to you when whoever is on duty does not take them."
    return " Fires that nobody takes in time come to you first."
