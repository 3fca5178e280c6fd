"""Slack speaks about standups: everything a person can type, press or send, in the order they meet it."""

from bot.slack.routes import Routes
from bot.standups.blocks import ids
from bot.standups.listeners import answering, commands, setting_up


def register(routes: Routes) -> None:
    for word, handler, usage, does in (
        ("", commands.answer, "", "Answer today's standup"),
        ("new", setting_up.open_new, "new", "Make a standup from a template"),
        ("list", commands.show_list, "list", "The standups there are"),
        ("show", commands.show, "show Daily standup", "One standup, and when everybody is asked next"),
        ("edit", setting_up.open_settings, "edit Daily standup", "Change when and where it runs"),
        ("questions", setting_up.open_questions, "questions Daily standup", "Change what it asks"),
        ("run", commands.run, "run Daily standup", "Ask everybody now"),
        ("pause", commands.pause, "pause Daily standup until 4 Jan", "No runs until then, or until you resume it"),
        ("resume", commands.resume, "resume Daily standup", "Run it again"),
        ("skip", commands.skip, "skip", "Leave out today's"),
        ("report", commands.report, "report Daily standup", "The newest report, for you alone"),
    ):
        routes.command("/standup", word, handler, usage=usage, does=does)
    routes.event("message", answering.hear)
    routes.action(ids.ANSWER, answering.open_form)
    routes.action(ids.BLOCKED, answering.show_words)
    routes.view(ids.ANSWER_FORM, answering.receive)
    routes.action(ids.SKIP, answering.skip)
    routes.action(ids.UNSKIP, answering.unskip)
    routes.action(ids.AWAY, answering.away)
    routes.action(ids.HELP, answering.help_out)
    routes.action(ids.TEMPLATE, setting_up.choose_template)
    routes.view(ids.SETTINGS_FORM, setting_up.receive_settings)
    routes.view(ids.QUESTIONS_FORM, setting_up.receive_questions)
