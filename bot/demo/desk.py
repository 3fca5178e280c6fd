"""How the sandbox's team takes fires: what it asks for each kind of request, and who knows what."""

from bot.core.work import Work
from bot.people.domain import TeamId
from bot.sandbox.server import Sandbox
from bot.triage.domain import Desk, Field, FireType
from bot.triage.use_cases.desks import change_desk, set_people

WRONG_NUMBER = "A number looks wrong"
LIST = "A list or an export"
ACCESS = "Access to data"
TYPES = (
    FireType(WRONG_NUMBER, (Field("Which dashboard or table?", True), Field("What did you expect to see?", False))),
    FireType(LIST, (Field("Which columns?", True), Field("For which period?", False))),
    FireType(ACCESS, (Field("To what?", True), Field("Until when?", False))),
)
# Each topic with who knows it and who learns it.
KNOWN_BY = {
    "revenue": (("ben", "chitra"), ("farid",)),
    "signups": (("ben",), ("farid",)),
    "marketing": (("chitra",), ("elif",)),
    "partners": (("dan", "elif"), ()),
    "access": (("ana",), ()),
}
CAP = 4


async def set_up_desk(work: Work, team_id: TeamId, sandbox: Sandbox, lead_id: str) -> None:
    """As its lead would in the settings."""
    desk = Desk(
        team_id, types=TYPES, topics=tuple(KNOWN_BY), cap=CAP, emoji="fire", intake_channel=sandbox.channel("fires").id
    )
    await change_desk(work, desk, lead_id)
    people = [
        (topic, [sandbox.person(each).id for each in experts], [sandbox.person(each).id for each in learners])
        for topic, (experts, learners) in KNOWN_BY.items()
    ]
    await set_people(work, team_id, lead_id, people)
