// An article with its figures marked. The text becomes text nodes: nothing in it can be markup.
// Offsets count code points, as everywhere in the program; JavaScript strings count UTF-16 units, hence Array.from.
// One mark at a time is a stop of the Tab key; from it the arrows go to the others.
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
        mark.tabIndex = -1;
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
  const stopAt = (mark) => {
    for (const other of page.querySelectorAll('mark[tabindex="0"]')) other.tabIndex = -1;
    if (mark) mark.tabIndex = 0;
  };
  const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  page.onclick = pick;
  page.onkeydown = (event) => {
    const mark = event.target.closest("mark");
    if (!mark) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      pick(event);
    } else if (steps[event.key]) {
      event.preventDefault();
      const marks = [...page.querySelectorAll("mark")];
      const next = marks.at((marks.indexOf(mark) + steps[event.key]) % marks.length);
      stopAt(next);
      next.focus();
    }
  };

  const take = parentElement.querySelector(".take");
  // What is selected of the text; nothing if that is nothing, or reaches out of it.
  const selected = () => {
    const selection = parentElement.getSelection?.() ?? document.getSelection();
    const ranges = selection?.rangeCount ? [selection.getRangeAt(0)] : [];
    ranges.push(...(selection?.getComposedRanges?.({ shadowRoots: [parentElement] }) ?? []));
    const found = ranges.find((one) => page.contains(one.startContainer) && page.contains(one.endContainer));
    if (!found) return null;
    const range = document.createRange();
    range.setStart(found.startContainer, found.startOffset);
    range.setEnd(found.endContainer, found.endOffset);
    return range.collapsed ? null : range;
  };
  const offer = () => {
    const range = selected();
    take.hidden = !range;
    if (!range) return;
    const [words, sheet] = [range.getBoundingClientRect(), page.getBoundingClientRect()];
    take.style.top = `${Math.min(words.bottom - sheet.top + 6, sheet.height - 44)}px`;
    take.style.left = `${Math.max(0, Math.min(words.left - sheet.left, sheet.width - 150))}px`;
  };
  page.onkeyup = () => setTimeout(offer);
  page.onscroll = () => (take.hidden = true);
  page.onmousedown = () => {
    take.hidden = true;
    document.addEventListener("mouseup", () => setTimeout(offer), { once: true }); // it may end beside the text
  };
  take.onmousedown = (event) => event.preventDefault();
  take.onclick = () => {
    const range = selected();
    take.hidden = true;
    if (!range) return;
    const before = document.createRange();
    before.setStart(page, 0);
    const pointsUpTo = (node, offset) => {
      before.setEnd(node, offset);
      return Array.from(before.toString()).length;
    };
    const span = [
      pointsUpTo(range.startContainer, range.startOffset),
      pointsUpTo(range.endContainer, range.endOffset),
    ];
    setTriggerValue("taken", span);
  };

  if (page._focus !== data.focus) {
    for (const mark of page.querySelectorAll("mark")) mark.classList.toggle("focus", mark.dataset.id === data.focus);
    const focus = page.querySelector("mark.focus");
    if (focus) page.scrollTop = focus.offsetTop - page.offsetTop - page.clientHeight / 3;
    stopAt(focus ?? page.querySelector("mark"));
    page._focus = data.focus;
  }
}
