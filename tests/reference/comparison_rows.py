"""Comparison, heterogeneity, multiplicity, shrinkage and balance against their authorities."""

import math
from fractions import Fraction

import numpy as np
import statsmodels.api as sm
from scipy import special, stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.oneway import anova_oneway
from statsmodels.stats.proportion import (
    confint_proportions_2indep,
    proportion_confint,
    proportion_effectsize,
)

from tests.reference.clustered_levels import (
    Procedure,
    cluster_robust,
    expanded,
    shared,
    tallies,
    tally,
)
from tests.reference.published_samples import SLEEP_1, SLEEP_2
from tests.reference.row import Row
from vertebroplasty.statistics.balance import smd_of_means, smd_of_shares
from vertebroplasty.statistics.comparing import compare
from vertebroplasty.statistics.heterogeneity import heterogeneity
from vertebroplasty.statistics.means import hedges_g, welch_difference, welch_t
from vertebroplasty.statistics.multiplicity import adjusted
from vertebroplasty.statistics.ratios import Limits, mover_difference
from vertebroplasty.statistics.shared import linearised_covariance, linearised_variance
from vertebroplasty.statistics.shrinkage import shrink
from vertebroplasty.tallies import Count, Moments, SharedLevels

CLOSED = 1e-9
Z = special.ndtri(0.975)

APART = [Procedure(*p) for p in [(1, 0), (2, 1), (5, 1), (3, 0), (4, 4), (1, 1), (2, 0)] * 4] + [
    Procedure(0, 0, *p) for p in [(1, 0), (2, 0), (3, 0), (1, 0), (4, 3), (2, 0)] * 5
]
"""Two groups of procedures of one to five levels, none in both."""
MIXED = APART + [
    Procedure(*p) for p in [(1, 1, 1, 1), (1, 0, 2, 0), (2, 2, 1, 1), (1, 0, 1, 1)] * 6
]
"""The same, and procedures with levels in either group."""


def rows():
    return [
        *newcombe(),
        *ratios(),
        *two_rates(),
        *means(),
        *clustered_errors(),
        *clustered_comparison(),
        *clustered_test(),
        *paired_levels(),
        *groups_of_counts(),
        *groups_of_means(),
        *groups_of_levels(),
        *multiplicity(),
        *shrinkage(),
        *balance(),
    ]


def moments(values):
    return Moments(len(values), sum(values), sum(value * value for value in values))


def limits(effect):
    return ("low", effect.interval.low), ("high", effect.interval.high)


def three(effect):
    return ("estimate", effect.estimate), *limits(effect)


def against(statistic, case, authority, found, expected, tolerance):
    """Rows for named values; a tolerance below 1e-6 is taken relative to the value."""
    return [
        Row(
            statistic,
            f"{case}, {name}",
            authority,
            float(value),
            float(ours),
            tolerance * abs(value) if tolerance < 1e-6 else tolerance,
        )
        for (name, ours), value in zip(found, expected, strict=True)
    ]


def newcombe():
    published = [
        ((56, 70), (48, 80), (0.2, 0.0524, 0.3339)),
        ((9, 10), (3, 10), (0.6, 0.1705, 0.8090)),
        ((6, 7), (2, 7), (0.5714, 0.0582, 0.8062)),
        ((5, 56), (0, 29), (0.0893, -0.0381, 0.1926)),
    ]
    for a, b, expected in published:
        effect = compare(Count(*a), Count(*b), "procedures").difference
        case = f"{a[0]}/{a[1]} against {b[0]}/{b[1]}"
        authority = "Newcombe 1998, Stat Med 17:873, method 10"
        yield from against("difference of rates", case, authority, three(effect), expected, 5.1e-5)
    effect = compare(Count(15, 148), Count(81, 263), "procedures").difference
    expected = confint_proportions_2indep(15, 148, 81, 263, method="newcomb", compare="diff")
    authority = "statsmodels confint_proportions_2indep, newcomb"
    case = "15/148 against 81/263"
    yield from against("difference of rates", case, authority, limits(effect), expected, CLOSED)


