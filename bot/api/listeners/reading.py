"""Programs read."""

from bot.api import blocks, forms
from bot.api.domain import page_of
from bot.api.listeners.door import Ask, Reply
from bot.api.use_cases import reading
from bot.workspaces.repository import get_workspace


async def show_me(ask: Ask) -> Reply:
    workspace = await get_workspace(ask.work.session, ask.work.workspace_id)
    return Reply(blocks.me(ask.caller, (workspace.slack_id, workspace.name), await ask.eyes.teams()))


async def list_teams(ask: Ask) -> Reply:
    request = forms.read_paging("teams", ask.query)
    teams = [each for each in await ask.eyes.teams() if each.id > request.after_id]
    return Reply(blocks.paged(page_of(teams[: request.limit + 1], request, lambda each: each.id), blocks.team))


async def list_standups(ask: Ask) -> Reply:
    found = await reading.standups_page(ask.work, ask.eyes, forms.read_paging("standups", ask.query))
    return Reply(blocks.paged(found, blocks.standup))


async def show_standup(ask: Ask) -> Reply:
    standup = await ask.eyes.standup(ask.id("standup"))
    questions = await reading.questions_of(ask.work, ask.eyes, standup)
    asked = None if questions is None else [blocks.question(each) for each in questions]
    return Reply({**blocks.standup(standup), "questions": asked})


async def list_next(ask: Ask) -> Reply:
    standup = await ask.eyes.standup(ask.id("standup"))
    request = forms.read_paging(f"next-{standup.id}", ask.query)
    found = await reading.next_page(ask.work, ask.eyes, standup, request)
    zone = (await ask.eyes.team_of(standup)).zone
    return Reply(blocks.paged(found, lambda each: blocks.sends(each[0], each[1], zone)))


async def list_runs(ask: Ask) -> Reply:
    standup = await ask.eyes.standup(ask.id("standup"))
    request = forms.read_paging(f"runs-{standup.id}", ask.query)
    return Reply(blocks.paged(await reading.runs_page(ask.work, standup, request), blocks.run))


async def list_answers(ask: Ask) -> Reply:
    request = forms.read_paging(f"answers-{ask.id('run')}", ask.query)
    told, next_cursor = await reading.answers_page(ask.work, ask.eyes, ask.id("run"), request)
    return Reply(blocks.answers(told, next_cursor))


async def show_participation(ask: Ask) -> Reply:
    standup = await ask.eyes.standup(ask.id("standup"))
    weeks = await reading.participation_of(ask.work, ask.eyes, standup, forms.read_weeks(ask.query))
    return Reply(blocks.page(blocks.participation(each) for each in weeks))


async def list_blockers(ask: Ask) -> Reply:
    is_open = forms.read_blocker_state(ask.query)
    found = await reading.blockers_page(ask.work, ask.eyes, is_open, forms.read_paging("blockers", ask.query))
    return Reply(blocks.paged(found, blocks.blocker))


async def list_absences(ask: Ask) -> Reply:
    first, last = forms.read_span(ask.query)
    found = await reading.absences_page(ask.work, ask.eyes, first, last, forms.read_paging("absences", ask.query))
    return Reply(blocks.paged(found, lambda each: blocks.absence(each, own=each.user_id == ask.eyes.user_id)))
