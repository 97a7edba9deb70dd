// Says of every step where it is: kept, being sent, arrived, or waiting for its owner. Colour, word and shape.

import * as outbox from "./outbox.js";

const first = document.querySelector("[data-phone]");
const words = JSON.parse(document.getElementById("phone-words")?.textContent ?? "{}");
const sending = new Set();

export const base = first?.dataset.base;
export const who = first?.dataset.who;
export const visit = first?.dataset.visit ?? "";

// The kept screen brings its own, in the place of the page's.
function bar() {
  return document.querySelector("[data-phone]");
}

function piece(name) {
  return document.querySelector(`template[data-${name}]`).content.firstElementChild.cloneNode(true);
}

function clock(at) {
  return new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
}

function line(step) {
  const item = piece("step");
  const state = sending.has(step.id) ? "sending" : step.state;
  item.dataset.state = state;
  item.querySelector("[data-title]").textContent = step.title;
  item.querySelector("[data-at]").textContent = clock(step.at);
  item.querySelector("[data-tag]").replaceWith(piece(`tag-${state}`));
  if (state === "refused") item.append(trouble(step));
  return item;
}

// What the server said, a way to where it can be put right, and a way to give it up.
function trouble(step) {
  const box = piece("trouble");
  box.querySelector("[data-text]").textContent = [step.text, ...Object.values(step.errors).flat()].filter(Boolean).join(" ");
  const mend = box.querySelector("[data-mend]");
  if (step.visit === visit) mend.remove();
  else mend.href = step.path.replace(/[^/]+\/$/, "");
  box.querySelector("[data-drop]").addEventListener("click", async () => {
    await outbox.drop(step);
    document.dispatchEvent(new CustomEvent("yinuo:dropped", { detail: step }));
  });
  return box;
}

// How it stands, in one sentence; shown only where there is something to say.
function sentence(unsent, end) {
  const count = unsent.length;
  if (end === "login" && count) return ["warn", words.login];
  if (end === "other" && count) return ["bad", words.other];
  if (unsent.some((step) => step.state === "refused")) return ["bad", words.refused];
  if (!navigator.onLine || end === "offline") return ["warn", count ? words.waiting : words.offline];
  if (count) return ["run", sending.size ? words.sending : words.waiting];
  return null;
}

let last = "";

// Shows the steps again as they are now.
export async function paint(end = last) {
  const part = bar();
  if (!part) return;
  last = end;
  const all = outbox.isThere ? await outbox.list() : [];
  const unsent = all.filter((step) => step.state !== "sent");
  const shown = visit ? all.filter((step) => step.visit === visit || step.state === "refused") : unsent;
  const said = sentence(unsent, end);
  const strip = part.querySelector("[data-bar]");
  strip.hidden = said === null;
  strip.className = `phone-bar ${said?.[0] ?? ""}`;
  const text = (said?.[1] ?? "").replace("{count}", unsent.length);
  if (strip.textContent !== text) strip.textContent = text;
  const troubles = part.querySelector("[data-troubles]");
  troubles.replaceChildren(...shown.filter((step) => step.state === "refused").map(line));
  troubles.hidden = troubles.children.length === 0;
  const box = part.querySelector("[data-box]");
  box.querySelector("[data-steps]").replaceChildren(...shown.filter((step) => step.state !== "refused").map(line));
  box.querySelector("[data-count]").textContent = String(shown.length);
  box.hidden = shown.length === 0;
  part.querySelector("[data-login]").hidden = end !== "login" || unsent.length === 0;
  document.documentElement.dataset.outbox = unsent.length ? "waiting" : "empty";
}

export function note(step, state) {
  if (state === "sending") sending.add(step.id);
  else sending.delete(step.id);
}

export function say(name) {
  const strip = bar().querySelector("[data-bar]");
  strip.hidden = false;
  strip.className = "phone-bar run";
  strip.textContent = words[name];
}
