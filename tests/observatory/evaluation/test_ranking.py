"""The order of search results is judged as TREC does."""

from observatory.evaluation import ranking

DOCUMENTS = """
<doc><docno>1</docno><title>wings</title><text>the flow around a wing</text></doc>
<doc><docno>2</docno><title>rockets</title><text>heat of a rocket</text></doc>
<doc><docno>3</docno><title>boats</title><text>a boat has no wing but a keel in the flow of the sea</text></doc>
"""


def test_results_are_judged_by_their_order(tmp_path):
    """Relevant works in front are full marks; a judgement of 0 says that a work is not relevant."""
    (tmp_path / ranking.DOCUMENTS).write_text(DOCUMENTS)
    (tmp_path / ranking.QUERIES).write_text(
        "<top><title>flow (of a wing)</title></top><top><title>heat</title></top>"
    )
    (tmp_path / ranking.JUDGED).write_text("1 0 1 2\n1 0 2 0\n2 0 3 1\n")

    measured = ranking.measure(tmp_path, None)

    assert 0.5 == measured.score
    assert {"map": 0.5, "recall_at_100": 0.5} == measured.figures
    assert ("0.00 query 2: heat", "1.00 query 1: flow of a wing") == measured.worst
