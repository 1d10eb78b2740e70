"""How well each part does, measured on labelled data that nobody here wrote."""
