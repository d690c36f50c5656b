"""The options about the site that publishes a web page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import click

from xlsreport.cli.parameter_types import FILE
from xlsreport.errors import SiteError
from xlsreport.messages import Messages

site_option = click.option(
    "--site",
    type=FILE,
    metavar="FILE.yaml",
)
meta_option = click.option(
    "--meta",
    "meta",
    multiple=True,
    metavar="NAME=VALUE",
)


def given_site(site: str | None, meta: Sequence[str], messages: Messages) -> Mapping[str, object]:
    """The values of both options; those of ``--meta`` take precedence.

    Raises:
        SiteError: the file cannot be read, or a pair is none.
    """
    from xlsreport.document.site_metadata import load_site

    values = dict(load_site(site, messages)) if site is not None else {}
    for pair in meta:
        name, equals, value = pair.partition("=")
        if not equals:
            raise SiteError(messages("site.pair", found=pair))
        values[name.strip()] = value.strip()
    return values
