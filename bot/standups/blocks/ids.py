"""The ids under which Slack sends back what people do with standups."""

ANSWER = "standups.answer"
SKIP = "standups.skip"
UNSKIP = "standups.unskip"
AWAY = "standups.away"
HELP = "standups.help"
BLOCKED = "standups.blocked"
RUN_NOW = "standups.run"
TEMPLATE = "standups.template"
ANSWER_FORM = "standups.answers"
SKIP_FORM = "standups.skip_form"
SETTINGS_FORM = "standups.settings"
QUESTIONS_FORM = "standups.questions"
# Handled above, in the room where a blocker becomes a fire.
MAKE_FIRE = "handoffs.blocker_to_fire"

# The action of every input that nothing listens to.
VALUE = "value"
