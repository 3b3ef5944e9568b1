"""The browser's back button: one step for each thing that a reader did.

Left to itself, Streamlit replaces the address when a reader changes a filter, so that back leaves
the page, and adds an entry for every single parameter that a button changes, so that back stops at
cohorts that nobody ever chose.
"""

STEPS = """
<script>
(() => {
  if (window.voSteps) return;
  window.voSteps = true;
  // whether a reader did something for which there is no entry yet
  let acted = false;
  const act = (event) => { if (!event.repeat) acted = true; };
  for (const kind of ["pointerdown", "keydown"]) window.addEventListener(kind, act, true);
  window.addEventListener("popstate", () => { acted = false; }, true);
  const own = { push: history.pushState, replace: history.replaceState };
  const write = (usual) => (state, title, url) => {
    const to = new URL(url ?? location.href, location.href);
    const filtered = to.pathname === location.pathname && to.search !== location.search;
    const how = filtered ? (acted ? "push" : "replace") : usual;
    if (to.href !== location.href) acted = false;
    own[how].call(history, state, title, url);
  };
  history.pushState = write("push");
  history.replaceState = write("replace");
})();
</script>
"""
"""The script; it takes effect once a page load."""
