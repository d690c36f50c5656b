"""Reads the file of a definition and those that it extends into one tree.

``extends`` names a shipped definition, or a file below the folder of the one that extends it: a definition may come
from anywhere, and is not to read whatever its author likes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from xlsreport.definition.loading.code_lists import CODES, OPTIONS, is_list_of_texts, problem_at, use_code_lists
from xlsreport.definition.loading.extension import extended
from xlsreport.definition.loading.regular_file import MAX_TEXT_MEGABYTES, UnreadFileError, read_regular_file
from xlsreport.definition.loading.shipped_definitions import shipped_names, shipped_path
from xlsreport.definition.problems import LocatedProblem, Problem, near_miss
from xlsreport.definition.yaml_source.yaml_tree import Node, Pair, UnreadableYamlError, plain_values, read_tree
from xlsreport.errors import PortableError

EXTENDS, LANGUAGES, SHARED, SENTENCES = "extends", "languages", "shared", "sentences"
MAX_BASES = 8
"""How many definitions may extend each other, one after the other; editions of a form need one or two."""
_RENAMED_KEYS = {"layout": "page_style"}
"""Keys of the top level that had another name, which is still read."""
_FILE_ENDINGS = (".yaml", ".yml")


class SourceError(PortableError):
    """A definition, or one that it extends, from which no tree could be made."""

    def __init__(self, problems: Sequence[LocatedProblem], language: object = None) -> None:
        super().__init__(problems[0].problem.key)
        self.problems = tuple(problems)
        self.language = language


@dataclass(frozen=True, slots=True)
class SourceTree:
    """A definition's tree with all that it extends.

    ``values`` is the same without lines, ``files`` names the files from the definition's own (empty) to the last base,
    ``bases`` those of the definition that it extends, and ``hints`` are about what is read but should be written
    otherwise.
    """

    tree: Node
    values: dict[str, Any]
    files: tuple[str, ...]
    hints: tuple[LocatedProblem, ...]
    bases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where a text comes from: how errors name it, and its file where it is one."""

    name: str
    path: Path | None


def source_tree(text: str, path: Path | None) -> SourceTree:
    """The tree of a definition.

    Args:
        text: of the definition's own file.
        path: that file, by whose folder a base is found that is a file; None for a text without one.

    Raises:
        SourceError: something is not YAML, or a base cannot be found, read or merged.
    """
    source = _source_tree(text, [_Origin("", path)])
    problems = use_code_lists(source.tree)
    if problems:
        raise SourceError(problems, source.values.get("language"))
    try:
        return replace(source, values=plain_values(source.tree))
    except UnreadableYamlError as error:
        raise SourceError([error.problem]) from None


def _source_tree(text: str, chain: list[_Origin]) -> SourceTree:
    own = chain[-1].name
    try:
        tree = read_tree(text, own)
        hints = _rename_keys(tree)
        values = plain_values(tree)
    except UnreadableYamlError as error:
        raise SourceError([replace(error.problem, file=own)]) from None
    with _told_in(values.get("language")):
        return _with_other_files(SourceTree(tree, values, (own,), hints), chain)


@contextmanager
def _told_in(language: object) -> Iterator[None]:
    """Tell mistakes in files that a definition refers to in its language, where they have none of their own."""
    try:
        yield
    except SourceError as error:
        raise error if error.language or not language else SourceError(error.problems, language) from None


def _with_other_files(source: SourceTree, chain: list[_Origin]) -> SourceTree:
    """A definition's tree with the files that it refers to: the definition that it extends, lists and translations."""
    tree, own = source.tree, chain[-1]
    assert isinstance(tree.value, dict)
    pair = tree.value.pop(EXTENDS, None)
    base = None if pair is None else _base(pair, chain)
    with _told_in(base and base.values.get("language")):
        files = (*source.files, *_read_code_lists(tree, own), *_read_translations(tree, own))
        if pair is None or base is None:
            return replace(source, files=files)
        merged, problems = _merged(base, tree, pair)
        if problems:
            raise SourceError([_at(node, problem) for problem, node in problems])
        try:
            values = plain_values(merged)
        except UnreadableYamlError as error:
            raise SourceError([replace(error.problem, file=own.name)]) from None
        if all(values.get(key) == base.values.get(key) for key in ("id", "edition")):
            raise SourceError([problem_at(pair, "extends_same_name")])
    return SourceTree(merged, values, (*files, *base.files), (*source.hints, *base.hints), base.files)


