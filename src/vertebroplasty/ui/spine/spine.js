// Draws the spine once, then only changes what data and choice change: focus and place stay.
// Every text is set as text. What the reader chooses is sent whole, one message a gesture.

const SHAPE = GEOMETRY;
const SVG = "http://www.w3.org/2000/svg";
const THORACIC = "M-3 -.32L7 -.34Q13 -.3 16 -.06L25 .56Q27 .8 22 .74L11 .26Q8 .04 4 -.08L-3 -.1Z";
const LUMBAR =
  "M-3 -.32L8 -.34Q13 -.3 16 -.18L30 .02Q35 .04 35 .22L34 .56Q33 .7 27 .66L16 .36Q9 .2 6 -.04L-3 -.08Z";
const REACH = { thoracic: 26, lumbar: 34 };
const BRACKET = 92;
const COUNT = 251;
const DRAG = 5;
const PATIENCE = 10000;

const spines = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  const root = ownRoot(parentElement.querySelector(".vo-spine"), spines);
  if (!root) return;
  if (!spines.has(root)) spines.set(root, new Spine(root));
  const spine = spines.get(root);
  spine.send = (levels, turn) => setTriggerValue("chosen", { levels, turn });
  spine.show(data);
}

function make(tag, attributes, parent, text) {
  const node = document.createElementNS(SVG, tag);
  for (const name in attributes) node.setAttribute(name, attributes[name]);
  if (text) node.textContent = text;
  parent.append(node);
  return node;
}

function write(tag, kind, parent, text) {
  const node = document.createElement(tag);
  if (kind) node.className = kind;
  if (text) node.textContent = text;
  parent.append(node);
  return node;
}

const short = (n) => Math.round(n * 10) / 10;

// A body around its middle: waisted in front and behind, hollow above and below.
function body(width, height, around, sacral) {
  const [x, y, r] = [width / 2 + around, height / 2 + around, 4 + around / 2];
  const [w, h, b] = [x - 0.055 * width, y - 0.05 * height, sacral ? x * 0.82 : x];
  const path = [
    ["M", r - x, -y], ["Q", 0, -h, x - r, -y], ["Q", x, -y, x, r - y], ["Q", w, 0, b, y - r],
    ["Q", b, y, b - r, y], ["Q", 0, h, r - b, y], ["Q", -b, y, -b, y - r], ["Q", -w, 0, -x, r - y],
    ["Q", -x, -y, r - x, -y],
  ];
  return path.map(([to, ...at]) => to + at.map(short).join(" ")).join("") + "Z";
}

// Pairs in a path of an arch are units behind the body and shares of its height.
function arch(path, start, scale, height) {
  let upright = true;
  return path.replace(/-?[\d.]+/g, (word) => {
    upright = !upright;
    return short(upright ? word * height : start + word * scale) + " ";
  });
}

function tail(x, y) {
  const at = (dx, dy) => `${short(x + dx)} ${short(y + dy)}`;
  return (
    `M${at(-13, 5)}Q${at(8, 22)} ${at(20, 36)}Q${at(26, 46)} ${at(20, 55)}Q${at(30, 50)} ` +
    `${at(34, 36)}Q${at(38, 8)} ${at(27, -11)}Q${at(10, 4)} ${at(-13, 5)}Z`
  );
}

class Spine {
  constructor(root) {
    this.root = root;
    this.turn = 0;
    this.sent = 0;
    this.chosen = new Set();
    this.offered = new Map();
    this.levels = new Map();
    this.regions = new Map();
    this.rows = new Map();
    this.svg = make("svg", { role: "group" }, write("div", "picture", root));
    this.draw();
    this.legend = write("div", "legend", this.svg.parentNode);
    this.listen();
  }

  draw() {
    const still = make("g", {}, this.svg);
    SHAPE.levels.forEach((level, i) => this.drawDisc(level, SHAPE.levels[i + 1], still));
    const [, , , x, y, , height] = SHAPE.levels.at(-1);
    make("path", { class: "bone", d: tail(x, y + height / 2 - 2) }, still);
    SHAPE.levels.forEach((level) => this.drawLevel(level));
    SHAPE.regions.forEach((region) => this.drawRegion(region));
  }

