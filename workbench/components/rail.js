// A list to choose from. Every word arrives as data and becomes a text node: nothing in it can be markup.
export default function ({ parentElement, data, setTriggerValue }) {
  const list = parentElement.querySelector("ol");
  const made = (tag, className, text) => {
    const node = document.createElement(tag);
    node.className = className;
    node.textContent = text;
    return node;
  };
  let group = "";
  const lines = [];
  for (const row of data.rows) {
    if (row.group !== group) {
      group = row.group;
      lines.push(made("li", "group", group));
    }
    const button = made("button", "", "");
    button.type = "button";
    button.dataset.id = row.id;
    if (row.id === data.current) button.setAttribute("aria-current", "true");
    button.append(made("span", "title", row.title));
    if (row.count) button.append(made("span", `count ${row.tone}`, row.count));
    if (row.note) button.append(made("span", "note", row.note));
    button.onclick = () => setTriggerValue("picked", row.id);
    const line = document.createElement("li");
    line.append(button);
    lines.push(line);
  }
  const focused = parentElement.activeElement?.dataset?.id;
  list.setAttribute("aria-label", data.label);
  list.replaceChildren(...lines);
  if (focused) [...list.querySelectorAll("button")].find((button) => button.dataset.id === focused)?.focus();
}