def ratios():
    effect = compare(Count(7, 34), Count(1, 34), "procedures").ratio
    yield from against(
        "ratio of rates",
        "7/34 against 1/34",
        "R contingencytables, MOVER_R_Wilson_CI_ratio_2x2(perondi_2004)",
        three(effect),
        (7.0, 1.1537, 41.9763),
        5.1e-5,
    )
    a, b = Count(15, 148), Count(81, 263)
    found = limits(compare(a, b, "procedures").ratio)
    case = "15/148 against 81/263"
    authority = "Donner & Zou 2012, equation 9, on Wilson limits of statsmodels"
    yield from against("ratio of rates", case, authority, found, donner_zou(a, b), CLOSED)
    score = confint_proportions_2indep(15, 148, 81, 263, method="score", compare="ratio")
    authority = "statsmodels confint_proportions_2indep, score: another method, within 0.01"
    yield from against("ratio of rates", case, authority, found, score, 0.01)
    none = limits(compare(Count(0, 40), Count(9, 40), "procedures").ratio)
    of_a, of_b = (proportion_confint(x, 40, method="wilson") for x in (0, 9))
    closed = (0.0, of_a[1] / math.sqrt(of_b[0] * (2 * 9 / 40 - of_b[0])))
    case = "0/40 against 9/40"
    authority = "closed form: u / √(l (2p - l))"
    yield from against("ratio of rates", case, authority, none, closed, CLOSED)


def donner_zou(a, b):
    """Uncorrelated MOVER-R as it is printed, written out anew."""
    p, q = a.events / a.n, b.events / b.n
    l1, u1 = proportion_confint(a.events, a.n, method="wilson")
    l2, u2 = proportion_confint(b.events, b.n, method="wilson")
    low = p * q - math.sqrt((p * q) ** 2 - l1 * u2 * (2 * p - l1) * (2 * q - u2))
    high = p * q + math.sqrt((p * q) ** 2 - u1 * l2 * (2 * p - u1) * (2 * q - l2))
    return low / (u2 * (2 * q - u2)), high / (l2 * (2 * q - l2))


def two_rates():
    for (x, n), (y, k) in [((15, 148), (81, 263)), ((2, 12), (9, 15)), ((300, 999), (355, 1001))]:
        test = compare(Count(x, n), Count(y, k), "procedures").test
        pearson = stats.chi2_contingency([[x, n - x], [y, k - y]], correction=False).statistic
        expected = pearson * (n + k - 1) / (n + k)
        found = (("χ²", test.statistic), ("p", test.p))
        authority = "scipy chi2_contingency times (N - 1)/N (Campbell 2007)"
        case = f"{x}/{n} against {y}/{k}"
        values = (expected, stats.chi2.sf(expected, 1))
        yield from against("N - 1 chi-squared", case, authority, found, values, CLOSED)
    test = compare(Count(3, 4), Count(0, 60), "procedures").test
    expected = stats.fisher_exact([[3, 1], [0, 60]]).pvalue
    case = "3/4 against 0/60: expected count 0.19"
    yield Row("Fisher's exact test", case, "scipy fisher_exact", expected, test.p, 1e-12)
    h = compare(Count(15, 148), Count(81, 263), "procedures").standardised.estimate
    expected = proportion_effectsize(15 / 148, 81 / 263)
    case = "15/148 against 81/263"
    yield Row("Cohen's h", case, "statsmodels proportion_effectsize", expected, h, 1e-12)


def means():
    a, b = moments(SLEEP_1), moments(SLEEP_2)
    effect, test, g = welch_difference(a, b, 10), welch_t(a, b), hedges_g(b, a)
    authority = "R t.test(extra ~ group, data = sleep)"
    found = (("t", test.statistic), ("df", test.df), ("p", test.p), *limits(effect))
    expected, tolerances = (-1.8608, 17.776, 0.07939), (5e-5, 5e-4, 5e-6)
    for (name, ours), value, tolerance in zip(found[:3], expected, tolerances, strict=True):
        yield Row("Welch", f"R sleep, {name}", authority, value, ours, tolerance)
    values = (-3.3654832, 0.2054832)
    yield from against("Welch", "R sleep", authority, found[3:], values, 5e-8 + 1e-6)
    case = "R sleep as two groups"
    yield Row("Hedges' g", case, "closed form, J(18) = .957646", 0.79694, g.estimate, 5.1e-6)
    compared = compare(a, b, "procedures")
    values = (compared.difference.estimate, compared.standardised.estimate, compared.test.p)
    expected = (-1.58, -0.79694, 0.07939)
    found = zip(("difference", "g", "p"), values, strict=True)
    yield from against("compare, means", "R sleep", authority, found, expected, 5.1e-6)


