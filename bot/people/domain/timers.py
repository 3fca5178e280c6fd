"""The kinds of moments that people and their calendars promise, to us and to other features."""

# Something changed, for whoever has prompts or promises that depend on it. The ref is the absence, or the row of the
# person, or the team.
ABSENCE_CHANGED = "people.absence_changed"
ZONE_CHANGED = "people.zone_changed"
HOURS_CHANGED = "people.hours_changed"
TEAM_CHANGED = "people.team_changed"
# Somebody appeared, or left, whose name somebody else has.
NAMESAKE = "people.namesake"
# A calendar or a status says from now on when somebody is away; the ref is the row of the person.
WATCHED = "people.watched"

# The first working day after an absence, and the last day of one until further notice; the ref is the absence.
BACK = "people.back"
STILL_AWAY = "people.still_away"
