"""The declaration of claims (what texts state about figures) and of mentions (what a section must speak of)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from xlsreport.definition.declared import Declared
from xlsreport.definition.phrase_language.number_words import ForEach, Inexact, Joining, NonEmptyText, Words

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
"""A name that rules can use: lower-case letters, digits and underscores."""
ClaimSeverity = Literal["warning", "note"]
"""The severity of a text that disagrees with a figure. Never an error: the sentence may speak of something else."""


_BODIES = "Also for agencies of these kinds (bodies), by the roster, the cover or their names."


class Elsewhere(Declared):
    """Words by which a sentence speaks of something else than the tables do: another year, a part, another body."""

    id: Id | None = Field(None, description="By which a figure names it under despite.")
    words: Words = Field(min_length=1, description="Phrases; any of them is enough.")
    where: Literal["clause", "part", "context"] = Field(
        "clause",
        description="Where they count before a number. clause: since the last comma. part: since the last full stop or "
        "semicolon. context: since the sentence that names the subject.",
    )
    unless: Words = Field(
        (),
        description="Phrases which, in the same stretch of text, make it the whole after all. For a body: "
        "phrases right behind the words by which they name something that the body has, such as its website.",
    )
    agencies: Words = Field((), description="Only for agencies whose names end so.")
    bodies: tuple[Id, ...] = Field((), description=_BODIES)
    other_agencies: Words = Field((), description="Not for agencies whose names end so.")
    lasting: bool = Field(
        False,
        description="Whether they also hold for what follows them without naming the subject again (only for clause).",
    )
    through: bool = Field(
        False,
        description="Whether they may end within the phrase, before its number. Then unless also counts in labels.",
    )
    behind: bool = Field(
        False,
        description="Whether they also count behind a number, in its clause or in the next one if that has no number.",
    )
    but_parts: bool = Field(False, description="Does not count for what is itself a part (part: true).")
    body: bool = Field(
        False,
        description="Whether the words name a body. What follows is told of it, until another one is named (see own).",
    )


class OwnNames(Declared):
    """Words by which reporting agencies of one kind name themselves in their texts."""

    words: Words = Field(min_length=1, description="Phrases; any of them is enough.")
    agencies: Words = Field((), description="Only for agencies whose names end so.")
    bodies: tuple[Id, ...] = Field((), description=_BODIES)
    other_agencies: Words = Field((), description="Not for agencies whose names end so.")


class ShortenedNames(Declared):
    """How texts shorten the name of an agency: 市住建局 for a 住房和城乡建设局, 市府办 for a 人民政府办公室."""

    without: Words = Field((), description="Words that a name may also lack, such as 人民.")
    endings: Words = Field((), description="What a shortened name may lack at its end.")
    kept: Words = Field(
        (),
        description="Characters that it never lacks, since a name with them is another body's: 局 in 公安局城北分局.",
    )


class Phrasing(Declared):
    """How the texts of this report speak: words that phrases use, subjects, and what takes a sentence elsewhere."""

    words: dict[Id, Words] = Field(
        default_factory=dict, description="Lists of phrases by a name; a phrase uses one as <name>."
    )
    subjects: dict[Id, Words] = Field(
        default_factory=dict,
        description="What sentences are about: the one named last before a number, or the one of the heading above.",
    )
    units: Words = Field((), description="Words after a number that counts something, such as 件.")
    elsewhere: tuple[Elsewhere, ...] = Field((), description="What takes a sentence out of the scope of the tables.")
    unrelated: Words = Field(
        (),
        description="Phrases of sentences about something else. A sentence that has one and does not say what it is "
        "about is passed over, whichever of its numbers are right.",
    )
    own: tuple[OwnNames, ...] = Field(
        (), description="How the agency names itself, besides by its name. It ends what is told of another body."
    )
    incidental_years: Words = Field(
        (), description="Phrases with a year that no sentence is about, such as that to which something is carried."
    )
    other_years: Words = Field(
        (),
        description="Phrases for other years that name no number. One with which a stretch of text begins holds to the "
        "end of the sentence, as a year does.",
    )
    this_year: Words = Field(
        (), description="Phrases for the report's year, by which a text comes back from another one."
    )
    respectively: Words = Field(
        (),
        description="Phrases between a list of labels and one of as many numbers, which are read as if each number "
        "stood behind its label and the phrase without its first piece.",
    )
    compared_years: Words = Field(
        (), description="Words right before a year that is only compared with, such as 比 or than; no phrases."
    )
    until: Words = Field(
        (), description="Phrases right behind a year that holds for the next number alone: 废止2015年以前制定的2件."
    )
    since: Words = Field((), description="The same, but one that leads its sentence holds for all of that: 2020年以来.")
    then: Words = Field(
        (),
        description="Words of which up to five stand between a year and the one number that is told of it, as in "
        "收到12件，上年同期为8件; no phrases.",
    )
    each_alike: Words = Field(
        (), description="Words between a list of labels and the one number that each of them has."
    )
    wholes: Words = Field(
        (),
        description="Phrases with {number} behind which the parts of that number are told, such as {number} … 其中. "
        "What is told there as a part is passed over where the tables have no such number.",
    )
    for_each: ForEach | None = Field(
        None, description="What says that a number is no count, since every one of them gets something."
    )
    shortened_names: ShortenedNames | None = Field(None, description="How texts shorten the name of the agency.")
    inexact: Inexact | None = Field(None, description="What says that a number is not exact, or that it is no count.")
    negations: Words = Field(
        (), description="Words right before a phrase that make another of it, such as 不 in 不同意公开; no phrases."
    )
    joining: Joining | None = Field(None, description="What stands between the labels of a list.")
    of_which: Words = Field(
        (),
        description="Phrases right behind a number and its unit after which other numbers are told, parts of that one, "
        "as behind 24件中.",
    )
    of_all: Words = Field(
        (),
        description="Phrases with which begins what the last label of a list has for all of them, such as 提出的 in "
        "自然人、法人提出的申请.",
    )
    and_such: Words = Field(
        (), description="Phrases behind labels that are only instances of what is counted, such as 等."
    )
    named_above: Words = Field(
        (), description="Phrases before a number that says how many kinds were named, such as 上述 in 上述四项."
    )
    before_counts: Words = Field(
        (),
        description="What may stand between a bracket that says what is counted and its number, or before a number in "
        "a bracket: （属于国家秘密）的3件, 予以公开（共3件）.",
    )
    asides: Words = Field(
        (),
        description="Phrases with which a bracket begins that only adds something. Other brackets before a number say "
        "what is counted.",
    )


_WITH_NAMES = ("phrases", "none", "within", "topic", "unless", "unless_sentence")
"""Lists of phrases of a figure in which <each> may stand."""


class ClaimedFigure(Declared):
    """One figure as texts state it: the phrases with a number in them, and what the number may equal."""

    about: Id = Field(description="The subject that the sentence must have.")
    for_: tuple[Id, ...] = Field(
        (),
        alias="for",
        description="Declares the figure once for each of these names: <each> in phrases stands for the list of that "
        "name in phrasing.words, {each} in equals for the name itself, such as that of a row, and in names of lists.",
    )
    phrases: Words = Field((), description="Phrases with {number} or {percent} in them.")
    none: Words = Field((), description="Phrases that say there was none.")
    equals: Words = Field(
        min_length=1,
        description="Expressions that the number may equal. The first is the figure itself: as long as it is blank, "
        "nothing is compared.",
    )
    units: dict[NonEmptyText, float] = Field(
        default_factory=dict,
        description="Units of the number and what one is worth in the figure's; default: phrasing's.",
    )
    part: bool = Field(
        False, description="Whether it is a part by nature, so that words such as 其中 may go before it."
    )
    by_itself: bool = Field(
        False,
        description="Whether its phrases say by themselves what they are about, so that they count where a text names "
        "no subject.",
    )
    sum_of_list: bool = Field(
        False,
        description="Whether its phrases tell the sum of a list, such as 合计. A number that is the sum of those "
        "before it in its sentence is then right, whatever the tables have.",
    )
    after: NonEmptyText = Field(
        "",
        description="The figure, as the first of equals of another one, of which the last number before the phrase in "
        "its sentence must be told: 较上年增加3件 is by how much that number has grown.",
    )
    addend: bool = Field(
        False,
        description="Whether its numbers only count together with others in their sentence that may equal the same "
        "figure. By itself such a number contradicts nothing; two or more of them do if their sum is wrong.",
    )
    at_most: bool = Field(
        False,
        description="Whether it is only known to be no more than any of equals, also together with others of its kind "
        "in a list: of 20 received 12 by post and 9 in person contradict it, 12 and 5 do not.",
    )
    despite: tuple[Id, ...] = Field(
        (), description="Entries of elsewhere, by their ids, that do not hold for it, since it is what they speak of."
    )
    within: Words = Field(
        (), description="Phrases of which one must stand in the sentence, the one before it or the heading above."
    )
    topic: Words = Field(
        (),
        description="The same, unless other numbers of the sentence that are right show that it is about the tables.",
    )
    unless: Words = Field(
        (),
        description="Phrases which mean something else, between the marks 、，；。 around the number. "
        "A 、 that parts words and not numbers is none.",
    )
    unless_before: Words = Field(
        (), description="The same, from the beginning of the sentence to the mark behind the number."
    )
    unless_sentence: Words = Field((), description="The same, anywhere in the sentence.")

    def each(self) -> tuple[ClaimedFigure, ...]:
        """The figures that it declares: itself, or with ``for`` one for each name."""
        return tuple(map(self._one, self.for_)) if self.for_ else (self,)

    def _one(self, name: str) -> ClaimedFigure:
        lists = {key: getattr(self, key) for key in _WITH_NAMES}
        named = {key: tuple(_naming(phrase, name) for phrase in found) for key, found in lists.items()}
        equals = tuple(source.replace("{each}", name) for source in self.equals)
        return self.model_copy(update={**named, "equals": equals, "for_": ()})


def _naming(phrase: str, name: str) -> str:
    """A phrase that is declared for several names, for one of them."""
    return phrase.replace("<each>", f"<{name}>").replace("{each}", name)


class Claim(Declared):
    """What texts say about figures, in one line of the checks sheet: it can be explained there."""

    id: Id = Field(description="Names the claim in findings; different from all rules.")
    statement: NonEmptyText = Field(description="The claim in the report's own words, for the checks sheet.")
    sections: tuple[Id, ...] = Field((), description="The sections of paragraphs that are read for it; default: all.")
    severity: ClaimSeverity = Field("warning", description="warning: needs an explanation. note: only said.")
    figures: tuple[ClaimedFigure, ...] = Field(
        (), description="What may be stated; where several fit, the first counts."
    )
    period: Words = Field(
        (), description="Phrases after which a text states the statistical period; compared with that of the report."
    )
    other_period_with: Words = Field(
        (), description="Phrases before such a one, in its sentence, with which the period is that of something else."
    )
    other_year_with: Words = Field(
        (),
        description="Phrases with which a line may rightly speak of another year. A line without them is named that "
        "speaks of the agency's work in an earlier year, as if that were the report's.",
    )


class Aspect(Declared):
    """One thing that a section must speak of."""

    name: NonEmptyText = Field(description="What findings call it.")
    words: Words = Field(min_length=1, description="Phrases; one of them must appear.")


class Mention(Declared):
    """What a section of paragraphs must speak of; a note says what of it was not found."""

    id: Id = Field(description="Names the note in findings; different from all rules.")
    statement: NonEmptyText = Field(description="What is asked for, in the report's own words.")
    aspects: tuple[Aspect, ...] = Field((), description="All that must be spoken of.")
    length: int = Field(0, ge=0, le=10000, description="Characters without blanks that the section must have at least.")
