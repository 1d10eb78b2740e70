"""The pages and the dataset, made from the corpus and the index."""
