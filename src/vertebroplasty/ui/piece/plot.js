// Draws a figure, then changes it in place: no node is replaced; zoom and mark stay.
// plotly.js is the one that the plotly package ships, fetched once for all charts of a page.

const SOURCE = "PLOTLY_SOURCE";
const CONFIG = { displayModeBar: false, scrollZoom: false, doubleClick: "reset" };
const FAILED = "This chart could not be drawn; its numbers stand below. Reloading the page may help.";
const MARKED = 14;
const EDGE = 12; // of a picture: its letters are those of another font, and wider
const PLACE = `<div class="vo-plot" role="figure"></div>
<p class="vo vo-detail vo-plot-caption"></p>
<div class="vo-plot-tools">
  <button type="button" class="vo-plot-zoom" aria-pressed="false" title="Drag over the chart to zoom in; press again to see it whole">Zoom</button>
  <button type="button" data-box title="The numbers behind this chart, their SQL and a script">Data behind this chart</button>
  <button type="button" data-take title="TAKE_HINT"></button>
  <details class="vo-plot-save"><summary>Save picture</summary>
    <button type="button" data-picture="png">PNG</button>
    <button type="button" data-picture="svg">SVG</button>
  </details>
</div>`;
const PAPER = { width: 680, height: 960 };

const plots = new WeakMap();

// Paper is laid out without telling anybody: charts are drawn to its size before.
for (const [moment, paper] of [["beforeprint", PAPER], ["afterprint", null]]) {
  window.addEventListener(moment, () =>
    document.querySelectorAll(".vo-plot").forEach((root) => plots.get(root)?.print(paper)),
  );
}

function plotly() {
  window.voPlotly ??= load();
  return window.voPlotly;
}

async function load() {
  const script = document.createElement("script");
  script.src = SOURCE;
  await new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = () => reject(new Error("plotly.js could not be fetched or run"));
    document.head.append(script);
  });
  return window.Plotly;
}

// What a pointer reads at a point begins with the name of its group.
const nameOf = (words) => /<b>(.*?)<\/b>/.exec(words || "")?.[1];

class Plot {
  constructor(root, parent) {
    this.root = root;
    this.caption = parent.querySelector(".vo-plot-caption");
    this.zoom = parent.querySelector(".vo-plot-zoom");
    this.zoom.addEventListener("click", () => this.letZoom(!this.zooming));
    this.box = parent.querySelector("[data-box]");
    this.take = parent.querySelector("[data-take]");
    this.save = parent.querySelector(".vo-plot-save");
    this.pictures = 0;
    this.ranges = {};
    this.width = root.clientWidth;
    this.watcher = new ResizeObserver(() => this.fit());
    this.watcher.observe(root);
  }

  show({ key, figure, alt, caption, box, open, taken, picture }) {
    this.root.style.height = `${figure.layout.height}px`;
    this.root.setAttribute("aria-label", alt);
    this.caption.textContent = caption;
    this.box.dataset.box = box;
    this.box.hidden = open || !box;
    this.take.dataset.take = key;
    this.take.hidden = taken === null;
    this.take.setAttribute("aria-pressed", String(Boolean(taken)));
    this.take.textContent = taken ? "IN_REPORT" : "ADD_TO_REPORT";
    this.save.hidden = taken === null;
    this.save.querySelectorAll("button").forEach((button) => {
      button.dataset.picture = `${button.textContent.toLowerCase()} ${key}`;
    });
    this.figure = figure;
    this.update();
    if (picture && picture.turn > this.pictures) this.savePicture(picture);
  }

  update() {
    this.wanted = true;
    this.drawing ??= this.draw()
      .catch((error) => this.explain(error))
      .finally(() => (this.drawing = null));
  }

  // What arrives while a figure is being drawn is drawn next; what it overtakes is left out.
  async draw() {
    const drawer = await plotly();
    while (this.wanted && this.root.isConnected) {
      this.wanted = false;
      const { data, layout } = structuredClone(this.figure); // plotly writes what a zoom does into it
      data.forEach((trace) => this.mark(trace));
      await drawer.react(this.root, data, this.withZoom(layout), CONFIG);
      this.listen();
    }
  }

