"""A workspace with one thing of everything in it, made through the repositories, and what names these things.

A sample stands for a parameter: under `parameter`, `Class.parameter` or `Class.method.parameter`, the narrowest counts.
`*keys` and `**values` are given all at once. From inside the workspace a call with the samples must find or do
something, so they say something new wherever something is stored.
"""

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from typing import Any

from sqlalchemy import update

from bot.api.domain import Scope
from bot.api.repository import Replies, Tokens, Webhooks
from bot.core.calendar import DAY, WEEK
from bot.core.clock import HandClock
from bot.core.database import Database, database_url
from bot.core.folding import fold
from bot.core.holidays import Place as Country
from bot.core.ics import Event
from bot.core.work import Transactions, Work, WorkspaceId
from bot.digest.domain import DigestState
from bot.digest.repository import Digests
from bot.duty.domain import Effect, PlannedShift, PlanState, Turns, usual_rota
from bot.duty.domain import Role as DutyRole
from bot.duty.domain.cover import CoverState, NewCover
from bot.duty.domain.groups import FoundGroup
from bot.duty.domain.limits import OwnLimits
from bot.duty.domain.swaps import NewSwap, SwapState, Turn
from bot.duty.repository import Covers, DutyGroups, DutyPlans, Feeds, Limits, Rotas, Shifts, Swaps
from bot.load.domain import (
    CountedWeek,
    Doubt,
    Doubted,
    Flag,
    Found,
    HolmStep,
    Lack,
    Limit,
    Move,
    OwnWeek,
    Pile,
    Place,
    Proposed,
    Reached,
    Response,
    Settled,
    Standing,
    Steps,
    Tally,
)
from bot.load.domain.dips import AnswerWeek, Comparison
from bot.load.domain.mixes import Mix
from bot.load.repository import (
    Choices,
    Dips,
    Episodes,
    Flags,
    LimitNotes,
    LoadBeliefs,
    LoadDoubts,
    LoadWeeks,
    Looks,
    Overloads,
    OwnChoices,
)
from bot.outbox import lanes
from bot.outbox.domain import Event as Happens
from bot.outbox.domain import IfUnsure, Pace, Rank
from bot.outbox.endings import Result
from bot.outbox.happenings import note
from bot.outbox.repository import Deliveries, Receipts, Timers
from bot.outbox.tables import HappeningRow
from bot.people.domain import CompanyDay, Person, Role, Team, TeamSettings, UserId
from bot.people.domain.statuses import Seen
from bot.people.repository import Absences, Calendars, CompanyDays, People, ReadAbsences, Statuses, Teams
from bot.records.domain.export_rights import Extent
from bot.records.domain.search import Mark, Query, Reach
from bot.slack.sender import GaveUp, Sent
from bot.standups.domain import Draft, Kind, NewQuestion, PromptState, Schedule, StandupSettings
from bot.standups.domain.answers import Added, File
from bot.standups.domain.drafts import KeptDraft
from bot.standups.domain.kudos import Kudos
from bot.standups.domain.plans import ItemState
from bot.standups.domain.schedule import Part
from bot.standups.repository import (
    Answers,
    Blockers,
    Exemptions,
    KeptDrafts,
    KudosGiven,
    Participants,
    PlanItems,
    Prompts,
    QuestionDrafts,
    Runs,
    Standups,
)
from bot.standups.tables import AnonymousAnswerRow
from bot.triage.domain import Desk, FileReference, Level, Note, Priority, Source, State, Step, TopicPerson
from bot.triage.repository import (
    Desks,
    FireEvents,
    FireFiles,
    FireMessages,
    Fires,
    NewFire,
    QuietRequesters,
    Ratings,
    TopicPeople,
)
from bot.workspaces.repository import install_workspace
from tests.house.furniture import records

Samples = Mapping[str, Any]

