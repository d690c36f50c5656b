"""The documentation site, one for both languages: ``python -m sphinx -W --keep-going -c docs/site . build/site``.

A page is in the language of its title. Each language has an index, and a page shows the navigation of its own.
``page.md`` and ``page.en.md`` are the same page in Chinese and in English.
"""

from __future__ import annotations

import gettext
import sys
import unicodedata
from pathlib import Path
from typing import Any

import sphinx.locale
from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.environment.adapters.toctree import TocTree

sys.path.insert(0, str(Path(__file__).parent))
from bilingual_search import HAN, BilingualSearch

project = "xlsreport"
author = "xlsreport"
root_doc = "docs/index"
include_patterns = ["docs/**.md", "samples/README.md", "bench/README.md", "CHANGELOG.md", "CONTRIBUTING.md"]
exclude_patterns = [".*", "build", "dist", "docs/site", "src", "tests", "**/node_modules"]
extensions = ["myst_parser"]
nitpicky = True
myst_heading_anchors = 4  # as on GitHub, so that a link leads to the same heading in both
suppress_warnings = ["toc.multiple_toc_parents"]  # a page in one language only stands in both navigations
language = "zh_CN"
highlight_language = "text"

html_theme = "furo"
html_static_path = ["static"]
html_css_files = ["site.css"]
templates_path = ["templates"]
html_theme_options = {"top_of_page_buttons": []}
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "sidebar/languages.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ]
}
html_additional_pages = {"index": "to_the_index.html", "search.en": "search.html"}
html_copy_source = False
html_show_copyright = False
html_use_index = False
html_domain_indices = False
html_search_language = BilingualSearch.lang
html_show_search_summary = False  # a summary is fetched, which browsers refuse for pages opened from a disk

INDEX = {"zh-CN": "docs/index", "en": "docs/index.en"}
TITLE = {"zh-CN": "xlsreport 文档", "en": "xlsreport documentation"}
CHINESE = {
    "Back to top": "回到页首",
    "On this page": "本页内容",
    "Skip to content": "跳到正文",
    "Made with ": "制作工具：",
    '<a href="https://www.sphinx-doc.org/">Sphinx</a> and ': '<a href="https://www.sphinx-doc.org/">Sphinx</a>、',
}
"""Words of the theme that Sphinx has no translation of."""


def language_of(app: Sphinx, page: str) -> str:
    """The language of a page of the site: that of its title, or of its name where it is not made of a document."""
    title = app.env.titles.get(page)
    chinese = HAN.search(title.astext()) if title is not None else not page.endswith(".en")
    return "zh-CN" if chinese else "en"


def twin_of(app: Sphinx, page: str) -> str | None:
    """The same page in the other language, if there is one."""
    twin = page.removesuffix(".en") if page.endswith(".en") else f"{page}.en"
    return twin if twin in app.env.all_docs or twin in html_additional_pages else None


def in_the_pages_language(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: object) -> None:
    """Give a page the navigation, the words around it and the search page of its language."""
    spoken = language_of(app, page)
    other = "en" if spoken == "zh-CN" else "zh-CN"
    context |= {
        "language": spoken,
        "master_doc": INDEX[spoken],
        "docstitle": TITLE[spoken],
        "gettext": _words(spoken),
        "toctree": lambda **options: _navigation(app, page, INDEX[spoken], options),
        "search_page": "search" if spoken == "zh-CN" else "search.en",
        "other_language": other,
        "other_page": twin_of(app, page) or INDEX[other],
        "next": None,  # of two navigations Sphinx knows one order
        "prev": None,
    }
    if spoken == "en":
        scripts = context["script_files"]
        context["script_files"] = [script for script in scripts if "translations.js" not in str(script.filename)]


def leave_the_english_index_alone(app: Sphinx, env: BuildEnvironment) -> None:
    """It heads a navigation and stands in none, which is otherwise a mistake."""
    env.metadata[INDEX["en"]]["orphan"] = True


def join_chinese_lines(app: Sphinx, document: nodes.document) -> None:
    """A line break between two Chinese characters of a paragraph is no blank, though a browser would show one."""
    for paragraph in document.findall(nodes.TextElement):
        children = list(paragraph.children)
        for before, line_end, after in zip(children, children[1:], children[2:], strict=False):
            if line_end.astext() == "\n" and _is_wide(before.astext()[-1:]) and _is_wide(after.astext()[:1]):
                paragraph.replace(line_end, nodes.Text(""))


def _is_wide(character: str) -> bool:
    return character != "" and (character in "“”‘’—…" or unicodedata.east_asian_width(character) in "WF")


def _words(spoken: str) -> Any:
    folder = Path(sphinx.locale.__file__).parent
    catalogue = gettext.translation("sphinx", folder, [spoken.replace("-", "_")], fallback=spoken == "en")

    def translate(message: str, **values: object) -> str:
        own = CHINESE.get(message) if spoken == "zh-CN" else None
        return (own or catalogue.gettext(message)) % values

    return translate


def _navigation(app: Sphinx, page: str, index: str, options: dict[str, Any]) -> str:
    adapter = TocTree(app.env)
    trees = app.env.get_doctree(index).findall(addnodes.toctree)
    resolved = [adapter.resolve(page, app.builder, tree, **options) for tree in trees]
    first, *others = [tree for tree in resolved if tree is not None]
    for tree in others:
        first.extend(tree.children)
    return app.builder.render_partial(first)["fragment"]


def setup(app: Sphinx) -> None:
    """Called by Sphinx."""
    app.add_search_language(BilingualSearch)
    app.connect("env-updated", leave_the_english_index_alone)
    app.connect("doctree-read", join_chinese_lines)
    app.connect("html-page-context", in_the_pages_language, priority=400)  # before the theme's own, at 500
