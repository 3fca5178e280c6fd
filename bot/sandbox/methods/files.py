"""Methods about files."""

from bot.sandbox.files import SCOPE, file_for_app, file_object
from bot.sandbox.methods.method import Method, scope
from bot.sandbox.slack import Slack
from bot.sandbox.state import Json


async def info(slack: Slack, arguments: Json) -> Json:
    file = file_for_app(slack, arguments["file"])
    direct = [each for each in file.channels if slack.workspace.channels[each].kind == "im"]
    more = {"timestamp": file.created, "ims": direct, "comments_count": 0}
    return {
        "file": file_object(slack, file) | more,
        "comments": [],
        "response_metadata": {"next_cursor": ""},
    }


METHODS = [
    Method(
        "files.info",
        info,
        {"count": "whole", "cursor": "text", "file": "text", "limit": "whole", "page": "whole"},
        ("file",),
        scopes=scope(SCOPE),
    ),
]
