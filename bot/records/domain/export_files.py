"""The files of an export and what their columns mean: for the writer, for `export.json` and for docs/export.md."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.records.domain.export_cells import Column, Type

# Grows when a column goes or changes its meaning; a new column or file does not break who reads by name.
SCHEMA_VERSION = 1


@dataclass(frozen=True)
class File:
    """One file of an export; each row is one of what its `meaning` says."""

    name: str
    meaning: str
    columns: tuple[Column, ...]


# A line for each file, and one for each of its columns: name, type, meaning.
DESCRIBED = """
people Somebody the teams have to do with
    user_id text Their id in Slack
    name text Their name in Slack
    zone text Their IANA time zone; empty when Slack knows none
    is_admin bool Is an admin of the workspace
    is_guest bool Is a guest
    is_bot bool Is a bot
    is_stranger bool Comes from another company
    deleted bool Has left the workspace
    days json Own working days, 0 is Monday; null: those of the team
    starts time Own working hours: from
    ends time Own working hours: to
    country text Own public holidays: country
    region text Own public holidays: region
teams A team
    team_id number The team
    name text Its name
    channel_id text Its channel in Slack
    follows_channel bool Whoever is in the channel is in the team
    zone text Its IANA time zone
    days json Working days, 0 is Monday
    starts time Working hours: from
    ends time Working hours: to
    country text Public holidays: country
    region text Public holidays: region
    set_up_at instant When it was set up
memberships Somebody in a team
    team_id number The team
    user_id text The member
    role text lead or member
absences Days on which somebody is away
    absence_id number The absence
    user_id text Who is away
    first_on date First day
    last_on date Last day, included
    starts time Of each day only from here; null: whole days
    ends time Of each day only up to here; 00:00 is the end of the day
    asks_again bool Until further notice
    set_by text Who set it
    set_at instant When it was set
    cancelled_at instant When it was called off
    reason text The reason; only in that person's own export, where they wrote it
standups A standup as it is set up now
    standup_id number The standup
    team_id number Its team
    name text Its name
    owner_id text Who owns it
    at time When it asks
    follows_member bool On the clock of each member; else on that of zone
    zone text Its IANA time zone
    days json Weekdays, 0 is Monday
    every_weeks number Every how many weeks
    monthly number The how manieth of its weekday in a month; -1 is the last
    month_day number The day of the month
    window_minutes number How long after the prompt an answer is in time
    deadline time A time on the run's own date instead
    evening_before bool Asks on the working day before
    reminders json Minutes after the prompt
    report_channel text Where its report goes
    readers text Who reads answers: team, members, leads or owner
    anonymous bool Answers have no author
    active bool Is not paused
    paused_until date When it resumes by itself
    version number The version of its questions now
    keep_days number Days after which words are cleared; null: never
questions A question of one version of a standup
    question_id number The question
    standup_id number Its standup
    version number The version of the standup's questions
    position number Its place, from 0
    key text The same in every version of the standup
    text text Its wording
    wordings json Other wordings; each run draws one
    kind text What kind of answer it takes
    required bool Has to be answered
    choices json What can be chosen
    lowest number The least number
    highest number The greatest number
    days json Weekdays on which it is asked; null: every day
runs A standup on one date
    run_id number The run
    standup_id number Its standup
    on date Its date
    version number The version of its questions
    state text open, closed or skipped
    close_at instant When it closes
    reason text Why it was skipped
    cleared_on date When its words were cleared by the standup's retention
prompts A run for one member; of anonymous standups without moments
    prompt_id number The prompt
    run_id number Its run
    standup_id number Its standup
    on date The date of the run
    user_id text The member
    part text expected or optional
    state text waiting, asked, answered, skipped, away, holiday, unasked or left
    zone text The clock it was asked on
    prompt_at instant When it was asked, or will be
    close_at instant When their time ends
    answered_at instant When they answered
    edited_at instant When they last changed it
    late bool Answered after their time
    deleted_at instant When they took their answer back
    reason text Why they were not asked; why they skipped only in that person's own export