_OF_CODE_LISTS = {
    "extends_no_name": "codes_no_list",
    "extends_name": "codes_no_list",
    "extends_without_folder": "codes_without_folder",
    "extends_place": "codes_place",
    "extends_file": "codes_file",
    "extends_not_utf8": "codes_not_utf8",
    "not_mapping": "codes_file_without_options",
}
"""What is said of the file of a code list, by what is said of a definition that is extended."""
_OF_TRANSLATIONS = {
    "extends_no_name": "languages_no_list",
    "extends_name": "languages_no_list",
    "extends_without_folder": "languages_without_folder",
    "extends_place": "languages_place",
    "extends_file": "languages_file",
    "extends_not_utf8": "languages_not_utf8",
    "not_mapping": "languages_not_mapping",
}
"""The same of the file of a translation."""


def _read_code_lists(tree: Node, own: _Origin) -> tuple[str, ...]:
    """Put the code lists of files in place of the files' names, which are returned."""
    return _read_files(tree, CODES, partial(_code_list, own=own))


def _read_translations(tree: Node, own: _Origin) -> tuple[str, ...]:
    """Put translations, and the sentences that they share, in place of the names of their files, which are returned."""
    files = _read_files(tree, LANGUAGES, partial(_content_of, own=own, sentences=_OF_TRANSLATIONS))
    declared = tree.value.get(LANGUAGES) if isinstance(tree.value, dict) else None
    named = declared.value.value if declared is not None else None
    translations = [pair.value.value for pair in named.values()] if isinstance(named, dict) else []
    return (*files, *(file for one in translations if isinstance(one, dict) for file in _read_shared(one, own)))


def _read_shared(translation: dict[str, Pair], own: _Origin) -> Iterator[str]:
    pair = translation.get(SHARED)
    if pair is not None and isinstance(pair.value.value, str):
        file, content = _content_of(pair, own, _OF_TRANSLATIONS)
        sentences = content.value.get(SENTENCES) if isinstance(content.value, dict) else None
        translation[SHARED] = pair._replace(value=content if sentences is None else sentences.value)
        yield file


def _read_files(tree: Node, key: str, read: Callable[[Pair], tuple[str, Node]]) -> tuple[str, ...]:
    """Put what files hold in place of their names, which stand below a key and are returned."""
    declared = tree.value.get(key) if isinstance(tree.value, dict) else None
    named = declared.value.value if declared is not None else None
    files = []
    for name, pair in named.items() if isinstance(named, dict) else ():
        if isinstance(pair.value.value, str):
            assert isinstance(named, dict)
            file, content = read(pair)
            named[name] = pair._replace(value=content)
            files.append(file)
    return tuple(dict.fromkeys(files))


def _code_list(pair: Pair, own: _Origin) -> tuple[str, Node]:
    file, content = _content_of(pair, own, _OF_CODE_LISTS)
    assert isinstance(content.value, dict)
    options = content.value.get(OPTIONS)
    if options is None or len(content.value) != 1 or not is_list_of_texts(options.value):
        raise SourceError([_at(content, Problem((), "codes_file_without_options"))])
    return file, options.value


def _content_of(pair: Pair, own: _Origin, sentences: Mapping[str, str]) -> tuple[str, Node]:
    """The name and the content of a file that is named as the value of a key."""
    written = pair.value.value
    try:
        if not isinstance(written, str) or not written.lower().endswith(_FILE_ENDINGS):
            raise _BaseError("extends_no_name")
        origin = _origin_of(written, own)
        return origin.name, read_tree(_text_of(origin), origin.name)
    except _BaseError as error:
        key = sentences.get(error.key, error.key)
        raise SourceError([problem_at(pair, key, None, **error.values)]) from None
    except UnreadableYamlError as error:
        unread = error.problem.problem
        told = replace(error.problem, problem=replace(unread, key=sentences.get(unread.key, unread.key)))
        raise SourceError([replace(told, file=str(own.path and own.path.parent / str(written)))]) from None


