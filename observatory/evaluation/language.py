"""Languages of sentences, and of their first five words, which are as short as a title."""

from collections import Counter
from pathlib import Path

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from observatory.evaluation.evaluation import Evaluation
from spiders.extraction.language import language_of

__all__ = ["measure"]

WORDS = 5


def measure(data: Path, _folder: Path | None) -> Evaluation:
    """
    Tell the language of each sentence, whole and cut short; py3langid alone is measured beside it.

    Args:
        data: A folder with ``sentences/<language>.txt``, one sentence a line.
    """
    alone = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=False)
    right: Counter[str] = Counter()
    wrong: Counter[tuple[str, str]] = Counter()
    cases = 0
    for file in sorted((data / "sentences").glob("*.txt")):
        for sentence in filter(None, file.read_text(encoding="utf-8").splitlines()):
            cases += 1
            short = " ".join(sentence.split()[:WORDS])
            for name, text in (("whole", sentence), ("short", short)):
                told = language_of(text)
                right[name] += told == file.stem
                right[f"py3langid_{name}"] += alone.classify(text)[0] == file.stem
                if told != file.stem:
                    wrong[file.stem, told or "none"] += 1
    shares = {name: right[name] / max(cases, 1) for name in sorted(right)}
    worst = sorted(wrong.items(), key=lambda one: (-one[1], one[0]))
    return Evaluation(
        set="language", score=shares.get("whole", 0.0), measure="sentences in the right language", cases=cases,
        reference=0.96,
        figures={
            "first_words": shares.get("short", 0.0),
            "py3langid": shares.get("py3langid_whole", 0.0),
            "py3langid_first_words": shares.get("py3langid_short", 0.0),
            "ahead": round(shares.get("whole", 0.0) - shares.get("py3langid_whole", 0.0), 4),
            "ahead_first_words": round(shares.get("short", 0.0) - shares.get("py3langid_short", 0.0), 4),
        },
        worst=tuple(f"{count} times {told} for {true}" for (true, told), count in worst),
    )  # fmt: skip
