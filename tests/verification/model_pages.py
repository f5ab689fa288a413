# SPDX-License-Identifier: Apache-2.0
"""What the model is to represent, and where each of it stands: the table behind docs/model/index.md.

Each row: mark, what it is, pages of docs/model, exact case or the reason why there is none.
"""

NO_FORM = "none: {}"
CARDS = [
    ("M01", "points, catalogue, tiers", ["loyalty_programme"], "V25, V51 (points)"),
    ("M02", "the pull of the next reward", ["loyalty_programme"], "V24, V27"),
    ("M03", "status won and lost", ["loyalty_programme"], "V34"),
    ("M04", "complaints: exit, voice, apology, recovery", ["complaint_desk"], "V33, V19"),
    ("M05", "courtesy and follow-up calls", ["courtesy"], "V23"),
    ("M06", "surveys, acted on or ignored", ["listening"], "V39"),
    ("M07", "keeping against winning", ["acquisition", "leaving"], "V13, V49"),
    ("M08", "birthdays, appreciation days", ["courtesy"], "V37"),
    ("M09", "nothing makes up for a bad product", ["service"], NO_FORM.format("an order between policies, not a value")),
    ("M10", "daily monitoring and repair", ["operations"], "V35"),
    ("M11", "range, add-ons, upgrades", ["assortment"], "tests *M11* (chain of categories, fading upgrade)"),
    ("M12", "service plans", ["service_plan"], "V36"),
    ("M13", "ease of use, returns", ["service"], NO_FORM.format("published sizes of one experiment, not a law")),
    ("M14", "clear terms", ["expectations"], "V30's formula (tests *Clarity*)"),
    ("M15", "contact against annoyance", ["fatigue", "communication"], "V31 (the stock is shot noise)"),
    ("M16", "word of mouth, both signs", ["word_of_mouth", "acquisition"], "V28, V29, pairs (tests *NeighboursExits*)"),
    ("M17", "coupons, sales, free units", ["promotions"], "V08, tests *M17*"),
    ("M18", "relationships that buffer", ["relationship"], "V31"),
    ("M19", "expectations and disconfirmation", ["expectations", "satisfaction"], "V30"),
    ("M20", "the right message", ["communication"], NO_FORM.format("measured rates of a real experiment")),
    ("M21", "education, informed staff", ["communication", "service"], NO_FORM.format("directions only are published")),
    ("M22", "input of customers, staff, market", ["listening", "rivals"], "V39"),
    ("M23", "consistent service, regimes", ["service", "operations"], "V46"),
    ("M24", "ordinary to extraordinary", ["development"], "tests *M24* (occupancy of the chain)"),
    ("M25", "whom to target", ["targeting"], "tests *ChosenInOrder* (mixtures), V47"),
    ("M26", "rivals' offers, shield, shares", ["rivals"], "V16, V38"),
    ("M27", "less often before not at all", ["partial_defection"], "tests *M27* (chain of births)"),
    ("M28", "winning back", ["win_back"], "V38, tests *WinBackByLogit*"),
    ("M29", "the desk as a shared resource", ["complaint_desk"], "V19, V21, V22"),
    ("M30", "contracts, notice, save desk", ["contract"], "V03, V12, tests *Notice*, *SaveDesk*"),
    ("M31", "price and value", ["pricing"], "tests *Pricing* (fading gap)"),
]
FACTS = [
    ("SF1", "retention rises with tenure by sorting alone", ["leaving"], "V04, V12, V45"),
    ("SF2", "constant churn understates late survival", ["leaving"], "V12"),
    ("SF3", "double jeopardy", ["rivals"], NO_FORM.format("a pattern across brands")),
    ("SF4", "concentration of purchases", ["purchasing"], "V47"),
    ("SF5", "long lives are not all the profit", ["finance"], "V14"),
]
EMERGENT = [
    ("E1", "the vicious circle of few agents", ["complaint_desk", "word_of_mouth"]),
    ("E2", "a programme exposes members to more failures", ["loyalty_programme", "service"]),
    ("E3", "surveys can be too many contacts", ["listening", "fatigue"]),
    ("E4", "cheap customers change the mix", ["promotions"]),
    ("E5", "a common shock is no private luck", ["operations"]),
]
# Section 5 of the model's description: what was amended, page, where it is shown.
AMENDMENTS = [
    ("satisfaction goes back to 0, is clamped, or goes in steps", "satisfaction", "V30; reference model"),
    ("value of the firm's offer", "pricing", "tests *Pricing*; M31's claim"),
    ("a wanted item pulls; nothing in reach, no pull", "loyalty_programme", "unit tests of the programme"),
    ("sincere and scripted apologies, and a call after one", "complaint_desk", "M04's claims; tests *ApologyAndCall*"),
    ("short surveys are a sign of care, long ones a burden", "listening", "M06's claims"),
    ("public failures race with the answer", "word_of_mouth", "unit tests of posts and replies"),
    ("add-ons fit as well as needs are known", "assortment", "tests *M11*"),
    ("effort by stage", "service", "M13's claim"),
    ("clarity by topic", "expectations", "M14's claim; tests *Clarity*"),
    ("message kinds, recalls, comprehension", "communication", "M20's claim; unit tests"),
    ("sales cycle", "relationship", "unit tests of the relationship"),
    ("staff and market streams, delay of the answer", "listening", "V39; M22's claims; tests *StreamsSuperpose*"),
    ("a regime before, during and after the sale", "operations", "M23's claims; tests *Stages*"),
    ("search after disappointment, advertising, shield", "rivals", "tests *Search*, *Advertising*; M26's claims"),
    ("who returns", "win_back", "M28's claim; tests *WinBackByLogit*"),
    ("calls on the desk's seats, opening hours", "complaint_desk", "tests *DeskCalls*; V22"),
    ("contract in full", "contract", "V03, V12; M30's claims"),
    ("price level, rises, reference price", "pricing", "M31's claim; tests *Pricing*"),
    ("campaigns alone", "service", "claim `campaigns_alone`"),
]
