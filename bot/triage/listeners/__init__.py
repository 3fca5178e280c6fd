"""Slack speaks about fires: everything a person can type, press or send, in the order they meet it."""

from bot.slack.routes import Routes
from bot.triage.blocks import ids
from bot.triage.domain import arrange
from bot.triage.listeners import (
    afterwards,
    buttons,
    commands,
    desks,
    doors,
    filing,
    hearing,
    leading,
    looking,
    moving,
    noting,
    submissions,
)
from bot.triage.listeners.keeping import keeping_words


def register(routes: Routes) -> None:
    _register_commands(routes)
    _register_doors(routes)
    _register_buttons(routes)
    _register_afterwards(routes)
    _register_forms(routes)
    _register_leading(routes)


def _register_commands(routes: Routes) -> None:
    for word, handler, usage, does in (
        ("", commands.show_queue, "", "What nobody has yet, and what is in hand"),
        ("new", filing.file, "new Revenue dashboard shows zeros p1", "Ask for something; p1 to p4 says how urgent"),
        ("mine", commands.show_mine, "mine", "What you have in hand, and what you asked for"),
        ("open", commands.show_open, "open", "All that is not over, the oldest first"),
        ("show", commands.show, "show F-12", "Everything about one fire"),
        ("edit", filing.edit, "edit F-12", "Tell it better: words, kind, dates, who sees it"),
        ("find", looking.find, "find revenue dashboard", "Look for words in fires, old and new"),
        ("claim", leading.making_room(commands.claim), "claim F-12", "Take a fire"),
        ("assign", leading.making_room(commands.assign), "assign F-12 @ben", "Give a fire to somebody of the team"),
        ("suggest", leading.suggest, "suggest F-12", "Who could take it, and why"),
        ("release", commands.release, "release F-12", "Put it back into the queue"),
        ("start", commands.start, "start F-12", "Say that you are working on it"),
        ("wait", commands.wait, "wait F-12 which month?", "Ask the requester for something"),
        ("resolve", commands.resolve, "resolve F-12 fixed the join", "It is done"),
        ("decline", commands.decline, "decline F-12 we have no such data", "It will not be done, and why"),
        ("reopen", commands.reopen, "reopen F-12", "It is not over after all"),
        ("snooze", moving.snooze_typed, "snooze F-12 until Monday", "Put it off; it comes back by itself"),
        ("wake", moving.wake_typed, "wake F-12", "Bring back what was put off"),
        ("merge", moving.merge_typed, "merge F-12 into F-9", "Two fires are one matter"),
        ("split", moving.split_typed, "split F-12 the churn chart too", "Part of it is a fire of its own"),
        ("note", noting.note, "note F-12 the export ran twice", "A note that only the team reads"),
        ("not-a-request", moving.dismiss_typed, "not-a-request F-12", "It leaves all counts, if said within an hour"),
        ("handover", leading.hand_over, "handover @ben", "What somebody has in hand goes to others, before leave"),
        ("learn", desks.learn, "learn billing", "Say which topic you want to learn"),
        ("stats", looking.show_statistics, "stats 8", "The team's fires in numbers, over so many weeks"),
        ("recurring", afterwards.show_recurring, "recurring", "What keeps coming back, and could be automated"),
        ("settings", desks.show_settings, "settings", "How the team takes fires; leads can change it"),
        ("export", looking.export, "export [mine]", "The team's fires, or yours, as CSV in your messages"),
    ):
        routes.command("/triage", word, keeping_words(handler), usage=usage, does=does)
    routes.arranged("/triage", arrange)


def _register_doors(routes: Routes) -> None:
    routes.shortcut(ids.FROM_MESSAGE, doors.file_message)
    routes.shortcut(ids.FILE, doors.open_form)
    routes.action(ids.FILE_HERE, doors.open_form)
    routes.action(ids.FILE_THIS, doors.file_this)
    routes.action(ids.CHOOSE_ASKED, filing.reshape)
    routes.event("reaction_added", hearing.hear_emoji)
    routes.event("app_mention", hearing.hear_call)
    routes.event("message", hearing.hear_message)
    routes.event("message", doors.hear_answer)
    routes.event("message", noting.hear_talk)
    routes.event("message", noting.hear_change)
    routes.action(ids.SOMETHING_ELSE, hearing.part)


