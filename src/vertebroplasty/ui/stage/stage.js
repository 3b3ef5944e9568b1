// One screen at a time, driven by keys. A filter that changes redraws the screen that stands there.

const KEYS = [
  ["\u2192 \u2190", "next, back"], ["1 to 9", "jump to a screen"], ["Home, End", "first, last"],
  ["c", "cohort: to the filters and back"], ["b", "black screen"], ["f", "full screen"],
  ["l", "copy the link to this screen"], ["?", "these keys"], ["Esc", "leave"],
];
const LINES = 720;
// The address follows when the keys are still: written while a filter changes, it could lose that.
const TOLD_AFTER = 800;
const stages = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  const root = ownRoot(parentElement.querySelector(".vo-stage"), stages);
  if (!root) return;
  const stage = stages.get(root) ?? new Stage(root);
  stages.set(root, stage);
  stage.tell = setTriggerValue;
  stage.show(data);
  return () => root.isConnected || stage.end();
}

class Stage {
  constructor(root) {
    this.root = root;
    root.innerHTML = `<h1></h1><main><div class="words"></div></main>
      <footer><span></span><span></span></footer><div class="black"></div><div class="keys"><table></table></div>
      <div class="said" role="status"></div>`;
    [this.heading, this.body, this.footer] = root.children;
    this.words = this.body.firstElementChild;
    root.querySelector(".keys table").innerHTML =
      KEYS.map(([key, what]) => `<tr><td><b>${key}</b></td><td>${what}</td></tr>`).join("");
    this.listener = (event) => this.press(event);
    document.addEventListener("keydown", this.listener, true);
    this.sizes = new ResizeObserver(() => this.paint());
    this.sizes.observe(this.body);
    root.tabIndex = -1;
    root.popover = "manual"; // above all that Streamlit puts on top
    root.showPopover();
    root.focus();
  }

  show({ screens, at }) {
    this.screens = screens;
    this.at ??= at;
    this.at = Math.min(Math.max(this.at, 0), screens.length - 1);
    this.paint();
  }

  paint() {
    // laid out for 720 lines, and drawn larger where there are more
    this.root.style.zoom = Math.max(1, innerHeight / LINES);
    const { title, figure, alt, words, footer } = this.screens[this.at];
    this.heading.textContent = title;
    const [whom, place] = this.footer.children;
    whom.replaceChildren(harmless(footer));
    place.textContent = `${this.at + 1} / ${this.screens.length}`;
    this.words.hidden = Boolean(figure);
    if (this.place) this.place.hidden = !figure;
    if (!figure) return this.words.replaceChildren(harmless(words));
    const fitting = structuredClone(figure);
    fitting.layout.height = this.body.clientHeight;
    const key = `screen ${this.at}`;
    this.drawing.show({ key, figure: fitting, alt, caption: "", box: "", open: true, taken: null });
  }

  get drawing() {
    if (this.place) return plots.get(this.place.firstElementChild);
    this.place = document.createElement("div");
    this.place.innerHTML = PLACE;
    this.body.append(this.place);
    const root = this.place.firstElementChild;
    plots.set(root, new Plot(root, this.place));
    return this.drawing;
  }

  go(to) {
    this.at = Math.min(Math.max(to, 0), this.screens.length - 1);
    this.root.classList.remove("dark");
    this.paint();
    this.moved = true;
  }

  tellLater() {
    clearTimeout(this.telling);
    if (!this.moved || this.root.classList.contains("filtering")) return;
    this.telling = setTimeout(() => {
      this.moved = false;
      this.tell("screen", this.at + 1);
    }, TOLD_AFTER);
  }

  get sidebar() {
    return document.querySelector("[data-testid=stSidebar]");
  }

  press(event) {
    this.answer(event);
    this.tellLater();
  }

  answer(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || !this.root.isConnected) return;
    const filtering = this.root.classList.contains("filtering");
    const last = this.screens.length - 1;
    const moves = {
      ArrowRight: this.at + 1, PageDown: this.at + 1, " ": this.at + 1, ArrowDown: this.at + 1,
      ArrowLeft: this.at - 1, PageUp: this.at - 1, ArrowUp: this.at - 1, Home: 0, End: last,
    };
    const does = {
      c: () => this.filter(!filtering),
      b: () => this.root.classList.toggle("dark"),
      f: () => document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen(),
      l: () => window.voCopyLink({ screen: this.at + 1 }, this.root.querySelector(".said")),
      "?": () => this.root.classList.toggle("helped"),
      Escape: () => (filtering ? this.filter(false) : this.tell("leave", true)),
    };
    // While a filter has the keyboard, its keys are its own, but for the way back.
    if (filtering && event.key !== "Escape") return;
    if (event.key in moves) this.go(moves[event.key]);
    else if (/^[1-9]$/.test(event.key)) this.go(Number(event.key) - 1);
    else if (event.key in does) does[event.key]();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  filter(on) {
    const beside = (this.sidebar?.getBoundingClientRect().right ?? 0) / this.root.style.zoom;
    this.root.style.setProperty("--vo-beside", `${beside}px`);
    this.root.classList.toggle("filtering", on);
    if (on) this.sidebar?.querySelector("input, button, [tabindex='0']")?.focus();
    else this.root.focus();
  }

  end() {
    document.removeEventListener("keydown", this.listener, true);
    clearTimeout(this.telling);
    this.sizes.disconnect();
    if (this.place) this.drawing.end();
  }
}
