"""What a newcomer does in the browser after `make sandbox`, on the real command."""

import pytest
from playwright.async_api import Page, expect

from bot.core.calendar import DAY
from bot.core.clock import SystemClock
from bot.demo.story import opening
from bot.standups.blocks.prompts import say_day
from tests.support.browser import become, go_to, message, picture, send, under

pytestmark = pytest.mark.browser

FIRE = "Revenue dashboard shows zeros"


def day(number: int) -> str:
    """A day of the week the story plays in, which is the running one; 0 is Monday."""
    return say_day(opening(SystemClock().now()).date() + number * DAY)


async def test_a_fire_is_filed_claimed_and_resolved(page: Page) -> None:
    await become(page, "grace")
    await go_to(page, "channel-fires")
    await send(page, f"/triage new {FIRE} p1")
    await expect(page.get_by_text("is with Data now").last).to_be_visible()

    await become(page, "chitra")
    await go_to(page, "channel-data-team")
    await send(page, "/triage")
    await expect(page.get_by_text("Only visible to you")).to_be_visible()
    await picture(page, "queue")
    take = under(message(page, "to take", with_button="File a fire"), FIRE).get_by_role("button", name="Take")
    name = (await take.get_attribute("aria-label") or "").removeprefix("Take ")
    await take.click()
    # The card and the list are redrawn one after the other, and what is below moves: press when both have come to rest.
    await expect(page.get_by_role("button", name=f"Take {name}")).to_have_count(0)
    await page.get_by_role("button", name=f"{name} is done").first.click()
    await picture(page, "resolve")
    await page.get_by_test_id("modal-submit").click()
    await expect(page.get_by_test_id("modal")).to_have_count(0)

    await become(page, "grace")
    await go_to(page, "dm-firebreak")
    await expect(page.get_by_text("has taken").last).to_be_visible()
    await expect(page.get_by_text(f"resolved {name}").last).to_be_visible()
    await picture(page, "told")


async def test_this_mornings_standup_is_answered_and_read(page: Page) -> None:
    await become(page, "ben")
    await go_to(page, "dm-firebreak")
    await expect(page.get_by_role("button", name="Answer").last).to_be_visible()
    await picture(page, "prompt")
    await page.get_by_role("button", name="Answer").last.click()
    modal = page.get_by_test_id("modal")
    await modal.get_by_label("What did you get done since last time?").fill("Metric layer, first half")
    await modal.get_by_label("What will you do today?").fill("The other half & tests")
    await modal.get_by_label("Yes").check()
    await modal.get_by_label("What is blocking you?").fill("Waiting for the finance sheet")
    await picture(page, "form")
    await page.get_by_test_id("modal-submit").click()
    await expect(modal).to_have_count(0)
    await expect(page.get_by_text("Thanks! Your").last).to_be_visible()

    await become(page, "ana")
    await go_to(page, "dm-firebreak")
    await send(page, "Hired two people")
    await expect(page.get_by_text("What will you do today?").last).to_be_visible()
    await send(page, "The forecast")
    await expect(page.get_by_text("Type no, or yes and what blocks you.").last).to_be_visible()
    await send(page, "no")
    await expect(page.get_by_role("button", name="Edit").last).to_be_visible()

    await go_to(page, "channel-data-team")
    today = page.locator("[data-testid^=message-]", has_text=day(1)).filter(has_text="4 of 5 answered")
    await expect(today).to_be_visible()
    await expect(page.get_by_text("Waiting for the finance sheet").last).to_be_visible()
    await picture(page, "report")


async def test_same_as_last_time_is_two_clicks_and_no_typing(page: Page) -> None:
    await become(page, "ben")
    await go_to(page, "dm-firebreak")
    again = page.get_by_role("button", name="Same as last time").last
    await expect(again).to_be_visible()
    await again.click()
    filled_in = page.get_by_test_id("modal").get_by_label("What did you get done since last time?")
    await expect(filled_in).to_have_value("Cost per order by country")
    await page.get_by_test_id("modal-submit").click()
    await expect(page.get_by_text("Thanks! Your").last).to_be_visible()
    await go_to(page, "channel-data-team")
    await expect(page.get_by_text("3 of 5 answered").last).to_be_visible()


async def test_a_week_passes_and_the_digest_comes(page: Page) -> None:
    await become(page, "ana")
    await go_to(page, "dm-firebreak")
    await page.get_by_test_id("clock-tomorrow").click()
    await expect(page.get_by_text(f"Daily standup for {day(2)}").last).to_be_visible()
    await expect(page.get_by_text("A reminder: Daily standup").last).to_be_visible()
    await go_to(page, "channel-data-team")
    await page.get_by_test_id("clock-monday").click()
    await expect(page.get_by_text(f"Daily standup · {day(4)}").last).to_be_visible()
    await expect(page.get_by_text("Data: the week to").last).to_be_visible()
    await picture(page, "digest")
    await send(page, "/triage load")
    await expect(message(page, "Only visible to you")).to_contain_text("Everybody named here can see that you looked")
    await expect(message(page, "Only visible to you")).to_be_in_viewport()
    await picture(page, "load")
    await go_to(page, "app-home")
    await expect(page.get_by_text("Hello, Ana")).to_be_visible()
    await expect(page.get_by_text("is answered.")).to_have_count(0)
    await picture(page, "home")