def clustered_errors():
    a, b = tallies(APART)
    sandwich = cluster_robust(*expanded(APART))
    authority = "statsmodels OLS, cov_type cluster, its factor replaced by k/(k - 1)"
    of_a, of_b = (sandwich[i, i] * g.clusters / (g.clusters - 1) for i, g in enumerate((a, b)))
    found = (("of one ratio", math.sqrt(linearised_variance(a))),)
    yield from against("SE, clustered", "a", authority, found, (math.sqrt(of_a),), CLOSED)
    ours = math.sqrt(linearised_variance(a) + linearised_variance(b))
    found = (("of the difference", ours),)
    case = "no procedure shared"
    yield from against("SE, clustered", case, authority, found, (math.sqrt(of_a + of_b),), CLOSED)
    a, b = tallies(MIXED)
    sandwich = cluster_robust(*expanded(MIXED))
    of_a, of_b = (sandwich[i, i] * g.clusters / (g.clusters - 1) for i, g in enumerate((a, b)))
    between = linearised_covariance(a, b, shared(MIXED))
    ours = math.sqrt(linearised_variance(a) + linearised_variance(b) - 2 * between)
    found = (("covariance", between), ("SE of the difference", ours))
    expected = (sandwich[0, 1], math.sqrt(of_a + of_b - 2 * sandwich[0, 1]))
    authority = "statsmodels OLS on both dummies, clusters = procedures"
    case = "24 procedures shared"
    yield from against("SE, clustered", case, authority, found, expected, CLOSED)


def by_hand(procedures):
    """Rates, clustered Wilson limits, correlation and naive n from statsmodels alone."""
    events, groups, numbers = expanded(procedures)
    sandwich = cluster_robust(events, groups, numbers)
    parts = []
    for i in (0, 1):
        n, rate = int((groups == i).sum()), events[groups == i].mean()
        k = len(set(numbers[groups == i]))
        effect = sandwich[i, i] * k / (k - 1) / (rate * (1 - rate) / (n - 1))
        assert effect > 1
        t = stats.t.ppf(0.975, n - 1) / stats.t.ppf(0.975, k - 1)
        worth = n / effect * t * t
        parts.append((rate, *proportion_confint(rate * worth, worth, method="wilson")))
    correlation = sandwich[0, 1] / math.sqrt(sandwich[0, 0] * sandwich[1, 1])
    return *parts, correlation


def clustered_comparison():
    for case, procedures in (("no procedure shared", APART), ("24 procedures shared", MIXED)):
        compared = compare(*tallies(procedures), "levels", shared(procedures))
        (p, l1, u1), (q, l2, u2), rho = by_hand(procedures)
        low = math.sqrt((p - l1) ** 2 + (u2 - q) ** 2 - 2 * rho * (p - l1) * (u2 - q))
        high = math.sqrt((u1 - p) ** 2 + (q - l2) ** 2 - 2 * rho * (u1 - p) * (q - l2))
        expected = (p - q, p - q - low, p - q + high)
        authority = "Zou & Donner 2008 on statsmodels' cluster-robust Wilson limits"
        found = three(compared.difference)
        yield from against("difference, clustered", case, authority, found, expected, CLOSED)
        one, two = p * q - rho * (p - l1) * (u2 - q), p * q - rho * (u1 - p) * (q - l2)
        below, above = u2 * (2 * q - u2), l2 * (2 * q - l2)
        expected = (
            p / q,
            (one - math.sqrt(one**2 - l1 * (2 * p - l1) * below)) / below,
            (two + math.sqrt(two**2 - u1 * (2 * p - u1) * above)) / above,
        )
        authority = "Donner & Zou 2012 on statsmodels' cluster-robust Wilson limits"
        found = three(compared.ratio)
        yield from against("ratio, clustered", case, authority, found, expected, CLOSED)
        (p, l1, u1), (q, l2, u2) = (2 * np.arcsin(np.sqrt(of)) for of in ((p, l1, u1), (q, l2, u2)))
        low = math.sqrt((p - l1) ** 2 + (u2 - q) ** 2 - 2 * rho * (p - l1) * (u2 - q))
        high = math.sqrt((u1 - p) ** 2 + (q - l2) ** 2 - 2 * rho * (u1 - p) * (q - l2))
        expected = (p - q, p - q - low, p - q + high)
        authority = "Zou & Donner 2008 on the same limits as 2 arcsin √p"
        found = three(compared.standardised)
        yield from against("Cohen's h, clustered", case, authority, found, expected, CLOSED)


