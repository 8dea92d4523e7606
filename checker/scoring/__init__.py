"""How the two compare: embeddings find passages, the judge reads them, outcomes follow."""
