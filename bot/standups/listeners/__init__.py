"""Slack speaks about standups: everything a person can type, press or send, in the order they meet it."""

from bot.slack.routes import Routes
from bot.standups.blocks import ids
from bot.standups.listeners import (
    answering,
    blockers,
    channels,
    chatting,
    commands,
    day,
    follow_ups,
    home,
    kudos,
    other_days,
    questions,
    reports,
    roster,
    setting_up,
    trends,
)


def register(routes: Routes) -> None:
    for word, handler, usage, does in (
        ("", commands.answer, "", "Answer today's standup"),
        ("new", setting_up.open_new, "new", "Make a standup from a template"),
        ("list", commands.show_list, "list", "The standups there are"),
        ("show", commands.show, "show Daily standup", "One standup, and when everybody is asked next"),
        ("edit", setting_up.open_settings, "edit Daily standup", "Change when and where it runs"),
        ("questions", questions.open_list, "questions Daily standup", "Change what it asks"),
        ("people", roster.open_people, "people Daily standup", "Who takes part, and as what"),
        ("run", commands.run, "run Daily standup", "Ask everybody now, or with `@dan` one person"),
        ("skip-run", roster.skip, "skip-run Daily standup on 24 Dec", "Leave out one run, or the next"),
        ("unskip-run", roster.unskip, "unskip-run Daily standup", "Let it take place after all"),
        ("pause", commands.pause, "pause Daily standup until 4 Jan", "No runs until then, or until you resume it"),
        ("resume", commands.resume, "resume Daily standup", "Run it again"),
        ("skip", commands.skip, "skip", "Leave out today's"),
        ("for", other_days.answer_for, "for yesterday", "Answer for another day, as `for 20 Nov Daily standup`"),
        ("ahead", other_days.answer_ahead, "ahead", "Answer the next one before it asks"),
        ("off", roster.off, "off Daily standup until 4 Jan", "Not asked by one standup; a lead adds a name: `@dan`"),
        ("hour", roster.hour, "hour Daily standup 10:15", "Your own hour for it"),
        ("reminders", roster.reminders, "reminders Daily standup 1", "How often you are reminded at most"),
        ("report", reports.show, "report Daily standup 20 Nov", "The newest report, or that of a day, for you alone"),
        ("preview", reports.show_preview, "preview Daily standup", "What members get and others read, made up"),
        ("kudos", kudos.open_preview, "kudos @ben for the help", "Thank somebody in the team's channel"),
        ("trends", trends.show, "trends Daily standup 8", "Who answered over the last weeks, and means"),
    ):
        routes.command("/standup", word, handler, usage=usage, does=does)
    _register_answering(routes)
    routes.action(ids.POST_AGAIN, reports.post_it_again)
    routes.action(ids.SAY_THANKS, kudos.thank)
    routes.view(ids.KUDOS_FORM, kudos.receive)
    _register_channels(routes)
    _register_day(routes)
    routes.action(ids.RUN_NOW, commands.run_again)
    routes.view(ids.PEOPLE_FORM, roster.receive_people)
    routes.action(ids.UNSKIP_RUN, roster.undo_skip)
    routes.action(ids.UNDO_OFF, roster.take_back_off)
    routes.action(ids.RESHAPES, setting_up.reshape)
    routes.action(ids.ALL_SETTINGS, setting_up.show_all)
    routes.action(ids.TEMPLATE, setting_up.choose_template)
    routes.view(ids.SETTINGS_FORM, setting_up.receive_settings)
    _register_questions(routes)


def _register_answering(routes: Routes) -> None:
    routes.event("message", chatting.hear)
    routes.shortcut(ids.ANSWER_NOW, commands.answer)
    routes.action(ids.ANSWER, answering.open_form)
    routes.action(ids.SAME_AGAIN, answering.open_same_again)
    routes.action(ids.BLOCKED, answering.redraw)
    routes.action(ids.LOOKED_AT, answering.redraw)
    routes.action(ids.SAVE_DRAFT, answering.redraw)
    routes.action(ids.FILL_IN, answering.fill)
    routes.view(ids.ANSWER_FORM, answering.receive)
    routes.action(ids.ADD_MORE, follow_ups.open_more)
    routes.view(ids.MORE_FORM, follow_ups.receive_more)


def _register_day(routes: Routes) -> None:
    routes.action(ids.SKIP, day.skip)
    routes.action(ids.UNSKIP, day.unskip)
    routes.action(ids.SAY_WHY, day.open_why)
    routes.view(ids.SKIP_FORM, day.receive_why)
    routes.action(ids.LATER, day.later)
    routes.view(ids.SNOOZE_FORM, day.receive_snooze)
    routes.view(ids.OFF_FORM, day.receive_off)
    routes.action(ids.AWAY, day.away)
    routes.action(ids.DELETE_ANSWER, day.delete)
    routes.action(ids.ITEM_MENU, home.settle)
    routes.action(ids.OWN_HOUR, home.open_hour)
    routes.view(ids.HOUR_FORM, home.receive_hour)
    routes.action(ids.LEAD_MENU, home.choose_lead)
    routes.action(ids.HELP_BLOCKER, blockers.help_out)
    routes.action(ids.OWN_BLOCKER, blockers.own)
    routes.action(ids.SOLVE_BLOCKER, blockers.solve)
    routes.action(ids.REOPEN_BLOCKER, blockers.reopen)


def _register_questions(routes: Routes) -> None:
    routes.view(ids.QUESTIONS_FORM, questions.receive_list)
    routes.action(ids.QUESTION_MENU, questions.choose)
    routes.action(ids.ADD_QUESTION, questions.add)
    routes.action(ids.SHAPES_QUESTION, questions.shape)
    routes.view(ids.QUESTION_FORM, questions.receive_one)
    routes.action(ids.THROW_AWAY, questions.discard)


def _register_channels(routes: Routes) -> None:
    routes.action(ids.POST_HERE, channels.post_here)
    routes.action(ids.POST_ELSEWHERE, channels.post_elsewhere)
    for kind, handler in (
        ("channel_shared", channels.take_in_sharing),
        ("channel_unshared", channels.take_in_sharing),
        ("channel_archive", channels.take_in_archive),
        ("group_archive", channels.take_in_archive),
        ("channel_unarchive", channels.take_in_unarchive),
        ("group_unarchive", channels.take_in_unarchive),
        ("member_joined_channel", channels.take_in_joining),
    ):
        routes.event(kind, handler)