def clustered_test():
    test = compare(*tallies(APART), "levels").test
    counts, df = divided_by_design_effects(*expanded(APART))
    statistic = stats.chi2_contingency(counts, correction=False).statistic
    found = (("t²", test.statistic**2), ("p", test.p))
    expected = (statistic, 2 * stats.t.sf(math.sqrt(statistic), df))
    authority = "scipy chi2_contingency on counts divided by statsmodels' design effects"
    yield from against("t, clustered", "no procedure shared", authority, found, expected, CLOSED)
    test = compare(*tallies(MIXED), "levels", shared(MIXED)).test
    events, groups, numbers = expanded(MIXED)
    # A procedure counts once in each group that it is in.
    counts, _ = divided_by_design_effects(events, groups, 2 * numbers + groups)
    (p, *_), (q, *_), rho = by_hand(MIXED)
    worth = [sum(row) for row in counts]
    pooled = sum(row[0] for row in counts) / sum(worth)
    both = sum(1 / w for w in worth) - 2 * rho / math.sqrt(math.prod(worth))
    t = (p - q) / math.sqrt(pooled * (1 - pooled) * both)
    # 52 and 54 procedures, of which m times m, 36 in all, lets at most 36 be the same ones.
    df = 52 + 54 - 36 - 2
    found = (("t", test.statistic), ("df", test.df), ("p", test.p))
    expected = (t, df, 2 * stats.t.sf(abs(t), df))
    authority = "closed form on statsmodels' variances and covariance"
    yield from against("t, clustered", "24 procedures shared", authority, found, expected, CLOSED)


def divided_by_design_effects(events, groups, numbers):
    """Table of events and non-events in effective levels (Rao & Scott 1992), and df.

    No procedure is in two groups. One correlation within procedures, from statsmodels' variance of
    the rate of all levels: design effect of a group = 1 + (Σm²/Σm - 1) · correlation.
    """
    sandwich = cluster_robust(events, np.zeros_like(groups), numbers)[0, 0]
    k, n, rate = len(set(numbers)), len(events), events.mean()
    effect = sandwich * k / (k - 1) / (rate * (1 - rate) / (n - 1))
    sizes = [
        np.unique(numbers[groups == i], return_counts=True)[1] for i in range(groups.max() + 1)
    ]
    within = (effect - 1) / (sum(m @ m for m in sizes) / n - 1)
    assert 0 < within < 1
    worth = [m.sum() / (1 + (m @ m / m.sum() - 1) * within) for m in sizes]
    rates = [events[groups == i].mean() for i in range(len(sizes))]
    table = [[w * r, w * (1 - r)] for w, r in zip(worth, rates, strict=True)]
    return table, k - len(sizes)


def paired_levels():
    """Each procedure has one level in either group: the paired 2 x 2 table of the R package."""
    a = tally([(1, 1)] * 65 + [(1, 0)] * 96)
    b = tally([(1, 1)] * 75 + [(1, 0)] * 86)
    compared = compare(a, b, "levels", SharedLevels(161, 75, 65, 59))
    authority = "R contingencytables, MOVER_Wilson_score_CI_paired_2x2(cavo_2012)"
    found, expected = three(compared.ratio), (0.8667, 0.7592, 0.9866)
    yield from against("ratio, paired levels", "65/161, 75/161", authority, found, expected, 5.1e-5)
    wilson = [Limits(x / 161, *proportion_confint(x, 161, method="wilson")) for x in (65, 75)]
    # Newcombe's paired method 10 takes N/2 from the numerator of the correlation.
    psi = (59 * 80 - 6 * 16 - 161 / 2) / math.sqrt(65 * 96 * 75 * 86)
    found = zip(("low", "high"), mover_difference(*wilson, psi), strict=True)
    authority = "R contingencytables, Newcombe_square_and_add_CI_paired_2x2(cavo_2012)"
    expected = (-0.1186, -0.0046)
    case = "65/161, 75/161"
    yield from against("MOVER with correlation", case, authority, found, expected, 5.1e-5)


