"""What people do about fires in the browser, one story a role, in a team that has a week behind it."""

import pytest
from playwright.async_api import Locator, Page, expect

from bot.demo.week import MARGIN, NAMES, PARTNERS, PLANS, REFUNDS, SEGMENT, SIGNUPS
from tests.support.browser import become, choose_from, go_to, message, picture, send, submit, under

pytestmark = pytest.mark.browser

TITLE = "Churn chart stops in October"
KIND, WHAT, URGENCY = "What kind of request is it?", "What is wanted?", "How urgent is it?"
WHICH, EXPECTED = "Which dashboard or table?", "What did you expect to see?"


def form(page: Page) -> Locator:
    return page.get_by_test_id("modal")


async def opens_menu_of(page: Page, shown: Locator, item: str) -> None:
    """What there is no room for beside the buttons of a fire."""
    await choose_from(page, shown.locator("button.overflow"), item)
    await expect(form(page)).to_be_visible()


async def test_a_requester_asks_adds_details_is_told_and_says_how_it_went(page: Page) -> None:
    await become(page, "grace")
    await go_to(page, "dm-firebreak")
    await choose_from(page, page.get_by_test_id("shortcuts"), "File a fire")
    asking = form(page)
    await asking.get_by_label(WHAT).fill(TITLE)
    await asking.get_by_label(KIND).select_option("A number looks wrong")
    await asking.get_by_label(EXPECTED).fill("November & December")
    await asking.get_by_label("P2").check()
    await page.get_by_test_id("modal-submit").click()
    await expect(asking.get_by_role("alert")).to_have_text("Please fill this in.")
    await asking.get_by_label(WHICH).fill("The board deck")
    await asking.get_by_label("Needed by").fill("2020-01-31")
    await page.get_by_test_id("modal-submit").click()
    await expect(asking.get_by_role("alert")).to_contain_text("That day is over.")
    await expect(asking.get_by_label(WHAT)).to_have_value(TITLE)
    await expect(asking.get_by_label(EXPECTED)).to_have_value("November & December")
    await picture(page, "fire-form-errors")
    await asking.get_by_label("Needed by").fill("")
    await submit(page)

    card = message(page, f"{TITLE} is with Data now. Nobody has it yet.")
    await expect(card).to_be_visible()
    await card.get_by_role("button", name="Add details").click()
    await form(page).get_by_label("Details").fill("It worked on Friday")
    await submit(page)

    await become(page, "ben")
    await go_to(page, "channel-data-team")
    theirs = message(page, TITLE)
    await expect(theirs).to_contain_text("It worked on Friday")
    await expect(theirs).to_contain_text(f"{EXPECTED} November & December")
    await theirs.get_by_role("button", name="Take").click()
    await expect(theirs).to_contain_text("Taken by @Ben Carter")
    await theirs.get_by_role("button", name="is done").click()
    await form(page).get_by_label("Outcome").fill("The load runs again")
    await submit(page)

    await become(page, "grace")
    await go_to(page, "dm-firebreak")
    await expect(message(page, "has taken")).to_contain_text(TITLE)
    await expect(page.locator("[data-testid^=message-]", has_text=TITLE).first).to_contain_text(
        "@Ben Carter finished it."
    )
    end = message(page, "@Ben Carter resolved", with_button="Reopen")
    await expect(end).to_contain_text("The load runs again")
    await end.get_by_role("button", name="went well").click()
    await expect(end).to_contain_text("You said that it went well. Thank you.")
    await picture(page, "fire-requester")


async def test_a_handler_takes_asks_waits_goes_on_and_closes(page: Page) -> None:
    await become(page, "farid")
    await go_to(page, "channel-data-team")
    card = message(page, REFUNDS)
    await card.get_by_role("button", name="Take").click()
    await expect(card).to_contain_text("Taken by @Farid Haddad")
    await opens_menu_of(page, card, "Wait for the requester")
    await form(page).get_by_label("What do you need from them?").fill("Which month?")
    await submit(page)
    await expect(card).to_contain_text("@Farid Haddad waits for @Grace Kim")

    await become(page, "grace")
    await go_to(page, "dm-firebreak")
    hers = message(page, REFUNDS, with_button="Take it back")
    await expect(hers).to_contain_text("Which month?")
    await hers.get_by_role("button", name="Answer").click()
    await form(page).get_by_label("Your answer").fill("All of them since summer")
    await submit(page)
    await expect(hers).to_contain_text("@Farid Haddad is working on it")

    await become(page, "farid")
    await go_to(page, "channel-data-team")
    await expect(card).to_contain_text("@Farid Haddad is working on it")
    await card.get_by_text("1 reply").click()
    await expect(page.get_by_test_id("thread")).to_contain_text("All of them since summer")
    await picture(page, "fire-thread")
    await page.get_by_role("button", name="Close thread").click()
    await card.get_by_role("button", name="is done").click()
    closing = form(page)
    await closing.get_by_label("Outcome").fill("Refunds are in the margin again")
    await closing.get_by_label("M: up to a day").check()
    await closing.get_by_label("Likely to come again").check()
    await expect(closing.get_by_label("Topic")).to_have_value("revenue")
    await picture(page, "fire-closing")
    await submit(page)
    await expect(card).to_contain_text("Done by @Farid Haddad")
    await expect(card).to_contain_text("effort M")
    await expect(card).to_contain_text("Refunds are in the margin again")


