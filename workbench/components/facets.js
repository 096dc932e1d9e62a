// Facets with counts: click a value to keep only its claims. Values are text nodes, whatever they hold.
const SHOWN = 6;

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".facets");
  root._open ??= new Set();
  const made = (tag, className, ...inside) => {
    const node = document.createElement(tag);
    node.className = className;
    node.append(...inside);
    return node;
  };
  const button = (className, dataset, onclick, ...inside) => {
    const node = made("button", className, ...inside);
    node.type = "button";
    node.onclick = onclick;
    Object.assign(node.dataset, dataset);
    return node;
  };
  const facet = ({ name, label, values, rarer }) => {
    const set = made("fieldset", "", made("legend", "", label));
    const isOpen = root._open.has(name);
    const few = isOpen ? values : values.filter((value, i) => i < SHOWN || value.on);
    for (const { value, title, count, on } of few) {
      const told = [made("span", value === "" ? "value unnamed" : "value", title), made("span", "count", count.toLocaleString("en"))];
      const node = button("", { facet: name, value }, () => setTriggerValue("toggled", [name, value]), ...told);
      node.setAttribute("aria-pressed", String(on));
      set.append(node);
    }
    if (values.length > SHOWN) {
      const told = isOpen ? "Fewer" : `${(values.length - few.length + rarer).toLocaleString("en")} more`;
      const turn = () => {
        isOpen ? root._open.delete(name) : root._open.add(name);
        draw();
      };
      set.append(button("more", { facet: name, more: "" }, turn, told));
    }
    if (isOpen && rarer) set.append(made("p", "hint", `${rarer.toLocaleString("en")} rarer ones are found by searching above.`));
    return set;
  };
  const range = ({ name, label, low, high, bins, hint }) => {
    const set = made("fieldset", "range", made("legend", "", label));
    if (hint) {
      set.append(made("p", "hint", hint));
      return set;
    }
    const most = Math.max(1, ...bins.map((bin) => bin.count));
    const bars = bins.map((bin) => {
      const on = bin.low === low && bin.high === high;
      const ends = on ? ["", ""] : [bin.low, bin.high];
      const node = button("bar", { facet: name, value: bin.low }, () => setTriggerValue("bounded", [name, ...ends]));
      const told = `${bin.title}: ${bin.count.toLocaleString("en")}`;
      node.title = told;
      node.setAttribute("aria-label", told);
      node.setAttribute("aria-pressed", String(on));
      node.style.setProperty("--share", bin.count / most);
      const after = (end, start) => start === "" || (name === "day" ? end >= start : Number(end) > Number(start));
      node.classList.toggle("out", !(after(bin.high, low) && (high === "" || after(high, bin.low))));
      return node;
    });
    const end = (value, told, at) => {
      const field = made("input", "");
      // While a year is typed it is 0002, 0020, 0202: not yet a day.
      Object.assign(field, name === "day" ? { type: "date", min: "1000-01-01" } : { type: "number", step: "any" });
      Object.assign(field, { value, placeholder: told });
      Object.assign(field.dataset, { facet: name, end: at });
      field.setAttribute("aria-label", `${label}, ${told}`);
      field.onchange = () => {
        if (!field.checkValidity()) return;
        const [from, to] = [...set.querySelectorAll("input")].map((one) => one.value);
        setTriggerValue("bounded", [name, from, to]);
      };
      return field;
    };
    const extent = [bins[0], bins.at(-1)].map((bin) => made("span", "", bin?.title ?? ""));
    if (bins.length) set.append(made("div", "bars", ...bars), made("div", "extent hint", ...extent));
    set.append(made("div", "ends", end(low, "from", 0), end(high, "to", 1)));
    return set;
  };
  const draw = () => {
    const focused = { ...parentElement.activeElement?.dataset };
    root.replaceChildren(...data.facets.map(facet), ...data.ranges.map(range));
    const isSame = (node) => ["facet", "value", "more", "end"].every((name) => node.dataset[name] === focused[name]);
    if (focused.facet) [...root.querySelectorAll("button, input")].find(isSame)?.focus({ preventScroll: true });
  };
  draw();
}