def groups_of_counts():
    counts = [Count(15, 148), Count(81, 263), Count(40, 120), Count(12, 90)]
    test = heterogeneity([*counts, Count(0, 0)])
    table = [[c.events, c.n - c.events] for c in counts]
    expected = stats.chi2_contingency(table, correction=False)
    found = (("χ²", test.statistic), ("df", test.df), ("p", test.p))
    values = (expected.statistic, expected.dof, expected.pvalue)
    authority = "scipy chi2_contingency"
    yield from against("heterogeneity, shares", "4 groups", authority, found, values, CLOSED)
    small = [Count(2, 3), Count(1, 6), Count(0, 5), Count(4, 5)]
    authority = "enumeration of all tables with the same margins; 9,999 drawn, ± 3 SE"
    expected = enumerated(small)
    tolerance = 3 * math.sqrt(expected * (1 - expected) / 9_999)
    case = "19 units in 4 groups, p"
    p = heterogeneity(small).p
    yield Row("heterogeneity, shares", case, authority, expected, p, tolerance)


def enumerated(groups):
    """P of a Pearson statistic at least as large, over all tables, in fractions."""
    sizes, total = [g.n for g in groups], sum(g.events for g in groups)
    tables = [events for events in np.ndindex(*(n + 1 for n in sizes)) if sum(events) == total]

    def spread(events):
        return sum(Fraction(x * x, n) for x, n in zip(events, sizes, strict=True))

    observed = spread([g.events for g in groups])
    far = sum(
        math.prod(math.comb(n, x) for x, n in zip(events, sizes, strict=True))
        for events in tables
        if spread(events) >= observed
    )
    return far / math.comb(sum(sizes), total)


def groups_of_means():
    groups = [SLEEP_1, SLEEP_2, (3, 9, 4, 12, 7), (20, 31, -5, 18, 44, 60, 2)]
    test = heterogeneity([moments(values) for values in groups])
    expected = anova_oneway([np.array(values) for values in groups], use_var="unequal")
    found = (("F", test.statistic), ("p", test.p))
    values = (expected.statistic, expected.pvalue)
    authority = "statsmodels anova_oneway, use_var unequal"
    yield from against("heterogeneity, means", "4 groups", authority, found, values, CLOSED)


def groups_of_levels():
    groups = [
        [(1, 0), (2, 1), (5, 1), (3, 0), (4, 4), (1, 1), (2, 0)] * 4,
        [(1, 0), (2, 0), (3, 1), (1, 0), (4, 1), (2, 2)] * 5,
        [(2, 1), (1, 0), (3, 3), (1, 1)] * 6,
    ]
    levels = one_by_one(groups)
    test = heterogeneity([tally(pairs) for pairs in groups])
    table, df = divided_by_design_effects(*levels)
    statistic = stats.chi2_contingency(table, correction=False).statistic / 2
    found = (("F", test.statistic), ("p", test.p))
    expected = (statistic, stats.f.sf(statistic, 2, df))
    authority = "scipy chi2_contingency on counts divided by statsmodels' design effects"
    yield from against("heterogeneity, levels", "3 groups", authority, found, expected, CLOSED)
    yield alike_to_wald()


def one_by_one(groups):
    """Return event, group and procedure of each level; no procedure is in two groups."""
    levels, number = [], 0
    for group, pairs in enumerate(groups):
        for m, x in pairs:
            levels += [(event, group, number) for event in [1] * x + [0] * (m - x)]
            number += 1
    return np.array(levels).T


def alike_to_wald():
    """With many procedures and rates that hardly differ, any valid test gives the same."""
    rng = np.random.default_rng(4)
    groups = []
    for rate in (0.20, 0.21, 0.19):
        m = rng.integers(1, 4, size=4000)
        x = rng.binomial(m, rng.beta(4 * rate, 4 * (1 - rate), size=4000))
        groups.append(np.column_stack([m, x]))
    events, group, numbers = one_by_one(groups)
    fit = sm.OLS(events.astype(float), np.eye(3)[group]).fit(
        cov_type="cluster", cov_kwds={"groups": numbers}, use_t=True
    )
    wald = fit.wald_test(np.array([[1, -1, 0], [0, 1, -1]]), use_f=True, scalar=True)
    found = heterogeneity([tally(pairs) for pairs in groups]).statistic
    return Row(
        "heterogeneity, levels",
        "12,000 procedures, F",
        "statsmodels OLS cluster-robust Wald F: another variance, within 3 %",
        float(wald.statistic),
        found,
        0.03 * float(wald.statistic),
    )