async def test_a_lead_narrows_assigns_as_suggested_and_decides_several_at_once(page: Page) -> None:
    await become(page, "ana")
    await go_to(page, "channel-data-team")
    await send(page, "/triage")
    queue = message(page, "3 to take", with_button="File a fire")
    for title in (SIGNUPS, REFUNDS, NAMES, MARGIN, SEGMENT, PARTNERS):
        await expect(queue).to_contain_text(title)
    await expect(queue).not_to_contain_text(PLANS)
    await expect(queue).to_contain_text("In hand (at most 4 each): Ana 1, Ben 0, Chitra 2")
    await picture(page, "fire-queue")
    await queue.get_by_label("Narrow it to…").select_option("Priority: P4 (1)")
    narrowed = message(page, "Showing Priority: P4: 1 of 7.")
    await expect(narrowed).not_to_contain_text(REFUNDS)
    await narrowed.get_by_label("Narrow it to…").select_option("Show everything")
    await expect(queue).to_contain_text(REFUNDS)

    await opens_menu_of(page, under(queue, REFUNDS), "Assign to")
    assigning = form(page)
    await expect(assigning).to_contain_text("Suggested: Ben, who is on duty and knows revenue (nothing in hand, ")
    await expect(assigning).to_contain_text("Then Ana, who is the backup (1 in hand, ")
    await picture(page, "fire-suggestion")
    await submit(page)
    await expect(message(page, "2 to take")).to_contain_text("Ben 1")

    several = form(page)
    await choose_from(page, message(page, "2 to take").locator("button.overflow").last, "Set the priority of several")
    await several.get_by_label("Which fires?").click()
    for title in (SIGNUPS, NAMES):
        await several.get_by_label(title).check()
    await several.get_by_label("P3").check()
    await submit(page)
    await expect(message(page, "Done for F-")).to_be_visible()


async def test_a_lead_turns_the_pages_of_a_long_queue(page: Page) -> None:
    await become(page, "hugo")
    await go_to(page, "channel-fires")
    for country in ("France", "Italy", "Spain", "Norway"):
        await send(page, f"/triage new Orders of {country} by week")
        await expect(message(page, f"Orders of {country} by week is with Data now")).to_be_visible()
    await become(page, "ana")
    await go_to(page, "channel-data-team")
    await send(page, "/triage")
    queue = message(page, "7 to take, 4 in hand", with_button="File a fire")
    await expect(queue).not_to_contain_text(PARTNERS)
    await queue.get_by_role("button", name="And 1 more").click()
    await expect(queue).to_contain_text(PARTNERS)
    await expect(queue).not_to_contain_text(SIGNUPS)
    await queue.get_by_role("button", name="Back").click()
    await expect(queue).to_contain_text(SIGNUPS)


async def test_a_lead_reads_the_numbers_and_changes_how_the_team_takes_fires(page: Page) -> None:
    await become(page, "ana")
    await go_to(page, "channel-data-team")
    await send(page, "/triage stats 6")
    numbers = message(page, "Data: 6 weeks, this one included")
    await expect(numbers).to_contain_text("It went well, say requesters")
    await expect(numbers.get_by_text("In/out by week from:")).to_be_visible()
    await picture(page, "fire-statistics")

    await send(page, "/triage settings")
    desk = message(page, "How Data takes fires")
    await desk.get_by_role("button", name="Change…").click()
    changing = form(page)
    await changing.get_by_label("P2").fill("now")
    await page.get_by_test_id("modal-submit").click()
    await expect(changing.get_by_role("alert")).to_contain_text("Write two lengths, like 30 min / 4 h")
    await changing.get_by_label("P2").fill("2 h / 1 day")
    await changing.get_by_label("In hand at most").fill("2")
    await picture(page, "fire-settings")
    await submit(page)
    await expect(message(page, "How Data takes fires")).to_contain_text("In hand at most  2")
    await send(page, "/triage")
    await expect(page.get_by_text("In hand (at most 2 each)")).to_be_visible()
