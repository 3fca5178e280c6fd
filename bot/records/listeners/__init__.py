"""Slack speaks about records: searching them, one's own, clearing and forgetting."""

from bot.records.blocks import forgetting as forgetting_blocks
from bot.records.blocks import merging as merging_blocks
from bot.records.blocks import search as search_blocks
from bot.records.listeners import forgetting, hype, merging, search
from bot.slack.routes import Routes
from bot.standups.blocks import ids


def register(routes: Routes) -> None:
    routes.command("/standup", "find", search.find, usage="find churn from:@ana", does="Search what was answered")
    routes.command(
        "/standup", "hype", hype.tell_own_record, usage="hype last quarter", does="What you did, as Markdown"
    )
    routes.command("/standup", "me", hype.tell_own_record, usage="me 2026", does="The same")
    routes.action(ids.SEARCH, search.open_form)
    routes.action(search_blocks.OLDER, search.older)
    routes.view(search_blocks.FORM, search.receive)
    _register_forgetting(routes)


def _register_forgetting(routes: Routes) -> None:
    does = "Have everything you wrote deleted, and your name; an admin adds one: `@dan`"
    routes.command("/standup", "forget", forgetting.open_form, usage="forget", does=does)
    routes.view(forgetting_blocks.FORM, forgetting.receive)
    does = "Carry somebody's history over to their new account (admins)"
    routes.command("/standup", "merge", merging.open_form, usage="merge @old @new", does=does)
    routes.view(merging_blocks.FORM, merging.receive)
    routes.action(merging_blocks.SAME, merging.same)
    routes.action(merging_blocks.OTHER, merging.other)
