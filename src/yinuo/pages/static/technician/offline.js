// The kept screen of a visit: the step that comes next by the server's plan, also hours after the last connection.

import { accepted, bill, openQuote, quoted, toFit, total, yuan } from "./bill.js";
import { fill } from "./forms.js";
import * as keep from "./keep.js";
import * as outbox from "./outbox.js";
import { walk } from "./plan.js";
import { startSigning } from "./sign.js";

export function keptOn(root) {
  const data = root.querySelector("#kept");
  return data ? JSON.parse(data.textContent) : null;
}

// The steps that the kept screen doesn't know of yet, in order.
async function stepsAfter(kept) {
  const steps = await outbox.list(kept.visit);
  return steps.filter((step) => step.outbox !== kept.outbox || step.seq >= kept.next_seq);
}

// Puts the kept screen of a visit in the page's place; false where this phone has kept none.
export async function show(path) {
  const text = await keep.find(path);
  if (text === null) return false;
  const page = new DOMParser().parseFromString(text, "text/html");
  const main = page.querySelector("main");
  if (!keptOn(main)) return false;
  document.querySelector("main").replaceWith(document.adoptNode(main));
  window.scrollTo(0, 0);
  main.focus({ preventScroll: true });
  return true;
}

// Shows what is next on a kept screen; a refused step, which comes before all others, is what it returns.
export async function mount(main) {
  const kept = keptOn(main);
  // The server's time: by what it said when this was kept, whatever the phone's clock shows.
  kept.now = Date.parse(kept.saved_at) + (await keep.age(kept.path));
  const steps = await stepsAfter(kept);
  const now = main.querySelector("[data-now]");
  const stop = steps.findIndex((step) => step.state === "refused");
  const refused = stop < 0 ? null : steps[stop];
  const done = stop < 0 ? steps : steps.slice(0, stop);
  const at = walk(kept.plan, done);
  const node = at === null ? null : kept.plan[at];
  now.replaceChildren(...parts(main, kept, done, node, refused));
  showState(main, node);
  startSigning(now);
  const form = refused && now.querySelector(`form[data-keep="${refused.task}"]`);
  if (form) fill(form, refused.fields);
  return form ? refused : null;
}

// The state of the visit as the phone's steps have left it; what serves the way there goes with the arrival.
function showState(main, node) {
  if (!node) return;
  const tag = main.querySelector("[data-state] .tag");
  if (tag) tag.lastChild.textContent = node.state;
  for (const part of main.querySelectorAll("[data-before-arrival]")) part.hidden = !node.is_before_arrival;
}

// The refused step first, to be put right; beside it whatever else may be done where it had not happened.
function parts(main, kept, steps, node, refused) {
  if (refused && main.querySelector(`template[data-form="${refused.task}"]`)) {
    const others = node?.deeds.filter((deed) => deed !== refused.task && deed !== "part") ?? [];
    const form = formOf(main, kept, steps, refused.task, true);
    return [form, ...others.map((deed) => folded(main, kept, steps, deed))];
  }
  if (node === null || refused) return [notice(main, "lost")];
  const deeds = node.deeds.filter((deed) => deed !== "part" || toFit(kept, steps).length > 0);
  if (deeds.length === 0 && !node.wait) return [notice(main, "ended")];
  const [first, ...rest] = deeds;
  const hasNext = !node.wait && first !== undefined && first !== "stop";
  const shown = hasNext ? [formOf(main, kept, steps, first, true)] : [];
  if (node.wait) shown.push(notice(main, `wait-${node.wait}`));
  const others = hasNext ? rest : deeds;
  return [...shown, ...others.map((deed) => folded(main, kept, steps, deed))];
}

function notice(main, name) {
  return main.querySelector(`template[data-notice="${name}"]`).content.firstElementChild.cloneNode(true);
}

function folded(main, kept, steps, deed) {
  const box = document.createElement("details");
  box.className = "card";
  const summary = document.createElement("summary");
  summary.textContent = main.querySelector(`template[data-form="${deed}"]`).dataset.title;
  box.append(summary, formOf(main, kept, steps, deed, false));
  return box;
}

function formOf(main, kept, steps, deed, isNext) {
  const part = main.querySelector(`template[data-form="${deed}"]`).content.firstElementChild.cloneNode(true);
  if (!isNext) {
    part.classList.remove("card");
    const title = part.querySelector("h1");
    const small = Object.assign(document.createElement("h2"), { className: "vh", id: title.id, textContent: title.textContent });
    title.replaceWith(small);
  }
  complete(part, kept, steps, deed);
  return part;
}

// What hangs on the phone's own steps: the parts that are left, the sums.
function complete(part, kept, steps, deed) {
  if (deed === "part") chooseParts(part, toFit(kept, steps));
  if (deed === "statement" || deed === "payment") showLines(part, bill(kept, steps));
  if (deed === "accept-here") showLines(part, openQuote(kept, steps) ?? kept.open);
  const due = { payment: "paid_fen", "accept-here": "at_most_fen" }[deed];
  if (due) {
    const lines = deed === "payment" ? bill(kept, steps) : (openQuote(kept, steps) ?? kept.open);
    part.querySelector(`[name="${due}"]`).value = total(lines);
  }
  if (deed === "quote") sumUp(part, kept, steps);
  for (const option of part.querySelectorAll("[name=finish_at] option")) {
    if (option.value && Date.parse(option.value) <= kept.now) option.remove();
  }
}

function chooseParts(part, left) {
  for (const option of [...part.querySelectorAll("[name=part] option")]) {
    const line = left.find(({ code }) => code === option.value);
    if (line) option.textContent = `${line.name} × ${line.quantity}`;
    else option.remove();
  }
}

function showLines(part, lines) {
  const rows = lines.map((line) => {
    const row = document.createElement("tr");
    const name = Object.assign(document.createElement("td"), { textContent: `${line.name} × ${line.quantity}` });
    const sum = Object.assign(document.createElement("td"), { className: "sum", textContent: yuan(line.fen * line.quantity) });
    row.append(name, sum);
    return row;
  });
  part.querySelector("[data-lines]")?.replaceChildren(...rows);
  for (const place of part.querySelectorAll("[data-total]")) place.textContent = yuan(total(lines));
}

// A new quote holds what was accepted before; its sum is worked out as it is typed.
function sumUp(part, kept, steps) {
  const form = part.querySelector("form");
  for (const line of accepted(kept, steps)) {
    const field = form.querySelector(`[name="q-${CSS.escape(line.code)}"]`);
    if (field) field.value = line.quantity;
  }
  const sum = () => {
    const lines = quoted(kept.prices, Object.fromEntries(new FormData(form)));
    form.querySelector("[data-total]").textContent = yuan(total(lines));
  };
  form.addEventListener("input", sum);
  sum();
}

// What the bill of a visit comes to now: by it the plan tells whether anything is to be paid.
export async function due(main) {
  const kept = keptOn(main);
  return kept ? total(bill(kept, await stepsAfter(kept))) : null;
}