answers What one member said to one question; of anonymous standups without member, prompt and moment, \
in an order drawn by lot, once the run is closed and at least four answered that question
    standup_id number The standup
    run_id number The run
    on date The date of the run
    prompt_id number The prompt it answers
    user_id text Who said it
    question_id number The question
    question_key text The same in every version of the standup
    question_version number The version of the questions it was asked with
    question text The question as it was asked
    kind text What kind of answer it takes
    said_at instant When it was said
    VALUE
answer_revisions What an answer said before it was changed
    standup_id number The standup
    run_id number The run
    on date The date of the run
    prompt_id number The prompt
    user_id text Who said it
    question_id number The question
    said_at instant When it was said
    replaced_at instant When it was changed
    VALUE
answer_files A file given with an answer, which Slack keeps
    prompt_id number The prompt
    user_id text Who gave it
    file_id text Its id in Slack
    name text Its name
    permalink text Where it is
    withheld text Why there are no words here; else empty
plan_items A line of a plan
    item_id number The item
    standup_id number The standup
    user_id text Whose plan
    key text The key of the question
    text text The words
    state text Where it stands
    made_in number The prompt it was planned in
    carried number How many times it came back
    settled_in number The prompt it was settled in
    settled_at instant When it was settled
    withheld text Why there are no words here; else empty
blockers What stood in somebody's way
    blocker_id number The blocker; people call it B-1
    standup_id number The standup
    prompt_id number The prompt whose answer opened it
    question_id number The question
    user_id text Who is blocked
    text text By what
    opened_on date Since when
    owner_id text Who sees to it
    escalated_at instant When the leads were told
    resolved_at instant When it was solved
    resolved_by text Who solved it
    fire_number number The fire that was made of it
    withheld text Why there are no words here; else empty
fires A request from outside; in a person's export with the words that they wrote
    number number The fire; people call it F-1
    team_id number The team
    case_id number The case it belongs to
    title text In a line
    description text In full
    permalink text The message it came from
    source text The door it came through
    requester_id text Who asks
    filer_id text Who filed it
    priority_proposed text What the requester proposed
    priority text What holds
    state text Where it stands
    owner_id text Who has it
    topic text Its topic
    effort text S, M or L
    recurrence text Whether it comes back
    needed_by date When it is needed
    created_at instant When it was filed
    claimed_at instant When somebody took it
    started_at instant When work began
    closed_at instant When it was closed
    closed_by text Who closed it
    outcome text What came of it
    type text Its kind, of the team's list
    fields json What its kind asks for, by label
    decision text The decision it serves
    readiness json Answers to the readiness questions
    private bool Whether only those concerned see it; such fires are in their own exports alone
fire_events Something that happened to a fire
    event_id number The event
    number number The fire
    at instant When
    actor_id text Who did it
    kind text What happened
    before text The state before
    after text The state after
    text text In their words
    about_id text Whom it is about
"""
# The columns of an answer.
VALUE = """
    text text The words of a text, of what blocks somebody, or of rich text without its styles
    number number A number, or a mood from 1 to 5
    bool bool Yes or no; of a blocker whether there is one
    date date A date
    choices json What was chosen, people by their ids, or the lines of a plan: a list of texts
    value json The whole answer exactly as it is stored; the form to import again
    withheld text Why there are no words here; else empty
"""


def _read(described: str) -> tuple[File, ...]:
    found: list[File] = []
    for line in described.strip("\n").splitlines():
        if not line.startswith(" "):
            file, about = line.split(maxsplit=1)
            found.append(File(file, about, ()))
            continue
        name, type_, meaning = line.split(maxsplit=2)
        found[-1] = replace(found[-1], columns=(*found[-1].columns, Column(name, Type(type_), meaning)))
    return tuple(found)


FILES = _read(DESCRIBED.replace("    VALUE", VALUE.strip("\n")))


def as_markdown() -> str:
    """The files and their columns as docs/export.md has them."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    for file in FILES:
        yield f"### {file.name}\n\n{file.meaning}.\n\n| column | type | meaning |\n| --- | --- | --- |"
        for column in file.columns:
            yield f"| `{column.name}` | {column.type} | {column.meaning} |"
        yield ""
