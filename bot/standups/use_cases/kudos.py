"""Kudos: taken from answers, given by command, told to whom they are for, and answered with thanks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.core.calendar import find_zone, local_date
from bot.core.errors import BotError
from bot.core.work import Work
from bot.people.domain import Team, UserId, misfit
from bot.people.repository import People, Teams
from bot.people.use_cases import IN_NO_TEAM, team_for
from bot.standups.domain import Prompt, Run, Standup, Value
from bot.standups.domain.kudos import Kudos, ShownKudos, kudos_in
from bot.standups.domain.mentions import people_in
from bot.standups.domain.reports import Report, is_withheld
from bot.standups.domain.schedule import Readers
from bot.standups.repository import Answers, Standups
from bot.standups.repository.kudos import KudosGiven
from bot.standups.use_cases.reading import Asked, read_report


@dataclass(frozen=True)
class Telling:
    """The kudos of a run by receiver; there are none where all were taken back. They are told once it `is_over`."""

    standup: Standup
    run: Run
    is_over: bool
    by_receiver: Mapping[str, Sequence[ShownKudos]]


async def take_in_kudos(work: Work, prompt: Prompt, asked: Asked, nameless: Mapping[int, Value] | None = None) -> None:
    """An answer was given or changed: whom it thanks is whom it thanks now. `nameless` is one without a name."""
    if not any(each.kudos for each in asked.questions):
        return
    stored = await Answers(work).of([prompt.id]) if nameless is None else {}
    values = nameless if nameless is not None else stored.get(prompt.id, {})
    named = kudos_in(asked.questions, values, await _names_in(work, asked, values))
    wanted = {(each.question_id, receiver): each.text for each in named for receiver in each.receivers}
    fitting = await _fitting(work, (receiver for _, receiver in wanted), prompt.user_id)
    before: dict[tuple[int, str], Kudos] = {} if nameless is not None else await _before(work, prompt)
    for key, kudos in before.items():
        text = wanted.get(key) if kudos.receiver_id in fitting else None
        await KudosGiven(work).change(kudos.id, text=text or "", taken_back=text is None)
    blank = Kudos(0, asked.standup.team_id, UserId(""), None, asked.run.on, "", asked.standup.id, asked.run.id)
    if nameless is None:
        blank = replace(blank, giver_id=prompt.user_id, prompt_id=prompt.id)
    for (question_id, receiver), text in wanted.items():
        if receiver in fitting and (question_id, receiver) not in before:
            new = replace(blank, question_id=question_id, receiver_id=UserId(receiver), text=text)
            await KudosGiven(work).add(new)


async def _before(work: Work, prompt: Prompt) -> dict[tuple[int, str], Kudos]:
    return {(each.question_id or 0, each.receiver_id): each for each in await KudosGiven(work).of_prompt(prompt.id)}


async def forget_kudos(work: Work, prompt: Prompt) -> None:
    """The answer is deleted, and so is what it said of others."""
    for each in await KudosGiven(work).of_prompt(prompt.id):
        await KudosGiven(work).change(each.id, text="", taken_back=True)


async def kudos_of_run(work: Work, run_id: int) -> Telling | None:
    """What each receiver is to be told of a run; None where nobody thanked anybody.

    Nobody hears of what was said without a name before enough people said something.
    """
    given = await KudosGiven(work).of_run(run_id)
    if not given:
        return None
    report = await read_report(work, run_id)
    standing = [each for each in given if not each.taken_back and not _is_hidden(report, each)]
    receivers: dict[str, None] = dict.fromkeys(
        each.receiver_id for each in given if each.taken_back or each in standing
    )
    shown = await show_names(work, standing)
    by_receiver = {one: [each for each in shown if each.kudos.receiver_id == one] for one in receivers}
    return Telling(report.standup, report.run, report.is_over(work.now), by_receiver)


async def drop_taken_back(work: Work, run_id: int) -> None:
    """Whoever was named knows by now, and nothing of it stays."""
    await KudosGiven(work).remove([each.id for each in await KudosGiven(work).of_run(run_id) if each.taken_back])


async def kudos_told(work: Work, given: Sequence[Kudos]) -> list[ShownKudos]:
    """Of these, what whoever they are for has heard: by command, or of runs that are over."""
    runs = {each.run_id for each in given if each.run_id is not None}
    tellings = {run_id: await kudos_of_run(work, run_id) for run_id in runs}
    heard = {
        each.kudos.id
        for telling in tellings.values()
        if telling is not None and telling.is_over
        for shown in telling.by_receiver.values()
        for each in shown
    }
    return await show_names(work, [each for each in given if each.run_id is None or each.id in heard])


def _is_hidden(report: Report, kudos: Kudos) -> bool:
    return report.is_anonymous and is_withheld(report.unnamed.get(kudos.question_id or 0, ()))


async def show_names(work: Work, given: Sequence[Kudos]) -> list[ShownKudos]:
    people = await People(work).of(
        {user_id for each in given for user_id in (each.giver_id, each.receiver_id) if user_id}
    )
    names = {user_id: person.name for user_id, person in people.items()}
    return [
        ShownKudos(
            each,
            names.get(each.giver_id, "Somebody") if each.giver_id is not None else None,
            names.get(each.receiver_id, "somebody"),
        )
        for each in given
    ]


async def say_thanks(work: Work, run_id: int, by: str) -> tuple[str, list[UserId]]:
    """The standup's name, and who has not heard thanks yet for their kudos; a second time there is nobody."""
    givers: dict[UserId, None] = {}
    name = ""
    for each in await KudosGiven(work).of_run(run_id):
        if each.receiver_id == by and each.giver_id is not None and not each.taken_back and each.thanked_at is None:
            await KudosGiven(work).change(each.id, thanked_at=work.now)
            givers[each.giver_id] = None
            name = (await Standups(work).get(each.standup_id or 0)).name
    return name, list(givers)


