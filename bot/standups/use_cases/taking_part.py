"""Who takes part in a standup as what, and what members decide for themselves: their hour, reminders, days off it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, time

from bot.core.calendar import local_date
from bot.core.errors import BotError
from bot.core.work import Work
from bot.people.domain import Misfit, Person, Team, UserId, may_lead, misfit, zone_of
from bot.people.repository import People, Teams
from bot.people.use_cases import LONGEST_ABSENCE, meet
from bot.standups.domain import Standup
from bot.standups.domain.moments import may_choose_hour
from bot.standups.domain.roster import ASKED, Exemption, Participant, part_of
from bot.standups.domain.schedule import Part
from bot.standups.repository import Exemptions, Participants, Standups
from bot.standups.use_cases.leading import must_lead
from bot.standups.use_cases.settling import Settled, plan_anew, settle_standup


class NotAPart(BotError):
    """Somebody cannot have that part; `part` is the one they were given."""

    def __init__(self, part: Part, text: str) -> None:
        super().__init__(text)
        self.part = part


@dataclass(frozen=True)
class Audience:
    """Who takes part: `picked` leaves out everybody of the team who has no part of their own."""

    picked: bool
    parts: Mapping[UserId, Part]


async def audience_of(work: Work, standup_id: int, by: str) -> tuple[Standup, Team, Audience]:
    """For leads, to change it."""
    standup = await Standups(work).get(standup_id)
    team = await Teams(work).get(standup.team_id)
    await must_lead(work, team, by)
    own = await Participants(work).of(standup_id)
    parts = {user_id: each.part for user_id, each in own.items() if each.part is not None}
    return standup, team, Audience(standup.rules.picked, parts)


async def change_audience(
    work: Work, standup_id: int, by: str, audience: Audience, seen: Iterable[Person] = ()
) -> Settled:
    """Holds from the next run on. `seen` is what Slack says of people named here whom we did not know."""
    standup = await Standups(work).get(standup_id)
    team = await Teams(work).get(standup.team_id)
    await must_lead(work, team, by)
    for person in seen:
        await meet(work, person)
    people = await People(work).of(audience.parts)
    for user_id, part in audience.parts.items():
        _must_suit(team, people.get(user_id), part)
    rule = Part.OUT if audience.picked else Part.EXPECTED
    if not any(audience.parts.get(each.user_id, rule) in ASKED for each in team.members):
        raise NotAPart(Part.EXPECTED, f"Nobody would be asked. Choose at least one member of {team.name}.")
    await Standups(work).pick_people(standup_id, audience.picked)
    await Participants(work).give_parts(standup_id, audience.parts)
    return await plan_anew(work, standup_id)


WHY_NOT = {
    Misfit.BOT: "Bots do not do standups.",
    Misfit.LEFT: "Please take them out.",
    Misfit.STRANGER: "Only people of this workspace take part, and read what is said.",
}


def _must_suit(team: Team, person: Person | None, part: Part) -> None:
    """Observers may come from outside the team; who is asked is a member of it."""
    if person is None:
        raise NotAPart(part, "Slack does not tell me about one of these people. Please choose again.")
    trouble = misfit(person)
    if trouble is not None:
        raise NotAPart(part, f"{person.name} {trouble}. {WHY_NOT[trouble]}")
    if part != Part.OBSERVER and team.member(person.user_id) is None:
        raise NotAPart(part, f"{person.name} is not in {team.name}. `/standup team` adds them; then choose them here.")


async def set_own_hour(work: Work, standup_id: int, user_id: str, at: time | None) -> Settled:
    """From when on a member is asked, on their own clock; None gives the standup's hour back."""
    standup, _ = await _taking_part(work, standup_id, user_id)
    schedule = standup.schedule
    if not may_choose_hour(schedule):
        why = (
            "locked its hour"
            if schedule.follows_member
            else f"asks everybody at one time, on the {schedule.zone} clock"
        )
        raise BotError(f"{standup.name} {why}, so it cannot be changed for one person.")
    if at is not None and schedule.deadline is not None and not schedule.evening_before and at >= schedule.deadline:
        raise BotError(
            f"Answers to {standup.name} are in time until {schedule.deadline:%H:%M}. Choose an hour before that."
        )
    await Participants(work).set_hour(standup_id, user_id, at)
    return await settle_standup(work, standup, only={user_id})


