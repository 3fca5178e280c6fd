"""What others know, asked before a transaction begins: Slack of people and channels, servers of calendars."""

from bot.people.directory.calendars import LARGEST, CalendarServers, Fetched, host_of
from bot.people.directory.slack import (
    Channel,
    download,
    find_file,
    join,
    members,
    people,
    person,
    read_person,
    read_status,
    status,
)

__all__ = [
    "LARGEST",
    "CalendarServers",
    "Channel",
    "Fetched",
    "download",
    "find_file",
    "host_of",
    "join",
    "members",
    "people",
    "person",
    "read_person",
    "read_status",
    "status",
]
