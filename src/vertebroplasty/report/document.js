// Draws the figures of a report: each stands as JSON behind its place, plotly.js packed at the end.

const CONFIG = { displayModeBar: false, scrollZoom: false, doubleClick: "reset" };
const FAILED = "This chart could not be drawn here; its numbers stand below.";
const PAPER_WIDTH = 680; // of A4 between its margins, in a browser's pixels
const LEAST_ZOOM = 0.6;

class Chart {
  constructor(root) {
    this.root = root;
    this.height = Number(root.dataset.height);
    new ResizeObserver(() => this.fit()).observe(root);
  }

  async draw() {
    const { data, layout } = JSON.parse(this.root.nextElementSibling.textContent);
    this.width = this.root.clientWidth;
    await Plotly.newPlot(this.root, data, { ...layout, autosize: true, height: this.height }, CONFIG);
    this.root.dataset.drawn = "";
  }

  fit() {
    const width = this.root.clientWidth;
    if (!width || width === this.width || !this.root.layout || this.printing) return;
    this.width = width;
    Plotly.relayout(this.root, { width, height: this.height });
  }

  // Paper is laid out without telling anybody; a chart that is too high comes smaller, but whole.
  print(printing) {
    this.printing = printing;
    if (!this.root.layout) return;
    const room = Number(this.root.dataset.room);
    const zoom = printing ? Math.min(1, Math.max(LEAST_ZOOM, room / this.height)) : 1;
    const height = printing ? Math.min(this.height, Math.floor(room / zoom)) : this.height;
    const width = printing ? Math.floor(PAPER_WIDTH / zoom) : this.width;
    Object.assign(this.root.style, { height: `${height}px`, zoom });
    Plotly.relayout(this.root, { width, height });
  }

  explain(error) {
    console.error(error);
    const words = document.createElement("p");
    words.textContent = FAILED;
    this.root.style.height = "auto";
    this.root.replaceChildren(words);
    const numbers = this.root.closest("article").querySelector("details");
    if (numbers) numbers.open = true;
  }
}

const charts = [...document.querySelectorAll(".chart")].map((root) => new Chart(root));
const tables = [...document.querySelectorAll("details.short")];

async function load() {
  const text = document.getElementById("plotly").textContent;
  const packed = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  const script = document.createElement("script");
  script.textContent = await new Response(unpacked).text();
  document.head.append(script);
}

async function drawAll() {
  const loaded = load();
  for (const chart of charts) await loaded.then(() => chart.draw()).catch((error) => chart.explain(error));
  document.documentElement.dataset.drawn = "";
}

let opened = [];
window.addEventListener("beforeprint", () => {
  charts.forEach((chart) => chart.print(true));
  opened = tables.filter((table) => !table.open);
  opened.forEach((table) => (table.open = true));
});
window.addEventListener("afterprint", () => {
  charts.forEach((chart) => chart.print(false));
  opened.forEach((table) => (table.open = false));
});

if (charts.length) drawAll();
