"""What the bot counts about itself. Each bot has a registry of its own, so that several can live in one process."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 15.0)


class Metrics:
    """The counters of one bot; numbers only, never anything about a person."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.updates = Counter("kadry_updates", "Updates handled.", registry=self.registry)
        self.replies = Counter("kadry_replies", "Answers to updates that left.", ["method"], registry=self.registry)
        self.finished = Counter(
            "kadry_outbox_finished", "Outbox messages by what became of them.", ["status"], registry=self.registry
        )
        self.waiting = Gauge(
            "kadry_outbox_waiting", "Outbox messages that have not left, by status.", ["status"], registry=self.registry
        )
        self.send_seconds = Histogram(
            "kadry_send_seconds", "Time from the call to Telegram's answer.", buckets=_SECONDS, registry=self.registry
        )
        self.floods = Counter("kadry_flood_waits", "Times Telegram asked to wait.", registry=self.registry)
        self.queue = Gauge("kadry_queue", "Work held in memory, by queue.", ["queue"], registry=self.registry)
