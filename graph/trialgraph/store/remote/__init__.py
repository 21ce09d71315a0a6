"""Stores that another server keeps: SPARQL 1.1 Protocol and Graph Store Protocol over HTTP.

Documents, ledger and vocabularies stay in a companion directory on this machine; the
server holds the graphs, and one small graph that says which version is published.
"""
