"""The names that Slack brings back: of forms, buttons and fields."""

TEAM_FORM, HOURS_FORM, AWAY_FORM = "people.team_form", "people.hours_form", "people.away_form"
BACK_FORM, PLACE_FORM = "people.back_form", "people.place_form"
COMPANY_FORM, CALENDAR_FORM = "people.company_form", "people.calendar_form"

SET_UP_TEAM = "people.set_up_team"
CHANGE_TEAM = "people.change_team"
SET_AWAY = "people.set_away"
COME_BACK = "people.come_back"
SET_HOURS = "people.set_hours"
CALL_OFF = "people.call_off"
UNDO_ABSENCE = "people.undo_absence"
UNDO_OWN = "people.undo_own_absence"
STAY_AWAY = "people.stay_away"
BACK_ON = "people.back_on"
DAYS_OFF = "people.days_off"
SET_PLACE = "people.set_place"
CHOOSE_COUNTRY = "people.choose_country"
SET_COMPANY_DAYS = "people.set_company_days"
SET_CALENDAR = "people.set_calendar"
SET_TEAM_CALENDAR = "people.set_team_calendar"
STOP_CALENDAR = "people.stop_calendar"
READ_STATUS = "people.read_status"
USE_FILE = "people.use_file"
LEAVE_FILE = "people.leave_file"

NAME, CHANNEL, FOLLOWS, LEADS, MEMBERS = "name", "channel", "follows", "leads", "members"
DAYS, STARTS, ENDS, ZONE, DIGEST_ON, DIGEST_AT = "days", "starts", "ends", "zone", "digest_on", "digest_at"
WHOSE, FIRST_ON, LAST_ON, REASON = "whose", "first_on", "last_on", "reason"
FROM, TO, OPEN_END, FIRST_BACK = "from", "to", "open_end", "first_back"
STATUS, STATUS_WORDS = "status", "status_words"
COUNTRY, REGION, LINES, ADDRESS, FILE = "country", "region", "lines", "address", "file"
ON, OFF = "on", "off"
ANSWER, YES, OWN, TEAMS, NONE = "answer", "yes", "own", "team", "-"

LONGEST_NAME, LONGEST_REASON, LONGEST_DAY_NAME, LONGEST_ADDRESS = 60, 200, 100, 2_000
# With the years that are added when they are shown again, they stay below the 3,000 characters Slack allows.
LONGEST_LINES, MOST_LINES = 2_000, 50
