"""Leads make standups and change them."""

from bot.core.calendar import find_zone, local_date
from bot.core.errors import BotError
from bot.people import directory
from bot.people.repository import Teams
from bot.slack.call import Call
from bot.slack.escape import escape, unescape
from bot.slack.kit import modal, section
from bot.standups.blocks.prompts import schedule_line
from bot.standups.blocks.questions_form import questions_form
from bot.standups.blocks.settings_form import settings_form
from bot.standups.domain import TEMPLATES, Template
from bot.standups.forms import FormErrors, read_questions, read_settings
from bot.standups.repository import Standups
from bot.standups.use_cases import change_questions, change_standup, create_standup, find_standup, team_to_set_up


async def open_new(call: Call) -> None:
    async with call.begin_reading() as work:
        team = await team_to_set_up(work, call.user_id, call.channel_id)
    template = TEMPLATES[0]
    await call.open(settings_form(standup=None, template=template, channel_id=team.channel_id, team=team))


async def choose_template(call: Call) -> None:
    team_id, _, _ = call.memo.split(":")
    async with call.begin_reading() as work:
        team = await Teams(work).get(int(team_id))
    template = _template(call.value)
    await call.redraw_view(settings_form(standup=None, template=template, channel_id=team.channel_id, team=team))


async def open_settings(call: Call) -> None:
    async with call.begin_reading() as work:
        standup = await find_standup(work, call.user_id, unescape(call.rest), call.channel_id)
        team = await Teams(work).get(standup.team_id)
    await call.open(
        settings_form(
            standup=standup,
            template=TEMPLATES[0],
            channel_id=standup.report_channel,
            team=team,
        )
    )


async def receive_settings(call: Call) -> None:
    team_id, standup_id, template_key = call.memo.split(":")
    async with call.begin_reading() as work:
        team = await Teams(work).get(int(team_id))
        today = local_date(work.now, find_zone(team.zone))
    settings = read_settings(call.values, today, team.zone)
    if isinstance(settings, FormErrors):
        await call.show_errors(settings.by_block)
        return
    try:
        await directory.join(call.client, settings.report_channel)
    except BotError as error:
        await call.show_errors({"channel": error.text})
        return
    async with call.begin_work() as work:
        if standup_id:
            standup = await change_standup(work, int(standup_id), call.user_id, settings)
        else:
            questions = _template(template_key).questions
            standup = await create_standup(work, team.id, call.user_id, settings, questions)
    text = f"*{escape(standup.name)}*\n{schedule_line(standup)}, with the report in <#{standup.report_channel}>."
    hint = f"`/standup questions {escape(standup.name)}` changes what it asks, `/standup run` asks everybody now."
    done = modal("All set", [section(text), section(hint)], callback_id="standups.done", close="Close")
    await call.show_next(done)


async def open_questions(call: Call) -> None:
    async with call.begin_reading() as work:
        standup = await find_standup(work, call.user_id, unescape(call.rest), call.channel_id)
        questions = await Standups(work).questions(standup.id, standup.version)
    await call.open(questions_form(standup, questions))


async def receive_questions(call: Call) -> None:
    standup_id = int(call.memo)
    async with call.begin_reading() as work:
        standup = await Standups(work).get(standup_id)
        before = await Standups(work).questions(standup_id, standup.version)
    questions = read_questions(call.values, before)
    if isinstance(questions, FormErrors):
        await call.show_errors(questions.by_block)
        return
    async with call.begin_work() as work:
        await change_questions(work, standup_id, call.user_id, questions)
    await call.ack()


def _template(key: str) -> Template:
    return next((each for each in TEMPLATES if each.key == key), TEMPLATES[0])
