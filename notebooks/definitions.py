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
# # Who defines it, and how?
#
# The definitions of the thing that the observatory is about, trait by trait: who states which, over time, how much
# learning they mean, and who takes whose definition over.
#
# **Limit.** A trait that a text does not state is not denied by it. Most definitions here were noted by curators from the
# page itself (`given`); those that were `found` have their sentence on the site. Who quotes whom rests on names and on
# shared words, and misses what is said in other words.

# %%
import matplotlib.pyplot as plt
import pandas as pd
from anyascii import anyascii

import observatory

obs = observatory.open("..")
definitions, traits = obs.definitions(), obs.table("traits")
topic = definitions.concept.value_counts().index[0]
defined = definitions[(definitions.concept == topic) & definitions.traits.notna()]
len(definitions), len(defined)

# %% [markdown]
# ## Traits, author by author
#
# The dated definitions with most traits, one of each author, in the order of time.
#
# **Limit.** An empty cell says that the text is silent on the trait, not that its author denies it.

# %%
states = traits.assign(one=1).pivot_table(
    index="definition", columns="trait", values="one", aggfunc="max", fill_value=0, observed=True
)
order = states.sum().sort_values(ascending=False).index
chosen = defined.dropna(subset=["year", "by"]).assign(size=lambda d: d.traits.str.count(";") + 1)
chosen = (
    chosen.sort_values("size", ascending=False).drop_duplicates("by").head(18).sort_values(["year", "by"])
)
table = states.reindex(chosen.id)[order]
figure, axis = plt.subplots(figsize=(9, 7), layout="constrained")
axis.imshow(table, cmap="Blues", vmin=0, vmax=1.4, aspect="auto")
axis.set_xticks(range(len(order)), order, rotation=60, ha="right")
axis.set_yticks(range(len(chosen)), [f"{anyascii(row.by)[:40]}, {row.year}" for row in chosen.itertuples()])
for row, column in zip(*table.to_numpy().nonzero(), strict=True):
    axis.text(column, row, "•", ha="center", va="center", color="white")
axis.set_title(f"What {len(chosen)} of {len(defined)} definitions state")
states.mean().sort_values(ascending=False).rename("share").round(2).to_frame()

# %% [markdown]
# ## Over time
#
# **Limit.** Few definitions a year: read the direction, not the height.

# %%
dated = traits.merge(definitions[["id", "year"]].dropna(), left_on="definition", right_on="id")
period = pd.cut(dated.year.astype(int), [0, 2020, 2022, 2100], labels=["to 2020", "2021-22", "from 2023"])
size = pd.cut(
    definitions.year.dropna().astype(int), [0, 2020, 2022, 2100], labels=["to 2020", "2021-22", "from 2023"]
).value_counts()
share = (
    dated.groupby([period, "trait"], observed=True)
    .definition.nunique()
    .unstack(fill_value=0)
    .div(size, axis=0)
)
ax = share[order[:6]].plot.bar(figsize=(9, 3.5), rot=0)
ax.yaxis.set_major_formatter("{x:.0%}")
ax.set(xlabel="", title="Share of the definitions of a period that state each trait")
ax.legend(frameon=False, ncols=2)
ax.spines[["top", "right"]].set_visible(False)
size.rename("definitions").to_frame()

# %% [markdown]
# ## How much learning
#
# **Limit.** Only definitions that state a volume are here, which few do; credits are turned into hours by their usual range.

# %%
hours = definitions.dropna(subset=["hours_min", "hours_max"]).sort_values("hours_max")
figure, axis = plt.subplots(figsize=(8, 0.35 * len(hours) + 1), layout="constrained")
axis.hlines(
    range(len(hours)),
    hours.hours_min.astype(float),
    hours.hours_max.astype(float).clip(lower=1),
    color="#35526b",
    lw=6,
)
axis.set_yticks(range(len(hours)), [anyascii(by)[:45] for by in hours.by.fillna("not said")])
axis.set(
    xscale="log",
    xlabel="hours of learning (stated, or from credits)",
    title=f"{len(hours)} definitions that state a volume",
)
axis.spines[["top", "right"]].set_visible(False)
hours[["by", "year", "volume", "hours_min", "hours_max"]]

# %% [markdown]
# ## Who takes whose definition over

# %%
names = definitions.set_index("id")[["by", "year"]]
obs.table("quotes").join(names, on="quoting").join(names, on="quoted", rsuffix="_quoted")[
    ["by", "year", "by_quoted", "year_quoted", "why", "likeness"]
]