async def set_own_reminders(work: Work, standup_id: int, user_id: str, most: int | None) -> int:
    """How often a member is reminded at most; None for as often as the standup does. Gives how often that is now."""
    standup, _ = await _taking_part(work, standup_id, user_id)
    whole = len(standup.schedule.reminders)
    if most is not None and most > whole:
        times = {0: "reminds nobody", 1: "reminds once"}.get(whole, f"reminds {whole} times")
        raise BotError(f"{standup.name} {times}. You can have fewer reminders than that, and not more.")
    await Participants(work).set_reminders(standup_id, user_id, most)
    return whole if most is None else most


async def set_off(
    work: Work, standup_id: int, *, by: str, user_id: str, first_on: date, last_on: date
) -> tuple[Exemption, Settled]:
    """One standup leaves somebody alone from first to last, both included: oneself, or by a lead another."""
    standup = await _may_set_off(work, standup_id, by, user_id)
    today = await today_for(work, user_id)
    if last_on < first_on:
        raise BotError("That ends before it begins. Write it like `24 Dec to 1 Jan`.")
    if last_on < today:
        raise BotError("Those days are over. Write days to come, like `until Friday` or `24 Dec to 1 Jan`.")
    if last_on - first_on > LONGEST_ABSENCE or first_on - today > LONGEST_ABSENCE:
        raise BotError("That is more than a year. Set at most a year, like `until 1 Jan`.")
    exemption = await Exemptions(work).add(standup_id, user_id, max(first_on, today), last_on, by)
    return exemption, await settle_standup(work, standup, only={user_id})


async def undo_off(work: Work, exemption_id: int, by: str) -> tuple[Exemption, Settled]:
    """Takes it back, as if it had never been; for the person, who set it, and leads."""
    exemption = await Exemptions(work).get(exemption_id)
    if exemption is None:
        raise BotError("That was taken back already.")
    standup = await Standups(work).get(exemption.standup_id)
    if by not in (exemption.user_id, exemption.set_by):
        await must_lead(work, await Teams(work).get(standup.team_id), by)
    await Exemptions(work).remove(exemption_id)
    return exemption, await settle_standup(work, standup, only={exemption.user_id})


async def own_exemptions(work: Work, standup_ids: Iterable[int], user_id: str) -> list[Exemption]:
    """Those that are not over, in order of their beginning."""
    today = await today_for(work, user_id)
    found = await Exemptions(work).between(standup_ids, today, date.max)
    return [each for each in found if each.user_id == user_id]


async def own_part(work: Work, standup: Standup, user_id: str) -> Participant:
    """What somebody is to a standup, with what they chose for themselves."""
    own = (await Participants(work).of(standup.id)).get(UserId(user_id))
    return replace(own or Participant(UserId(user_id)), part=part_of(standup.rules, own))


async def today_for(work: Work, user_id: str) -> date:
    person = await People(work).get(user_id)
    if person is None:
        raise BotError("You are in no team yet, so no standup asks you. `/standup team` sets one up.")
    return local_date(work.now, zone_of(person, await Teams(work).of_person(user_id)))


async def _may_set_off(work: Work, standup_id: int, by: str, user_id: str) -> Standup:
    standup = await Standups(work).get(standup_id)
    team = await Teams(work).get(standup.team_id)
    setter = await People(work).get(by)
    if by != user_id and (setter is None or not may_lead(team, setter)):
        raise BotError(f"Only leads of {team.name} and workspace admins can do that for somebody else.")
    await _taking_part(work, standup_id, user_id, by=by)
    return standup


async def _taking_part(work: Work, standup_id: int, user_id: str, by: str | None = None) -> tuple[Standup, Participant]:
    standup = await Standups(work).get(standup_id)
    own = await own_part(work, standup, user_id)
    if own.part not in ASKED or not await Teams(work).has_member(standup.team_id, user_id):
        who, whom = ("You", "you") if by in (None, user_id) else ("They", "them")
        raise BotError(f"{who} do not take part in {standup.name}, so it does not ask {whom}.")
    return standup, own
