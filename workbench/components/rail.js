// A list to choose from. Every word arrives as data and becomes a text node: nothing in it can be markup.
export default function ({ parentElement, data, setTriggerValue }) {
  const list = parentElement.querySelector("ol");
  const made = (tag, className, text) => {
    const node = document.createElement(tag);
    node.className = className;
    node.textContent = text;
    return node;
  };
  const draw = () => {
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
      button.append(made("span", "title", row.title));
      if (row.count) button.append(made("span", `count ${row.tone}`, row.count));
      if (row.note) button.append(made("span", "note", row.note));
      const line = document.createElement("li");
      line.append(button);
      lines.push(line);
    }
    const focused = parentElement.activeElement?.dataset?.id;
    list.replaceChildren(...lines);
    if (focused) [...list.querySelectorAll("button")].find((button) => button.dataset.id === focused)?.focus();
  };
  const told = JSON.stringify(data.rows);
  if (list._told !== told) draw(); // else it stays as it is, and where it was scrolled to
  list._told = told;
  for (const button of list.querySelectorAll("button")) {
    if (button.dataset.id === data.current) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
  list.setAttribute("aria-label", data.label);
  list.onclick = (event) => {
    const picked = event.target.closest("button")?.dataset.id;
    if (picked !== undefined) setTriggerValue("picked", picked);
  };
}
