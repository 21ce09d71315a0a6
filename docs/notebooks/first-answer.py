# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # From a store to the first answer
#
# Install trialgraph with what makes data frames, and make a store of the five
# example documents:
#
# ```console
# $ pip install 'trialgraph[pandas,polars]'
# $ trialgraph demo --store my-store
# ```
#
# A directory opens like the query URL of a server that keeps a store. Opening is
# cheap, every answer is of the newest published version, and nothing can be changed.

# %%
import trialgraph

store = trialgraph.open("my-store")

# %% [markdown]
# ## Effects, typed
#
# What did adding pertuzumab do to overall survival? A drug may be given by any
# name; several words for one filter are alternatives. Every number is a decimal as
# it was printed, and every estimate holds the sentences that say it.

# %%
effects = store.effects(adds="Perjeta", endpoint="OS")
for one in effects:
    print(one.label, one.stage, one.measure, one.value_printed, one.strength)

# %%
first = effects[0]
print(repr(first.value), first.upper, first.p)
for passage in first.passages:
    print(f"{passage.document}, characters {passage.start}-{passage.end}:")
    print(" ".join(passage.exact.split()))

# %% [markdown]
# ## Data frames
#
# `to_pandas()` and `to_polars()` make frames of estimates, of the rows of a query
# and of the answers to named questions. Numbers become floats there.

# %%
frame = store.effects(adds="pertuzumab").to_pandas()
frame[["label", "endpoint", "stage", "measure", "value", "upper", "strength"]].head(6)

# %% [markdown]
# ## A query of your own
#
# Prefixes are declared. The limits are those of every other face of the store.

# %%
store.query(
    """
    SELECT ?label (COUNT(?result) AS ?estimates) {
      ?result a :Result ; :trial ?trial . ?trial rdfs:label ?label
    } GROUP BY ?label ORDER BY ?label
    """
)

# %% [markdown]
# ## Questions, pools, trials, names

# %%
store.ask("randomised-per-arm", trial="PRECIOUS").to_polars().select("label", "arm", "randomised")

# %%
for one in store.resolve("Perjeta"):
    print(one.kind, one.iri, one.label)

# %%
pool = store.pool("pertuzumab", "OS")
for row in pool:
    print(row["kind"], row["label"], row["code"] or "", row["value"])

# %%
trial = store.trial("NCT02514681")
for arm in trial.arms:
    print(arm["label"], arm["randomised"], arm["gets"])

# %% [markdown]
# ## A graph of rdflib

# %%
graph = store.graph(trial.iri)
print(len(graph), "statements about", trial.label)

# %%
store.close()
