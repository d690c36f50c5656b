"""Words of the search index: English ones by their stems, Chinese ones as pairs of characters.

Chinese is written without blanks. Sphinx would cut pages by jieba, a dictionary whose last release is of 2020, and
leave a query uncut, so that only single words of that dictionary were found. Here a page is indexed by each pair of
neighbouring characters. The browser cuts a query into words (``Intl.Segmenter``) and each word into its pairs; a page
must have them all.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from sphinx.search.en import SearchEnglish

_HAN = "\u3400-\u9fff\uf900-\ufaff"
HAN = re.compile(f"[{_HAN}]")
"""A Chinese character: CJK unified ideographs, extension A and compatibility ideographs of Unicode."""


class BilingualSearch(SearchEnglish):
    """Cuts pages when the index is built, and tells the browser how to cut a query in the same way."""

    lang = "zh-en"
    language_name = "English"  # the stemmer in the browser is called by this
    js_splitter_code = f"""
function splitQuery(query) {{
  const segmenter = window.Intl && Intl.Segmenter ? new Intl.Segmenter("zh", {{ granularity: "word" }}) : null;
  const pairs = (word) => (word.length < 2 ? [word] : [...word.slice(1)].map((end, at) => word[at] + end));
  const words = (run) => (segmenter ? [...segmenter.segment(run)].map((part) => part.segment) : [run]);
  return (query.match(/[{_HAN}]+|(?:(?![{_HAN}])[\\p{{L}}\\p{{N}}_])+/gu) || []).flatMap((run) =>
    /[{_HAN}]/u.test(run) ? words(run).flatMap(pairs) : [run],
  );
}}
"""

    def split(self, text: str) -> list[str]:
        """The words of a page; single characters too, so that a query of one finds them."""
        return list(_words(text))


def _words(text: str) -> Iterator[str]:
    for word in re.findall(f"[{_HAN}]+|[^\\W{_HAN}]+", text):
        if HAN.match(word):
            yield from word
            yield from (first + second for first, second in itertools.pairwise(word))
        else:
            yield word
