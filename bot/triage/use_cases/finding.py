"""Looking through fires: by words, and a team's open ones by what they are."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable

from bot.core.errors import BotError
from bot.core.work import Work
from bot.people.domain import Team
from bot.people.repository import People, Teams
from bot.triage.domain import (
    IN_HAND,
    Act,
    Choice,
    DeskAct,
    Fire,
    FireEvent,
    FireId,
    Note,
    Step,
    in_order,
    is_chosen,
    may,
    may_at_desk,
    options,
    read_number,
)
from bot.triage.domain.pages import Found, History, Queue
from bot.triage.repository import Desks, FireEvents, ManyFires
from bot.triage.use_cases.reading import visible
from bot.triage.use_cases.stepping import parts_in, see

AT_ONCE = 200
FOUND_PAGE = 10
HISTORY_PAGE = 30
# Beyond any number that was ever given.
LAST = 2**31 - 1
WRITTEN = (Note.REMARK, Note.FOLLOW_UP, Note.INTERNAL, Step.WAIT, Step.ANSWER, Step.REOPEN, Step.DECLINE)
# Letters that Unicode does not take apart.
ALIKE = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})


async def queue_of(work: Work, team_id: int, viewer: str, choice: Choice | None = None) -> Queue:
    """In the order in which a lead goes through it."""
    team = await Teams(work).get(team_id)
    person = await People(work).get(viewer)
    every = await ManyFires(work).open_of(team.id)
    seen = in_order(await visible(work, every, viewer))
    chosen = choice or Choice()
    shown = [fire for fire in seen if is_chosen(fire, chosen, team, work.now)]
    return Queue(
        team=team,
        fires=tuple(shown),
        choice=chosen,
        options=tuple(options(seen, team, work.now)),
        hands=_hands(team, every) if may_at_desk(team, person, DeskAct.SEE_LOAD) else (),
        cap=(await Desks(work).get(team.id)).cap,
        total=len(seen),
        may_work=may_at_desk(team, person, DeskAct.SEE_LOAD),
        may_bulk=may_at_desk(team, person, DeskAct.BULK),
    )


async def find_fires(work: Work, words: str, viewer: str, before: int | None = None) -> Found:
    """Every word must stand somewhere in the title, the details, the outcome, or what was written about it that the
    viewer may read, however it is accented or capitalised. A fire's number finds that fire too.
    """
    wanted = folded(words).split()
    if not wanted:
        raise BotError("Which words? Type some behind it, like `/triage find revenue dashboard`.")
    number, found, last = read_number(words), [], before or LAST
    while True:
        fires = await ManyFires(work).before(last, AT_ONCE)
        notes = await _written(work, fires)
        for fire in await visible(work, fires, viewer):
            if fire.number == number or await _has(work, fire, notes[fire.id], wanted, viewer):
                found.append(fire)
            if len(found) > FOUND_PAGE:
                return Found(words, tuple(found[:FOUND_PAGE]), found[FOUND_PAGE - 1].number)
        if len(fires) < AT_ONCE:
            return Found(words, tuple(found), None)
        last = fires[-1].number


async def history_of(work: Work, number: int, viewer: str, page: int | None = None) -> History:
    """Of a fire they may see, without the team's notes for those who may not read these; the last page first."""
    held = await see(work, number, viewer)
    events = [
        each
        for each in await FireEvents(work).of(held.fire.id)
        if each.kind != Note.INTERNAL or may(held.parts, Act.NOTE)
    ]
    pages = max(1, -(-len(events) // HISTORY_PAGE))
    shown = pages - 1 if page is None else min(max(page, 0), pages - 1)
    first = shown * HISTORY_PAGE
    return History(held.fire, held.team, tuple(events[first : first + HISTORY_PAGE]), shown, pages)


def folded(text: str) -> str:
    """Without accents, capitals and the differences between letters that look alike."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in apart if not unicodedata.combining(each)).translate(ALIKE)


async def _has(work: Work, fire: Fire, notes: list[FireEvent], wanted: list[str], viewer: str) -> bool:
    """Who may read the team's notes is asked only where these decide."""
    told = [fire.title, fire.description, fire.outcome or "", fire.topic or ""]
    said = folded("\n".join([*told, *(each.text or "" for each in notes if each.kind != Note.INTERNAL)]))
    missing = [word for word in wanted if word not in said]
    if not missing:
        return True
    internal = folded("\n".join(each.text or "" for each in notes if each.kind == Note.INTERNAL))
    if not all(word in internal for word in missing):
        return False
    return may(await parts_in(work, fire, await Teams(work).get(fire.team_id), viewer), Act.NOTE)


async def _written(work: Work, fires: Iterable[Fire]) -> dict[FireId, list[FireEvent]]:
    found: dict[FireId, list[FireEvent]] = defaultdict(list)
    for event in await ManyFires(work).said([fire.id for fire in fires], WRITTEN):
        found[event.fire_id].append(event)
    return found


def _hands(team: Team, fires: Iterable[Fire]) -> tuple[tuple[str, int], ...]:
    """Everybody of the team by name; what sleeps is in nobody's hands."""
    counted: dict[str, int] = defaultdict(int)
    for fire in fires:
        if fire.owner_id is not None and fire.state in IN_HAND:
            counted[fire.owner_id] += 1
    return tuple(
        (each.name, counted[each.user_id]) for each in sorted(team.members, key=lambda each: each.name.casefold())
    )
