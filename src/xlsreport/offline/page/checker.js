// The page: takes files, hands them to the worker one after the other, and shows what it answers.
"use strict";
const { words } = JSON.parse(document.getElementById("data").textContent);
const MAX_BYTES = 200 * 1024 * 1024;
const results = document.getElementById("results");
const status = document.getElementById("status");
const bar = document.getElementById("bar");
const files = [];
let worker;
let ready = false;

function text(name, values = {}) {
  return words[name].replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
}

function startWorker() {
  const element = document.getElementById("engine");
  const engine = element.textContent.trim();
  element.remove();
  // The worker's own text is the first part that is needed, so it stands in the page as well.
  const source = document.getElementById("worker").textContent;
  worker = new Worker(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
  worker.onmessage = ({ data }) => heard[data.kind](data);
  worker.onerror = (event) => heard.failed({ of: "start", sentence: event.message || "" });
  worker.postMessage({ kind: "start", engine });
}

const heard = {
  progress({ step, share }) {
    status.textContent = text(step);
    bar.value = share;
  },
  ready() {
    ready = true;
    bar.hidden = true;
    status.textContent = text("ready");
    document.body.dataset.state = "ready";
    allowNoScripts();
    files.forEach(ask);
  },
  check({ number, text: answer }) {
    show(files[number], JSON.parse(answer));
  },
  findings({ number, bytes }) {
    save(bytes, `${plainName(number)} ${text("check")}.html`, "text/html");
  },
  report({ number, bytes, format }) {
    const type = format === "html" ? "text/html" : "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    const file = files[number];
    file.element.querySelector(".said").textContent = "";  // an earlier try may have failed
    if (file.viewing) {
      file.viewing = false;
      view(bytes, file);
    } else {
      save(bytes, `${plainName(number)}.${format}`, type);
    }
  },
  failed({ of, number, sentence }) {
    if (of === "start") {
      bar.hidden = true;
      status.textContent = text("not_started", { reason: sentence });
      for (const file of files) file.element.querySelector(".said").textContent = status.textContent;
      document.body.dataset.state = "failed";
      return;
    }
    const file = files[number];
    file.viewing = false;
    if (of === "check") file.element.dataset.verdict = "rejected";
    file.element.querySelector(".said").textContent = text(of === "check" ? "failed" : "not_made", { reason: sentence });
  },
};

// The worker has started and keeps the policy that it was made with; whatever comes into the page from now on is no script.
function allowNoScripts() {
  const policy = document.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = "script-src 'none'";
  document.head.append(policy);
}

function plainName(number) {
  return files[number].name.replace(/\.[^.]*$/, "");
}

function save(bytes, name, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

function view(bytes, file) {
  const dialog = document.getElementById("viewer");
  dialog.querySelector("h2").textContent = file.name;
  dialog.querySelector("iframe").srcdoc = new TextDecoder().decode(bytes);
  dialog.showModal();
}

function make(tag, className, content) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (content) element.textContent = content;
  return element;
}

function take(list) {
  for (const given of list) {
    const file = { number: files.length, name: given.name, given, element: make("article", "file") };
    files.push(file);
    const heading = make("h3", "", file.name);
    heading.id = `file-${file.number}`;
    file.element.setAttribute("aria-labelledby", heading.id);
    file.element.append(heading, make("p", "said", text(ready ? "checking" : "waiting")));
    results.prepend(file.element);
    if (ready) ask(file);
  }
  document.getElementById("found").hidden = files.length === 0;
}

async function ask(file) {
  if (file.given.size > MAX_BYTES) {
    file.element.querySelector(".said").textContent = text("too_large", { file: file.name });
    return;
  }
  try {
    file.element.querySelector(".said").textContent = text("checking");
    const data = await file.given.arrayBuffer();
    worker.postMessage({ kind: "check", number: file.number, name: file.name, data }, [data]);
  } catch (error) {
    heard.failed({ of: "check", number: file.number, sentence: String(error.message ?? error) });
  }
}

function show(file, answer) {
  file.answer = answer;
  const { outcome, round } = answer;
  // What another round gave out is not well, whatever its figures are.
  file.element.dataset.verdict = round?.state === "other" ? "rejected" : outcome.verdict;
  const said = file.element.querySelector(".said");
  said.textContent = "";  // the findings say it
  if (round) {
    const line = make("p", `office ${round.state}`, round.sentence);
    said.after(line);
  }
  const found = make("div", "findings");
  found.innerHTML = answer.fragment;  // written by the checker's own templates, which escape everything
  found.querySelector(".verdict").after(buttons(file, answer));  // on a telephone the verdict is to be seen first
  file.element.append(found);
  document.body.dataset.checked = String(Number(document.body.dataset.checked || 0) + 1);
}

function buttons(file, answer) {
  const row = make("div", "buttons");
  const add = (label, message, before = () => {}) => {
    const button = make("button", "", text(label));
    button.type = "button";
    button.onclick = () => {
      before();
      worker.postMessage({ ...message, number: file.number });
    };
    row.append(button);
  };
  if (answer.reports) {
    add("report", { kind: "report", format: "html" }, () => { file.viewing = true; });
    add("save_page", { kind: "report", format: "html" });
    add("save_word", { kind: "report", format: "docx" });
  }
  add("save_findings", { kind: "findings" });
  return row;
}

function cell(value) {
  const shown = String(value ?? "");
  // A text that begins like a formula is not to become one.
  const safe = /^[=+\-@\t\r]/.test(shown) ? `'${shown}` : shown;
  return `"${safe.replaceAll('"', '""')}"`;
}

function saveList() {
  const columns = ["file", "agency", "period", "verdict", "errors", "warnings", "notes", "office"];
  const lines = files.filter((file) => file.answer).map(({ name, answer }) => {
    const { outcome } = answer;
    const verdict = text(outcome.verdict, answer);
    const period = outcome.period ?? outcome.year;
    return [name, outcome.agency, period, verdict, answer.errors, answer.warnings, answer.notes, answer.round?.sentence];
  });
  const rows = [columns.map((name) => text(`column_${name}`)), ...lines];
  save(`\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`, text("list_name"), "text/csv");
}

if (document.documentElement.className === "able") {
  const input = document.getElementById("input");
  const zone = document.getElementById("zone");
  input.onchange = () => {
    take(input.files);
    input.value = "";
  };
  document.ondragover = (event) => {
    event.preventDefault();
    zone.classList.add("over");
  };
  document.ondragleave = (event) => {
    if (!event.relatedTarget) zone.classList.remove("over");
  };
  document.ondrop = (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    take(event.dataTransfer.files);
  };
  document.getElementById("save-list").onclick = saveList;
  document.getElementById("print").onclick = () => window.print();
  document.getElementById("close").onclick = () => document.getElementById("viewer").close();
  startWorker();
}
