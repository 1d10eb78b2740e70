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
# # The health of the sources, and how long links live
#
# **Limit.** A young observatory has seen few links die: the curve says how long a link lived *under observation*, and its
# band is wide while that is short. Links that nobody has checked since they were collected are censored, not alive.

# %%
import matplotlib.pyplot as plt
import pandas as pd
from lifelines import KaplanMeierFitter

import observatory

obs = observatory.open("..")
sources, runs, records = obs.sources(), obs.runs(), obs.records()

# %% [markdown]
# ## States today
#
# **Limit.** A state is that of the last harvest. "Not read yet" says nothing of the source, only that nobody asked it.

# %%
states = sources.state.value_counts()
ax = states[states > 0].sort_values().plot.barh(figsize=(8, 2.5), color="#35526b")
ax.bar_label(ax.containers[0], padding=3)
ax.set(title=f"{len(sources)} sources on {obs.as_of[:10]}", xlabel="sources", ylabel="")
ax.spines[["top", "right"]].set_visible(False)
sources[~sources.state.isin(["ok", "not read yet"])][["id", "state", "since", "reason"]]

# %% [markdown]
# ## Readings and their outcomes

# %%
ended = runs.dropna(subset=["ended"])
ended.groupby("source", observed=True).agg(
    readings=("id", "size"),
    ok=("outcome", lambda o: o.eq("ok").mean()),
    new=("new", "sum"),
    seconds=("duration", "median"),
).sort_values("new", ascending=False)

# %% [markdown]
# ## What was dropped, and why

# %%
obs.dropped().groupby("reason", observed=True).size().sort_values(ascending=False).rename(
    "candidates"
).to_frame()

# %% [markdown]
# ## Link mortality (Kaplan-Meier)
#
# A record is born when its source first listed it. It dies when it is withdrawn or its link is dead; a record that
# is still listed, or has only fallen off a feed, is censored at its last check.
#
# **Limit.** Days count from when we first saw a link, not from when it was made, so that old links look younger than they are.

# %%
born = pd.to_datetime(records.first_seen, format="ISO8601")
dead = records.state.isin(["withdrawn", "link dead", "archived only"])
end = pd.to_datetime(records.state_since.where(dead, records.last_checked), format="ISO8601")
days = ((end - born).dt.total_seconds() / 86400).clip(lower=0.01)
curve = KaplanMeierFitter().fit(days, event_observed=dead, label="records")
ax = curve.plot_survival_function(figsize=(8, 3.5))
ax.set(
    title=f"Share of {len(records)} records still there ({int(dead.sum())} lost)",
    xlabel="days since first seen",
    ylim=(0, 1.02),
)
ax.yaxis.set_major_formatter("{x:.0%}")
ax.spines[["top", "right"]].set_visible(False)
plt.show()
curve.survival_function_.tail(3)
