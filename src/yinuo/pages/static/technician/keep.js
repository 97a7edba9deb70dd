// Keeps the screens of open visits on the phone, and nothing longer than its technician may see it.

import * as outbox from "./outbox.js";

const PREFIX = "yinuo-technician-kept";
const FOR = "X-Yinuo-Keep-For"; // seconds, as the server says
const SINCE = "X-Yinuo-Kept-Since"; // milliseconds, by this phone's own clock, which may be wrong but goes on
const isThere = "caches" in globalThis;

// One cache for each person: what one has kept is never shown to another.
function nameOf(who) {
  return `${PREFIX}-${who}`;
}

async function open() {
  const who = await outbox.owner();
  return who ? caches.open(nameOf(who)) : null;
}

function ageOf(answer) {
  return Date.now() - Number(answer.headers.get(SINCE));
}

function isOver(answer) {
  return ageOf(answer) >= Number(answer.headers.get(FOR)) * 1000;
}

async function put(path, answer) {
  const headers = new Headers(answer.headers);
  headers.set(SINCE, String(Date.now()));
  const cache = await open();
  await cache?.put(path, new Response(await answer.blob(), { headers }));
}

// How long ago, in milliseconds, a path was kept; 0 where it isn't.
export async function age(path) {
  const answer = await match(path);
  return answer ? ageOf(answer) : 0;
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
  await put(path, answer);
  const text = await find(path);
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
    if (answer.ok && answer.headers.has(FOR)) await put(path, answer);
  } catch (error) {
    console.info("the list could not be kept:", error.message);
  }
}

// Keeps these visits and no others; of the others only what is still to be sent stays.
export async function keepOnly(visits, list) {
  if (!isThere) return;
  const cache = await open();
  const wanted = [list, ...visits.map(({ path }) => path)];
  for (const request of (await cache?.keys()) ?? []) {
    if (!wanted.includes(new URL(request.url).pathname)) await cache.delete(request);
  }
  const ours = visits.map(({ visit }) => visit);
  const known = new Set((await outbox.list()).map((step) => step.visit));
  for (const visit of known) if (!ours.includes(visit)) await outbox.forgetVisit(visit);
  for (const visit of visits) await keepVisit(visit);
}

// Forgets everything that was kept for anybody, on this phone.
export async function empty() {
  if (!isThere) return;
  for (const name of await caches.keys()) if (name.startsWith(PREFIX)) await caches.delete(name);
}
