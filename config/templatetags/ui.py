"""The small parts every page is made of: assets, icons, states, times, money."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timesince import timesince, timeuntil
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from config import assets
from fields.money import Money, minor_digits
from fields.writing import writing
from governance.states import look_of

register = template.Library()

MICRO = 1_000_000


@register.simple_tag
def ui_assets(entry: str) -> SafeString:
    """The link and script tags of one Vite entry."""
    styles, scripts = assets.files_of(entry)
    font = '<link rel="preload" as="font" type="font/woff2" crossorigin href="{}">'
    fonts = format_html_join("\n    ", font, ((static(name),) for name in assets.fonts_of(entry)))
    links = format_html_join("\n    ", '<link rel="stylesheet" href="{}">', ((static(name),) for name in styles))
    modules = format_html_join("\n    ", '<script type="module" src="{}"></script>', ((static(n),) for n in scripts))
    return format_html("{}\n    {}\n    {}", fonts, links, modules)


@register.simple_tag
def language_texts() -> SafeString:
    """The script tag of the page's language: deferred, so it runs before the modules that read it."""
    name = assets.texts_of(get_language() or "")
    return format_html('<script defer src="{}"></script>', static(name)) if name else SafeString()


@register.simple_tag
def icon(name: str) -> SafeString:
    """A Tabler icon, hidden from screen readers: the word beside it speaks."""
    return format_html('<i class="ti ti-{}" aria-hidden="true"></i>', name)


@register.simple_tag
def state(value: Any, word: Any = "", plain: bool = False) -> SafeString:
    """A badge of word, icon and colour; `word` replaces the state's own, as an outcome does for finished."""
    look = look_of(value)
    return format_html(
        '<span class="state state-{}{}">{}<span>{}</span></span>',
        look.key,
        " is-plain" if plain else "",
        icon(look.icon),
        word or look.word,
    )


@register.simple_tag
def walk_dot(value: Any) -> SafeString:
    """The round mark of a step in a run's timeline."""
    look = look_of(value)
    return format_html('<span class="walk-dot is-{}">{}</span>', look.key, icon(look.icon))


@register.inclusion_tag("parts/confidence.html")
def confidence(value: float | None, threshold: float | None = None) -> dict[str, Any]:
    """A labelled bar with a mark where the threshold stands."""
    sure = min(max(float(value or 0), 0.0), 1.0)
    return {
        "percent": round(sure * 100),
        "needed": None if threshold is None else round(float(threshold) * 100),
        "low": threshold is not None and sure < float(threshold),
        "width": round(sure * 200),
        "mark": None if threshold is None else min(round(float(threshold) * 200), 199),
    }


@register.inclusion_tag("parts/empty_state.html")
def empty_state(
    icon: str, title: str, text: str = "", url: str = "", label: str = "", *, small: bool = False
) -> dict[str, Any]:
    """What this place is for and one button to begin."""
    return {"icon": icon, "title": title, "text": text, "url": url, "label": label, "small": small}


@register.simple_tag
def ago(at: datetime | None) -> SafeString | str:
    """A time relative to now, exact on hover; a script keeps it true while the page is open."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    exact = _exact(local.replace(second=0, microsecond=0, tzinfo=None), get_language())
    markup = '<time datetime="{}" data-relative title="{}">{}</time>'
    return format_html(markup, local.isoformat(), exact, _relative(at))


@lru_cache(maxsize=2048)
def _exact(minute: datetime, language: str) -> str:
    # The longest part of showing a time, and rows of one list share their minutes; the language decides the words.
    return formats.date_format(minute, "DATETIME_FORMAT")


def _relative(at: datetime) -> str:
    seconds = (timezone.now() - at).total_seconds()
    if abs(seconds) < 60:
        return _("just now") if seconds >= 0 else _("in a moment")
    if seconds > 0:
        return _("%(time)s ago") % {"time": timesince(at, depth=1)}
    return _("in %(time)s") % {"time": timeuntil(at, depth=1)}


@register.filter
def long_day(day: date) -> str:
    """A day with its weekday, as the reader's language writes it."""
    return writing().long_day(day)


@register.simple_tag
def money(minor: int | None, currency: str) -> str:
    """An amount in minor units, shown with its currency."""
    return "" if minor is None else Money(minor, currency).display()


@register.simple_tag
def cost(micros: int | None, currency: str) -> SafeString | str:
    """A cost in millionths of the currency's main unit; exact on hover where it is less than the smallest coin."""
    if micros is None:
        return ""
    minor = micros * 10 ** minor_digits(currency)
    if not micros:
        return _("no cost")
    if minor >= MICRO:
        return Money(round(minor / MICRO), currency).display()
    exact = f"{micros / MICRO:.6f} {currency}"
    words = _("under %(coin)s") % {"coin": Money(1, currency).display()}
    return format_html('<span title="{}">{}</span>', exact, words)


@register.simple_tag
def duration(seconds: float | None) -> str:
    """How long something took, in the two largest units that matter."""
    if seconds is None:
        return ""
    if seconds < 1:
        return _("%(n)s ms") % {"n": round(seconds * 1000)}
    if seconds < 10:
        return _("%(n)s s") % {"n": formats.number_format(round(seconds, 1))}
    return " ".join(list(_units(round(seconds)))[:2])


def _units(seconds: int) -> Iterator[str]:
    days, rest = divmod(seconds, 86_400)
    hours, rest = divmod(rest, 3600)
    minutes, rest = divmod(rest, 60)
    if days:
        yield ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
    if hours:
        yield _("%(n)s h") % {"n": hours}
    if minutes:
        yield _("%(n)s min") % {"n": minutes}
    if rest:
        yield _("%(n)s s") % {"n": rest}
