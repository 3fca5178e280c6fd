"""The running week at the desk: who asks for what, and how far it has come by Tuesday afternoon."""

from collections.abc import Awaitable, Callable, Mapping

from bot.demo.desk import ACCESS, LIST, WRONG_NUMBER
from bot.sandbox.server import Sandbox
from bot.sandbox.state import Message

MARGIN = "Margin by country shows nothing since Friday"
SEGMENT = "Newsletter segment for the winter campaign"
PAYROLL = "Read access to payroll for the auditors"
PARTNERS = "Partners whose contract ends this quarter"
PLANS = "Which customers moved to the yearly plan?"
COLOURS = "Two lines of the campaign chart have the same colour"
SIGNUPS = "Signups differ between the dashboard and the board deck"
REFUNDS = "Refunds are missing from the margin of last month"
NAMES = "Call it net sales in all dashboards, not turnover"
CARDS = "data-team"
WHAT, KIND = "What is wanted?", "What kind of request is it?"
URGENCY, TOPIC = "How urgent is it?", "Topic"


class DeskWeek:
    """People act as they would: they file with the form, by command or in the channel, and press what is on cards.
    `pause` lets a little time pass, until everybody sees what was done.
    """

    def __init__(self, sandbox: Sandbox, pause: Callable[[], Awaitable[None]]) -> None:
        self._sandbox, self._pause = sandbox, pause

    async def monday_morning(self) -> None:
        await self._files(
            "grace",
            WRONG_NUMBER,
            {
                WHAT: MARGIN,
                "Details": "Every country but Germany. The totals above it are right.",
                "Which dashboard or table?": "Margin dashboard, tab Countries",
                URGENCY: "🟠 P2",
                "Which decision does it serve?": "Which countries get the winter campaign",
            },
        )
        await self._moves("chitra", "Take it", MARGIN)
        await self._says("hugo", SEGMENT)
        await self._moves("chitra", "Take it", SEGMENT)
        await self._files(
            "iris",
            ACCESS,
            {
                WHAT: PAYROLL,
                "To what?": "The tables of payroll, to read",
                URGENCY: "🔵 P3",
                "Who may see it?": ["Keep it private"],
            },
        )
        await self._sandbox.person("ana").clicks("Take it")

    async def monday_afternoon(self) -> None:
        await self._presses("chitra", "Wait for the requester…", MARGIN)
        await self._sends(
            "chitra", {"What do you need from them?": "Which exchange rates do you plan with: month end or daily?"}
        )
        await self._files(
            "jo", LIST, {WHAT: PARTNERS, "Which columns?": "Name, owner, end of the contract", URGENCY: "🔵 P3"}
        )
        await self._presses("ana", "Assign to…", PARTNERS)
        await self._sends("ana", {"Who gets it?": "dan"})
        await self._says("grace", PLANS)
        await self._moves("ben", "Take it", PLANS)
        await self._sandbox.person("hugo").types(f"/triage new {COLOURS} p4", channel="fires")

    async def tuesday_morning(self) -> None:
        await self._moves("chitra", "Start", SEGMENT)
        await self._presses("farid", "Decline…", COLOURS)
        await self._sends(
            "farid", {"Why not?": "You can choose them yourself: open the chart, then Settings, then Colours."}
        )
        await self._says("hugo", SIGNUPS)
        await self._sorts(SIGNUPS, "🟠 P2", "signups")

    async def tuesday_afternoon(self) -> None:
        await self._presses("ben", "Done", PLANS)
        await self._sends(
            "ben",
            {
                "Outcome": "412 of them. The list is in your folder, and is made anew each Monday.",
                "Effort": "S: under an hour",
                "And afterwards?": "Likely to come again",
                TOPIC: "revenue",
            },
        )
        name = self._card(PARTNERS).text.split()[0]
        why = "The new contracts are in the system from Monday on."
        await self._sandbox.person("dan").types(f"/triage snooze {name} until Monday {why}")
        await self._says("grace", REFUNDS)
        await self._sorts(REFUNDS, "🔵 P3", "revenue")
        await self._sandbox.person("hugo").types(f"/triage new {NAMES} p4", channel="fires")

    async def _files(self, name: str, kind: str, entries: Mapping[str, object]) -> None:
        person = self._sandbox.person(name)
        await person.uses_shortcut("File a fire")
        await person.fills({KIND: kind})
        await self._sends(name, entries)

    async def _says(self, name: str, text: str) -> None:
        """Where every message is a fire."""
        await self._sandbox.person(name).says(text, channel="fires")
        await self._pause()

    async def _sorts(self, title: str, priority: str, topic: str) -> None:
        """The lead decides how urgent it is, and names the topic."""
        await self._presses("ana", "Set the priority…", title)
        await self._sends("ana", {URGENCY: priority, TOPIC: topic})

    async def _moves(self, name: str, button: str, title: str) -> None:
        await self._presses(name, button, title)
        await self._pause()

    async def _presses(self, name: str, button: str, title: str) -> None:
        await self._sandbox.person(name).clicks(button, self._card(title))

    async def _sends(self, name: str, entries: Mapping[str, object]) -> None:
        person = self._sandbox.person(name)
        await person.fills(entries)
        sent = await person.submits()
        assert not person.modals, f"{name} still has the form: {sent}"
        await self._pause()

    def _card(self, title: str) -> Message:
        """In the channel of the team."""
        return next(each for each in reversed(self._sandbox.channel(CARDS).messages) if title in each.text)