def _merged(base: SourceTree, changes: Node, pair: Pair) -> tuple[Node, list[tuple[Problem, Node]]]:
    try:
        return extended(base.tree, changes)
    except UnreadableYamlError:
        raise SourceError([problem_at(pair, "too_many")]) from None


def _base(pair: Pair, chain: list[_Origin]) -> SourceTree:
    """The tree of the definition that another extends."""
    try:
        origin = _origin_of(pair.value.value, chain[-1])
        if any(_is_same(origin.path, one.path) for one in chain):
            raise _BaseError("extends_cycle", name=origin.name)
        if len(chain) > MAX_BASES:
            raise _BaseError("extends_deep", limit=MAX_BASES)
        text = _text_of(origin)
    except _BaseError as error:
        raise SourceError([problem_at(pair, error.key, error.suggestion, **error.values)]) from None
    return _source_tree(text, [*chain, origin])


def _is_same(path: Path | None, other: Path | None) -> bool:
    try:
        return path is not None and other is not None and path.resolve() == other.resolve()
    except (OSError, RuntimeError):  # links that lead to each other
        return False


_BASES_UNREAD = {"file_too_large": "file_too_large", "dangling_link": "extends_link"}
"""The sentences about a base that was not read, for the reasons that have one of their own."""


class _BaseError(Exception):
    """Why a base cannot be read, by the key of the sentence about it."""

    def __init__(self, key: str, suggestion: str | None = None, **values: object) -> None:
        super().__init__(key)
        self.key, self.suggestion, self.values = key, suggestion, values


def _origin_of(written: object, own: _Origin) -> _Origin:
    """Where the base of a definition is."""
    if not isinstance(written, str) or not written:
        raise _BaseError("extends_no_name")
    if not written.lower().endswith(_FILE_ENDINGS):
        path = shipped_path(written)
        if path is None:
            raise _BaseError("extends_name", near_miss(written, shipped_names()), name=written)
        return _Origin(written, path)
    if own.path is None:
        raise _BaseError("extends_without_folder", name=written)
    folder = own.path.parent
    if not _is_below(written):
        raise _BaseError("extends_place", name=written)
    path = folder / written
    try:
        is_inside = path.resolve().is_relative_to(folder.resolve())
    except RuntimeError:  # links that lead to each other, as far as this Python minds them here
        raise _BaseError("extends_link", name=written) from None
    except (OSError, ValueError):  # a name that no file can have
        raise _BaseError("extends_file", name=written) from None
    if not is_inside:
        raise _BaseError("extends_place", name=written)
    return _Origin(str(path), path)


def _is_below(written: str) -> bool:
    """Whether a path leads down from a folder, as it is written and on every system."""
    posix, windows = PurePosixPath(written), PureWindowsPath(written)
    return not (posix.is_absolute() or windows.drive or windows.root or "\\" in written or ".." in posix.parts)


def _text_of(origin: _Origin) -> str:
    assert origin.path is not None
    try:
        return read_regular_file(origin.path, MAX_TEXT_MEGABYTES).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _BaseError("extends_not_utf8", name=origin.name) from None
    except UnreadFileError as error:
        key = _BASES_UNREAD.get(error.key, "extends_file")
        raise _BaseError(key, None, **{**error.values, "name": origin.name}) from None


def _rename_keys(tree: Node) -> tuple[LocatedProblem, ...]:
    """Read keys that had another name as what they are called now, and say so."""
    pairs = tree.value
    assert isinstance(pairs, dict)
    old = [name for name, new in _RENAMED_KEYS.items() if name in pairs and new not in pairs]
    hints = [problem_at(pairs[name], "renamed_key", name=name, new=_RENAMED_KEYS[name]) for name in old]
    if old:
        tree.value = {_RENAMED_KEYS[key] if key in old else key: pair for key, pair in pairs.items()}
    return tuple(hints)


def _at(node: Node, problem: Problem) -> LocatedProblem:
    return LocatedProblem(problem, node.line, node.column, node.file)