  listen() {
    if (this.listens) return;
    this.listens = true;
    this.root.on("plotly_click", ({ points: [point] }) => {
      const name = nameOf(point.hovertext);
      this.marked = name === this.marked ? undefined : name;
      this.update();
    });
    this.root.on("plotly_relayout", (change) => this.keepRanges(change));
    // plotly goes back to the range that it was last given, which may be the reader's own
    this.root.on("plotly_doubleclick", () => setTimeout(() => this.showWhole()));
  }

  // A marked group is found by its name: its place may be another one after a change.
  mark(trace) {
    const names = Array.isArray(trace.hovertext) ? trace.hovertext.map(nameOf) : [];
    const at = names.indexOf(this.marked);
    trace.selectedpoints = this.marked && at >= 0 ? [at] : undefined;
    if (!trace.marker) return;
    trace.selected = { marker: { size: MARKED } };
    trace.unselected = { marker: { opacity: trace.marker.opacity ?? 1 } };
  }

  // A range that the reader chose outlives a change, also one that moves an end of the axis.
  withZoom(layout) {
    for (const name of Object.keys(layout).filter((one) => /^[xy]axis\d*$/.test(one))) {
      const axis = layout[name];
      // An axis that runs downwards is one of rows: another cohort may have others in their places.
      const isOfRows = axis.range?.[0] > axis.range?.[1];
      axis.fixedrange = !this.zooming || isOfRows;
      if (this.ranges[name]) axis.range = [...this.ranges[name]];
    }
    layout.dragmode = this.zooming ? "zoom" : false;
    layout.uirevision = null; // plotly keeps no range of its own beside ours
    return layout;
  }

  keepRanges(change) {
    for (const [what, low] of Object.entries(change)) {
      const name = /^(.*)\.range\[0\]$/.exec(what)?.[1];
      if (name) this.ranges[name] = [low, change[`${name}.range[1]`]];
    }
  }

  letZoom(on) {
    this.zooming = on;
    this.zoom.setAttribute("aria-pressed", String(on));
    this.root.classList.toggle("zooming", on);
    this.showWhole();
  }

  showWhole() {
    this.ranges = {};
    this.update();
  }

  // The chart on paper of its own, with whom it covers below it.
  async savePicture({ format, turn, name, footer, width }) {
    this.pictures = turn;
    this.save.open = false;
    const { data, layout } = structuredClone(this.figure);
    const room = 14 * (footer.split("<br>").length + 1);
    const { l, r, b } = layout.margin;
    const words = { text: footer, font: { size: 11 }, align: "left", showarrow: false };
    const across = { x: 0, xref: "paper", xanchor: "left", xshift: -l };
    const below = { y: 0, yref: "paper", yanchor: "top", yshift: -b };
    const height = layout.height + room;
    const paper = getComputedStyle(document.querySelector(".stApp")).backgroundColor;
    Object.assign(layout, { width, height, paper_bgcolor: paper, margin: { ...layout.margin, l: l + EDGE, r: r + EDGE, b: b + room } });
    layout.annotations = [...(layout.annotations ?? []), { ...words, ...across, ...below }];
    const drawer = await plotly();
    const link = document.createElement("a");
    link.href = await drawer.toImage({ data, layout }, { format, width, height, scale: format === "png" ? 2 : 1 });
    link.download = `${name}.${format}`;
    link.click();
  }

  explain(error) {
    console.error(error);
    window.voPlotly = undefined;
    const words = document.createElement("p");
    words.className = "vo-plot-failure";
    words.textContent = FAILED;
    this.root.replaceChildren(words);
  }

  fit() {
    const width = this.root.clientWidth;
    if (!width || width === this.width || !this.root.layout) return;
    this.width = width;
    window.Plotly.Plots.resize(this.root);
  }

  // At once, unlike a resize, which plotly puts off; a chart of many rows comes smaller, but whole.
  print(paper) {
    if (!this.root.layout) return;
    const whole = this.figure.layout.height;
    const zoom = paper && whole > 1.5 * paper.height ? 0.75 : 1;
    const height = paper ? Math.min(whole, paper.height / zoom) : whole;
    const width = paper ? paper.width / zoom : null;
    Object.assign(this.root.style, { height: `${height}px`, zoom });
    window.Plotly.relayout(this.root, { width, height, autosize: !paper });
  }

  end() {
    this.watcher.disconnect();
    if (this.root.layout) window.Plotly.purge(this.root);
  }
}