async def team_of_kudos(work: Work, by: str, receivers: Sequence[str], channel_id: str | None = None) -> Team:
    """In whose channel they are said: of a team of both, rather the one they look at. Raises BotError where whoever
    is named cannot be thanked.
    """
    await _must_fit(work, receivers, by)
    own = await Teams(work).of_person(by)
    here = await team_for(work, by, channel_id)
    shared = [each for each in own if any(each.member(receiver) for receiver in receivers)]
    if here is not None and (here in shared or not shared) and here.member(by) is not None:
        return here
    if not own:
        raise BotError(IN_NO_TEAM)
    return (shared or own)[0]


async def give_kudos(work: Work, by: str, team_id: int, receivers: Sequence[str], text: str) -> list[ShownKudos]:
    """By command, before the team."""
    team = await Teams(work).get(team_id)
    if team.member(by) is None:
        raise BotError(f"You are not in {team.name} any more, so this cannot be posted there.")
    await _must_fit(work, receivers, by)
    on = local_date(work.now, find_zone(team.zone))
    new = Kudos(0, team.id, UserId(""), UserId(by), on, text)
    given = [await KudosGiven(work).add(replace(new, receiver_id=UserId(each))) for each in dict.fromkeys(receivers)]
    return await show_names(work, given)


async def team_kudos(work: Work, team: Team, first_on: date, last_on: date) -> list[ShownKudos]:
    """What everybody in the team may read, of these dates, both included; nothing that was said without a name."""
    standups = {each.id: each for each in await Standups(work).of_teams([team.id])}
    given = await KudosGiven(work).of_team(team.id, first_on, last_on)
    return await show_names(work, [each for each in given if each.giver_id and _is_for_team(each, standups)])


def _is_for_team(kudos: Kudos, standups: Mapping[int, Standup]) -> bool:
    if kudos.standup_id is None:
        return True
    standup = standups.get(kudos.standup_id)
    return standup is not None and standup.rules.readers == Readers.TEAM


async def _must_fit(work: Work, receivers: Sequence[str], by: str) -> None:
    if by in receivers:
        raise BotError("Kudos are for others. What you are proud of goes into your answer, and from there into yours.")
    if len(await _fitting(work, receivers, by)) < len(set(receivers)):
        raise BotError("Kudos go to people of this workspace who are still here: not to apps, nor to other companies.")


async def _fitting(work: Work, user_ids: Iterable[str], giver_id: str) -> set[str]:
    """Those who can be thanked by somebody: people of this workspace, and others than they."""
    people = await People(work).of(set(user_ids))
    return {each.user_id for each in people.values() if misfit(each) is None and each.user_id != giver_id}


async def _names_in(work: Work, asked: Asked, values: Mapping[int, Value]) -> Mapping[str, str]:
    named = {user_id for each in asked.questions for user_id in people_in(each, values.get(each.id))}
    return {user_id: person.name for user_id, person in (await People(work).of(named)).items()}
