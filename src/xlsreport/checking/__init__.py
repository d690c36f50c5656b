"""JUDGE: rules, texts and repetition give findings.

figures/      the rules on figures: implied ones, declared ones, totals; the state of each check line
texts/        what was pasted, left out or repeated in the paragraphs
claims/       do the figures in the paragraphs agree with the tables?
suspects/     which figures are most likely wrong where rules do not hold?
causes/       what one mistake breaks, told as one finding
judgement.py  all of them together, as the findings about one submission
wording.py    places and expressions in words, for the sentences of findings
"""
