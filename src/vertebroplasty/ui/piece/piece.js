// Shows the parts of a piece below each other, and changes in place what is another one now.

const shown = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  const root = ownRoot(parentElement.querySelector(".vo-piece"), shown);
  if (!root) return;
  const piece = shown.get(root) ?? new Piece(root);
  shown.set(root, piece);
  piece.tell = setTriggerValue;
  piece.show(data.parts);
  // Also called for a change that was overtaken, while the piece lives on.
  return () => root.isConnected || piece.end();
}

class Piece {
  constructor(root) {
    this.root = root;
    this.markup = new WeakMap();
    root.addEventListener("click", ({ target }) => {
      const told = target.closest("[data-box], [data-take], [data-picture]")?.dataset ?? {};
      for (const what of ["box", "take", "picture"]) if (told[what]) this.tell(what, told[what]);
    });
  }

  show(parts) {
    const there = new Map([...this.root.children].map((place) => [place.dataset.part, place]));
    parts.forEach((part, at) => {
      const name = part.plots ? part.plots.map(({ key }) => key).join("+") : `markup ${at}`;
      const place = there.get(name) ?? this.newPlace(name, part.plots ? "vo-plots" : "vo-markup");
      there.delete(name);
      if (this.root.children[at] !== place) this.root.insertBefore(place, this.root.children[at]);
      if (part.plots) part.plots.forEach((plot) => this.showPlot(place, plot));
      else this.showMarkup(place, part.markup);
    });
    there.forEach((place) => {
      this.plotsIn(place).forEach((plot) => plot.end());
      place.remove();
    });
  }

  newPlace(name, kind) {
    const place = document.createElement("div");
    place.dataset.part = name;
    place.className = kind;
    return place;
  }

  showPlot(row, sent) {
    let place = [...row.children].find(({ dataset }) => dataset.key === sent.key);
    if (!place) {
      place = document.createElement("div");
      place.dataset.key = sent.key;
      place.innerHTML = PLACE;
      row.append(place);
      plots.set(place.firstElementChild, new Plot(place.firstElementChild, place));
    }
    plots.get(place.firstElementChild).show(sent);
  }

  showMarkup(place, markup) {
    if (this.markup.get(place) === markup) return;
    this.markup.set(place, markup);
    place.replaceChildren(harmless(markup));
  }

  plotsIn(place) {
    return [...place.querySelectorAll(".vo-plot")].map((root) => plots.get(root));
  }

  end() {
    this.plotsIn(this.root).forEach((plot) => plot.end());
  }
}
