"""Chooses installed fonts for the faces of a page style, with substitutes for missing ones."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import typst

from xlsreport.document.page_styles.page_style import Face

FOLDERS = "XLSREPORT_FONTS"
"""The environment variable for folders with fonts that are not installed, separated as in ``PATH``."""

_BOLD, _REGULAR = 700, 400
_WITHOUT_QUOTES = "latin-in-cjk"
"""Typst's name for the coverage of a Latin font in Chinese text: without “ ”, — and …, which are full-width there."""

# Family names as Typst reports them: it drops a final CN, which it takes for "condensed".
_SONG = (
    "宋体",
    "SimSun",
    "方正书宋_GBK",
    "FZShuSong-Z01",
    "Songti SC",
    "STSong",
    "Noto Serif CJK SC",
    "Noto Serif SC",
    "Source Han Serif SC",
    "Source Han Serif",
    "AR PL UMing",
)
_HEI = (
    "黑体",
    "SimHei",
    "方正黑体_GBK",
    "FZHei-B01",
    "Heiti SC",
    "STHeiti",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "Microsoft YaHei",
)
_CHAINS: Mapping[str, tuple[str, ...]] = {
    "方正小标宋简体": ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05"),
    "仿宋_GB2312": (
        "仿宋_GB2312",
        "FangSong_GB2312",
        "仿宋",
        "FangSong",
        "方正仿宋_GBK",
        "FZFangSong-Z02",
        "华文仿宋",
        "STFangsong",
        "FandolFang",
    ),
    "楷体_GB2312": (
        "楷体_GB2312",
        "KaiTi_GB2312",
        "楷体",
        "KaiTi",
        "方正楷体_GBK",
        "FZKai-Z03",
        "华文楷体",
        "STKaiti",
        "Kaiti SC",
        "FandolKai",
        "AR PL UKai",
    ),
    "黑体": _HEI,
    "宋体": _SONG,
    "Times New Roman": (
        "Times New Roman",
        "Liberation Serif",
        "Tinos",
        "Nimbus Roman",
        "TeX Gyre Termes",
        "Libertinus Serif",  # comes with typst, so there is always a font with serifs
    ),
}
"""For each face the names of its fonts, and of substitutes."""

_HEAVY = ("方正小标宋简体",)
"""Faces that are heavier than their substitutes."""


@cache
def installed_fonts() -> typst.Fonts:
    """The fonts of this computer; cached, since the search takes longer than setting a report."""
    folders = [folder for folder in os.environ.get(FOLDERS, "").split(os.pathsep) if folder]
    return typst.Fonts(font_paths=list(folders))


def font_names(face: Face, *, chinese: bool) -> list[str | dict[str, str]]:
    """The installed fonts for a face, in order of preference.

    Args:
        face: the face of a page style.
        chinese: whether the text is Chinese, in which “ ” and — belong to the Chinese font.
    """
    if face.latin == face.east_asian and chinese:
        return list(_installed(_with_stand_ins(face.east_asian)))
    latin: list[str | dict[str, str]] = list(_installed(_CHAINS.get(face.latin, (face.latin,))))
    if chinese:
        latin = [{"name": str(name), "covers": _WITHOUT_QUOTES} for name in latin]
    return [*latin, *_installed(_with_stand_ins(face.east_asian))]


def font_weight(face: Face) -> int:
    """The font weight of a face; substitutes of a heavy face are set in bold."""
    heavy = face.east_asian in _HEAVY and not list(_installed(_CHAINS[face.east_asian]))
    return _BOLD if face.bold or heavy else _REGULAR


def chinese_fonts() -> bool:
    """Whether any Chinese font that is known by name is installed."""
    return bool(list(_installed((*_SONG, *_HEI, *_CHAINS["仿宋_GB2312"], *_CHAINS["楷体_GB2312"]))))


def _with_stand_ins(name: str) -> tuple[str, ...]:
    return (*_CHAINS.get(name, (name,)), *(_HEI if name == "黑体" else ()), *_SONG, *_HEI)


def _installed(names: Sequence[str]) -> Iterator[str]:
    families = _families()
    yield from dict.fromkeys(name for name in names if name.lower() in families)


@cache
def _families() -> frozenset[str]:
    return frozenset(name.lower() for name in installed_fonts().families())
