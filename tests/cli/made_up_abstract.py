"""A made-up abstract that says enough of its trial to be read."""

WORDS = (
    "A randomized trial of a new drug (NEWDRUG-1)\n\nABSTRACT\n\nMETHODS\n"
    "We randomly assigned 20 patients to drug A or placebo.\n\n"
    "RESULTS\nThe hazard ratio for death was 0.80 (95% CI, 0.60 to 1.07; P = 0.13).\n\n"
    "(ClinicalTrials.gov number, NCT01234567.)\n"
)
