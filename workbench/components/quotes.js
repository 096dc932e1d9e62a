// What a source says. Every word arrives as data and becomes a text node: nothing in it can be markup.
export default function ({ parentElement, data, setTriggerValue }) {
  const page = parentElement.querySelector("section");
  const made = (tag, className, ...inside) => {
    const node = document.createElement(tag);
    node.className = className;
    node.append(...inside);
    return node;
  };
  const line = (quote) => {
    const link = made("a", "title", quote.title);
    link.href = quote.href;
    link.onclick = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return; // a window of its own
      event.preventDefault();
      setTriggerValue("picked", quote.id);
    };
    const badges = quote.badges.map(([told, look]) => made("span", `badge ${look}`.trim(), told));
    const words = quote.pieces.map(([told, look]) =>
      look ? made(look === "figure-mark" ? "mark" : "span", look, told) : document.createTextNode(told),
    );
    const notes = quote.notes.flatMap(([name, told]) => [made("dt", "", name), made("dd", "", told)]);
    const item = made("li", "", made("div", "head", link, ...badges));
    item.append(made("blockquote", "", ...words), made("dl", "", ...notes));
    return item;
  };
  const groups = [];
  let list;
  for (const quote of data.quotes) {
    if (!list || list.dataset.group !== quote.group) {
      list = made("ol", "");
      list.dataset.group = quote.group;
      list.setAttribute("aria-label", quote.group);
      groups.push(made("h3", "", quote.group), list);
    }
    list.append(line(quote));
  }
  page.setAttribute("aria-label", data.label);
  page.replaceChildren(...groups);
}
