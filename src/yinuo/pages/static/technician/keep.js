// Keeps the screens of open visits on the phone, and nothing longer than its technician may see it.

import * as outbox from "./outbox.js";

const PREFIX = "yinuo-technician-kept";
const UNTIL = "X-Yinuo-Keep-Until";
const isThere = "caches" in globalThis;

// One cache for each person: what one has kept is never shown to another.
function nameOf(who) {
  return `${PREFIX}-${who}`;
}

async function open() {
  const who = await outbox.owner();
  return who ? caches.open(nameOf(who)) : null;
}

function isOver(answer) {
  const until = answer.headers.get(UNTIL);
  return !until || Date.parse(until) <= Date.now();
}

// The text that was kept for a path; null where there is none, or its time is over.
export async function find(path) {
  const answer = await match(path);
  return answer ? answer.text() : null;
}

export async function match(path) {
  if (!isThere) return null;
  const cache = await open();
  const answer = await cache?.match(path, { ignoreSearch: true, ignoreVary: true });
  if (!answer) return null;
  if (!isOver(answer)) return answer;
  await cache.delete(path, { ignoreSearch: true });
  return null;
}

// Fetches the screen of a visit and keeps it; a visit that is closed to its technician is forgotten. False where
// there was no connection.
export async function keepVisit({ visit, path, offline }) {
  if (!isThere) return false;
  const name = await outbox.outboxOf(visit);
  const address = name ? `${offline}?outbox=${name}` : offline;
  let answer;
  try {
    answer = await fetch(address, { redirect: "error", cache: "no-store", signal: AbortSignal.timeout(20_000) });
  } catch (error) {
    console.info("the screen could not be kept:", error.message);
    return false;
  }
  if (answer.status === 404) await forget(visit, path);
  if (!answer.ok) return false;
  const cache = await open();
  await cache?.put(path, answer);
  const text = await (await cache?.match(path))?.text();
  const kept = text && new DOMParser().parseFromString(text, "text/html").querySelector("#kept");
  if (kept) await outbox.forgetSent(visit, JSON.parse(kept.textContent).next_seq);
  return true;
}

async function forget(visit, path) {
  await (await open())?.delete(path, { ignoreSearch: true });
  await outbox.forgetVisit(visit);
}

// Keeps a page as it was just seen, under the time that the server gave it.
export async function keepPage(path) {
  if (!isThere) return;
  try {
    const answer = await fetch(path, { redirect: "error", signal: AbortSignal.timeout(20_000) });
    if (answer.ok && !isOver(answer)) await (await open())?.put(path, answer);
  } catch (error) {
    console.info("the list could not be kept:", error.message);
  }
}

// Keeps these visits and no others.
export async function keepOnly(visits, list) {
  if (!isThere) return;
  const cache = await open();
  const wanted = [list, ...visits.map(({ path }) => path)];
  for (const request of (await cache?.keys()) ?? []) {
    if (!wanted.includes(new URL(request.url).pathname)) await cache.delete(request);
  }
  for (const visit of visits) await keepVisit(visit);
}

// Forgets everything that was kept for anybody, on this phone.
export async function empty() {
  if (!isThere) return;
  for (const name of await caches.keys()) if (name.startsWith(PREFIX)) await caches.delete(name);
}