  drawDisc([name, , pitch, x, y, width, , tilt], below, parent) {
    if (!below) return;
    const [cx, cy] = [short((x + below[3]) / 2), short((y + below[4]) / 2)];
    const lean = below[0] === "S1" ? tilt : (tilt + below[7]) / 2;
    const size = { rx: short(width * 0.43), ry: short(pitch * 0.17) };
    const turn = `rotate(${short(lean)} ${cx} ${cy})`;
    make("ellipse", { class: `bone ${name[0]}`, cx, cy, ...size, transform: turn }, parent);
  }

  drawLevel([name, top, pitch, x, y, width, height, tilt, reach]) {
    const g = make("g", { class: `level ${name[0]}`, role: "checkbox", "data-level": name }, this.svg);
    const title = make("title", {}, g);
    const row = { x: BRACKET + 4, y: top, width: 255 - BRACKET - 4, height: pitch, rx: 5 };
    make("rect", { class: "row", ...row }, g);
    const set = make("g", { transform: `translate(${x} ${y}) rotate(${tilt})` }, g);
    const lumbar = name === "T12" || name[0] === "L";
    const scale = reach / (lumbar ? REACH.lumbar : REACH.thoracic);
    if (name !== "S1") {
      const d = arch(lumbar ? LUMBAR : THORACIC, width / 2, scale, height);
      make("path", { class: "bone", d }, set);
    }
    make("path", { class: "ring", d: body(width, height, 3, name === "S1") }, set);
    make("path", { class: "body", d: body(width, height, 0, name === "S1") }, set);
    make("text", { class: "name", x, y: y + 4.5 }, g, name);
    const count = make("text", { class: "count", x: COUNT, y: y + 4.5 }, g);
    this.levels.set(name, { g, title, count });
  }

  drawRegion([name, words, top, bottom, levels, lines]) {
    const kind = `region ${levels[0][0]}`;
    const g = make("g", { class: kind, role: "checkbox", "data-region": name }, this.svg);
    g.setAttribute("aria-label", words);
    make("title", {}, g, words);
    const row = { x: 1, y: top - 2, width: BRACKET + 1, height: bottom - top + 4, rx: 5 };
    make("rect", { class: "row", ...row }, g);
    make("path", { class: "bracket", d: `M${BRACKET} ${top}h-4V${bottom}h4` }, g);
    const first = (top + bottom) / 2 + 4 - 6.5 * (lines.length - 1);
    lines.forEach((line, i) => make("text", { x: BRACKET - 8, y: first + 13 * i }, g, line));
    this.regions.set(name, { g, levels });
  }

  show(data) {
    this.data = data;
    // An answer to an earlier gesture than the last one must not undo the last one.
    if (data.turn >= this.turn || Date.now() - this.sent > PATIENCE) {
      this.turn = data.turn;
      this.chosen = new Set(data.selected);
    }
    this.offered = new Map(data.levels.map(([name, ...facts]) => [name, facts]));
    this.svg.setAttribute("viewBox", data.view);
    this.svg.setAttribute("aria-label", `Vertebral levels by ${data.measure}`);
    this.root.classList.toggle("neck", data.neck);
    this.levels.forEach((level, name) => this.fill(level, this.offered.get(name)));
    this.showLegend(data.legend);
    if (data.table) this.showTable(data.table);
    this.paint();
  }

  fill({ g, count }, facts) {
    const [fill, ink, , , n] = facts || ["", "", "", "", ""];
    g.style.setProperty("--fill", fill || "transparent");
    g.style.setProperty("--ink", ink || "var(--st-text-color)");
    g.classList.toggle("hollow", !fill);
    g.classList.toggle("absent", !facts);
    g.setAttribute("aria-disabled", String(!facts));
    count.textContent = n;
  }

