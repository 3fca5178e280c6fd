"""What was found, and the form in which somebody says what they look for."""

import json
from collections.abc import Sequence

from bot.core.wording import listed
from bot.records.domain.search import Hit, Mark, Page, Query, excerpt
from bot.slack import kit, pickers
from bot.slack.escape import cut, escape
from bot.slack.message import Block, Message, View
from bot.standups.domain import Standup
from bot.standups.domain.answers import say_full_date

OLDER = "records.search_older"
FORM = "records.search_form"
# The action of every input that nothing listens to.
VALUE = "value"
WORDS, FROM, WITHIN, AFTER, BEFORE = "words", "from", "in", "after", "before"
LONGEST_WORDS = 100
LONGEST_QUESTION = 150
MOST_STANDUPS = 100
MOST_NAMED = 8


def found_message(page: Page, *, is_first: bool = True) -> Message:
    """For the eyes of whoever asked."""
    return Message(_said(page, is_first), found_blocks(page, is_first=is_first))


def found_view(page: Page, *, is_first: bool = True) -> View:
    return kit.modal(
        "Search answers",
        found_blocks(page, is_first=is_first),
        callback_id=FORM,
        close="Close",
    )


def found_blocks(page: Page, *, is_first: bool = True) -> list[Block]:
    if not page.hits:
        return _nothing(page, is_first=is_first)
    blocks: list[Block] = [kit.section(_heading(page, is_first=is_first))]
    blocks += [kit.section(_hit(each, page.query)) for each in page.hits]
    if page.older is not None:
        memo = json.dumps({"text": page.query.text, "after": str(page.older)})
        blocks.append(kit.actions(kit.button("Older", OLDER, memo)))
    blocks.append(kit.context("Only you see this."))
    return blocks


def read_older(value: str) -> tuple[str, Mark]:
    """What the button carries: the text that was looked for, and the last place that was shown."""
    memo = json.loads(value)
    return str(memo["text"]), Mark.read(memo["after"])


def _said(page: Page, is_first: bool) -> str:
    if not page.hits:
        return f"I found nothing {_what(page)}."
    return f"Here is what I found {_what(page)}, the newest first." if is_first else "Here is what is older."


def _heading(page: Page, *, is_first: bool) -> str:
    return f"*What I found {_what(page)}*, the newest first:" if is_first else f"*Older, {_what(page)}:*"


def _what(page: Page) -> str:
    """`with “churn” and “model”, from Ana, in Daily, from Thu 1 Oct 2026 on`"""
    query = page.query
    words = listed([f"“{escape(each)}”" for each in query.words])
    parts = [
        f"with {words}" if words else "",
        f"from {escape(page.person or 'them')}" if query.from_id is not None else "",
        f"in {escape(', '.join(page.standups))}" if query.within is not None else "",
        f"from {say_full_date(query.after)} on" if query.after else "",
        f"until {say_full_date(query.before)}" if query.before else "",
    ]
    return ", ".join(each for each in parts if each)


def _hit(hit: Hit, query: Query) -> str:
    person = escape(hit.person) if hit.person is not None else "without a name"
    title = f"*{say_full_date(hit.on)}* · {escape(hit.standup)} · {person}"
    if hit.posted is not None:
        channel, ts = hit.posted
        title += f" · <https://slack.com/archives/{channel}/p{ts.replace('.', '')}|the report>"
    return f"{title}\n_{escape(cut(hit.question, LONGEST_QUESTION))}_\n{escape(excerpt(hit.words, query.words))}"


def _nothing(page: Page, *, is_first: bool) -> list[Block]:
    if not is_first:
        return [kit.section("There is nothing older.")]
    query = page.query
    searched = f"I looked in {escape(listed(page.standups, most=MOST_NAMED))}." if page.standups else ""
    if page.is_guest:
        searched = "As a guest you find your own answers."
    ways = [
        "use fewer words" if len(query.words) > 1 else "",
        "try the beginning of a word" if query.words else "",
        "leave out `from:`" if query.from_id is not None and query.words else "",
        "leave out `in:`" if query.within is not None else "",
        "leave out the days" if query.after or query.before else "",
    ]
    wider = f"To find more, {listed([each for each in ways if each], 'or')}." if any(ways) else ""
    return [
        kit.section(f"I found nothing {_what(page)}."),
        kit.context(f"{searched} Only answers you may read are searched. {wider}".strip()),
    ]


def search_form(standups: Sequence[Standup]) -> View:
    """`standups` are those in which something can be found."""
    names = [kit.option(cut(each.name, 75), cut(each.name, 75)) for each in standups[:MOST_STANDUPS]]
    words = kit.text_input(VALUE, max_length=LONGEST_WORDS, placeholder="churn model")
    blocks: list[Block] = [
        kit.labelled("Words", words, WORDS, optional=True, hint="All of them have to be in the answer."),
        kit.labelled("From", pickers.person_select(VALUE), FROM, optional=True),
    ]
    if names:
        blocks.append(kit.labelled("In", kit.select(VALUE, names, placeholder="Every standup"), WITHIN, optional=True))
    blocks += [
        kit.labelled("From this day on", kit.date_picker(VALUE), AFTER, optional=True),
        kit.labelled("Until this day", kit.date_picker(VALUE), BEFORE, optional=True),
    ]
    return kit.modal("Search answers", blocks, callback_id=FORM, submit="Search")
