"""Views for people who read the database with SQL; `docs/export.md` describes them.

They hold nothing and are made anew after every migration: one that rebuilds a table would not pass them.
"""

from sqlalchemy import Connection

COUNTS = """
    SUM(CASE WHEN p.part = 'expected' AND p.state = 'answered' AND p.deleted_at IS NULL THEN 1 ELSE 0 END) AS answered,
    SUM(CASE WHEN p.part = 'expected' AND p.state NOT IN ('away', 'holiday', 'left', 'unasked') THEN 1 ELSE 0 END)
        AS expected,
    SUM(CASE WHEN p.part = 'expected' AND p.state = 'away' THEN 1 ELSE 0 END) AS away,
    SUM(CASE WHEN p.part = 'expected' AND p.state = 'holiday' THEN 1 ELSE 0 END) AS holiday,
    SUM(CASE WHEN p.part = 'expected' AND p.state = 'left' THEN 1 ELSE 0 END) AS "left",
    SUM(CASE WHEN p.state = 'answered' AND p.late THEN 1 ELSE 0 END) AS late
"""

V_RUNS = f"""
CREATE VIEW v_runs AS
SELECT r.workspace_id, r.id AS run_id, s.id AS standup_id, s.name AS standup, t.id AS team_id, t.name AS team,
    r."on" AS run_on, r.state, {COUNTS}
FROM runs r
JOIN standups s ON s.id = r.standup_id
JOIN teams t ON t.id = s.team_id
LEFT JOIN prompts p ON p.run_id = r.id
GROUP BY r.workspace_id, r.id, s.id, s.name, t.id, t.name, r."on", r.state
"""

# Prompts that are still to come count for nobody yet.
V_PARTICIPATION = f"""
CREATE VIEW v_participation AS
SELECT r.workspace_id, s.id AS standup_id, s.name AS standup, t.id AS team_id, t.name AS team,
    {{week}} AS week, {{monday}} AS monday, COUNT(DISTINCT r.id) AS runs, {COUNTS}
FROM runs r
JOIN standups s ON s.id = r.standup_id
JOIN teams t ON t.id = s.team_id
JOIN prompts p ON p.run_id = r.id
WHERE r.state <> 'skipped' AND p.prompt_at <= {{now}}
GROUP BY r.workspace_id, s.id, s.name, t.id, t.name, {{week}}, {{monday}}
"""

# Without names only once the run is closed and four people answered, as in the report.
V_ANSWERS = """
CREATE VIEW v_answers AS
SELECT a.workspace_id, s.id AS standup_id, s.name AS standup, r.id AS run_id, r."on" AS run_on, p.user_id,
    who.name AS person, q.id AS question_id, COALESCE(q.key, 'q' || q.position) AS question_key, q.text AS question,
    q.kind, {values}, a.said_at
FROM answers a
JOIN prompts p ON p.id = a.prompt_id
JOIN runs r ON r.id = p.run_id
JOIN standups s ON s.id = r.standup_id
JOIN questions q ON q.id = a.question_id
LEFT JOIN people who ON who.workspace_id = a.workspace_id AND who.user_id = p.user_id
WHERE s.readers = 'team' AND NOT s.anonymous AND p.state = 'answered' AND p.deleted_at IS NULL
UNION ALL
SELECT a.workspace_id, s.id, s.name, r.id, r."on", NULL, NULL, q.id, COALESCE(q.key, 'q' || q.position), q.text,
    q.kind, {values}, NULL
FROM anonymous_answers a
JOIN runs r ON r.id = a.run_id
JOIN standups s ON s.id = r.standup_id
JOIN questions q ON q.id = a.question_id
WHERE s.readers = 'team' AND r.state = 'closed' AND 4 <= (
    SELECT COUNT(*) FROM anonymous_answers same
    WHERE same.workspace_id = a.workspace_id AND same.run_id = a.run_id AND same.question_id = a.question_id
)
"""

V_BLOCKERS = """
CREATE VIEW v_blockers AS
SELECT b.workspace_id, b.id AS blocker_id, s.id AS standup_id, s.name AS standup, b.user_id, who.name AS person,
    CASE WHEN s.readers = 'team' THEN b.text END AS text, b.opened_on, b.owner_id, b.resolved_at, b.fire_number,
    b.resolved_at IS NULL AS is_open, {age} AS age_days
FROM blockers b
JOIN standups s ON s.id = b.standup_id
LEFT JOIN people who ON who.workspace_id = b.workspace_id AND who.user_id = b.user_id
WHERE NOT s.anonymous
"""

V_FIRES = """
CREATE VIEW v_fires AS
SELECT f.workspace_id, f.number, 'F-' || f.number AS fire, t.id AS team_id, t.name AS team, f.title, f.state,
    f.priority, f.topic, f.requester_id, asks.name AS requester, f.owner_id, has.name AS owner, f.created_at,
    f.claimed_at, f.closed_at, {to_claim} AS hours_to_claim, {to_close} AS hours_to_close
FROM fires f
JOIN teams t ON t.id = f.team_id
LEFT JOIN people asks ON asks.workspace_id = f.workspace_id AND asks.user_id = f.requester_id
LEFT JOIN people has ON has.workspace_id = f.workspace_id AND has.user_id = f.owner_id
WHERE NOT f.private
"""

RICH_TYPES = """('text', 'link', 'user', 'emoji', 'rich_text_section', 'rich_text_quote', 'rich_text_preformatted')"""

SQLITE_WORDS = """CASE json_extract(value, '$.type')
        WHEN 'text' THEN json_extract(value, '$.text')
        WHEN 'link' THEN COALESCE(json_extract(value, '$.text'), json_extract(value, '$.url'))
        WHEN 'user' THEN '@' || json_extract(value, '$.user_id')
        WHEN 'emoji' THEN ':' || json_extract(value, '$.name') || ':'
        ELSE char(10) END"""