  words(name) {
    const facts = this.offered.get(name);
    if (!facts) return `${name}, never treated in this dataset`;
    const [, , own, shrunk, n] = facts;
    const noun = n === "1" ? this.data.noun.replace(/s$/, "") : this.data.noun;
    const value = own ? `${own}, shrunk ${shrunk}, ${n} ${noun}` : "no value";
    return `${name}, ${this.data.measure} ${value}${this.wanted.has(name) ? ", selected" : ""}`;
  }

  get wanted() {
    return this.drag ? this.drag.wanted : this.chosen;
  }

  paint() {
    const wanted = this.wanted;
    this.root.classList.toggle("some", wanted.size > 0);
    this.levels.forEach(({ g, title }, name) => {
      g.setAttribute("aria-checked", String(wanted.has(name)));
      g.classList.toggle("faint", wanted.size > 0 && !wanted.has(name));
      title.textContent = this.words(name);
      g.setAttribute("aria-label", title.textContent);
    });
    this.regions.forEach(({ g, levels }) => {
      const open = levels.filter((name) => this.offered.has(name));
      const ticked = open.filter((name) => wanted.has(name));
      const all = open.length > 0 && ticked.length === open.length;
      g.setAttribute("aria-checked", ticked.length && !all ? "mixed" : String(all));
      g.setAttribute("aria-disabled", String(!open.length));
      g.classList.toggle("absent", !open.length);
    });
    this.rows.forEach(({ box, row }, name) => {
      box.checked = wanted.has(name);
      row.classList.toggle("faint", wanted.size > 0 && !wanted.has(name));
    });
    this.rove(".level");
    this.rove(".region");
  }

  // One stop of the Tab key for all levels, one for all regions.
  rove(kind, to) {
    const open = this.open(kind);
    const stop = to || open.find((g) => g.getAttribute("tabindex") === "0") || open[0];
    this.svg.querySelectorAll(kind).forEach((g) => {
      g.setAttribute("tabindex", g === stop ? "0" : "-1");
    });
  }

  open(kind) {
    return [...this.svg.querySelectorAll(`${kind}:not(.absent)`)];
  }

  set(levels, on) {
    const wanted = new Set(this.chosen);
    levels
      .filter((name) => this.offered.has(name) || !on)
      .forEach((name) => (on ? wanted.add(name) : wanted.delete(name)));
    if (wanted.size === this.chosen.size && [...wanted].every((name) => this.chosen.has(name))) {
      return this.paint();
    }
    this.chosen = wanted;
    this.turn += 1;
    this.sent = Date.now();
    this.paint();
    this.send([...wanted], this.turn);
  }

  toggle(g) {
    if (g.classList.contains("absent")) return;
    const { level, region } = g.dataset;
    if (level) return this.set([level], !this.chosen.has(level));
    this.set(this.regions.get(region).levels, g.getAttribute("aria-checked") !== "true");
  }

  listen() {
    const choice = (event) => event.target.closest("[role=checkbox]");
    this.svg.addEventListener("keydown", (event) => this.press(event, choice(event)));
    // On the frame: a listener for focus of its own would make the picture itself a stop of Tab.
    this.root.addEventListener("focusin", (event) => {
      const g = choice(event);
      if (g && !g.classList.contains("absent")) this.rove(g.dataset.level ? ".level" : ".region", g);
    });
    // A screen reader presses without a pointer.
    this.svg.addEventListener("click", (event) => {
      const g = choice(event);
      if (g && event.detail === 0) this.toggle(g);
    });
    this.svg.addEventListener("pointerdown", (event) => {
      const g = choice(event);
      if (g && event.button === 0) this.begin(event, g);
    });
    this.svg.addEventListener("pointermove", (event) => this.stretch(event));
    this.svg.addEventListener("pointerup", () => this.end());
    this.svg.addEventListener("pointercancel", () => this.stop());
  }

