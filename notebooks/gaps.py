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
# # Where the evidence is thin
#
# Regions by theme, Africa against the others, and what a zero means: *looked and found nothing* where a source watches
# the region, *nobody looks* where none does.
#
# **Limit.** A gap here is a gap of this collection. It is a gap of the literature only as far as the sources that are
# watched cover it; the statement of coverage below says how far that is.

# %%
import matplotlib.pyplot as plt
import pandas as pd

import observatory

obs = observatory.open("..")
works = obs.works()

# %% [markdown]
# ## What is watched

# %%
sources = obs.sources()
watched = sources.assign(region=sources.watches_regions.str.split("; ")).explode("region")
read = watched[watched.last_good.notna()]
coverage = pd.DataFrame(
    {
        "works": obs.counts("region"),
        "sources watching": watched.groupby("region").id.nunique(),
        "of these read": read.groupby("region").id.nunique(),
        "oldest check": read.groupby("region").last_good.min().str[:10],
    }
).sort_values("works", ascending=False)
coverage[["sources watching", "of these read"]] = (
    coverage[["sources watching", "of these read"]].fillna(0).astype(int)
)
coverage.head(25)

# %% [markdown]
# ## Concentration
#
# The share of a region's works that the three most frequent publishers hold: where it is high, a gap may be theirs.

# %%
publishers = obs.organisations().rename(columns={"name": "publisher"})[["work", "publisher"]]
by_region = obs.values("region").merge(publishers, on="work")


def top_three(names: pd.Series) -> float:
    """The share of the three most frequent names."""
    return names.value_counts(normalize=True).head(3).sum()


continents = ["africa", "europe", "asia", "oceania", "northern-america", "latin-america-caribbean"]
present = [one for one in continents if one in set(by_region.value)]
by_region[by_region.value.isin(present)].groupby("value").publisher.agg(["size", top_three]).round(2)

# %% [markdown]
# ## Africa against the others
#
# The share of each continent's works on each theme.
#
# **Limit.** A continent with few works has shares that one work more would change; their number stands in the table above.

# %%
size = obs.counts("region")
table = obs.crosstab("theme", "region").reindex(columns=present, fill_value=0)
share = table.div(size.reindex(present), axis=1)
ax = (
    (share["africa"] - share.drop(columns="africa").mean(axis=1))
    .sort_values()
    .plot.barh(figsize=(8, 6), color="#35526b")
)
ax.xaxis.set_major_formatter("{x:+.0%}")
ax.axvline(0, color="black", linewidth=0.8)
ax.set(
    title="Themes of works about Africa, against the mean of the other continents",
    ylabel="",
    xlabel="difference in share",
)
ax.spines[["top", "right"]].set_visible(False)
share.round(2)

# %% [markdown]
# ## Zeros, and which kind they are
#
# `·` no work though a source that was read watches the region; `?` no work and nobody looks.
#
# **Limit.** A source that was read may list only a part of what its region writes, so that "looked" is not "looked through".

# %%
cells = obs.crosstab("region", "theme")
regions = [region for region in size.index if size[region] >= 3]
cells = cells.reindex(index=regions, fill_value=0)
looked = coverage["of these read"].reindex(regions).fillna(0) > 0
told = (
    cells.astype(str)
    .mask(cells.eq(0) & looked.to_numpy()[:, None], "·")
    .mask(cells.eq(0) & ~looked.to_numpy()[:, None], "?")
)
zeros = pd.Series(
    {
        "looked, nothing": int(told.eq("·").sum().sum()),
        "nobody looks": int(told.eq("?").sum().sum()),
        "filled": int(cells.gt(0).sum().sum()),
    }
)
plt.figure(figsize=(6, 1.2))
zeros.plot.barh(color="#35526b", title="Cells of regions by theme")
zeros

# %%
told.head(30)
