"""Pages of PubMed about a made-up paper, as a person copies them: as text, from the web."""

PUBMED_TEXT = """
1. J Tea. 2001 May;3(2):4-9. doi: 10.1234/tea.1.

Tea for thirst: a trial.

Doe J(1), Roe R.

Author information:
(1)Tea School.

Erratum in
    J Tea. 2002;4:1.

PURPOSE: To study tea.
METHODS: Tea was given.
RESULTS: Thirst fell.
CONCLUSION: Tea helps.

DOI: 10.1234/tea.1
PMID: 1234567  [Indexed for MEDLINE]
"""

PUBMED_WEB = """Skip to main page content
Randomized Controlled Trial
J Tea
. 2001 May 10;3(2):4-9.
 doi: 10.1234/tea.1. Epub 2001 Jan 4.

Tea for thirst: a trial

Authors
Jane Doe 1 , Richard Roe 2

Affiliations
1 Tea School.

Abstract

Purpose: To study tea.

Results: Thirst fell.

Trial registration: ClinicalTrials.gov NCT00000001.

PubMed Disclaimer

Conflict of interest statement

None.

Figures

FIG 1.
FIG 1.
Cups.

References

    1. Poe E. Cups. J Tea. 2000;2:3-4. - PubMed

Publication types
"""
