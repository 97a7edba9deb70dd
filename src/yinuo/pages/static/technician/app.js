// The technician's app: every step goes into the outbox first, from there to the server, and the screen goes on.

import * as forms from "./forms.js";
import * as keep from "./keep.js";
import { forgetAll, remember } from "./leave.js";
import * as offline from "./offline.js";
import * as outbox from "./outbox.js";
import { drain } from "./sender.js";
import { startSigning } from "./sign.js";
import { base, note, paint, say, visit, who } from "./status.js";

const ANSWER_MS = 6000;
const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 60_000;
const channel = "BroadcastChannel" in window ? new BroadcastChannel("yinuo-outbox") : null;

let wait = FIRST_WAIT_MS;
let timer = 0;
let waiting = null; // the step whose answer the screen waits for: { id, resolve }

// --- sending ----------------------------------------------------------------------------------------

function tell(step, state, next) {
  note(step, state);
  channel?.postMessage({ id: step.id, visit: step.visit, state, next });
  heard({ id: step.id, visit: step.visit, state, next });
}

function heard({ id, visit: of, state, next }) {
  if (state !== "sent" && state !== "refused") return;
  if (state === "sent") wait = FIRST_WAIT_MS; // something gets through: no longer patience than for the first try
  if (waiting?.id === id) waiting.resolve({ state, next });
  else if (state === "refused") refusedLate({ visit: of });
}

async function send() {
  clearTimeout(timer);
  const end = await drain(base, tell);
  await paint(end);
  if (end === "empty") {
    wait = FIRST_WAIT_MS;
    await allArrived();
  } else if (end === "offline" || end === "busy") {
    timer = setTimeout(send, wait * (0.75 + Math.random() / 2));
    wait = Math.min(LONGEST_WAIT_MS, wait * 2);
    await askForSync();
  }
  return end;
}

function sendNow() {
  wait = FIRST_WAIT_MS;
  return send();
}

// Where the browser can, it wakes the worker when there is a connection again, also without an open page.
async function askForSync() {
  const registration = await navigator.serviceWorker?.getRegistration(base);
  try {
    await registration?.sync?.register("yinuo-outbox");
  } catch (error) {
    console.info("no background sync:", error.message);
  }
}

// A kept screen whose steps have all arrived gives way to the fresh one, unless somebody is typing on it.
async function allArrived() {
  const main = document.querySelector("main");
  if (!offline.keptOn(main) || main.querySelector("[data-typed]") || waiting) return;
  if ((await outbox.list(visit)).some((step) => step.state === "sent")) location.assign(offline.keptOn(main).path);
}

// --- a step -----------------------------------------------------------------------------------------

async function submitted(event) {
  const form = event.target;
  if (!form.matches("form[data-keep]") || event.submitter?.name === "preview") return;
  event.preventDefault();
  if ("busy" in form.dataset) return;
  const errors = forms.check(form);
  if (Object.keys(errors).length) {
    forms.showErrors(form, "", errors);
    return;
  }
  form.dataset.busy = "";
  form.setAttribute("aria-busy", "true");
  if (await take(form)) return; // the fresh screen is on its way
  delete form.dataset.busy;
  form.removeAttribute("aria-busy");
}

// True once the page is being left.
async function take(form) {
  forms.clearErrors(form);
  await forms.fillPlace(form);
  const { fields, said } = await forms.read(form);
  if (form.dataset.keep === "statement") said.due = String(await dueOn(form));
  let step;
  try {
    step = await store(form, fields, said);
  } catch (error) {
    console.warn("not kept:", error.message);
    forms.showErrors(form, wordOf("full"), {});
    return false;
  }
  say("kept");
  return goOn(form, step);
}

function wordOf(name) {
  return JSON.parse(document.getElementById("phone-words").textContent)[name];
}

async function dueOn(form) {
  return form.dataset.due ? Number(form.dataset.due) : offline.due(document.querySelector("main"));
}

// On the disk before the screen says so. A refused one that is put right keeps its place, and its photo.
async function store(form, fields, said) {
  const mended = Number(form.dataset.mends);
  if (!mended) {
    const { keep: task, title } = form.dataset;
    const at = new Date().toISOString();
    return outbox.add({ visit, task, title, path: new URL(form.action).pathname, fields, said, who, at });
  }
  const before = (await outbox.list(visit)).find((step) => step.id === mended);
  const photos = before.fields.filter(([name, value]) => value instanceof Blob && !fields.some(([one]) => one === name));
  return outbox.mend(mended, [...fields, ...photos], said);
}

