"""What a lead does in the browser about load: reads the card, accepts it, and sees next week's duty published."""

import pytest
from playwright.async_api import Page, expect

from bot.demo.week import SEGMENT
from tests.support.browser import become, card_picture, go_to, message, send, submit

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
    await card_picture(card, "load-lead-card")
    await card.get_by_role("button", name="Do what is proposed here").click()
    await expect(card).to_contain_text("Ana applied the proposal")
    await expect(card).to_contain_text("On duty Mon")
    await card_picture(card, "load-lead-applied")
    await expect(card.get_by_role("button", name="Do what is proposed here")).to_have_count(0)

    await go_to(page, "channel-data-team")
    listed = message(page, "Who is on duty for Data")
    await expect(listed).to_contain_text("backup @Farid Haddad")
    await expect(listed).to_contain_text("Published by @Ana Lindqvist")
    await card_picture(listed, "duty-published")
    await page.get_by_test_id("clock-monday").click()
    digest = message(page, "the lead has decided on a proposal")
    await expect(digest).to_contain_text("Requests are concentrated")
    await expect(digest).not_to_contain_text("Chitra handled")
    await card_picture(digest, "load-digest")

    await become(page, "chitra")
    await go_to(page, "dm-firebreak")
    await expect(message(page, SEGMENT, with_button="Show it")).to_contain_text("which you had")
    await expect(message(page, "changed your duty for Data")).to_contain_text("you are not on any more")
    notice = message(page, "a look at your load")
    await expect(notice).to_contain_text("Ana can see the same counts now.")
    await card_picture(notice, "load-person")
    await go_to(page, "channel-data-team")
    await send(page, "/triage load")
    await expect(message(page, "Your load in Data")).to_contain_text("Ana at a notice")
    await expect(message(page, "Your load in Data")).to_be_in_viewport()
    await card_picture(message(page, "Your load in Data"), "load-own-page")


async def test_a_lead_sees_the_teams_load_and_a_plan_of_turns_and_a_member_sets_a_mix_of_their_own(page: Page) -> None:
    await become(page, "ana")
    await go_to(page, "channel-data-team")
    await send(page, "/triage load")
    team = message(page, "Data handled")
    await expect(team.get_by_role("columnheader", name="Nearly all by")).to_be_visible()
    await card_picture(team, "load-team")
    await send(page, "/triage rotate")
    plan = message(page, "Duty for Data: a proposal")
    await expect(plan.get_by_role("button", name="Publish it")).to_be_visible()
    await card_picture(plan, "rotation")

    await become(page, "chitra")
    await go_to(page, "channel-data-team")
    await send(page, "/triage load")
    own = message(page, "Your load in Data")
    await own.get_by_role("button", name="Set my agreed mix").click()
    form = page.get_by_test_id("modal")
    for label, share in (("Project, in percent", "60"), ("Fires, in percent", "25"), ("Growth, in percent", "15")):
        await form.get_by_label(label).fill(share)
    await submit(page)
    own = message(page, "Your load in Data")
    await expect(own).to_contain_text("Agreed and lived, last four weeks")
    await card_picture(own, "load-mix")