HERE, NEXT_DOOR = WorkspaceId(1), WorkspaceId(2)
# Every text of ours begins like this, every text of a neighbour like that.
OURS = "HERE-ONLY"
WORDS = {HERE: OURS, NEXT_DOOR: "NEXT-DOOR"}
# Slack's ids and our keys are the same on both sides where both know the same people and channels, as in a grid.
ANA, BEN = UserId("U-HERE-ONLY-ANA"), UserId("U-HERE-ONLY-BEN")
CHANNEL, TS = "C-HERE-ONLY-DATA", "HERE-ONLY-1795.0001"
KEY, DEAD, WAITING, NEW = (f"HERE-ONLY-key-{each}" for each in ("sent", "dead", "waiting", "new"))
KIND = "HERE-ONLY-kind"
NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
TODAY, HOUR = NOW.date(), timedelta(hours=1)
MONDAY = date(2026, 11, 16)
SCHEDULE = Schedule(time(9, 30), frozenset(range(5)), TODAY)
SLACK_SAYS: Mapping[str, Result] = {KEY: Sent(CHANNEL, TS), DEAD: GaveUp("not_in_channel")}


def words(*things: object) -> set[str]:
    """Our texts in these things."""
    return {word for each in things for word in re.findall(rf"[\w:/-]*{OURS}[\w.-]*", repr(each))}


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Transactions]:
    database = Database(database_url(url))
    yield Transactions(database, HandClock(NOW), committed=lambda _: None)
    await database.close()


async def move_in(transactions: Transactions, *workspaces: WorkspaceId) -> Samples:
    """Installs both and furnishes these in this order; returns the samples of the last."""
    samples: Samples = {}
    async with transactions.across_workspaces() as (session, now):
        for number, word in WORDS.items():
            made = await install_workspace(session, slack_id=f"T{number}", name=word, bot_user_id="UBOT", now=now)
            assert made.id == number
    for number in workspaces:
        async with transactions.in_workspace(number) as work:
            samples = await furnish(work, WORDS[number])
    return samples


async def furnish(work: Work, word: str) -> Samples:
    """Fills the workspace with texts that begin with the word; returns the samples."""
    team, samples = await _people(work, word)
    rooms = (
        await _standups(work, word, team),
        await _fires(work, word, team),
        await _load(work, team),
        await _rotation(work, team),
        await _duty(work, word, team),
        await _promises(work, word),
        await _programs(work, word),
        await records(work, word, team, StandupSettings(f"{word}-old", SCHEDULE, CHANNEL), (ANA, BEN)),
    )
    for room in rooms:
        assert not samples.keys() & room.keys(), "one sample for one name"
        samples |= room
    return samples


async def _people(work: Work, word: str) -> tuple[Team, dict[str, Any]]:
    ana = Person(ANA, f"{word}-Ana", "Europe/London")
    ref = await People(work).save(ana)
    await People(work).save(replace(ana, user_id=BEN, name=f"{word}-Ben"))
    await People(work).set_hours(ANA, frozenset({0, 1, 2}), time(8), time(12))
    await Statuses(work).choose(ANA, True)
    await Statuses(work).put(ANA, Seen(True, NOW))
    settings = TeamSettings(f"{word}-team", CHANNEL, zone="Europe/London")
    team = await Teams(work).create(settings, {ANA: Role.LEAD, BEN: Role.MEMBER})
    absence = await Absences(work).add(ANA, TODAY, TODAY + WEEK, ANA, f"{word}-reason")
    calendar = await Calendars(work).add(ANA, None, f"{word}-host", f"https://{word}-address", f"{word}-etag")
    await Calendars(work).plan(calendar.id, NOW - HOUR)
    await Calendars(work).failed(calendar.id)
    of_ben = await Calendars(work).add(BEN, None, f"{word}-later-host", f"https://{word}-later-address", f"{word}-etag")
    await Calendars(work).plan(of_ben.id, NOW + HOUR)
    of_team = await Calendars(work).add(ANA, team.id, f"{word}-file")
    event = Event("HERE-ONLY-event", TODAY + DAY, TODAY + DAY, f"{word}-event")
    (read,) = await ReadAbsences(work).add(calendar.id, ANA, [event])
    await CompanyDays(work).put(team.id, TODAY, [CompanyDay(TODAY + DAY, f"{word}-day")], of_team.id)
    return team, {
        "user_id": ANA,
        "user_ids": [ANA, BEN],
        "ref": ref,
        "person": replace(ana, is_admin=True),
        "days": frozenset({4}),
        "starts": time(10),
        "ends": time(15),
        "team_id": team.id,
        "channel_id": CHANNEL,
        "name": team.name,
        "roles": {ANA: Role.MEMBER},
        "role": Role.MEMBER,
        "Teams.create.settings": replace(settings, name=f"{word}-second-team", channel_id="C-HERE-ONLY-SECOND"),
        "Teams.update.settings": replace(settings, follows_channel=True),
        "absence_id": absence.id,
        "first": MONDAY,
        "last": TODAY + WEEK,
        "first_on": TODAY,
        "last_on": TODAY + DAY,
        "set_by": ANA,
        "reason": f"{word}-other-reason",
        "asks_again": True,
        "People.place": Country("DE", "BY"),
        "Teams.place": Country("DE", "BY"),
        "CompanyDays.since": TODAY,
        "company_days": [CompanyDay(TODAY + 2 * DAY, f"{word}-other-day")],
        "calendar_id": calendar.id,
        "Calendars.add.user_id": BEN,
        "Calendars.add.team_id": None,
        "address": f"https://{word}-other-address",
        "etag": f"{word}-other-etag",
        "ReadAbsences.since": TODAY,
        "ReadAbsences.absence_id": read.id,
        "event": replace(event, last_on=TODAY + 3 * DAY, title=f"{word}-changed-event"),
        "events": [replace(event, key="HERE-ONLY-other-event", title=f"{word}-other-event")],
        "title": f"{word}-other-title",
        "from_status": True,
        "asked_before": NOW + HOUR,
        "Calendars.read_if_older.user_id": BEN,
        "reads": False,
        "seen": Seen(True, NOW + HOUR),
    }