def _register_buttons(routes: Routes) -> None:
    routes.action(ids.CLAIM, leading.making_room(buttons.claim))
    routes.action(ids.START, buttons.start)
    routes.action(ids.DONE, buttons.open_resolve)
    routes.action(ids.MENU, buttons.choose)
    routes.action(ids.REOPEN, buttons.reopen)
    routes.action(ids.ANSWER, buttons.open_answer)
    routes.action(ids.EDIT, buttons.open_edit)
    routes.action(ids.WITHDRAW, buttons.withdraw)
    routes.action(ids.SHOW, buttons.show)
    routes.action(ids.ASSIGN_ANYWAY, leading.making_room(buttons.assign_anyway))
    routes.action(ids.PAGE, buttons.turn_page)
    routes.action(ids.PAGE_BACK, buttons.turn_page)
    routes.action(ids.CHOOSE_TEAM, buttons.choose_team)
    routes.action(ids.SNOOZE, moving.open_snooze)
    routes.action(ids.WAKE, moving.wake)
    routes.action(ids.MERGE, moving.open_merge)
    routes.action(ids.SPLIT, moving.open_split)
    routes.action(ids.DISMISS, moving.open_dismiss)
    routes.action(ids.SET_PRIORITY, moving.open_priority)


def _register_afterwards(routes: Routes) -> None:
    routes.action(ids.RATE_GOOD, afterwards.rate_good)
    routes.action(ids.RATE_POOR, afterwards.rate_poor)
    routes.action(ids.STILL_OWNED, afterwards.still_owned)
    routes.action(ids.NOT_WANTED, afterwards.not_wanted)
    routes.action(ids.NOT_OURS, afterwards.not_ours)


def _register_forms(routes: Routes) -> None:
    routes.view(ids.FILE_FORM, submissions.file)
    routes.view(ids.EDIT_FORM, submissions.edit)
    routes.view(ids.ASSIGN_FORM, leading.making_room(submissions.assign))
    routes.view(ids.AWAY_FORM, leading.making_room(submissions.assign_anyway))
    routes.view(ids.ROOM_FORM, leading.make_room)
    routes.view(ids.WAIT_FORM, submissions.wait)
    routes.view(ids.ANSWER_FORM, submissions.answer)
    routes.view(ids.RESOLVE_FORM, submissions.resolve)
    routes.view(ids.DECLINE_FORM, submissions.decline)
    routes.view(ids.PRIORITY_FORM, submissions.set_priority)
    routes.view(ids.SNOOZE_FORM, moving.snooze)
    routes.view(ids.MERGE_FORM, moving.merge)
    routes.view(ids.SPLIT_FORM, moving.split)
    routes.view(ids.DISMISS_FORM, moving.dismiss)


def _register_leading(routes: Routes) -> None:
    routes.action(ids.SUGGEST, leading.suggest_from_button)
    for place in ("first", "next"):
        routes.action(f"{ids.ASSIGN_TO}:{place}", leading.making_room(leading.assign_to))
    for action_id in (ids.HAND_ONE, ids.QUEUE_ONE, ids.KEEP_ONE):
        routes.action(action_id, leading.decide_one)
    for action_id in (ids.HAND_ALL, ids.QUEUE_ALL, ids.KEEP_ALL):
        routes.action(action_id, leading.decide_all)
    routes.action(ids.QUEUE, leading.show_queue_of)
    routes.action(ids.NARROW, looking.narrow)
    routes.action(ids.FIND_MORE, looking.find_more)
    routes.action(ids.HISTORY, looking.show_history)
    routes.action(ids.HISTORY_BACK, looking.show_history)
    routes.action(ids.SEVERAL, looking.open_several)
    routes.view(ids.SEVERAL_FORM, looking.change_several)
    routes.action(ids.CHANGE_DESK, desks.open_desk)
    routes.action(ids.CHANGE_TOPICS, desks.open_topics)
    routes.action(ids.UNLEARN, desks.unlearn)
    routes.view(ids.DESK_FORM, desks.save_desk)
    routes.view(ids.TOPICS_FORM, desks.save_topics)
