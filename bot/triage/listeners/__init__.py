"""Slack speaks about fires: everything a person can type, press or send, in the order they meet it."""

from bot.slack.routes import Routes
from bot.triage.blocks import ids
from bot.triage.listeners import buttons, commands, doors, submissions


def register(routes: Routes) -> None:
    _register_commands(routes)
    _register_doors(routes)
    _register_buttons(routes)
    _register_forms(routes)


def _register_commands(routes: Routes) -> None:
    for word, handler, usage, does in (
        ("", commands.show_queue, "", "What nobody has yet, and what is in hand"),
        ("new", commands.file, "new Revenue dashboard shows zeros p1", "Ask for something; p1 to p4 says how urgent"),
        ("mine", commands.show_mine, "mine", "What you have in hand, and what you asked for"),
        ("open", commands.show_open, "open", "All that is not over, the oldest first"),
        ("show", commands.show, "show F-12", "Everything about one fire"),
        ("claim", commands.claim, "claim F-12", "Take a fire"),
        ("assign", commands.assign, "assign F-12 @ben", "Give a fire to somebody of the team"),
        ("release", commands.release, "release F-12", "Put it back into the queue"),
        ("start", commands.start, "start F-12", "Say that you are working on it"),
        ("wait", commands.wait, "wait F-12 which month?", "Ask the requester for something"),
        ("resolve", commands.resolve, "resolve F-12 fixed the join", "It is done"),
        ("decline", commands.decline, "decline F-12 we have no such data", "It will not be done, and why"),
        ("reopen", commands.reopen, "reopen F-12", "It is not over after all"),
    ):
        routes.command("/triage", word, handler, usage=usage, does=does)


def _register_doors(routes: Routes) -> None:
    routes.shortcut(ids.FROM_MESSAGE, doors.file_message)
    routes.shortcut(ids.FILE, doors.open_form)
    routes.action(ids.FILE_HERE, doors.open_form)
    routes.event("message", doors.hear_answer)


def _register_buttons(routes: Routes) -> None:
    routes.action(ids.CLAIM, buttons.claim)
    routes.action(ids.START, buttons.start)
    routes.action(ids.DONE, buttons.open_resolve)
    routes.action(ids.MENU, buttons.choose)
    routes.action(ids.REOPEN, buttons.reopen)
    routes.action(ids.ANSWER, buttons.open_answer)
    routes.action(ids.EDIT, buttons.open_edit)
    routes.action(ids.WITHDRAW, buttons.withdraw)
    routes.action(ids.SHOW, buttons.show)
    routes.action(ids.ASSIGN_ANYWAY, buttons.assign_anyway)
    routes.action(ids.PAGE, buttons.turn_page)
    routes.action(ids.PAGE_BACK, buttons.turn_page)
    routes.action(ids.CHOOSE_TEAM, buttons.choose_team)


def _register_forms(routes: Routes) -> None:
    routes.view(ids.FILE_FORM, submissions.file)
    routes.view(ids.EDIT_FORM, submissions.edit)
    routes.view(ids.ASSIGN_FORM, submissions.assign)
    routes.view(ids.AWAY_FORM, submissions.assign_anyway)
    routes.view(ids.WAIT_FORM, submissions.wait)
    routes.view(ids.ANSWER_FORM, submissions.answer)
    routes.view(ids.RESOLVE_FORM, submissions.resolve)
    routes.view(ids.DECLINE_FORM, submissions.decline)
    routes.view(ids.PRIORITY_FORM, submissions.set_priority)
