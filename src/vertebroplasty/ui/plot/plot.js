// Draws a figure once, then changes it in place: no node is replaced, zoom and hover stay.
// plotly.js is the one that the plotly package ships, fetched once for all charts of a page.

const SOURCE = "PLOTLY_SOURCE";
const CONFIG = { displayModeBar: false, scrollZoom: false, doubleClick: false };
const FAILED = "This chart could not be drawn; its numbers stand below. Reloading the page may help.";

const plots = new WeakMap();

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".vo-plot");
  if (!root) return;
  if (!plots.has(root)) plots.set(root, new Plot(root));
  const plot = plots.get(root);
  parentElement.querySelector(".vo-plot-caption").textContent = data.caption;
  plot.show(data);
  // Also called for a change that was overtaken, while the chart lives on.
  return () => root.isConnected || plot.end();
}

function plotly() {
  window.voPlotly ??= load();
  return window.voPlotly;
}

async function load() {
  const answer = await fetch(SOURCE);
  if (!answer.ok) throw new Error(`plotly.js: the server answered ${answer.status}`);
  const unpacked = answer.body.pipeThrough(new DecompressionStream("gzip"));
  const script = document.createElement("script");
  const text = await new Response(unpacked).blob();
  script.src = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  await new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = () => reject(new Error("plotly.js could not be run"));
    document.head.append(script);
  });
  URL.revokeObjectURL(script.src);
  return window.Plotly;
}

class Plot {
  constructor(root) {
    this.root = root;
    this.width = root.clientWidth;
    this.watcher = new ResizeObserver(() => this.fit());
    this.watcher.observe(root);
  }

  show({ figure, alt }) {
    this.root.style.height = `${figure.layout.height}px`;
    this.root.setAttribute("aria-label", alt);
    this.wanted = figure;
    this.drawing ??= this.draw()
      .catch((error) => this.explain(error))
      .finally(() => (this.drawing = null));
  }

  // What arrives while a figure is being drawn is drawn next; what it overtakes is left out.
  async draw() {
    const drawer = await plotly();
    while (this.wanted && this.root.isConnected) {
      const { data, layout } = this.wanted;
      this.wanted = null;
      await drawer.react(this.root, data, layout, CONFIG);
    }
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

  end() {
    this.watcher.disconnect();
    if (this.root.layout) window.Plotly.purge(this.root);
  }
}
