// Every text in our markup is escaped; should one ever not be, it is shown, but does nothing.

const TAGS = "B BR BUTTON DIV H1 H2 H3 I P SECTION SPAN STRONG TABLE TBODY TD TH THEAD TR UL LI".split(" ");
const ATTRIBUTES = /^(class|hidden|role|type|style|tabindex|title|aria-[a-z]+|data-[a-z]+)$/;

function harmless(markup) {
  const template = document.createElement("template");
  template.innerHTML = markup;
  for (const node of template.content.querySelectorAll("*")) {
    if (!TAGS.includes(node.tagName)) {
      node.remove();
      continue;
    }
    for (const { name } of [...node.attributes]) if (!ATTRIBUTES.test(name)) node.removeAttribute(name);
  }
  return template.content;
}