def multiplicity():
    given = (0.01, 0.04, 0.03, 0.005)
    found = zip(("p1", "p2", "p3", "p4"), adjusted(given, "holm"), strict=True)
    expected = (0.03, 0.06, 0.06, 0.02)
    case, authority = "4 p values", "R p.adjust(c(.01, .04, .03, .005), 'holm')"
    yield from against("Holm", case, authority, found, expected, 1e-12)
    given = (0.01, 0.005, 0.3, 0.31, 0.32)
    found = zip(("p1", "p2", "p3", "p4", "p5"), adjusted(given, "benjamini-hochberg"), strict=True)
    expected = (0.025, 0.025, 0.32, 0.32, 0.32)
    case, authority = "5 p values", "R p.adjust(c(.01, .005, .3, .31, .32), 'BH')"
    yield from against("Benjamini-Hochberg", case, authority, found, expected, 1e-12)
    paper = (
        *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
        *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0),
    )
    name_of = {"holm": "Holm", "benjamini-hochberg": "Benjamini-Hochberg"}
    for method, name in (("holm", "holm"), ("benjamini-hochberg", "fdr_bh")):
        ours = adjusted(paper, method)
        expected = multipletests(paper, method=name)[1]
        worst = max(abs(p - q) for p, q in zip(ours, expected, strict=True))
        case = "15 p values, largest gap"
        yield Row(name_of[method], case, f"statsmodels multipletests, {name}", 0.0, worst, 1e-12)
    below = sum(p <= 0.05 for p in adjusted(paper, "benjamini-hochberg"))
    case, authority = (
        "15 p values, rejected at .05",
        "Benjamini & Hochberg 1995, J R Stat Soc B 57:289",
    )
    yield Row("Benjamini-Hochberg", case, authority, 4, below, 0)


def shrinkage():
    """DerSimonian-Laird with v = π(1 - π)/n, in fractions: nothing is rounded before the end."""
    counts = [(2, 4), (1, 20), (9, 30)]
    n, events = (sum(column) for column in reversed(list(zip(*counts, strict=True))))
    mean = Fraction(events, n)
    within = mean * (1 - mean)
    weights = [m / within for _, m in counts]
    q = sum(w * (Fraction(x, m) - mean) ** 2 for w, (x, m) in zip(weights, counts, strict=True))
    scale = sum(weights) - sum(w * w for w in weights) / sum(weights)
    between = (q - (len(counts) - 1)) / scale
    assert between > 0
    expected = [
        mean + between / (between + within / m) * (Fraction(x, m) - mean) for x, m in counts
    ]
    ours = shrink([Count(*pair) for pair in counts])
    found = (("mean", ours.mean), ("τ", ours.between_sd), *zip("abc", ours.estimates, strict=True))
    values = (float(mean), math.sqrt(between), *map(float, expected))
    authority = "closed form in fractions (DerSimonian & Laird 1986)"
    yield from against("shrinkage, shares", "2/4, 1/20, 9/30", authority, found, values, 1e-13)


def balance():
    a, b = moments(SLEEP_1), moments(SLEEP_2)
    expected = (np.mean(SLEEP_1) - np.mean(SLEEP_2)) / math.sqrt(
        (np.var(SLEEP_1, ddof=1) + np.var(SLEEP_2, ddof=1)) / 2
    )
    name, authority = "standardised difference", "closed form (Austin 2009) by numpy"
    yield Row(name, "R sleep, means", authority, expected, smd_of_means(a, b), 1e-12)
    case, authority = "R sleep, means", "Cohen's d, the same with equal n (pooled SD): .83218"
    yield Row(name, case, authority, -0.83218, smd_of_means(a, b), 5.1e-6)
    p, q = 10 / 30, 20 / 40
    expected = (p - q) / math.sqrt((p * (1 - p) + q * (1 - q)) / 2)
    ours, case = smd_of_shares((10, 20), (20, 20)), "10 of 30 against 20 of 40"
    yield Row(name, case, "closed form", expected, ours, 1e-12)
    a, b = np.array([10, 20, 5]), np.array([20, 20, 1])
    expected = math.sqrt(mahalanobis(a, b))
    ours = smd_of_shares(a.tolist(), b.tolist())
    case, authority = "three categories", "Mahalanobis by pseudo-inverse of all three (numpy pinv)"
    yield Row(name, case, authority, expected, ours, 1e-12)


def mahalanobis(a, b):
    p, q = a / a.sum(), b / b.sum()
    covariance = (np.diag(p) - np.outer(p, p) + np.diag(q) - np.outer(q, q)) / 2
    return (p - q) @ np.linalg.pinv(covariance) @ (p - q)
