"""What `firebreak plan` answers to each line: a ticket gets a person, a rota gets one person for each week."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.commands.histories import ToldHistory, ToldSpan, ToldTicket, Unreadable, read
from bot.commands.plan_reading import to_history, to_ticket, to_time_off
from bot.commands.telling import Refusal, Trouble
from bot.duty.planning.suggesting import Desk, sit_down
from bot.duty.planning.tickets import TeamHistory, Ticket
from bot.duty.planning.turns import duty_turns

HORIZON, LOOK_BACK = 6, 4
JsonObject = Mapping[str, Any]


def answer_lines(lines: Iterable[str]) -> Iterator[str]:
    """Answers in the order of the questions; raises Refusal at the first line that cannot be followed."""
    conversation = Conversation()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            answer = conversation.hear(_object(line))
        except Unreadable as error:
            raise Refusal(Trouble.USAGE, f"Line {number}: {error}.") from None
        if answer is not None:
            yield json.dumps(answer, separators=(",", ":"))


class Conversation:
    """The team that is talked about, until another one starts."""

    def __init__(self) -> None:
        self.desk: Desk | None = None
        self.asked: dict[str, Ticket] = {}

    def hear(self, said: JsonObject) -> JsonObject | None:
        """Gives the answer, if the message wants one."""
        kinds = {
            "start": self._start,
            "ticket": self._ticket,
            "assigned": self._assigned,
            "absence": self._absence,
            "rota": self._rota,
        }
        kind = said.get("type")
        if kind not in kinds:
            raise Unreadable(f"type is one of {', '.join(kinds)}, not {kind!r}")
        try:
            return kinds[kind](said)
        except KeyError as error:
            raise Unreadable(f"{kind} lacks {error}") from None
        except (TypeError, ValueError, AttributeError) as error:
            raise Unreadable(f"{kind} cannot be read: {error}") from None

    def _start(self, said: JsonObject) -> None:
        history = _history(said)
        self.asked = {}
        self.desk = sit_down(
            history, int(said.get("look_back_weeks", LOOK_BACK)), int(said.get("horizon_weeks", HORIZON))
        )

    def _ticket(self, said: JsonObject) -> JsonObject:
        ticket = to_ticket(read(ToldTicket, said))
        self.asked[ticket.id] = ticket
        return {"id": ticket.id, "assignee": self._seated().suggest(ticket)}

    def _assigned(self, said: JsonObject) -> None:
        ticket = self.asked.pop(str(said["id"]), None)
        if ticket is None:
            raise Unreadable(f"ticket {said['id']} was not asked about")
        self.desk = self._seated().after(ticket, str(said["assignee"]))

    def _absence(self, said: JsonObject) -> None:
        self.desk = self._seated().without(to_time_off(read(ToldSpan, said)))

    def _rota(self, said: JsonObject) -> JsonObject:
        history = _history(said)
        weeks = [int(each) for each in said["weeks"]]
        members = duty_turns(history, weeks, int(said.get("look_back_weeks", LOOK_BACK)))
        return {"rota": [{"week": week, "member": member} for week, member in zip(weeks, members, strict=True)]}

    def _seated(self) -> Desk:
        if self.desk is None:
            raise Unreadable("begin with a message of type start")
        return self.desk


def _history(said: JsonObject) -> TeamHistory:
    return to_history(read(ToldHistory, said["history"], "history"))


def _object(line: str) -> dict[str, Any]:
    try:
        said = json.loads(line)
    except json.JSONDecodeError as error:
        raise Unreadable(f"this is not JSON: {error.msg} at character {error.pos + 1}") from None
    if not isinstance(said, dict):
        raise Unreadable('a message is an object, as {"type": ...}')
    return said