async def _standups(work: Work, word: str, team: Team) -> dict[str, Any]:
    """Today's run is answered, tomorrow's is planned, and then there is a pause."""
    settings = StandupSettings(f"{word}-standup", SCHEDULE, CHANNEL)
    made = await Standups(work).add(team.id, ANA, settings)
    asks = [
        NewQuestion(f"{word}-question"),
        NewQuestion(f"{word}-hours", Kind.NUMBER),
        NewQuestion(f"{word}-mood", Kind.MOOD),
    ]
    version = await Standups(work).ask(made, asks)
    question, number, mood = await Standups(work).questions(made.id, version)
    standup = await Standups(work).get(made.id)
    run = await Runs(work).open(standup, TODAY, NOW + 8 * HOUR)
    planned = await Runs(work).open(standup, TODAY + DAY, NOW + 32 * HOUR)
    assert run is not None, "nothing was open before"
    assert planned is not None, "nothing was open before"
    asked = await Prompts(work).add(run.id, ANA, "Europe/London", NOW, NOW + HOUR)
    waiting = await Prompts(work).add(planned.id, ANA, "Europe/London", NOW + 24 * HOUR, NOW + 25 * HOUR)
    prompt = await Prompts(work).change(asked, state=PromptState.ANSWERED, answered_at=NOW)
    assert prompt is not None, "nobody was faster"
    file = File(f"F-{word}-log", f"{word}-log.txt", f"https://{word}-file")
    await Answers(work).put(prompt.id, {question.id: f"{word}-first-answer"}, {question.id: TS})
    more = {question.id: Added(f"{word}-more", TS)}
    await Answers(work).put(prompt.id, {question.id: f"{word}-answer", number.id: 3.0, mood.id: 4.0}, None, more)
    await Answers(work).give_files(prompt.id, [file])
    await Answers(work).put_anonymous(planned.id, {question.id: f"{word}-nameless-answer"})
    await KeptDrafts(work).put(standup.id, KeptDraft(ANA, version, Draft(NOW, {question.id: f"{word}-kept"})))
    await QuestionDrafts(work).put(standup.id, [NewQuestion(f"{word}-drafted-question")])
    blocker = await Blockers(work).add(standup.id, prompt, question.id, f"{word}-blocker", TODAY)
    await Blockers(work).add_helper(blocker.id, BEN)
    item = await PlanItems(work).add(standup.id, prompt, "plan", f"{word}-item")
    done = await PlanItems(work).add(standup.id, prompt, "plan", f"{word}-done-item")
    await PlanItems(work).change(done.id, state=ItemState.DONE, settled_at=NOW, settled_in=prompt.id)
    await Prompts(work).change(waiting, draft=Draft(NOW, {question.id: f"{word}-draft"}).to_json())
    await Standups(work).pause(standup.id, TODAY + WEEK)
    await Participants(work).give_parts(standup.id, {BEN: Part.OBSERVER})
    exemption = await Exemptions(work).add(standup.id, BEN, TODAY, TODAY + WEEK, ANA)
    past = await Runs(work).open(standup, MONDAY, NOW - HOUR)
    assert past is not None, "nothing was open before"
    work.session.add_all(_nameless(work, past.id, question.id, f"{word}-old-nameless-answer"))
    await Runs(work).close(past.id)
    of_planned = (AnonymousAnswerRow.workspace_id == work.workspace_id, AnonymousAnswerRow.run_id == planned.id)
    await work.session.execute(update(AnonymousAnswerRow).where(*of_planned).values(folded=None))
    of_answer = (standup.id, run.id, prompt.id, question.id)
    thanks = Kudos(100 * work.workspace_id, team.id, ANA, BEN, TODAY, f"{word}-kudos", *of_answer)
    kudos = await KudosGiven(work).add(thanks)
    return {
        "standup_id": standup.id,
        "standup": standup,
        "Standups.settings": replace(settings, name=f"{word}-renamed-standup"),
        "owner_id": ANA,
        "team_ids": [team.id],
        "until": TODAY + 2 * WEEK,
        "questions": [NewQuestion(f"{word}-other-question")],
        "version": version,
        "on": TODAY,
        "Runs.open.on": TODAY + 2 * DAY,
        "Runs.of.since": MONDAY,
        "Runs.change.values": {"reason": f"{word}-why-left-out"},
        "Prompts.remove.prompt_ids": [waiting.id],
        "Prompts.add.part": Part.OPTIONAL,
        "Prompts.add.state": PromptState.WAITING,
        "parts": {BEN: Part.OUT},
        "Participants.at": time(11),
        "reminders": 1,
        "exemption_id": exemption.id,
        "Standups.give_to.owner_id": BEN,
        "Standups.note.values": {"held": f"C-{word}-held"},
        "Standups.move_report.channel": f"C-{word}-elsewhere",
        "picked": True,
        "run_id": planned.id,
        "Pages.answered.run_id": run.id,
        "Prompts.add.user_id": BEN,
        "zone": "Europe/London",
        "prompt_at": NOW,
        "close_at": NOW + HOUR,
        "prompt_id": prompt.id,
        "prompt_ids": [prompt.id],
        "prompt": prompt,
        "Prompts.change.values": {"state": PromptState.SKIPPED, "reason": f"{word}-why-not"},
        "since": NOW - HOUR,
        "Wordings.keys.until": NOW + DAY,
        "Answers.put.values": {question.id: f"{word}-other-answer"},
        "messages": {question.id: TS},
        "Answers.put_anonymous.values": {question.id: f"{word}-other-nameless-answer"},
        "files": [replace(file, id=f"F-{word}-other")],
        "states": [PromptState.ANSWERED],
        "Prompts.last_before.on": TODAY + DAY,
        "Everything.extent": Extent(),
        "Everything.after": 0,
        "blocker_id": blocker.id,
        "question_id": question.id,
        "opened_on": TODAY,
        "up_to": TODAY,
        "standup_ids": [standup.id],
        "Blockers.add.prompt": waiting,
        "Blockers.change.values": {"text": f"{word}-other-blocker"},
        "kudos": replace(thanks, id=0, receiver_id=BEN),
        "kudos_id": kudos.id,
        "kudos_ids": [kudos.id],
        "KudosGiven.run_id": run.id,
        "KudosGiven.change.values": {"text": f"{word}-other-kudos"},
        "Participants.of_person.user_id": BEN,
        "query": Query(word, (fold(word),)),
        "reach": Reach(ANA, frozenset({standup.id}), frozenset({standup.id})),
        "older_than": Mark(TODAY + DAY, False, 1),
        "first_at": NOW - HOUR,
        "OwnDeeds.until": NOW + HOUR,
        "OwnDeeds.helped.user_id": BEN,
        "item_id": item.id,
        "item_ids": [item.id],
        "PlanItems.before.on": TODAY + DAY,
        "PlanItems.change.values": {"text": f"{word}-other-item"},
        "carried": 0,
        "Answers.put.added": {question.id: Added(f"{word}-added")},
        "kept": KeptDraft(BEN, version, Draft(NOW, {question.id: f"{word}-kept-draft"})),
    }


