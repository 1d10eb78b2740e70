"""Words that the best hits share, as a part of the question: pseudo-relevance feedback.

Who asks in a sentence has named the thing, but seldom with all the words that its literature uses. The
first hits have them. Lavrenko and Croft, "Relevance-based language models", SIGIR 2001; the words are
weighed as in its third form, with their rarity.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from index.analysis import stem
from index.fields import TAGGED
from index.folding import tokens
from index.occurrences import Counts, Occurrences
from index.ranking import Leaf, Ranking

__all__ = ["BEST", "shared_words", "stems_of"]

BEST = 5
"""So many of the first hits are read."""

WORDS = 20
"""So many of their words are taken."""

SHARE = 0.5
"""How much these count in all; the rest is left to the words of the question."""


def stems_of(texts: Mapping[str, str], language: str) -> Counter[str]:
    """How often each stem stands in the texts of a work; the commonest words are left out."""
    found: Counter[str] = Counter()
    for name in TAGGED:
        for token in tokens(texts.get(name, "")):
            if not token.text.isdigit() and (root := stem(token.text, language)):
                found[root] += 1
    return found


def shared_words(
    best: Sequence[tuple[float, Counter[str], str]],
    asked: int,
    occurrences: Occurrences,
    ranking: Ranking,
    *,
    share: float = SHARE,
) -> list[Leaf]:
    """
    The words that mark the best hits, scored so that they can be added to those of the question.

    Args:
        best: Of each hit its score, its stems and its language.
        asked: How many words the question has.
        share: How much the new words count in all, 0 to 1.
    """
    total = sum(score for score, _, _ in best) or 1.0
    chance: Counter[tuple[str, str]] = Counter()
    for score, roots, language in best:
        length = sum(roots.values())
        for root, times in roots.items():
            chance[root, language] += score / total * times / length  # type: ignore[assignment]
    scored: dict[tuple[str, str], tuple[float, dict[int, float]]] = {}
    # Rarity needs the documents of every form, so only the likeliest words are looked up.
    for (root, language), likely in sorted(chance.items(), key=lambda pair: (-pair[1], pair[0]))[: WORDS * 5]:
        counts = _counts(root, language, occurrences)
        documents = {number for of in counts.values() for number in of}
        scored[root, language] = (likely * ranking.rarity(len(documents)), ranking.scores(counts))
    chosen = sorted(scored, key=lambda key: (-scored[key][0], key))[:WORDS]
    whole = sum(scored[key][0] for key in chosen) or 1.0
    factor = asked * share / (1 - share) / whole if share < 1 else 1 / whole
    return [
        Leaf(root, {n: scored[root, language][0] * factor * s for n, s in scored[root, language][1].items()})
        for root, language in chosen
    ]


def _counts(root: str, language: str, occurrences: Occurrences) -> Counts:
    return occurrences.words(occurrences.forms_of(root, language), TAGGED)
