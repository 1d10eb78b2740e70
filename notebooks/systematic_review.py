# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # A systematic review: from a search to a PRISMA count
#
# A search is cited so that others can repeat it, its works go out as RIS for a screening tool, decisions come back as a
# table, and the numbers of the PRISMA flow come from the ledger.
#
# **Limit.** The ledger counts what the sources offered to *this* observatory. It is one database of a review, not all.

# %%
import io
import subprocess
import sys
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
import rispy

import observatory

obs = observatory.open("..")
QUERY = "africa AND (recognition OR stackab*)"

# %% [markdown]
# ## The search, cited

# %%
command = [sys.executable, "-m", "observatory", "cite", QUERY]
print(subprocess.run(command, cwd="..", check=True, capture_output=True, text=True).stdout)
found = obs.search(QUERY, limit=10_000)
found.attrs["total"]

# %% [markdown]
# ## Out: RIS for the screening tool

# %%
KINDS = {
    "report": "RPRT",
    "policy": "GOVDOC",
    "event": "CONF",
    "publication": "JOUR",
    "video": "VIDEO",
    "news": "NEWS",
}
people = obs.people().groupby("work").name.agg(list)
works = obs.works().set_index("id").loc[found.id]
entries = [
    {
        "type_of_reference": KINDS[str(row.kind)],
        "id": work,
        "primary_title": row.title,
        "authors": people.get(work, []),
        **{
            name: [value] if name == "urls" else value
            for name, value in {
                "year": row.date,
                "urls": row.url,
                "publisher": row.publisher,
                "doi": row.doi,
                "language": row.language,
            }.items()
            if pd.notna(value)
        },
    }
    for work, row in works.iterrows()
]
ris = rispy.dumps(entries)
print(ris[:400])
assert len(rispy.loads(ris)) == len(found)

# %% [markdown]
# ## In: decisions
#
# A table of id, decision and reason, as screening tools write it: put yours beside this notebook as `screening.csv`. Where
# there is none, every work without a date is excluded, so that the notebook runs.

# %%
made_up = pd.DataFrame(
    {
        "id": works.index,
        "decision": works.date.notna().map({True: "include", False: "exclude"}).to_numpy(),
        "reason": works.date.isna().map({True: "no date", False: ""}).to_numpy(),
    }
)
file = Path("screening.csv")
decisions = pd.read_csv(
    file if file.exists() else io.StringIO(made_up.to_csv(index=False)), keep_default_na=False
)
unknown = set(decisions.id) - set(found.id)
undecided = set(found.id) - set(decisions.id)
assert not unknown | undecided, (unknown, undecided)

# %% [markdown]
# ## PRISMA
#
# Each step is the one before less what is named between them.
#
# **Limit.** Of what was not kept only the last reading of each source counts: the same candidate is offered, and left out,
# in every reading.

# %%
runs = obs.runs().dropna(subset=["ended"])
last = runs.groupby("source", observed=True).tail(1)
flow = pd.Series(
    {
        "records identified (all sources)": len(obs.records()) + int(last.left_out.sum()),
        "not kept, with a reason in the ledger": int(last.left_out.sum()),
        "duplicates joined": len(obs.records()) - len(obs.works()),
        "works in the observatory": len(obs.works()),
        "works that do not answer the search": len(obs.works()) - len(found),
        "works that are screened": len(found),
        "excluded at screening": int(decisions.decision.eq("exclude").sum()),
        "included": int(decisions.decision.eq("include").sum()),
    },
    name="n",
)
assert flow.iloc[0] - flow.iloc[1] - flow.iloc[2] == flow["works in the observatory"]
assert flow["included"] + flow["excluded at screening"] == flow["works that are screened"]
figure, axis = plt.subplots(figsize=(7, 4.5))
axis.axis("off")
for n, (step, count) in enumerate(flow.items()):
    axis.text(
        0.5,
        1 - n / len(flow),
        f"{step}: {count}",
        ha="center",
        va="top",
        bbox={"boxstyle": "round,pad=0.5", "fc": "#eef2f5", "ec": "#35526b"},
    )
flow.to_frame()

# %% [markdown]
# Excluded, by reason:

# %%
decisions[decisions.decision == "exclude"].groupby("reason").size().rename("works").to_frame()
