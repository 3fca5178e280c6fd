"""What others know, asked before a transaction begins: Slack of people and channels, servers of calendars."""

from bot.people.directory.calendars import LARGEST, CalendarServers, Fetched, host_of
from bot.people.directory.slack import Channel, download, join, members, people, person, read_person

__all__ = [
    "LARGEST",
    "CalendarServers",
    "Channel",
    "Fetched",
    "download",
    "host_of",
    "join",
    "members",
    "people",
    "person",
    "read_person",
]
