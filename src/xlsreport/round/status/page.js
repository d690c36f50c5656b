"use strict";
// The table without this script is whole, in the roster's order, with everything to unfold.
(() => {
  const byId = (id) => document.getElementById(id);
  const table = byId("agencies");
  const agencies = Array.from(table.tBodies);
  const texts = new Map(agencies.map((agency) => [agency, agency.rows[0].textContent.toLowerCase()]));
  const aspects = Array.from(document.querySelectorAll("[data-aspect]"));
  const find = byId("find");

  const isPressed = (button) => button.getAttribute("aria-pressed") === "true";
  const press = (button, pressed) => button.setAttribute("aria-pressed", String(pressed));
  const chosen = () => aspects.filter(isPressed).map((button) => button.dataset.aspect);

  // Several states add up; being late, being undecided and the words that are looked for narrow them.
  const narrowing = ["late", "undecided"];
  function filter() {
    const wanted = chosen();
    const states = wanted.filter((aspect) => !narrowing.includes(aspect));
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const agency of agencies) {
      const fits = (states.length === 0 || states.includes(agency.dataset.state))
        && narrowing.every((aspect) => !wanted.includes(aspect) || aspect in agency.dataset)
        && words.every((word) => texts.get(agency).includes(word));
      agency.hidden = !fits;
      shown += fits;
    }
    byId("shown").textContent = byId("shown").dataset.text.replace("\u2026", shown);
    byId("all").hidden = shown === agencies.length;
    byId("none").hidden = shown > 0;
  }

  // In the address, so that a page which is written and loaded anew shows the same agencies.
  function remember() {
    const state = new URLSearchParams({ only: chosen().join("."), find: find.value });
    history.replaceState(null, "", `#${state}`);
    filter();
  }

  function recall() {
    const state = new URLSearchParams(location.hash.slice(1));
    const wanted = (state.get("only") || "").split(".");
    aspects.forEach((button) => press(button, wanted.includes(button.dataset.aspect)));
    find.value = state.get("find") || "";
    filter();
  }

  function keyOf(agency, column) {
    const cell = agency.rows[0].cells[column];
    return cell.dataset.key || cell.textContent.trim();
  }

  // What is not known stands at the end in either direction; equals stay in the roster's order.
  function sort(heading, direction) {
    const column = heading.cellIndex;
    const words = new Intl.Collator(document.documentElement.lang, { numeric: true });
    const compare = heading.dataset.sort === "number" ? (a, b) => a - b : words.compare;
    const sign = direction === "ascending" ? 1 : -1;
    const keys = new Map(agencies.map((agency) => [agency, keyOf(agency, column)]));
    const sorted = agencies.slice().sort((a, b) => {
      const [first, second] = [keys.get(a), keys.get(b)];
      return (first === "") - (second === "") || sign * compare(first, second);
    });
    table.append(...sorted);
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", direction);
  }

  function unfold(agency, open) {
    const button = agency.querySelector(".name button");
    if (!button) return;
    agency.classList.toggle("open", open);
    agency.querySelector("details").open = open;
    button.setAttribute("aria-expanded", String(open));
  }

  function makeButton(place) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = place.textContent;
    place.textContent = "";
    place.append(button);
    return button;
  }

  function prepareHeadings() {
    for (const heading of table.tHead.rows[0].cells) {
      if (!heading.dataset.sort) continue;
      // Of counts one looks for the greatest.
      const first = heading.classList.contains("count") ? "descending" : "ascending";
      const second = first === "ascending" ? "descending" : "ascending";
      heading.dataset.label = heading.textContent;
      makeButton(heading).addEventListener("click", () => {
        sort(heading, heading.getAttribute("aria-sort") === first ? second : first);
      });
    }
  }

  function prepareAgencies() {
    agencies.forEach((agency, number) => {
      const more = agency.rows[1];
      if (!more) return;
      more.id = `more-${number}`;
      const button = makeButton(agency.querySelector(".name span"));
      button.setAttribute("aria-expanded", "false");
      button.setAttribute("aria-controls", more.id);
    });
    table.addEventListener("click", (event) => {
      const button = event.target.closest("tbody .name button");
      if (button) unfold(button.closest("tbody"), button.getAttribute("aria-expanded") === "false");
    });
  }

  function prepareControls() {
    for (const button of aspects) {
      button.addEventListener("click", () => {
        press(button, !isPressed(button));
        remember();
      });
    }
    find.addEventListener("input", remember);
    byId("controls").addEventListener("submit", (event) => event.preventDefault());
    byId("all").addEventListener("click", () => {
      aspects.forEach((button) => press(button, false));
      find.value = "";
      remember();
    });
    byId("unfold").addEventListener("click", () => {
      const open = !isPressed(byId("unfold"));
      press(byId("unfold"), open);
      agencies.filter((agency) => !agency.hidden).forEach((agency) => unfold(agency, open));
    });
    byId("controls").hidden = false;
  }

  document.documentElement.classList.add("js");
  prepareHeadings();
  prepareAgencies();
  prepareControls();
  recall();
})();
