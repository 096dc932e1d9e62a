// A table of counts. Every word arrives as data and becomes a text node: nothing in it can be markup.
// One row at a time can be reached by Tab: up, down, Home and End go to another, Enter opens it.
export default function ({ parentElement, data, setTriggerValue }) {
  const tally = parentElement.querySelector(".tally");
  const [table, head, body] = ["table", "thead", "tbody"].map((tag) => tally.querySelector(tag));
  const focused = { ...parentElement.activeElement?.dataset };
  tally._order ??= { name: "", step: 0 };
  const made = (tag, className, ...inside) => {
    const node = document.createElement(tag);
    node.className = className;
    node.append(...inside);
    return node;
  };
  const button = (className, dataset, told) => {
    const node = made("button", className, told);
    node.type = "button";
    Object.assign(node.dataset, dataset);
    return node;
  };
  const tell = (cell, { is_share }) => (is_share ? `${Math.round(cell * 100)}%` : cell.toLocaleString("en"));
  const isNumber = data.heads.map((_, at) => data.lines.every(({ cells }) => typeof cells[at] === "number"));

  const heads = data.heads.map(({ name, title, told }, at) => {
    const cell = made("th", isNumber[at] ? "number" : "", button("order", { order: name }, title));
    cell.scope = "col";
    cell.title = told;
    return cell;
  });
  head.replaceChildren(made("tr", "", ...heads));
  const rows = data.lines.map(({ id, cells }) => {
    const [first, ...others] = cells.map((cell, at) => tell(cell, data.heads[at]));
    const opener = button("open", { open: id }, first);
    opener.setAttribute("aria-expanded", String(id === data.current));
    const row = made("tr", id === data.current ? "current" : "", made("td", "", opener));
    const look = (at) => (isNumber[at] ? (cells[at] ? "number" : "number none") : "");
    row.append(...others.map((told, at) => made("td", look(at + 1), told)));
    return row;
  });
  const openers = rows.map((row) => row.querySelector("button"));
  const reach = (opener) => openers.forEach((other) => (other.tabIndex = other === opener ? 0 : -1));

  const arrange = () => {
    const { name, step } = tally._order;
    const by = data.heads.findIndex((one) => one.name === name);
    const compare = (a, b) => (isNumber[by] ? a - b : a.localeCompare(b));
    const places = [...rows.keys()];
    if (step) places.sort((a, b) => step * compare(data.lines[a].cells[by], data.lines[b].cells[by]));
    body.replaceChildren(...places.map((place) => rows[place]));
    heads.forEach((cell, at) => {
      if (step && at === by) cell.setAttribute("aria-sort", step > 0 ? "ascending" : "descending");
      else cell.removeAttribute("aria-sort");
    });
  };
  // Names from the first, counts from the largest; then the other way round; then as they came.
  const order = (name) => {
    const first = isNumber[data.heads.findIndex((one) => one.name === name)] ? -1 : 1;
    const { name: before, step } = tally._order;
    tally._order = { name, step: before !== name || !step ? first : step === first ? -first : 0 };
    arrange();
  };
  tally.onclick = (event) => {
    const name = event.target.closest("button")?.dataset.order;
    const row = event.target.closest("tbody tr");
    if (name) order(name);
    else if (row && getSelection().isCollapsed) setTriggerValue("opened", row.querySelector("button").dataset.open);
  };
  tally.onkeydown = (event) => {
    const shown = [...body.rows];
    const at = shown.indexOf(event.target.closest("tbody tr"));
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: shown.length - 1 }[event.key];
    if (at < 0 || !shown[to]) return;
    event.preventDefault();
    const opener = shown[to].querySelector("button");
    reach(opener);
    opener.focus();
  };

  table.setAttribute("aria-label", data.label);
  arrange();
  const open = openers.find((opener) => opener.dataset.open === (focused.open ?? data.current));
  reach(open ?? openers[0]);
  if (focused.open !== undefined) open?.focus({ preventScroll: true });
  if (focused.order) heads.find((cell) => cell.firstChild.dataset.order === focused.order)?.firstChild.focus();
}
