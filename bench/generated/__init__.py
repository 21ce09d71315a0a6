"""Invented registry records and publications, as large and as full as real ones.

``measuring`` turns real records into figures (``measured.json``: shares, counts, lengths;
no words of a record but the registry's own codes). ``chance`` draws from them, ``plan``
decides what is true of study k, ``record`` and its neighbours write that as the registry
would, ``article`` as a journal would, ``facts`` as truth to compare readings with.
"""