// The fresh screen if the answer comes at once; the kept one if not. Either way nothing is lost.
async function goOn(form, step) {
  const answered = new Promise((resolve) => (waiting = { id: step.id, resolve }));
  const late = new Promise((resolve) => setTimeout(resolve, ANSWER_MS, null));
  const ended = send().then((end) => (end === "empty" || end === "refused" ? late : null));
  const answer = await Promise.race([answered, late, ended]);
  waiting = null;
  await paint();
  if (answer?.state === "sent") {
    location.assign(answer.next);
    return true;
  }
  if (answer?.state === "refused") {
    await showRefused(form, step.id);
    return false;
  }
  const path = new URL(form.action.replace(/[^/]+\/$/, "")).pathname;
  if (!(await showKept(path))) forms.showErrors(form, wordOf("kept_alone"), {});
  return false;
}

// The kept screen in the page's place, as the phone's own steps have left it; false where there is none.
async function showKept(path) {
  if (!(await offline.show(path))) return false;
  await mountKept();
  return true;
}

async function mountKept() {
  const main = document.querySelector("main");
  const refused = await offline.mount(main);
  if (refused) await showRefused(main.querySelector("[data-now] form"), refused.id);
  main.addEventListener("input", (event) => event.target.closest("form")?.setAttribute("data-typed", ""));
  await paint();
}

// The answer came when the screen had gone on without it.
async function refusedLate(step) {
  if (step.visit !== visit) return;
  if (offline.keptOn(document.querySelector("main"))) await mountKept();
  else await showKept(location.pathname);
}

async function showRefused(form, id) {
  const step = (await outbox.list(visit)).find((one) => one.id === id);
  form.dataset.mends = String(id);
  forms.showErrors(form, step.text, step.errors);
}

// --- the page ---------------------------------------------------------------------------------------

// Steps that this screen doesn't know of are sent first; where they can't be, the kept screen goes on from them.
async function catchUp() {
  const unsent = await outbox.listUnsent(visit);
  const main = document.querySelector("main");
  if (offline.keptOn(main)) {
    await mountKept();
    return;
  }
  if (!visit || unsent.length === 0) return;
  const refused = unsent.find((step) => step.state === "refused");
  const form = refused && main.querySelector(`form[data-keep="${refused.task}"]`);
  if (form) {
    forms.fill(form, refused.fields);
    await showRefused(form, refused.id);
    return;
  }
  const end = await send();
  if (end === "empty") location.reload();
  else await showKept(location.pathname);
}

// Another person's phone: nothing of the one before is shown or sent; what is unsent goes only if this one says so.
async function takeOver() {
  const before = await outbox.owner();
  if (before !== null && before !== who) {
    const unsent = await outbox.listUnsent();
    if (unsent.length > 0) return askAboutOther(unsent.length);
    await forgetAll();
  }
  await outbox.setOwner(who);
  remember(who);
  return true;
}

function askAboutOther(count) {
  const box = document.querySelector("[data-other]");
  box.hidden = false;
  box.querySelector("[data-count]").textContent = String(count);
  document.querySelectorAll("main > :not([data-phone])").forEach((part) => (part.hidden = true));
  box.querySelector("button").addEventListener("click", async () => {
    await forgetAll();
    location.reload();
  });
  return false;
}

async function keepScreens() {
  const list = document.getElementById("visits-to-keep");
  if (list) {
    await keep.keepOnly(JSON.parse(list.textContent), location.pathname);
    await keep.keepPage(location.pathname);
  }
  const one = document.getElementById("visit-to-keep");
  if (one) await keep.keepVisit(JSON.parse(one.textContent));
}

async function registerWorker() {
  if (!("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register(`${base}sw.js`, { scope: base, type: "module", updateViaCache: "none" });
  } catch (error) {
    console.info("no worker:", error.message);
  }
}

async function start() {
  document.addEventListener("submit", submitted);
  startSigning(document);
  if (!(await takeOver())) return paint("other");
  await paint();
  registerWorker();
  navigator.storage?.persist?.();
  channel?.addEventListener("message", ({ data }) => {
    heard(data);
    paint();
  });
  window.addEventListener("online", sendNow);
  window.addEventListener("offline", () => paint());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && sendNow());
  document.addEventListener("yinuo:dropped", async () => {
    await sendNow();
    location.reload();
  });
  await catchUp();
  document.documentElement.dataset.app = "ready";
  if (document.documentElement.dataset.outbox === "waiting") await send();
  await keepScreens();
  document.documentElement.dataset.kept = "ready";
}

if (base && outbox.isThere) start();
else startSigning(document);
