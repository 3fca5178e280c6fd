"""What operators can measure, in Prometheus' terms. No label holds anything a person wrote, or who they are."""

from prometheus_client import Counter, Gauge, Histogram

CALLS = Counter(
    "firebreak_calls_total",
    "Things done in Slack: done, refused with a sentence, failed, delivered again, or slow (answered before its work)",
    ["kind", "outcome"],
)
ACKS = Histogram(
    "firebreak_ack_seconds",
    "From receiving something to acknowledging it; Slack waits 3 seconds",
    ["kind"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 2.5, 3),
)
SENDS = Counter(
    "firebreak_sends_total",
    "Attempts to bring a message to Slack by how they ended; limited is HTTP 429",
    ["method", "outcome"],
)
SEND_SECONDS = Histogram("firebreak_send_seconds", "How long Slack took", ["method"])
TIMERS = Counter("firebreak_timers_total", "Promised moments that came", ["kind", "outcome"])
LATENESS = Histogram(
    "firebreak_timer_lateness_seconds",
    "How much later than promised a moment came; standups.prompt are people's prompts",
    ["kind"],
    buckets=(1, 2, 5, 15, 60, 300, 1800, 7200),
)
BEATS = Counter("firebreak_beats_total", "Heartbeats by what became of them", ["beat", "outcome"])
OUTBOX_DEPTH = Gauge("firebreak_outbox_depth", "Messages that are due and not in Slack yet")
OUTBOX_AGE = Gauge("firebreak_outbox_oldest_seconds", "How long the oldest of them has been due")