def _nameless(work: Work, run_id: int, question_id: int, said: str) -> list[AnonymousAnswerRow]:
    """Enough to be shown; their ids are drawn by no lot, so that next door is the same every time."""
    return [
        AnonymousAnswerRow(
            id=100 * work.workspace_id + number,
            workspace_id=work.workspace_id,
            run_id=run_id,
            question_id=question_id,
            value=said,
            folded=fold(said),
        )
        for number in range(4)
    ]


async def _fires(work: Work, word: str, team: Team) -> dict[str, Any]:
    new = NewFire(
        team_id=team.id,
        title=f"{word}-title",
        description=f"{word}-description",
        permalink=f"https://{word}-link",
        source=Source.SHORTCUT,
        source_channel=CHANNEL,
        source_ts=TS,
        source_thread=TS,
        requester_id=ANA,
        filer_id=BEN,
        priority=Priority.P2,
        needed_by=TODAY + DAY,
        case_id=None,
    )
    number = await Fires(work).last_number() + 1
    filed = await Fires(work).add(new, number)
    await FireEvents(work).add(filed.id, ANA, Note.FILED, after=State.NEW, text=f"{word}-remark")
    fire = await Fires(work).change(
        filed, state=State.CLAIMED, owner_id=ANA, claimed_at=NOW, topic=f"{word}-topic", outcome=f"{word}-outcome"
    )
    assert fire is not None, "nobody was faster"
    await FireEvents(work).add(fire.id, ANA, Step.RESOLVE, text=f"{word}-resolved")
    await FireEvents(work).add(fire.id, BEN, Step.START)
    other = replace(new, title=f"{word}-asleep", source_ts="HERE-ONLY-1795.0004")
    asleep = await Fires(work).add(other, number + 1)
    await Fires(work).change(asleep, state=State.SNOOZED, merged_into=fire.id)
    await FireEvents(work).add(asleep.id, ANA, Step.SNOOZE, before=State.NEW, after=State.SNOOZED)
    done = await Fires(work).add(replace(new, title=f"{word}-done", source_ts=None), number + 2)
    await Fires(work).change(done, state=State.DONE, owner_id=ANA, closed_at=NOW)
    file = FileReference("F-HERE-ONLY-1", f"{word}-file", f"https://{word}-file")
    await FireMessages(work).add(fire.id, CHANNEL, TS, TS, ANA)
    await FireFiles(work).add(fire.id, file, ANA)
    await Ratings(work).put(fire.id, good=True)
    await QuietRequesters(work).put(ANA)
    desk = Desk(team.id, topics=(f"{word}-topic",), emoji=f"{word}-emoji", intake_channel=CHANNEL)
    await Desks(work).put(desk)
    knows = TopicPerson(f"{word}-topic", ANA, Level.EXPERT)
    await TopicPeople(work).replace(team.id, knows.topic, [knows])
    return {
        "FireMessages.add.ts": "HERE-ONLY-1795.0003",
        "FireMessages.add.user_id": ANA,
        "FireMessages.last_in_thread.requester_id": ANA,
        "FireMessages.last_since.user_id": ANA,
        "FireMessages.last_since.since": NOW - HOUR,
        "QuietRequesters.user_id": ANA,
        "QuietRequesters.put.user_id": BEN,
        "file": replace(file, file_id="F-HERE-ONLY-2"),
        "FireFiles.by": ANA,
        "good": False,
        "desk": replace(desk, emoji=f"{word}-other-emoji"),
        "Ratings.first": NOW - HOUR,
        "Ratings.last": NOW + HOUR,
        "topic": f"{word}-topic",
        "TopicPeople.replace.people": [replace(knows, user_id=BEN)],
        "number": number,
        "Fires.add.number": number + 3,
        "new": replace(new, title=f"{word}-other-title", source_ts="HERE-ONLY-1795.0002"),
        "fire_id": fire.id,
        "fire": fire,
        "Fires.change.values": {"title": f"{word}-better-title"},
        "channel": CHANNEL,
        "ts": TS,
        "thread": TS,
        "closed_since": NOW - HOUR,
        "Fires.first": NOW - HOUR,
        "Fires.last": NOW + HOUR,
        "Fires.before": NOW + HOUR,
        "actor_id": ANA,
        "ManyFires.before.number": number + 1,
        "limit": 5,
        "fire_ids": [fire.id],
        "ManyFires.first": NOW - HOUR,
        "ManyFires.last": NOW + HOUR,
        "FireEvents.kind": Step.CLAIM,
        "kinds": [Note.FILED],
        "FireEvents.of_workers.kinds": [Step.START],
        "FireEvents.of_workers.first": NOW - HOUR,
        "FireEvents.of_workers.last": NOW + HOUR,
        "before": State.NEW,
        "after": State.CLAIMED,
        "text": f"{word}-cause",
        "about_id": BEN,
    }


