"""The space of packages: what could be agreed, exactly, at any size.

Begin with a `tables.Problem`, from sheets (`sheets.problem_of`) or from arrays (`tables.problem`),
then ask for one figure at a time; each has its own budget, status and method:

=====================  ======================================================================
`size.size`            packages, groups of linked issues, width, what listing will cost
`frontier.frontier`    the efficient set with counts and packages; `frontier.cover` within an ε;
                       `programmes.by_epsilon` where links are too wide to be written out
`solutions.solutions`  Nash, egalitarian, Kalai–Smorodinsky, utilitarian, with every tie
`counting.acceptable`  packages acceptable to each, to all, and under a decision rule
`blockers.concessions` who objects to a package, and the fewest changes that bring each in
`clashing.clashes`     whose floors clash; `clashing.nearest`: the smallest largest shortfall
`logrolling`           how much of what trading can give a package takes up
=====================  ======================================================================

Utilities are whole units (int64); ``Problem.unit`` and ``Problem.in_scale`` give the parties' own
scales. Packages are places of options, one for each issue; ``Problem.package`` names them. numpy,
moocore and highspy are loaded with these modules, never with ``import onetext``.
"""
