"""Northwind, the believable workspace: a data team of six, those who ask them for things, and their channels."""

from dataclasses import dataclass, field

from bot.sandbox.state import BOT_USER, SLACKBOT, Channel, User

CREATED = 1_764_000_000


@dataclass
class Population:
    """Who is there when a sandbox starts for the first time."""

    users: list[User] = field(default_factory=list)
    channels: list[Channel] = field(default_factory=list)


def _person(name: str, surname: str, title: str, tz: str, colour: str, *, note: str = "") -> User:
    real_name = f"{name.capitalize()} {surname}"
    return User(f"U{name.upper()}", name, real_name, title=title, tz=tz, colour=colour, note=note, updated=CREATED)


def northwind() -> Population:
    """A fresh copy each time: sandboxes do not share people."""
    team = [
        _person("ana", "Lindqvist", "Analytics lead", "Europe/London", "#1264a3", note="leads the team"),
        _person("ben", "Carter", "Analytics engineer", "America/New_York", "#2b7a4b"),
        _person("chitra", "Rao", "Data analyst", "Asia/Kolkata", "#8a3ffc"),
        _person("dan", "Okafor", "Data engineer", "Europe/London", "#b3541e", note="works Mon-Wed"),
        _person("elif", "Demir", "BI developer", "Europe/London", "#a2195b", note="on leave this week"),
        _person("farid", "Haddad", "Data scientist", "America/New_York", "#00695c"),
    ]
    grace = _person("grace", "Kim", "Finance director", "Europe/London", "#5d4037", note="asks for numbers")
    hugo = _person("hugo", "Blanc", "Marketing", "Europe/Paris", "#ad1457")
    iris = _person("iris", "Novak", "Workspace admin", "Europe/London", "#37474f", note="workspace admin")
    iris.is_admin = True
    jo = _person("jo", "Park", "Contractor", "America/Los_Angeles", "#827717", note="single-channel guest")
    jo.is_guest = True
    others = [grace, hugo, iris, jo]
    bot = User(BOT_USER, "firebreak", "Firebreak", is_bot=True, colour="#7a2e1d", updated=CREATED)
    slackbot = User(SLACKBOT, "slackbot", "Slackbot", updated=CREATED)
    team_ids = [each.id for each in team]
    everybody = [each.id for each in (*team, *others)]
    channels = [
        Channel("C0DATATEAM", "data-team", "public", [*team_ids, bot.id], "Standups and everything data", CREATED),
        Channel("C0FIRES", "fires", "public", [*team_ids, grace.id, hugo.id, bot.id], "One front door", CREATED),
        Channel("C0GENERAL", "general", "public", everybody, "Company-wide news", CREATED, is_general=True),
        Channel("C0EXECNUMBERS", "exec-numbers", "private", ["UANA", grace.id], "Before the board sees it", CREATED),
    ]
    return Population([*team, *others, bot, slackbot], channels)
