// A list of keys in a dialog. "?" opens it wherever nothing is being typed.
const isTyping = (event) =>
  event.composedPath().some((node) => node.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName));

export default function ({ parentElement, data }) {
  const dialog = parentElement.querySelector("dialog");
  const list = parentElement.querySelector("dl");
  const made = (tag, text) => {
    const node = document.createElement(tag);
    node.textContent = text;
    return node;
  };
  list.replaceChildren(
    ...data.keys.flatMap(([key, does]) => {
      const name = document.createElement("dt");
      name.append(...key.split(" ").map((part) => made("kbd", part)));
      return [name, made("dd", does)];
    }),
  );
  const open = () => { if (!dialog.open) dialog.showModal(); };
  const pressed = (event) => {
    if (event.key === "?" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event)) open();
  };
  parentElement.querySelector("button").onclick = open;
  document.addEventListener("keydown", pressed);
  return () => document.removeEventListener("keydown", pressed);
}
