"""Being forgotten, before it is done: what goes, what stays, and that it is for good."""

from bot.slack import kit
from bot.slack.escape import mention
from bot.slack.message import View

FORM, SURE = "records.forget", "records.sure"
FOR_GOOD = "for_good"
DONE = "Done: you are forgotten. If you use Firebreak again, you begin as somebody new."
DONE_FOR_OTHER = "Done: they are forgotten. Reports and cards follow within minutes."


def forget_form(user_id: str, by: str) -> View:
    """`by` is who asked for it: the person, or an admin."""
    own = user_id == by
    whom = "you" if own else mention(user_id)
    they, their = ("you", "your") if own else ("they", "their")
    goes = [
        f"everything {they} wrote: answers, drafts, plans, blockers, reasons, and the texts of fires {they} filed",
        f"{their} posts in reports, which are deleted in Slack",
        f"{their} places in teams, own hours, calendar, prompts and reminders",
        f"{their} name: where something is counted, it says “a former member”",
    ]
    stays = [
        f"numbers without {their} name: who answered when, moods, choices, fires and how long they took",
        "what others wrote",
        f"messages that {their} conversation with me shows: Slack keeps these",
    ]
    box = kit.checkboxes(SURE, [kit.option("I know that this cannot be undone", FOR_GOOD)])
    return kit.modal(
        "Forget me" if own else "Forget somebody",
        [
            kit.section(f"This makes Firebreak forget {whom}, for good."),
            kit.section("*What goes*\n" + "\n".join(f"• {each}" for each in goes)),
            kit.section("*What stays*\n" + "\n".join(f"• {each}" for each in stays)),
            kit.context(f"If {they} use Firebreak again, {they} begin as somebody new."),
            kit.labelled("Are you sure?", box, "sure"),
        ],
        callback_id=FORM,
        submit="Forget me" if own else "Forget them",
        memo=user_id,
    )
