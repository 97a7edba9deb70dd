// Sends what the outbox keeps: oldest first in each visit, one sender at a time, each step until it is answered.

import * as outbox from "./outbox.js";

const LOCK = "yinuo-outbox";
const PATIENCE_MS = 30_000;
const PATIENCE_WITH_PHOTO_MS = 180_000;
const TRY_AGAIN = [408, 425, 429];

let isSending = false;

// Sends all that can be sent. `tell(step, state)` hears of each as it changes; resolves to how it ended: "empty",
// "refused" (a step needs its owner), "offline", "busy" (asked to come later), "login" or "other" (another person).
export async function drain(base, tell = () => {}) {
  if ("locks" in navigator) return navigator.locks.request(LOCK, () => sendAll(base, tell));
  if (isSending) return "busy";
  isSending = true;
  try {
    return await sendAll(base, tell);
  } finally {
    isSending = false;
  }
}

async function sendAll(base, tell) {
  if ((await outbox.listUnsent()).length === 0) return "empty";
  const session = await whoIsThere(base);
  if (session.end) return session.end;
  if (session.who !== (await outbox.owner())) return "other";
  let renumbered = false;
  for (;;) {
    const { step, isStuck } = nextOf(await outbox.listUnsent());
    if (!step) return isStuck ? "refused" : "empty";
    tell(step, "sending");
    const answer = await send(step, session);
    if (answer.end) {
      tell(step, "kept");
      return answer.end;
    }
    if (answer.outcome === "done") {
      await outbox.settle(step.id);
      tell(step, "sent", answer.next);
    } else if (answer.outcome === "later" && !renumbered) {
      await outbox.renumber(step.visit, answer.next_seq);
      renumbered = true;
    } else if (answer.outcome === "later") {
      tell(step, "kept");
      return "busy";
    } else {
      await outbox.refuse(step.id, answer.text ?? "", answer.errors ?? {});
      if (answer.next_seq) await outbox.renumber(step.visit, answer.next_seq);
      tell(step, "refused");
    }
  }
}

// The first step that can go: in each visit only the one in front, and none where that one needs its owner.
function nextOf(unsent) {
  const inFront = new Map();
  for (const step of unsent) if (!inFront.has(step.visit)) inFront.set(step.visit, step);
  const first = [...inFront.values()];
  return { step: first.find((step) => step.state !== "refused"), isStuck: first.length > 0 };
}

// Who is logged in, and the token that the server takes with a step now, whatever the page was loaded with.
async function whoIsThere(base) {
  const answer = await ask(`${base}session/`, { cache: "no-store" }, PATIENCE_MS);
  if (!answer) return { end: "offline" };
  if (answer.status === 401) return { end: "login" };
  const said = await read(answer);
  return said?.who ? said : { end: "busy" };
}

async function send(step, session) {
  const body = new FormData();
  for (const [name, value] of step.fields) {
    if (value instanceof Blob) body.append(name, value, "photo.jpg");
    else body.append(name, value);
  }
  for (const [name, value] of [["key", step.key], ["outbox", step.outbox], ["seq", step.seq], ["said_at", step.at]]) {
    body.set(name, value);
  }
  const hasPhoto = step.fields.some(([, value]) => value instanceof Blob);
  const headers = { "X-CSRFToken": session.csrf };
  const patience = hasPhoto ? PATIENCE_WITH_PHOTO_MS : PATIENCE_MS;
  const answer = await ask(step.path, { method: "POST", body, headers }, patience);
  if (!answer) return { end: "offline" };
  if (answer.status === 401) return { end: "login" };
  if (answer.status >= 500 || TRY_AGAIN.includes(answer.status)) return { end: "busy" };
  const said = await read(answer);
  if (said?.outcome) return said;
  // A page instead of an answer: the token has changed under us, or something between us and the server spoke.
  return answer.ok || answer.status === 403 ? { end: "busy" } : { outcome: "refused" };
}

async function ask(path, options, patience) {
  const headers = { ...options.headers, Accept: "application/json" };
  try {
    return await fetch(path, { ...options, headers, redirect: "error", signal: AbortSignal.timeout(patience) });
  } catch (error) {
    if (error instanceof TypeError || error.name === "TimeoutError" || error.name === "AbortError") return null;
    throw error;
  }
}

async function read(answer) {
  try {
    return await answer.json();
  } catch (error) {
    console.info("no answer to read:", error.message);
    return null;
  }
}
