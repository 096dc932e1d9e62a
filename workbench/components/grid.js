// A page of claims. Every word arrives as data and becomes a text node: nothing in it can be markup.
// One row at a time can be reached by Tab: up, down, Home and End go to another, Space picks it, Enter opens it.
export default function ({ parentElement, data, setStateValue, setTriggerValue }) {
  const grid = parentElement.querySelector(".grid");
  const focused = { ...parentElement.activeElement?.dataset };
  const isOther = grid._of !== data.of;
  if (isOther) grid._anchor = undefined;
  grid._of = data.of;
  grid._picked = new Set(data.all ? data.lines.map((line) => line.id) : isOther ? data.picked : [...(grid._picked ?? data.picked)]);
  const made = (tag, className, ...inside) => {
    const node = document.createElement(tag);
    node.className = className;
    node.append(...inside);
    return node;
  };
  const button = (className, dataset, ...inside) => {
    const node = made("button", className, ...inside);
    node.type = "button";
    Object.assign(node.dataset, dataset);
    return node;
  };

  const box = (id, label) => {
    const node = button("box", { pick: id });
    node.setAttribute("role", "checkbox");
    node.setAttribute("aria-label", label);
    return node;
  };
  const whole = box("", "Pick all figures of this page");
  const heads = data.heads.map(({ name, title, order }) => {
    const cell = made("th", name, button("order", { order: name }, title));
    cell.scope = "col";
    if (order) cell.setAttribute("aria-sort", order);
    return cell;
  });
  parentElement.querySelector("thead").replaceChildren(made("tr", "", made("th", "pick", whole), ...heads));

  const rows = data.lines.map(({ id, cells }, at) => {
    const words = cells.map((pieces) =>
      pieces.map(([told, look]) => (look ? made(look === "figure-mark" ? "mark" : "span", look, told) : told)),
    );
    const title = cells[0].map(([told]) => told).join("");
    const [first, ...others] = words;
    const opener = button("open", { open: id }, ...first);
    opener.setAttribute("aria-expanded", String(id === data.current));
    const row = made("tr", "", made("td", "pick", box(id, `Pick ${title}`)), made("td", data.heads[0].name, opener));
    row.append(...others.map((inside, at) => made("td", data.heads[at + 1].name, made("div", "words", ...inside))));
    row.dataset.id = id;
    row.dataset.at = at;
    return row;
  });
  parentElement.querySelector("tbody").replaceChildren(...rows);
  const controls = (row) => [...row.querySelectorAll("button")];
  const reach = (row) => {
    for (const other of rows) for (const node of controls(other)) node.tabIndex = other === row ? 0 : -1;
  };

  const draw = () => {
    for (const row of rows) {
      const on = grid._picked.has(row.dataset.id);
      row.className = [on && "picked", row.dataset.id === data.current && "current"].filter(Boolean).join(" ");
      row.querySelector(".box").setAttribute("aria-checked", String(on));
    }
    const count = rows.filter((row) => grid._picked.has(row.dataset.id)).length;
    whole.setAttribute("aria-checked", count === 0 ? "false" : count === rows.length ? "true" : "mixed");
  };
  const pick = (ids, on) => {
    for (const id of ids) on ? grid._picked.add(id) : grid._picked.delete(id);
    draw();
    setStateValue("picked", { of: data.of, ids: [...grid._picked] });
  };
  grid.onclick = (event) => {
    const { pick: id, order } = event.target.closest("button")?.dataset ?? {};
    const row = event.target.closest("tbody tr");
    if (order) return setTriggerValue("ordered", order);
    if (id === "") return pick(rows.map((row) => row.dataset.id), whole.getAttribute("aria-checked") !== "true");
    if (!row) return;
    reach(row);
    if (event.target.closest(".pick")) {
      const on = !grid._picked.has(row.dataset.id);
      const from = event.shiftKey && rows.find((other) => other.dataset.id === grid._anchor);
      const [low, high] = [Number((from || row).dataset.at), Number(row.dataset.at)].sort((a, b) => a - b);
      grid._anchor = row.dataset.id;
      return pick(rows.slice(low, high + 1).map((other) => other.dataset.id), on);
    }
    if (getSelection().isCollapsed) setTriggerValue("opened", row.dataset.id); // words are being marked, not a row opened
  };
  grid.onkeydown = (event) => {
    const row = event.target.closest("tbody tr");
    if (!row) return;
    const at = Number(row.dataset.at);
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: rows.length - 1 }[event.key];
    if (rows[to] === undefined) return;
    event.preventDefault();
    reach(rows[to]);
    controls(rows[to])[controls(row).indexOf(event.target)].focus();
  };

  const mark = () => grid.classList.toggle("more", grid.scrollLeft + grid.clientWidth < grid.scrollWidth - 1);
  grid.onscroll = mark;
  grid._watch ??= new ResizeObserver(() => grid.onscroll());
  grid._watch.observe(grid);

  draw();
  mark();
  reach(rows.find((row) => row.dataset.id === (focused.pick || focused.open || data.current)) ?? rows[0]);
  const same = (node) => ["pick", "open", "order"].some((name) => focused[name] !== undefined && node.dataset[name] === focused[name]);
  controls(grid).find(same)?.focus({ preventScroll: true });
}
