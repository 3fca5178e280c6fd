"""The look through the logs can find something."""

import logging

from bot.standups.domain import Kind, NewQuestion
from tests.support.privacy import LogBook, leaks, tokens_in
from tests.support.standups import a_standup, answers, at
from tests.support.teams import the_data_team
from tests.support.world import World


def test_tokens_are_known_by_their_shape() -> None:
    said = 'a "xoxb-1234-secret" and xapp-1-A0-secret, xoxe.xoxb-1-renewed and nothing else'
    assert tokens_in(said) == ["xoxb-1234-secret", "xapp-1-A0-secret", "xoxe.xoxb-1-renewed"]


async def test_what_somebody_typed_is_found_in_a_text_and_not_elsewhere(world: World) -> None:
    await world.person("grace").types("/triage new The margin is negative p2", channel="general")
    assert leaks("a fire: The margin is negative p2", world.sandbox) == ["The margin is negative p2"]
    assert leaks("a fire was filed", world.sandbox) == []


async def test_what_somebody_wrote_in_rich_text_is_found_too(world: World) -> None:
    team = await the_data_team(world, ("ana",))
    await a_standup(world, team, questions=(NewQuestion("What?", Kind.TEXT),))
    await world.forward_to(at(9, 31))
    await answers(world.person("ana"), {"What?": "- one thing\n- the *margin is negative* again"})
    assert leaks("logged: margin is negative", world.sandbox) == ["margin is negative"]


def test_a_log_book_holds_what_operators_read_and_nothing_else() -> None:
    with LogBook().open() as book:
        logging.getLogger("a.library").info("chatter")
        logging.getLogger("a.library").warning("worth reading")
    logging.getLogger("a.library").warning("too late")
    assert "worth reading" in book.text
    assert "chatter" not in book.text
    assert "too late" not in book.text
