// The worker of the technician's app: answers without a connection from what the phone has kept, and sends what
// waits when the browser says that there is one again.

import * as keep from "./keep.js";
import { drain } from "./sender.js";

const PREFIX = "yinuo-technician-shell";
const PATIENCE_MS = 5000;

export function start({ version, scope, shell }) {
  const current = `${PREFIX}-${version}`;

  // Everything of this deployment is fetched before it takes over, and the one before it is then dropped.
  self.addEventListener("install", (event) => {
    event.waitUntil(fill(current, shell).then(() => self.skipWaiting()));
  });
  self.addEventListener("activate", (event) => {
    event.waitUntil(dropOthers(current).then(() => self.clients.claim()));
  });
  self.addEventListener("fetch", (event) => {
    const { method, mode, url } = event.request;
    const { pathname, origin } = new URL(url);
    if (method !== "GET" || origin !== self.location.origin) return;
    const isScreen = mode === "navigate" && pathname.startsWith(scope) && !isAfterLogin(event.request);
    if (shell.includes(pathname)) event.respondWith(fromShell(current, event.request));
    else if (isScreen) event.respondWith(fromNetOrKept(event.request, scope));
  });
  self.addEventListener("sync", (event) => {
    if (event.tag === "yinuo-outbox") event.waitUntil(sendAll(scope));
  });
}

async function fill(name, shell) {
  const cache = await caches.open(name);
  await cache.addAll([...new Set(shell)].map((path) => new Request(path, { cache: "reload" })));
}

async function dropOthers(current) {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== current) await caches.delete(name);
  }
}

async function fromShell(name, request) {
  const cache = await caches.open(name);
  return (await cache.match(request, { ignoreSearch: true, ignoreVary: true })) ?? fetch(request);
}

// Who has just logged in may be another than the one this phone keeps screens of: only the server knows.
function isAfterLogin({ referrer }) {
  return /\/login\//.test(referrer && new URL(referrer).pathname);
}

// A page: as it is now, if the network answers soon; else as it was kept; else whatever the network says.
async function fromNetOrKept(request, scope) {
  const fresh = fetch(request);
  const soon = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, null));
  const answer = await Promise.race([fresh.catch(() => null), soon]);
  if (answer && answer.status < 500) return answer;
  const { pathname } = new URL(request.url);
  return (await keep.match(pathname)) ?? (await keep.match(scope)) ?? answer ?? fresh;
}

// Fails where something is left, so that the browser asks again.
async function sendAll(scope) {
  const channel = new BroadcastChannel("yinuo-outbox");
  const end = await drain(scope, (step, state, next) => {
    channel.postMessage({ id: step.id, visit: step.visit, state, next });
  });
  channel.close();
  if (end === "offline" || end === "busy") throw new Error(`left in the outbox: ${end}`);
}
