"""A button that copies the address of what is on screen, with dataset and generation.

The filters stand in the address already; which generation they were counted in does not, for a
reader's own page follows the data.
"""

from html import escape

from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.ui.datasets import DATASET_KEY
from vertebroplasty.ui.frozen import GENERATION_KEY

COPYING = """
<script>
(() => {
  if (window.voCopyLink) return;
  const SAID_MS = 5000;
  const linkWith = (more) => {
    const link = new URL(location.href);
    for (const [name, value] of Object.entries(more)) link.searchParams.set(name, value);
    return link.href;
  };
  const field = (link) => {
    const made = document.createElement("input");
    [made.className, made.readOnly, made.value] = ["vo-link-field", true, link];
    made.setAttribute("aria-label", "Link to this view");
    return made;
  };
  // Without a secure context (http on a network) a page has no clipboard of its own.
  const copiedOfOld = (link) => {
    const [before, made] = [document.activeElement, field(link)];
    (before?.closest("[popover]") ?? document.body).append(made);
    made.select();
    const copied = document.execCommand("copy");
    made.remove();
    before?.focus();
    return copied;
  };
  const copied = (link) =>
    (navigator.clipboard?.writeText(link) ?? Promise.reject())
      .then(() => true, () => copiedOfOld(link));
  // what else the link carries, who says what became of it, and where a field may stand
  window.voCopyLink = async (more, status) => {
    const given = document.querySelector(".vo-copy")?.dataset.link ?? "";
    const link = linkWith({ ...Object.fromEntries(new URLSearchParams(given)), ...more });
    status.textContent = "";
    if (await copied(link)) {
      status.textContent = "Link copied";
      setTimeout(() => { status.textContent = ""; }, SAID_MS);
      return;
    }
    const made = field(link);
    status.replaceChildren("Copy this link by hand: ", made);
    made.select();
  };
  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.(".vo-copy");
    if (button) window.voCopyLink({}, button.nextElementSibling);
  });
})();
</script>
"""
"""The script; it takes effect once a page load."""


def copy_button(dataset: Dataset) -> str:
    """Return the button as markup, and beside it where is said what became of a press.

    Parameters
    ----------
    dataset : Dataset
        What is shown.
    """
    given = f"{DATASET_KEY}={dataset.name}&{GENERATION_KEY}={dataset.number}"
    return (
        f"<button type='button' class='vo-copy' data-link='{escape(given)}'>Copy link</button>"
        "<span class='vo-copied' role='status'></span>"
    )
