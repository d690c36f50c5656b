"""Timestamps of the ledger: in UTC to the second, or a day alone if the time is not known."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime

from xlsreport.errors import MomentError
from xlsreport.messages import Messages
from xlsreport.round.ledger.date_parsing import NoDayError, parse_day

_FORMAT = "%Y-%m-%dT%H:%M:%SZ"
_DAY_ALONE = len("2026-01-20")


def timestamp_now() -> str:
    """The present time as the ledger writes it."""
    return ledger_timestamp(datetime.now(UTC))


def ledger_timestamp(moment: datetime) -> str:
    """A time with its zone, as the ledger writes it."""
    return moment.astimezone(UTC).strftime(_FORMAT)


def local_time(at: str) -> datetime:
    """A timestamp in the local time zone; a day alone gives its first moment."""
    if len(at) == _DAY_ALONE:
        return datetime.combine(date.fromisoformat(at), datetime.min.time()).astimezone()
    return datetime.strptime(at, _FORMAT).replace(tzinfo=UTC).astimezone()


def local_day(at: str) -> date:
    """The local day of a timestamp."""
    return local_time(at).date()


def local_text(at: str) -> str:
    """A timestamp for people, in local time: ``2026-01-20 09:30``, or the day alone."""
    return at if len(at) == _DAY_ALONE else f"{local_time(at):%Y-%m-%d %H:%M}"


def parse_moment(text: str, messages: Messages) -> str:
    """Parse a time of the past that a user typed, into a timestamp.

    Args:
        text: a day in any form that :func:`parse_day` reads, and the time if it is known: ``2026-01-20 09:30``.
        messages: the language of errors.

    Raises:
        MomentError: it is no time, or one in the future.
    """
    day, has_time, time = text.strip().partition(" ") if ":" in text or "：" in text else (text, "", "")
    try:
        at = parse_day(day).isoformat()
        at = ledger_timestamp(datetime.fromisoformat(f"{at} {_time_in(time)}").astimezone()) if has_time else at
        is_to_come = local_time(at) > datetime.now(UTC)
    except NoDayError as error:
        raise MomentError(messages(error.key, found=text)) from None
    except (ValueError, OverflowError, OSError):
        raise MomentError(messages("moment.no_time", found=text)) from None
    if is_to_come:
        raise MomentError(messages("moment.to_come", found=text))
    return at


def _time_in(text: str) -> str:
    hours, _, rest = unicodedata.normalize("NFKC", text).strip().partition(":")
    return f"{int(hours):02}:{rest}"
