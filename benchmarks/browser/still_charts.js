// Remembers the nodes of every chart, and says which are no longer the same.
(() => {
  const outer = (chart) => [chart, ...chart.querySelectorAll(".main-svg")];
  const charts = () => [...document.querySelectorAll(".js-plotly-plot")];
  const marked = charts().map((chart) => ({
    outer: outer(chart),
    inner: [...chart.querySelectorAll("*")],
  }));

  // Counted node by node: one that stands elsewhere or nowhere was replaced.
  window.replacedNodes = () => {
    const now = charts().flatMap(outer);
    const all = marked.flatMap((one) => one.outer);
    const inner = marked.flatMap((one) => one.inner);
    return {
      outer: Math.max(all.filter((node, i) => node !== now[i]).length, now.length - all.length),
      of: all.length,
      inner: inner.filter((node) => !node.isConnected).length,
      ofInner: inner.length,
    };
  };

  const ranges = ({ _fullLayout }) => ["xaxis", "yaxis"].map((name) => [..._fullLayout[name].range]);
  const selection = (chart) => ({
    box: (chart.layout.selections ?? []).map(({ x0, x1, y0, y1 }) => [x0, x1, y0, y1]),
    drawn: chart.querySelectorAll(".selectionlayer path").length > 0,
  });
  window.kept = () => ({ zoom: ranges(charts()[0]), selection: selection(charts()[1]) });
})();
