// Facets with counts: click a value to keep only its claims. Values are text nodes, whatever they hold.
const SHOWN = 6;

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".facets");
  root._open ??= new Set();
  const made = (tag, className, text) => {
    const node = document.createElement(tag);
    node.className = className;
    node.textContent = text;
    return node;
  };
  const draw = () => {
    const sets = data.facets.map(({ name, label, values }) => {
      const set = document.createElement("fieldset");
      set.append(made("legend", "", label));
      const few = root._open.has(name) ? values : values.filter((value, i) => i < SHOWN || value.on);
      for (const { value, title, count, on } of few) {
        const button = made("button", "", "");
        button.type = "button";
        button.setAttribute("aria-pressed", String(on));
        button.dataset.facet = name;
        button.append(made("span", value === "" ? "value unnamed" : "value", title), made("span", "count", count));
        button.onclick = () => setTriggerValue("toggled", [name, value]);
        set.append(button);
      }
      if (few.length < values.length) {
        const more = made("button", "more", `${values.length - few.length} more`);
        more.type = "button";
        more.onclick = () => { root._open.add(name); draw(); };
        set.append(more);
      }
      return set;
    });
    root.replaceChildren(...sets);
  };
  draw();
}