async def _load(work: Work, team: Team) -> dict[str, Any]:
    week = CountedWeek(MONDAY, (Tally(ANA, 2400, 9), Tally(BEN, 2400, 1)))
    week_id = await LoadWeeks(work).add(team.id, week, None)
    assert week_id is not None, "it was not counted before"
    episode_id = await Episodes(work).open(team.id, ANA, MONDAY)
    flag = Flag(Standing(ANA, (OwnWeek(MONDAY, 9, 10, Fraction(1, 2)),)), 0.01, HolmStep(1, 2, 0.02))
    await Flags(work).add(week_id, episode_id, flag)
    await Looks(work).add(team.id, BEN, [ANA], Place.TEAM)
    await Digests(work).add(team.id, MONDAY, DigestState.POSTED)
    found = Found(MONDAY, True, (), (Doubted(ANA, Doubt.ZONE),), False, Pile(1, 2, 3, 4), {ANA: Fraction(1, 2)})
    await LoadBeliefs(work).add(team.id, found, {"members": [ANA, BEN]})
    asked = await LoadDoubts(work).ask(team.id, Doubted(ANA, Doubt.ZONE), [ANA])
    await Choices(work).choose(team.id, person_only=True, by=ANA)
    told_id = await Episodes(work).open(team.id, UserId("U-HERE-ONLY-CAT"), MONDAY)
    await Episodes(work).person_told(told_id, NOW + HOUR)
    overload = await Overloads(work).open(team.id, MONDAY, Pile(1, 2, 3, 4))
    await Overloads(work).told(overload.id, [ANA])
    note_id = await LimitNotes(work).add(team.id, ANA, MONDAY, [Reached(Limit.DUTY_ROW, 2, 1)], [Limit.DUTY_ROW])
    assert note_id is not None
    await OwnChoices(work).watch(ANA, watched=True)
    await OwnChoices(work).agree(ANA, Mix(60, 20, 20))
    comparison = Comparison("How was it?", tuple(AnswerWeek(MONDAY - each * WEEK, 4, 1) for each in range(11)))
    dip = await Dips(work).open(ANA, MONDAY, comparison)
    calm = await Teams(work).create(
        TeamSettings("HERE-ONLY-calm", "C-HERE-ONLY-CALM", zone="Europe/London"), {ANA: Role.LEAD}
    )
    return {
        "Episodes.tell_anew.episode_id": told_id,
        "LoadPast.before": MONDAY + 52 * WEEK,
        "Overloads.open.team_id": calm.id,
        "LimitNotes.of_person.user_id": ANA,
        "LimitNotes.of_person.first": MONDAY,
        "LimitNotes.of_person.last": MONDAY,
        "LimitNotes.of_team.monday": MONDAY,
        "LimitNotes.add.user_id": BEN,
        "reached": [Reached(Limit.REST, 1, 2)],
        "to_tell": [Limit.REST],
        "note_id": note_id,
        "LoadBeliefs.found.monday": MONDAY,
        "LoadBeliefs.add.found": replace(found, monday=MONDAY + WEEK),
        "LoadBeliefs.beliefs": {"members": [BEN]},
        "LoadBeliefs.fair_shares.first": MONDAY,
        "LoadBeliefs.fair_shares.last": MONDAY,
        "doubt_id": asked.id,
        "LoadDoubts.doubted": Doubted(ANA, Doubt.HOURS),
        "LoadDoubts.told": [BEN],
        "Choices.person_only": False,
        "watched": False,
        "mix": Mix(50, 30, 20),
        "dip_id": dip.id,
        "Dips.open.user_id": BEN,
        "Dips.last_seen_before.monday": MONDAY + WEEK,
        "comparison": comparison,
        "overload_id": overload.id,
        "Overloads.pile": Pile(5, 6, 7, 8),
        "week": replace(week, monday=MONDAY + WEEK),
        "lack": Lack.CASES,
        "week_id": week_id,
        "episode_id": episode_id,
        "flag": replace(flag, standing=replace(flag.standing, user_id=BEN)),
        "Episodes.open.user_id": BEN,
        "monday": MONDAY + WEEK,
        "Digests.state.monday": MONDAY,
        "lead_due_at": NOW + HOUR,
        "leads": [BEN],
        "proposed": Proposed((Move(1, BEN),), (BEN,), Steps(plan_id=1)),
        "response": Response.TALK,
        "settled": Settled.APPLIED,
        "by": BEN,
        "viewer_id": BEN,
        "place": Place.NOTICE,
        "most": 10,
        "state": DigestState.SKIPPED,
    }


