"""Leads make standups and change them."""

from dataclasses import replace

from bot.core.calendar import find_zone, local_date
from bot.core.work import Work
from bot.people import directory
from bot.people.domain import Team
from bot.people.repository import Teams
from bot.slack.call import Call
from bot.slack.escape import escape, unescape
from bot.slack.forms import FormErrors, beside
from bot.slack.kit import modal, section
from bot.slack.message import View
from bot.standups.announcements.channels import look_at_channel
from bot.standups.blocks.pages import schedule_line
from bot.standups.blocks.settings_form import SettingsPage, settings_form, shape_of
from bot.standups.directory import openness
from bot.standups.domain import TEMPLATES, Standup, StandupSettings, Template
from bot.standups.domain.roster import say_short
from bot.standups.forms.settings import read_settings, read_shape, settings_from
from bot.standups.repository import Standups
from bot.standups.use_cases import (
    Unsound,
    change_standup,
    create_standup,
    find_standup,
    next_run_on,
    team_to_set_up,
)


async def open_new(call: Call) -> None:
    async with call.begin_reading() as work:
        team = await team_to_set_up(work, call.user_id, call.channel_id)
        page = _new_page(work, team, TEMPLATES[0])
    await call.open(settings_form(page))


async def open_settings(call: Call) -> None:
    async with call.begin_reading() as work:
        standup = await find_standup(work, call.user_id, unescape(call.rest), call.channel_id)
        view = await settings_of(work, standup)
    await call.open(view)


async def settings_of(work: Work, standup: Standup) -> View:
    """The form of a standup that is there."""
    return settings_form(await _page_of(work, standup))


async def choose_template(call: Call) -> None:
    async with call.begin_reading() as work:
        before = await _read_page(work, call)
        page = _new_page(work, before.team, _template(call.value))
        # Of its fields a template sets how often only.
        page = replace(page, shape=replace(before.shape, often=page.shape.often))
    await call.redraw_view(settings_form(page))


async def reshape(call: Call) -> None:
    """A choice was made on which it depends what else is asked. What was typed elsewhere stays."""
    async with call.begin_reading() as work:
        page = await _read_page(work, call)
    await call.redraw_view(settings_form(page))


async def show_all(call: Call) -> None:
    async with call.begin_reading() as work:
        page = await _read_page(work, call)
    await call.redraw_view(settings_form(replace(page, shape=replace(page.shape, shows_all=True))))


def _new_page(work: Work, team: Team, template: Template, *, shows_all: bool = False) -> SettingsPage:
    today = local_date(work.now, find_zone(team.zone))
    settings = settings_from(template, team.channel_id, team.zone, today)
    return SettingsPage(team, settings, template, shape_of(settings.schedule, shows_all=shows_all))


async def _page_of(work: Work, standup: Standup, *, shows_all: bool = False) -> SettingsPage:
    team = await Teams(work).get(standup.team_id)
    shape = shape_of(standup.schedule, shows_all=shows_all)
    return SettingsPage(team, standup.settings, TEMPLATES[0], shape, standup.id)


async def _read_page(work: Work, call: Call) -> SettingsPage:
    """The form somebody has before them, with the fields that their choices need."""
    team_id, standup_id, template_key, shows_all = call.memo.split(":")
    if standup_id:
        standup = await Standups(work).get(int(standup_id))
        page = await _page_of(work, standup, shows_all=bool(shows_all))
    else:
        team = await Teams(work).get(int(team_id))
        page = _new_page(work, team, _template(template_key), shows_all=bool(shows_all))
    return replace(page, shape=read_shape(call.values, page.shape))


async def receive_settings(call: Call) -> None:
    async with call.begin_reading() as work:
        page = await _read_page(work, call)
    settings = read_settings(call.values, page.settings)
    with beside("channel"):
        channels = (settings.report_channel, *(each.channel for each in settings.reporting.also_to))
        for channel in channels:
            await directory.join(call.client, channel)
        seen = {channel: await openness(call.client, channel) for channel in channels}
    try:
        async with call.begin_work() as work:
            standup = await _save(work, call.user_id, page, settings)
            coming = await next_run_on(work, standup)
            for channel, how in seen.items():
                if how is not None:
                    await look_at_channel(work, channel, how)
    except Unsound as unsound:
        raise FormErrors({_block_about(call, unsound.about): unsound.text}) from unsound
    text = f"*{escape(standup.name)}*\n{schedule_line(standup)}, with the report in <#{standup.report_channel}>."
    first = f"Its next run is on {say_short(coming)}. " if coming else ""
    name = escape(standup.name)
    hint = f"{first}`/standup questions {name}` changes what it asks, `/standup run {name}` asks everybody now."
    done = modal("All set", [section(text), section(hint)], callback_id="standups.done", close="Close")
    await call.show_next(done)


async def _save(work: Work, by: str, page: SettingsPage, settings: StandupSettings) -> Standup:
    if page.standup_id is not None:
        return await change_standup(work, page.standup_id, by, settings)
    return await create_standup(work, page.team.id, by, settings, page.template.questions)


def _block_about(call: Call, about: str) -> str:
    return next((each for each in call.values if each.partition(":")[0] == about), "channel")


def _template(key: str) -> Template:
    return next((each for each in TEMPLATES if each.key == key), TEMPLATES[0])
