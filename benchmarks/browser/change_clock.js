// Notes when a filter was changed and when a number or a chart last changed because of it.
// `areasOfChange` is a selector: what is in there counts; attributes count in charts only.
(() => {
  const clock = (window.changeClock = { input: 0, last: 0, painted: 0, changes: 0, trigger: "" });
  const channel = new MessageChannel();
  let waiting = false;

  clock.arm = (trigger) => Object.assign(clock, { input: 0, last: 0, painted: 0, changes: 0, trigger });
  for (const kind of ["click", "keydown", "pointerup"]) {
    const note = () => {
      if (kind === clock.trigger && !clock.input) clock.input = performance.now();
    };
    addEventListener(kind, note, true);
  }

  // The frame that shows a change has been painted when the task after its callbacks runs.
  channel.port1.onmessage = () => (clock.painted = performance.now());
  const noteChange = () => {
    clock.last = performance.now();
    clock.changes += 1;
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      channel.port2.postMessage(0);
    });
  };

  const matters = ({ target, type }) => {
    let element = target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement;
    const shadow = target.getRootNode();
    const drawn = element?.closest(".js-plotly-plot, svg");
    if (shadow instanceof ShadowRoot) element = shadow.host;
    if (type === "attributes" && !drawn) return false;
    if (element?.closest("[role=status].vo-hidden")) return false; // said a moment later, not seen
    return Boolean(element?.closest(window.areasOfChange));
  };
  const observer = new MutationObserver((records) => {
    if (records.some(matters)) noteChange();
  });
  const everything = { subtree: true, childList: true, characterData: true, attributes: true };
  const watch = (root) => observer.observe(root, everything);
  watch(document);

  const attachShadow = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (options) {
    const root = attachShadow.call(this, options);
    watch(root);
    return root;
  };

  // Resolves when nothing has changed for so long; false when nothing changed before the deadline.
  clock.quiet = (milliseconds, deadline) =>
    new Promise((resolve) => {
      const end = performance.now() + deadline;
      const look = () => {
        const now = performance.now();
        const left = clock.changes ? clock.last + milliseconds - now : milliseconds / 4;
        if (clock.changes && clock.painted >= clock.last && left <= 0) return resolve(true);
        if (now > end) return resolve(false);
        setTimeout(look, Math.max(left, 10));
      };
      look();
    });
})();