async def _duty(work: Work, word: str, team: Team) -> dict[str, Any]:
    shift = await Shifts(work).add(team.id, ANA, DutyRole.PRIMARY, starts=NOW - DAY, ends=NOW + DAY, put_by=BEN)
    wanted = NewCover(team.id, ANA, BEN, DutyRole.PRIMARY, NOW, NOW + DAY, (BEN,))
    cover = await Covers(work).add(wanted)
    turn = Turn(DutyRole.PRIMARY, NOW, NOW + DAY)
    offer = NewSwap(team.id, ANA, BEN, turn, replace(turn, role=DutyRole.BACKUP))
    swap = await Swaps(work).add(offer)
    await Feeds(work).add(ANA, f"{word}-feed")
    return {
        "Covers.new": replace(wanted, ends=NOW + HOUR),
        "Covers.first": NOW - HOUR,
        "Covers.last": NOW + HOUR,
        "cover_id": cover.id,
        "taker_id": BEN,
        "closed_as": CoverState.WITHDRAWN,
        "Swaps.new": replace(offer, mine=replace(turn, ends=NOW + HOUR)),
        "swap_id": swap.id,
        "settled_as": SwapState.DECLINED,
        "Feeds.add.user_id": BEN,
        "Feeds.fingerprint": f"{word}-other-feed",
        "shift_id": shift.id,
        "Shifts.role": DutyRole.BACKUP,
        "Shifts.starts": NOW,
        "Shifts.ends": NOW + HOUR,
        "Shifts.put_by": BEN,
        "Shifts.first": NOW - HOUR,
        "Shifts.last": NOW + HOUR,
    }