  press(event, g) {
    if (!g || event.ctrlKey || event.altKey || event.metaKey) return;
    const kind = g.dataset.level ? ".level" : ".region";
    const open = this.open(kind);
    const at = open.indexOf(g);
    const regionOf = (name) => [...this.regions.values()].find((r) => r.levels.includes(name));
    const moves = {
      ArrowDown: () => open[at + 1],
      ArrowUp: () => open[at - 1],
      Home: () => open[0],
      End: () => open.at(-1),
      ArrowLeft: () => kind === ".level" && regionOf(g.dataset.level).g,
      ArrowRight: () => kind === ".region" && this.firstOf(g.dataset.region),
    };
    if (event.key in moves) (moves[event.key]() || g).focus();
    else if (event.key === " " || event.key === "Enter") this.toggle(g);
    else if (event.key === "Escape") this.set([...this.chosen], false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  firstOf(region) {
    const name = this.regions.get(region).levels.find((level) => this.offered.has(level));
    return this.levels.get(name).g;
  }

  // A finger that moves scrolls the page; a mouse or a pen that moves selects a range.
  begin(event, g) {
    const drags = g.dataset.level && event.pointerType !== "touch";
    this.pressed = { g, drags, y: event.clientY };
    if (drags) this.svg.setPointerCapture(event.pointerId);
  }

  stretch(event) {
    const start = this.pressed;
    if (!start || !start.drags) return;
    if (!this.drag && Math.abs(event.clientY - start.y) < DRAG) return;
    const open = this.open(".level");
    const [from, to] = [open.indexOf(start.g), this.nearest(open, event.clientY)].sort((a, b) => a - b);
    if (from < 0) return;
    const on = !this.chosen.has(start.g.dataset.level);
    const range = open.slice(from, to + 1).map((g) => g.dataset.level);
    const wanted = new Set(this.chosen);
    range.forEach((name) => (on ? wanted.add(name) : wanted.delete(name)));
    this.drag = { range, on, wanted };
    this.paint();
  }

  nearest(open, y) {
    const away = open.map((g) => {
      const { top, bottom } = g.querySelector(".row").getBoundingClientRect();
      return Math.abs((top + bottom) / 2 - y);
    });
    return away.indexOf(Math.min(...away));
  }

  end() {
    const [start, drag] = [this.pressed, this.drag];
    this.pressed = this.drag = false;
    if (drag) this.set(drag.range, drag.on);
    else if (start) this.toggle(start.g);
  }

  stop() {
    this.pressed = this.drag = false;
    this.paint();
  }

  showLegend({ title, low, high, stops, mean, at, note }) {
    this.legend.replaceChildren();
    write("div", "title", this.legend, title);
    if (mean) {
      const bar = write("div", "bar", this.legend);
      bar.style.background = `linear-gradient(to right, ${stops.join(", ")})`;
      write("i", "", bar).style.left = `${at}%`;
      const ends = write("div", "ends", this.legend);
      [low, mean, high].forEach((text) => write("span", "", ends, text));
    }
    write("div", "note", this.legend, note);
  }

  showTable({ head, rows, foot }) {
    if (!this.table) this.makeTable(head);
    const cells = head.map((_, i) => i);
    this.rows.forEach(({ row }, name) => {
      if (name in rows) return;
      row.remove();
      this.rows.delete(name);
    });
    for (const name in rows) {
      const { row } = this.rows.get(name) || this.makeRow(name);
      this.body.append(row);
      cells.slice(1).forEach((i) => (row.children[i].textContent = rows[name][i - 1]));
    }
    cells.forEach((i) => (this.head.children[i].textContent = head[i]));
    this.foot.replaceChildren();
    foot.forEach((text, i) => write(i ? "td" : "th", "", this.foot, text));
  }

  makeTable(head) {
    this.table = write("table", "", write("div", "scroll", this.root));
    this.head = write("tr", "", write("thead", "", this.table));
    head.forEach(() => write("th", "", this.head));
    this.body = write("tbody", "", this.table);
    this.foot = write("tr", "", write("tfoot", "", this.table));
  }

  makeRow(name) {
    const row = write("tr", "", this.body);
    const label = write("label", "", write("th", "", row));
    const box = write("input", "", label);
    box.type = "checkbox";
    write("span", "", label, name);
    box.addEventListener("change", () => this.set([name], box.checked));
    this.head.querySelectorAll("th:not(:first-child)").forEach(() => write("td", "", row));
    this.rows.set(name, { row, box });
    return this.rows.get(name);
  }
}
