"""How the bundled judge is made: public data sets and our own press set in, weights out."""