async def _rotation(work: Work, team: Team) -> dict[str, Any]:
    """Of two plans one is published, one waits."""
    rota = usual_rota(team.id, MONDAY)
    await Rotas(work).put(replace(rota, people=(ANA, BEN)))
    await Limits(work).put(OwnLimits(team.id, ANA, 1, ((MONDAY, MONDAY),), ((MONDAY, MONDAY),)))
    held = (f"primary {ANA} {NOW.isoformat()} {(NOW + DAY).isoformat()}",)
    why = f"{BEN} is there all the time."
    await DutyGroups(work).put(team.id, FoundGroup("S0DUTY", "duty", "T0"), ANA, has_backup=False)
    fresh = await DutyGroups(work).of(team.id)
    assert fresh is not None
    await DutyGroups(work).followed(fresh, (ANA,))
    group = await DutyGroups(work).of(team.id)
    planned = PlannedShift("Mon 30 Nov", MONDAY, MONDAY, BEN, None, ANA, None, held, why, f"{ANA} was next.")
    turns = Turns((planned,), (f"{ANA} ends 3 points above the fair share",), (Effect(ANA, 3.0),), 1, False)
    published = await DutyPlans(work).add(team.id, turns, ANA)
    await DutyPlans(work).decide(published.id, PlanState.PUBLISHED, ANA, published.id)
    waiting = await DutyPlans(work).add(team.id, turns, ANA)
    return {
        "DutyGroups.found": FoundGroup("S0NEW", "new-duty", "T0"),
        "DutyGroups.set_by": BEN,
        "DutyGroups.has_backup": True,
        "DutyGroups.group": group,
        "DutyGroups.told": (BEN,),
        "DutyGroups.reason": "permission_denied",
        "DutyGroups.until": NOW + HOUR,
        "Limits.limits": OwnLimits(team.id, BEN, 2),
        "Limits.user_id": ANA,
        "Rotas.rota": rota,
        "Rotas.usual": rota,
        "DutyPlans.turns": turns,
        "DutyPlans.made_by": ANA,
        "DutyPlans.plan_id": waiting.id,
        "DutyPlans.outcome": PlanState.DROPPED,
        "DutyPlans.by": BEN,
        "DutyPlans.told_with": published.id,
    }