SQLITE = {
    # The Thursday of a week says which year and week it is.
    "week": """strftime('%Y-W', date(r."on", '-3 days', 'weekday 4')) || substr('0' ||
        ((strftime('%j', date(r."on", '-3 days', 'weekday 4')) - 1) / 7 + 1), -2)""",
    "monday": """date(r."on", '-3 days', 'weekday 4', '-3 days')""",
    "now": "CURRENT_TIMESTAMP",
    "age": """CAST(julianday(date(COALESCE(b.resolved_at, CURRENT_TIMESTAMP))) - julianday(b.opened_on) AS INTEGER)""",
    "to_claim": "(julianday(f.claimed_at) - julianday(f.created_at)) * 24",
    "to_close": "(julianday(f.closed_at) - julianday(f.created_at)) * 24",
    "values": f"""
    CASE
        WHEN json_type(a.value) = 'text' THEN json_extract(a.value, '$')
        WHEN json_type(a.value, '$.blocked') IS NOT NULL THEN json_extract(a.value, '$.blocked')
        WHEN json_type(a.value, '$.plan') IS NOT NULL THEN (
            SELECT group_concat(line, char(10)) FROM (
                SELECT json_extract(value, '$.text') AS line FROM json_each(a.value, '$.plan') ORDER BY key))
        WHEN json_type(a.value, '$.rich') IS NOT NULL THEN (
            SELECT ltrim(group_concat(word, ''), char(10)) FROM (
                SELECT {SQLITE_WORDS} AS word FROM json_tree(a.value, '$.rich')
                WHERE type = 'object' AND json_extract(value, '$.type') IN {RICH_TYPES} ORDER BY id))
    END AS text,
    CASE WHEN json_type(a.value) IN ('integer', 'real') THEN json_extract(a.value, '$') END AS number,
    CASE WHEN json_type(a.value) = 'true' OR json_type(a.value, '$.blocked') IS NOT NULL THEN 1
        WHEN json_type(a.value) = 'false' THEN 0 END AS yes_no,
    json_extract(a.value, '$.date') AS day,
    CASE WHEN json_type(a.value) = 'array' THEN json(a.value) END AS choices""",
}

POSTGRES_WORDS = """CASE e ->> 'type'
        WHEN 'text' THEN e ->> 'text'
        WHEN 'link' THEN COALESCE(e ->> 'text', e ->> 'url')
        WHEN 'user' THEN '@' || (e ->> 'user_id')
        WHEN 'emoji' THEN ':' || (e ->> 'name') || ':'
        ELSE chr(10) END"""
AS_JSONB = "CAST(a.value AS jsonb)"
POSTGRES = {
    "week": """to_char(r."on", 'IYYY-"W"IW')""",
    "monday": """CAST(date_trunc('week', r."on") AS date)""",
    "now": "CURRENT_TIMESTAMP",
    "age": """CAST(COALESCE(b.resolved_at, CURRENT_TIMESTAMP) AT TIME ZONE 'UTC' AS date) - b.opened_on""",
    "to_claim": "CAST(EXTRACT(EPOCH FROM f.claimed_at - f.created_at) / 3600 AS double precision)",
    "to_close": "CAST(EXTRACT(EPOCH FROM f.closed_at - f.created_at) / 3600 AS double precision)",
    "values": f"""
    CASE
        WHEN jsonb_typeof({AS_JSONB}) = 'string' THEN {AS_JSONB} #>> '{{}}'
        WHEN {AS_JSONB} -> 'blocked' IS NOT NULL THEN {AS_JSONB} ->> 'blocked'
        WHEN {AS_JSONB} -> 'plan' IS NOT NULL THEN (
            SELECT string_agg(e ->> 'text', chr(10) ORDER BY n)
            FROM jsonb_array_elements({AS_JSONB} -> 'plan') WITH ORDINALITY AS lines(e, n))
        WHEN {AS_JSONB} -> 'rich' IS NOT NULL THEN (
            SELECT ltrim(string_agg({POSTGRES_WORDS}, '' ORDER BY n), chr(10))
            FROM jsonb_path_query({AS_JSONB} -> 'rich', 'strict $.**') WITH ORDINALITY AS pieces(e, n)
            WHERE jsonb_typeof(e) = 'object' AND e ->> 'type' IN {RICH_TYPES})
    END AS text,
    CASE WHEN jsonb_typeof({AS_JSONB}) = 'number' THEN CAST({AS_JSONB} AS double precision) END AS number,
    CASE WHEN jsonb_typeof({AS_JSONB}) = 'boolean' THEN CAST({AS_JSONB} AS boolean)
        WHEN {AS_JSONB} -> 'blocked' IS NOT NULL THEN TRUE END AS yes_no,
    {AS_JSONB} ->> 'date' AS day,
    CASE WHEN jsonb_typeof({AS_JSONB}) = 'array' THEN CAST({AS_JSONB} AS text) END AS choices""",
}
VIEWS = {
    "v_runs": V_RUNS,
    "v_participation": V_PARTICIPATION,
    "v_answers": V_ANSWERS,
    "v_blockers": V_BLOCKERS,
    "v_fires": V_FIRES,
}


def make_views(connection: Connection) -> None:
    """Needs the newest tables."""
    words = POSTGRES if connection.dialect.name == "postgresql" else SQLITE
    for view in VIEWS.values():
        made = view
        for name, expression in words.items():
            made = made.replace(f"{{{name}}}", expression)
        connection.exec_driver_sql(made)


def drop_views(connection: Connection) -> None:
    for name in VIEWS:
        connection.exec_driver_sql(f"DROP VIEW IF EXISTS {name}")
