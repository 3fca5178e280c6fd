"""Whom a fire could be given to, from who is here and what everybody has in hand."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.core.calendar import local_date
from bot.core.work import Work
from bot.people.domain import Absence, Member, Team, UserId, absence_on, dates_away
from bot.people.repository import Absences
from bot.triage.domain import (
    IN_HAND,
    Act,
    Bar,
    Candidate,
    Fire,
    Level,
    State,
    Step,
    Suggestion,
    TopicPerson,
    available_time,
    end_of_days_ahead,
    may,
    next_state,
    suggest,
    weight_of,
)
from bot.triage.domain.suggesting import Suggested
from bot.triage.repository import Desks, ManyFires, TopicPeople
from bot.triage.use_cases.stepping import Refusal, refusal, see

# Absences that follow each other are read this far, to name the day somebody is really back.
LOOK_AHEAD = timedelta(days=60)


async def suggest_for(work: Work, number: int, by: str) -> Suggested:
    """For whoever may write about the fire: the team. Raises Refusal for others, and for what nobody can be given."""
    held = await see(work, number, by)
    if not may(held.parts, Act.NOTE):
        raise Refusal(held.fire, f"Only members and leads of {held.team.name} can see who might take {held.fire.name}.")
    if next_state(held.fire.state, Step.ASSIGN) is None:
        raise await refusal(work, held.fire, Step.ASSIGN, by)
    suggestion = await suggestion_for(work, held.fire, held.team)
    may_assign = may(held.parts, Step.ASSIGN) or may(held.parts, Step.CLAIM)
    return Suggested(held.fire, held.team, suggestion, may_assign)


async def suggestion_for(work: Work, fire: Fire, team: Team, but: Collection[str] = ()) -> Suggestion:
    """Among members of the team besides `but` and who has it now."""
    return (await suggestions_for(work, [fire], team, but))[0]


async def suggestions_for(work: Work, fires: Sequence[Fire], team: Team, but: Collection[str] = ()) -> list[Suggestion]:
    """One for each, as if those before it were given as suggested, so that nobody gets them all."""
    facts = await _facts(work, team)
    found = []
    for fire in fires:
        suggestion = suggest(facts.candidates(fire, but), fire.priority)
        if suggestion.best is not None:
            facts.hands.setdefault(suggestion.best.user_id, []).append(replace(fire, state=State.CLAIMED))
        found.append(suggestion)
    return found


@dataclass(frozen=True)
class _Facts:
    """Everything about a team that decides who could take a fire of it. `hands` is what everybody has, by person."""

    team: Team
    now: datetime
    until: datetime
    absences: list[Absence]
    cap: int | None
    people: list[TopicPerson]
    last: Mapping[UserId, datetime]
    hands: dict[str, list[Fire]]

    def candidates(self, fire: Fire, but: Collection[str]) -> list[Candidate]:
        """Everybody besides `but` and who has it, as somebody who might take it."""
        members = [each for each in self.team.members if each.user_id not in {*but, fire.owner_id}]
        return [self._candidate(each, fire.topic) for each in members]

    def _candidate(self, member: Member, topic: str | None) -> Candidate:
        user_id, own = member.user_id, self.hands.get(member.user_id, [])
        bar = _bar(member, self.absences, self.now, is_full=self.cap is not None and len(own) >= self.cap)
        is_out = bar in (Bar.AWAY, Bar.FREE_DAY)
        return Candidate(
            user_id=user_id,
            name=member.name,
            available=available_time(member.week, self.absences, user_id, self.now, self.until),
            weight=weight_of(own),
            fires=len(own),
            level=self._level(user_id, topic),
            last_at=self.last.get(user_id),
            bar=bar,
            back_on=_back_on(member, self.absences, self.now) if is_out else None,
        )

    def _level(self, user_id: str, topic: str | None) -> Level | None:
        wanted = (topic or "").casefold()
        return next(
            (each.level for each in self.people if (each.user_id, each.topic.casefold()) == (user_id, wanted)), None
        )


async def _facts(work: Work, team: Team) -> _Facts:
    today = work.now.date()
    everybody = [each.user_id for each in team.members]
    return _Facts(
        team=team,
        now=work.now,
        until=end_of_days_ahead(team.week, work.now),
        absences=await Absences(work).between(everybody, today - timedelta(days=1), today + LOOK_AHEAD),
        cap=(await Desks(work).get(team.id)).cap,
        people=await TopicPeople(work).of_team(team.id),
        last=await ManyFires(work).last_taken(team.id),
        hands=_hands(await ManyFires(work).open_of(team.id)),
    )


def _hands(fires: Collection[Fire]) -> dict[str, list[Fire]]:
    """What everybody has in hand of these, private ones too: a hand is as full."""
    hands: dict[str, list[Fire]] = {}
    for fire in fires:
        if fire.owner_id is not None and fire.state in IN_HAND:
            hands.setdefault(fire.owner_id, []).append(fire)
    return hands


def _bar(member: Member, absences: list[Absence], now: datetime, *, is_full: bool) -> Bar | None:
    today = local_date(now, member.zone)
    if member.person.is_guest:
        return Bar.GUEST
    if absence_on(absences, member.user_id, today) is not None or _is_out(member, absences, now):
        return Bar.AWAY
    if not member.week.works_on(today):
        return Bar.FREE_DAY
    return Bar.FULL if is_full else None


def _is_out(member: Member, absences: list[Absence], now: datetime) -> bool:
    """In a part of a day on which they are away."""
    today = local_date(now, member.zone)
    spans = (
        each.span_on(on, member.week)
        for each in absences
        if each.user_id == member.user_id and not each.is_whole
        for on in (today - timedelta(days=1), today)
    )
    return any(span is not None and span[0] <= now < span[1] for span in spans)


def _back_on(member: Member, absences: list[Absence], now: datetime) -> date | None:
    today = local_date(now, member.zone)
    away = dates_away(absences, member.user_id)
    return today if member.week.works_on(today, away) else member.week.next_workday(today, away)