async def _promises(work: Work, word: str) -> dict[str, Any]:
    """Of three messages one is posted, one given up, one waits."""
    await Timers(work).set(KEY, KIND, 1, NOW + HOUR)
    await Receipts(work).is_new(KEY)
    sent: dict[str, int] = {}
    for number, key in enumerate((KEY, DEAD, WAITING)):
        at = replace(work, now=NOW + number * timedelta(seconds=5))
        await Deliveries(at).add(
            key,
            CHANNEL,
            {"text": f"{word}-message"},
            thread_key=None,
            if_unsure=IfUnsure.RESEND,
            use_by=None,
            rank=Rank.NOTICE,
        )
        if key in SLACK_SAYS:
            sent[key] = await _send(at, key)
    return {
        "key": KEY,
        "keys": [KEY, DEAD, WAITING],
        "Timers.set.key": NEW,
        "Timers.kind": KIND,
        "at": NOW + 2 * HOUR,
        "Deliveries.add.key": NEW,
        "body": {"text": f"{word}-better-message"},
        "thread_key": KEY,
        "if_unsure": IfUnsure.DROP,
        "use_by": NOW + HOUR,
        "rank": Rank.PROMPT,
        "delivery_id": sent[DEAD],
    }


async def _programs(work: Work, word: str) -> dict[str, Any]:
    token = await Tokens(work).add(f"{word}-token", f"{word}-fingerprint", {Scope.READ}, None)
    await Replies(work).begin(token.id, KEY, f"{word}-request")
    await Replies(work).finish(token.id, KEY, 201, {"text": f"{word}-reply"})
    url = f"https://{word}-url"
    webhook = await Webhooks(work).add(token.id, url, {Happens.RUN_CLOSED}, f"{word}-secret", locked=False)
    await note(work, Happens.RUN_CLOSED, standup=1, run=1)
    # Marks are drawn by lot, and both houses are to be alike.
    await work.session.execute(
        update(HappeningRow).where(HappeningRow.workspace_id == work.workspace_id).values(mark=f"{word}-mark")
    )
    happening = await Webhooks(work).next_for(webhook.id)
    assert happening is not None, "it was noted a moment ago"
    return {
        "token_id": token.id,
        "fingerprint": f"{word}-other-fingerprint",
        "scopes": {Scope.READ},
        "request": f"{word}-request",
        "status": 200,
        "webhook_id": webhook.id,
        "webhook_ids": [webhook.id],
        "url": f"https://{word}-other-url",
        "Webhooks.add.events": {Happens.RUN_OPENED},
        "secret": f"{word}-other-secret",
        "locked": False,
        "Webhooks.put.values": {"error": f"{word}-error"},
        "happening_id": happening.id,
        "Pages.after": 0,
        "Pages.runs.before": TODAY + WEEK,
        "is_open": True,
        "AbsencePages.after": 0,
    }


async def _send(work: Work, key: str) -> int:
    """The lane sends the one message there is; returns its id."""
    lane = await lanes.take(work.session, work.workspace_id, work.now, Pace())
    assert lane is not None, "a message waits"
    (delivery,) = await lanes.claim(work.session, lane, work.now, Pace())
    await lanes.record(work.session, {delivery.id: SLACK_SAYS[key]}, lane, work.now, Pace())
    await lanes.release(work.session, lane, work.now, Pace())
    return delivery.id
