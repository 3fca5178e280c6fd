"""What a person's Home tab shows of their standups: today, what is open, what comes, and what they lead."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from bot.slack import kit
from bot.slack.escape import cut, escape
from bot.slack.message import Block, View
from bot.standups.blocks import ids
from bot.standups.blocks.blockers import own_blocker_line
from bot.standups.blocks.day import ways
from bot.standups.blocks.pages import schedule_line
from bot.standups.blocks.plans import item_menu
from bot.standups.blocks.prompts import say_day
from bot.standups.blocks.when import say_moment
from bot.standups.domain import Standup
from bot.standups.domain.blockers import ShownBlocker
from bot.standups.domain.day import Day, Standing
from bot.standups.domain.plans import PlanItem
from bot.standups.domain.roster import Exemption

MOST_BLOCKERS, MOST_ITEMS, MOST_STANDUPS = 5, 10, 10
LONGEST_ITEM = 200
AT = "at:"


@dataclass(frozen=True)
class OwnStandup:
    """A standup somebody takes part in or leads. `at` is their own hour, `may_choose` whether they may have one."""

    standup: Standup
    leads: bool
    may_choose: bool = False
    at: time | None = None
    off: Sequence[Exemption] = ()


@dataclass(frozen=True)
class HomePage:
    """`sends` are the next moments at which they are asked, with the standup's name."""

    days: Sequence[Day]
    blockers: Sequence[ShownBlocker]
    items: Sequence[PlanItem]
    sends: Sequence[tuple[datetime, str]]
    standups: Sequence[OwnStandup]


def home_blocks(page: HomePage) -> list[Block]:
    """Short enough for a phone; empty for who has nothing to do with any standup."""
    if not page.standups:
        return []
    blocks: list[Block] = [kit.header("Standups")]
    for day in page.days:
        blocks += _day(day)
    blocks += _blockers(page.blockers) + _items(page.items)
    if page.sends:
        listed = "\n".join(f"{_moment(at)}  {escape(name)}" for at, name in page.sends)
        choosable = any(each.may_choose for each in page.standups)
        button = kit.button("Ask me at…", ids.OWN_HOUR) if choosable else None
        blocks.append(kit.section(f"*You are asked next*\n{listed}", accessory=button))
    for own in page.standups[:MOST_STANDUPS]:
        blocks += _standup(own)
    blocks.append(kit.actions(kit.button("Search answers", ids.SEARCH)))
    if len(page.standups) > MOST_STANDUPS:
        blocks.append(kit.context(f"And {len(page.standups) - MOST_STANDUPS} more: `/standup list`."))
    return blocks


def _day(day: Day) -> list[Block]:
    name, on, value = f"*{escape(day.standup.name)}*", say_day(day.run.on), str(day.prompt.id)
    match day.standing:
        case Standing.OPEN:
            until = say_moment(day.prompt.close_at)
            return [kit.section(f"{name} for {on} is waiting for you, until {until}."), kit.actions(*ways(day))]
        case Standing.SNOOZED:
            assert day.prompt.snoozed_until is not None, "it is put off until then"
            text = f"{name} for {on} comes back at {say_moment(day.prompt.snoozed_until)}."
            return [kit.section(text, accessory=kit.button("Answer now", ids.ANSWER, value))]
        case Standing.ANSWERED if day.standup.rules.anonymous:
            return [kit.section(f"{name} for {on} is answered, without your name.")]
        case Standing.ANSWERED:
            return [kit.section(f"{name} for {on} is answered.", accessory=kit.button("Edit", ids.ANSWER, value))]
        case Standing.SKIPPED if not day.is_over:
            return [kit.section(f"You skipped {name} for {on}.", accessory=kit.button("Undo", ids.UNSKIP, value))]
        case Standing.OVER | Standing.SKIPPED | Standing.UNASKED:
            text = f"{name} for {on} is over without your answer."
            late = None if day.standup.rules.anonymous else kit.button("Answer late", ids.ANSWER, value)
            return [kit.section(text, accessory=late)]
    return [kit.section(f"{name} does not need you on {on}.")]


def _blockers(blockers: Sequence[ShownBlocker]) -> list[Block]:
    if not blockers:
        return []
    more = len(blockers) - MOST_BLOCKERS
    rest = [kit.context(f"And {more} more, which your next standup asks about.")] if more > 0 else []
    return [
        kit.section("*What blocks you*"),
        *(own_blocker_line(each) for each in blockers[:MOST_BLOCKERS]),
        *rest,
    ]


def _items(items: Sequence[PlanItem]) -> list[Block]:
    if not items:
        return []
    more = len(items) - MOST_ITEMS
    rest = [kit.context(f"And {more} more. They come up here as you settle these.")] if more > 0 else []
    return [kit.section("*On your plan*"), *(_item(each) for each in items[:MOST_ITEMS]), *rest]


def _item(item: PlanItem) -> Block:
    often = f"  _came back {item.carried} times_" if item.is_carried_often else ""
    text = f"• {escape(cut(item.text, LONGEST_ITEM))}{often}"
    return kit.section(text, accessory=item_menu(item))


def _standup(own: OwnStandup) -> list[Block]:
    hour = f" · you at {own.at:%H:%M}" if own.at is not None else ""
    text = f"*{escape(own.standup.name)}*\n{schedule_line(own.standup)}{hour}"
    menu = kit.overflow(ids.LEAD_MENU, _lead_menu(own)) if own.leads else None
    blocks = [kit.section(text, accessory=menu)]
    for each in own.off:
        undo = kit.button("Undo", ids.UNDO_OFF, str(each.id))
        blocks.append(kit.section(f"It leaves you alone until {say_day(each.last_on)}.", accessory=undo))
    return blocks


def _lead_menu(own: OwnStandup) -> list[kit.Element]:
    """Slack shows at most five."""
    pause = ("pause", "Pause") if own.standup.active else ("resume", "Resume")
    choices = [("settings", "Settings"), ("questions", "Questions"), ("people", "People"), ("run", "Run now"), pause]
    return [kit.option(label, f"{own.standup.id}:{choice}") for choice, label in choices]


def _moment(at: datetime) -> str:
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} {{time}}|{at:%a} {at.day} {at:%b} {at:%H:%M} UTC>"


def hour_form(standups: Sequence[OwnStandup]) -> View:
    """For those that let their members choose."""
    blocks = [_hour(each) for each in standups if each.may_choose]
    return kit.modal("My hour", blocks, callback_id=ids.HOUR_FORM, submit="Save")


def _hour(own: OwnStandup) -> Block:
    usual = f"{own.standup.schedule.at:%H:%M}"
    picker = kit.time_picker(ids.VALUE, chosen=f"{own.at:%H:%M}" if own.at else None)
    hint = f"On your own clock. Leave it empty for {usual}, like everybody."
    return kit.labelled(cut(own.standup.name, 150), picker, f"{AT}{own.standup.id}", optional=True, hint=hint)
