// Remembers the nodes of every chart, and says which are no longer the same.
(() => {
  const charts = () => [...document.querySelectorAll(".js-plotly-plot")];
  const frame = () => charts().flatMap((one) => [one, ...one.querySelectorAll(".main-svg")]);
  const outer = frame();
  const inner = charts().flatMap((one) => [...one.querySelectorAll("*")]);

  // Node by node: one that stands elsewhere or nowhere was replaced, one too many was added.
  window.replacedNodes = () => {
    const now = frame();
    return {
      outer: outer.filter((node, i) => node !== now[i]).length + Math.max(0, now.length - outer.length),
      ofOuter: outer.length,
      inner: inner.filter((node) => !node.isConnected).length,
      ofInner: inner.length,
    };
  };
})();
