// Notes when a filter change was made, sent, answered, and when numbers and charts last changed.
(() => {
  const now = () => performance.timeOrigin + performance.now();
  const clock = (window.pageClock = { heard: [], numbers: 0, charts: 0, painted: 0, input: 0, sent: 0 });
  clock.reset = () => Object.assign(clock, { heard: [], numbers: 0, charts: 0, painted: 0, input: 0, sent: 0 });
  const noteInput = () => { if (!clock.input) clock.input = now(); };
  for (const kind of ["click", "keydown", "pointerup"]) addEventListener(kind, noteInput, true);
  const Socket = window.WebSocket;
  window.WebSocket = class extends Socket {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", (event) => {
        clock.heard.push([now(), event.data.byteLength || event.data.size || event.data.length]);
      });
    }
    send(words) {
      if (clock.input && !clock.sent) clock.sent = now();
      return super.send(words);
    }
  };
  const within = (node, names) => (node.nodeType === 1 ? node : node.parentElement)?.closest(names);
  let waiting = false;
  const note = (what) => {
    clock[what] = now();
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      setTimeout(() => (clock.painted = now()));
    });
  };
  addEventListener("DOMContentLoaded", () =>
    new MutationObserver((records) => {
      for (const { target, type } of records) {
        if (within(target, ".js-plotly-plot")) note("charts");
        else if (type !== "attributes" && within(target, ".vo-markup")) note("numbers");
      }
    }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true }),
  );
})();
