// An article with its figures marked. The text becomes text nodes: nothing in it can be markup.
// Offsets count code points, as everywhere in the program; JavaScript strings count UTF-16 units, hence Array.from.
export default function ({ parentElement, data, setTriggerValue }) {
  const page = parentElement.querySelector(".sheet");
  const drawn = JSON.stringify(data.spans);
  if (page._drawn !== drawn || page._text !== data.text) {
    const points = Array.from(data.text);
    const nodes = [];
    let at = 0;
    const plain = (end) => {
      if (end > at) nodes.push(document.createTextNode(points.slice(at, end).join("")));
      at = end;
    };
    const focused = parentElement.activeElement?.dataset?.id;
    for (const { start, end, id, look, title } of data.spans) {
      plain(start);
      const mark = document.createElement(id ? "mark" : "span");
      mark.className = look;
      mark.title = title;
      if (id) {
        mark.dataset.id = id;
        mark.tabIndex = 0;
        mark.setAttribute("role", "button");
      }
      mark.textContent = points.slice(start, end).join("");
      nodes.push(mark);
      at = end;
    }
    plain(points.length);
    page.replaceChildren(...nodes);
    page._drawn = drawn;
    page._text = data.text;
    page._focus = undefined;
    if (focused) [...page.querySelectorAll("mark")].find((mark) => mark.dataset.id === focused)?.focus();
  }
  parentElement.querySelector(".legend").replaceChildren(
    ...data.legend.map(([look, meaning, example]) => {
      const line = document.createElement("li");
      const sample = document.createElement("mark");
      sample.className = look;
      sample.textContent = example;
      line.append(sample, meaning);
      return line;
    }),
  );
  const pick = (event) => {
    const mark = event.target.closest("mark");
    if (mark) setTriggerValue("picked", mark.dataset.id);
  };
  page.onclick = pick;
  page.onkeydown = (event) => {
    if ((event.key === "Enter" || event.key === " ") && event.target.closest("mark")) {
      event.preventDefault();
      pick(event);
    }
  };
  if (page._focus !== data.focus) {
    for (const mark of page.querySelectorAll("mark")) mark.classList.toggle("focus", mark.dataset.id === data.focus);
    const focus = page.querySelector("mark.focus");
    if (focus) page.scrollTop = focus.offsetTop - page.offsetTop - page.clientHeight / 3;
    page._focus = data.focus;
  }
}
