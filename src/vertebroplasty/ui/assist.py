"""What a screen reader misses in Streamlit's own markup, mended and said by one small script.

The menu of a narrow window is a list that holds other things than items; the field for files has a
name and a role that takes no name; and nothing says that a filter has changed whom the page counts.
"""

ASSISTANCE = """
<div class="vo-live vo-hidden" role="status"></div>
<script>
(() => {
  const ROLES = {
    "[data-testid=stSidebarNavItems], [data-testid=stSidebarNavItems] li": "none",
    "[data-testid=stFileUploaderDropzone]": "group",
  };
  const read = () => ["cohort", "size"].map((name) =>
    document.querySelector(`.vo-banner .vo-${name}`)?.textContent).filter(Boolean).join(": ");
  let page, said, mending, saying;
  const mend = () => {
    mending = undefined;
    for (const [where, role] of Object.entries(ROLES))
      document.querySelectorAll(where).forEach((node) =>
        node.role === role || node.setAttribute("role", role));
  };
  const say = () => {
    saying = undefined;
    const words = read();
    // a page that opens is read by its title
    if (words && words !== said && page === location.pathname)
      document.querySelector(".vo-live").textContent = words;
    if (words) [page, said] = [location.pathname, words];
  };
  window.voLook?.disconnect();
  window.voLook = new MutationObserver(() => {
    mending ??= requestAnimationFrame(mend);
    saying ??= setTimeout(say, 300);
  });
  window.voLook.observe(document.body, { childList: true, subtree: true, characterData: true });
  mend();
  say();
})();
</script>
"""
"""The script, and where it speaks."""
