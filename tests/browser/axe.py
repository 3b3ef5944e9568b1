"""What axe-core finds on a page, and the contrast of text in pictures, which it cannot judge."""

from importlib.resources import files
from typing import NamedTuple

from playwright.sync_api import Page

SCRIPT = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
"""axe-core itself, as the package ships it."""

LEAST_CONTRAST = 4.5
"""Of text: WCAG 2.2, success criterion 1.4.3."""

_RUN = """async (rules) => {
  // a colour that is still fading is none of the page's
  await Promise.allSettled(document.getAnimations().map((one) => one.finished));
  const found = await axe.run(document,
    {resultTypes: ['violations'], ...(rules.length && {runOnly: rules})});
  return found.violations.flatMap(({id, impact, nodes}) => nodes.map(
    ({target, html, failureSummary}) => [id, impact, target.flat().join(' >> '), html,
      failureSummary.replace(/\\s+/g, ' ')]));
}"""

_TEXT_IN_PICTURES = """() => {
  const channel = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((m, n) => n - m);
    return (x + 0.05) / (y + 0.05); };
  const ink = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const read = (colour) => { ink.clearRect(0, 0, 1, 1); ink.fillStyle = colour;
    ink.fillRect(0, 0, 1, 1); const [r, g, b, a] = ink.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255]; };
  const over = ([r, g, b, a], below) => [r, g, b].map((v, i) => v * a + below[i] * (1 - a));
  const above = (node) => node.assignedSlot || node.parentNode?.host || node.parentElement;
  const paper = (node) => { let at = node; while (at && at.nodeType === 1) {
      const colour = read(getComputedStyle(at).backgroundColor);
      if (colour[3] === 1) return colour; at = above(at); } return [255, 255, 255, 1]; };
  const veil = (node, until) => { let all = 1;
    for (let at = node; at && at !== until; at = at.parentElement)
      all *= getComputedStyle(at).opacity; return all; };
  const under = (text) => text.closest('.level')?.querySelector('.body')
    || (text.matches('.bartext') && text.parentElement.querySelector('path'));
  const shown = [...document.querySelectorAll('*')].flatMap((one) => one.shadowRoot || [])
    .concat(document).flatMap((root) => [...root.querySelectorAll('svg text')])
    .filter((text) => text.textContent.trim() && text.checkVisibility({opacityProperty: true})
      && !text.closest('[aria-disabled=true]'));
  return shown.flatMap((text) => {
    const svg = text.closest('svg'); let ground = paper(svg);
    const shape = text.matches('.count') ? null : under(text);
    if (shape) { const style = getComputedStyle(shape); const fill = read(style.fill);
      fill[3] *= style.fillOpacity * veil(shape, svg); ground = over(fill, ground); }
    // a key's dot or square is no text: its word stands beside it
    const parts = [...text.querySelectorAll('tspan')]
      .filter((part) => part.style.fill && /[\\p{L}\\p{N}]/u.test(part.textContent));
    return [text, ...parts].map((part) => {
      const fill = read(getComputedStyle(part).fill); fill[3] *= veil(part, svg);
      return [part.textContent.slice(0, 60), ratio(over(fill, ground), ground)]; });
  });
}"""


_BARE_CHARTS = """() => [...document.querySelectorAll('.vo-plot')].filter((chart) =>
    (chart.getAttribute('aria-label') || '').length < 30
    || !chart.parentElement.querySelector('[data-box]'))
  .map((chart) => chart.layout?.title?.text || 'without a title')"""


class Finding(NamedTuple):
    """Something that axe-core found: its rule, how grave, where, the markup there, and why."""

    rule: str
    impact: str
    place: str
    markup: str
    why: str


def findings(page: Page, *rules: str) -> list[Finding]:
    """Return what axe-core finds on the page as it stands, however grave; by all rules, or some."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT)
    return [Finding(*one) for one in page.evaluate(_RUN, rules)]


def faint_texts(page: Page) -> list[Finding]:
    """Return texts of charts and of the spine whose contrast is below the least."""
    measured: list[tuple[str, float]] = page.evaluate(_TEXT_IN_PICTURES)
    return [
        Finding("contrast of text in a picture", "serious", "svg text", text, f"{ratio:.2f} : 1")
        for text, ratio in measured
        if ratio < LEAST_CONTRAST
    ]


def bare_charts(page: Page) -> list[Finding]:
    """Return charts without words of their own, or without the way to their numbers."""
    keys: list[str] = page.evaluate(_BARE_CHARTS)
    why = "its words are too few, or no box with its numbers stands below it"
    return [Finding("alternatives of a chart", "serious", ".vo-plot", key, why) for key in keys]
