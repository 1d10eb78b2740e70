"""The languages of the interface: their catalogues, what is to be translated, and which pages are made in each."""
