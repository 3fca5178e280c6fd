"""What a lead does in the browser about load: reads the card, accepts it, and sees next week's duty published."""

import pytest
from playwright.async_api import Page, expect

from bot.demo.week import SEGMENT
from tests.support.browser import become, go_to, message, picture, send

pytestmark = pytest.mark.browser


async def test_a_lead_hands_over_and_publishes_next_weeks_duty_by_one_click_and_the_person_sees_who_looked(
    page: Page,
) -> None:
    await become(page, "ana")
    await go_to(page, "dm-firebreak")
    card = message(page, "Burnout risk")
    await expect(card).to_contain_text("were handled by Chitra")
    await expect(card).to_contain_text("hand 1 open fire of Chitra over")
    await expect(card).to_contain_text("And: publish duty without Chitra next week")
    await expect(card).to_contain_text("(now: Chitra, backup Farid)")
    await picture(page, "load-lead-card")
    await card.get_by_role("button", name="Do what is proposed here").click()
    await expect(card).to_contain_text("Ana applied the proposal")
    await expect(card).to_contain_text("On duty Mon")
    await expect(card.get_by_role("button", name="Do what is proposed here")).to_have_count(0)

    await go_to(page, "channel-data-team")
    listed = message(page, "Who is on duty for Data")
    await expect(listed).to_contain_text("backup @Farid Haddad")
    await expect(listed).to_contain_text("Published by @Ana Lindqvist")

    await become(page, "chitra")
    await go_to(page, "dm-firebreak")
    await expect(message(page, SEGMENT, with_button="Show it")).to_contain_text("which you had")
    await expect(message(page, "changed your duty for Data")).to_contain_text("you are not on any more")
    await expect(message(page, "a look at your load")).to_contain_text("Ana can see the same counts now.")
    await go_to(page, "channel-data-team")
    await send(page, "/triage load")
    await expect(message(page, "Your load in Data")).to_contain_text("Ana at a notice")
    await expect(message(page, "Your load in Data")).to_be_in_viewport()
    await picture(page, "load-own-page")
