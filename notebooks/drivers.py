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
# # Which drivers does the literature name?
#
# How many works name each driver, over time, by region, by kind and by language. The same numbers stand on the
# site's pages of drivers; each leads there to the sentences behind it.
#
# **Limit.** A driver counts when its words stand in the title, the note or the abstract of a work, or when curators
# gave it. What a work says only in its full text, or in words that no label holds, is not counted.

# %%
import matplotlib.pyplot as plt
import pandas as pd

import observatory

obs = observatory.open("..")
obs

# %% [markdown]
# ## All years
#
# Works, not mentions: a work counts once for each driver. `given` are labels of curators, `words` have a sentence.
#
# **Limit.** That a work names a driver does not say that the driver was at work; a work without its words may mean it.

# %%
tags = obs.tags()
drivers = tags[tags.scheme == "driver"]
by_cause = (
    drivers.assign(cause=drivers.rule.eq("given").map({True: "given", False: "words"}))
    .groupby(["concept", "cause"], observed=True)
    .work.nunique()
    .unstack(fill_value=0)
    .assign(works=obs.counts("driver"))
    .sort_values("works")
)
ax = by_cause.works.plot.barh(figsize=(8, 4), color="#35526b")
ax.bar_label(ax.containers[0], padding=3)
ax.set(xlabel="works", ylabel="", title=f"Works that name each driver (n = {len(obs.works())})")
ax.spines[["top", "right"]].set_visible(False)
by_cause.iloc[::-1]

# %% [markdown]
# ## Over time
#
# Shares of the works of a year, since the collection grew. Years with fewer than twenty dated works are left out: a
# share of so few says little.
#
# **Limit.** The newest year is not over, and curators find old works by their fame and new ones by their feed.

# %%
dated = obs.values("year")
size = dated.groupby("value").size()
years = [year for year in size.index if size[year] >= 20]
share = obs.crosstab("year", "driver").reindex(years).div(size.reindex(years), axis=0)
leading = obs.counts("driver").index[:5]
ax = share[list(leading)].plot(figsize=(8, 4), marker="o")
ax.yaxis.set_major_formatter("{x:.0%}")
ax.set(xlabel="", ylabel="share of the year's works", title="The five most named drivers", ylim=(0, None))
ax.legend(frameon=False)
ax.spines[["top", "right"]].set_visible(False)
share.round(2)

# %% [markdown]
# ## By region, kind and language
#
# The share of a row's works that name the driver; a row needs at least fifteen works.
#
# **Limit.** Words are looked for in some languages better than in others, and the regions differ in what is collected.


# %%
def shares(facet: str, least: int = 15) -> pd.DataFrame:
    """Share of the works of each value of a facet that name each driver."""
    size = obs.counts(facet)
    rows = size.index[size >= least]
    return obs.crosstab(facet, "driver").reindex(rows).div(size.reindex(rows), axis=0)


figure, axes = plt.subplots(1, 3, figsize=(16, 6), width_ratios=(3, 1, 1), layout="constrained")
for axis, facet in zip(axes, ("region", "kind", "language"), strict=True):
    table = shares(facet).head(24)
    axis.imshow(table, cmap="Blues", vmin=0, vmax=0.6, aspect="auto")
    axis.set_xticks(range(len(table.columns)), table.columns, rotation=90)
    axis.set_yticks(range(len(table)), table.index)
    for row in range(len(table)):
        for column in range(len(table.columns)):
            value = table.iat[row, column]
            axis.text(
                column,
                row,
                f"{value:.0%}",
                ha="center",
                va="center",
                fontsize=6,
                color="white" if value > 0.35 else "black",
            )
    axis.set_title(facet)

# %% [markdown]
# ## The sentences behind a number

# %%
found = drivers[(drivers.concept == "lifelong-learning") & drivers.words.notna()]
pd.concat(
    [
        obs.evidence(work, "driver/lifelong-learning").dropna().assign(work=work)
        for work in found.work.unique()[:3]
    ]
)[["work", "words", "sentence"]].drop_duplicates()
