"""
Snapshots: each build's state of what readers see, kept so that it can be named, searched again and compared.

::

    entries ─► packs ─► store ─► replaying ─► citations
                          └────► differences ◄─ causes
"""
