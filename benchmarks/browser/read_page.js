// Reads what stands on the page: texts by part, and of each chart what it was given to draw.
(parts) => {
  const found = { charts: {} };
  for (const [name, selector] of Object.entries(parts)) {
    found[name] = [...document.querySelectorAll(selector)].map((one) => one.innerText);
  }
  const sidebar = document.querySelector("[data-testid=stSidebar]");
  const inside = [...(sidebar?.querySelectorAll("*") ?? [])].flatMap((one) => one.shadowRoot ?? []);
  for (const level of inside.flatMap((root) => [...root.querySelectorAll("[data-level]")])) {
    if (level.classList.contains("absent")) continue;
    const words = level.getAttribute("aria-label");
    (found.spine ??= {})[level.dataset.level] = [words, level.querySelector(".count").textContent];
  }
  for (const chart of document.querySelectorAll(".js-plotly-plot")) {
    if (!chart.layout) continue;
    // of ours, a name and what stands beside it are one text; others have an axis at either side
    const { tickvals, ticktext } = chart.layout.yaxis;
    const ends = chart.layout.yaxis2?.ticktext;
    const rows = [...ticktext].map((text, i) => ends ? [text, ends[i]] : text.split(/\u2003<[^>]*>/));
    const names = new Map([...tickvals].map((at, i) => [at, rows[i][0]]));
    const points = {};
    for (const trace of chart.data.filter((one) => one.name?.endsWith("estimates"))) {
      [...trace.x].forEach((x, i) => {
        const [left, right] = ["arrayminus", "array"].map((side) => trace.error_x[side]?.[i] ?? 0);
        points[names.get(trace.y[i])] = [x, x - left, x + right];
      });
    }
    found.charts[chart.layout.title.text.replaceAll("<br>", " ").replace(/<.?b>/g, "")] = {
      points,
      beside: Object.fromEntries(rows.map(([name, beside]) => [name, beside.replace(/<.*|\u2007/g, "")])),
    };
  }
  return found;
}
