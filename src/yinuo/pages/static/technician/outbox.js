// The outbox: every step that was tapped and isn't known to have arrived, oldest first, on the phone's own disk.
//
// A step: { id, visit, task, title, path, fields: [[name, text or Blob]], said: {name: text}, who, at, outbox, seq,
// key, state: "kept" | "sent" | "refused", text, errors }. `outbox` names this phone's row of steps of one visit and
// `seq` numbers them from one without a gap, so that the server takes them in this order; `key` is made at the tap,
// so that it takes each once. One that was sent stays, without its contents, until the kept screen knows of it.

const NAME = "yinuo-technician";
const VERSION = 1;

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.addEventListener("upgradeneeded", () => {
      const steps = request.result.createObjectStore("steps", { keyPath: "id", autoIncrement: true });
      steps.createIndex("visit", "visit");
      request.result.createObjectStore("phone", { keyPath: "name" });
    });
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error));
    request.addEventListener("blocked", () => reject(new Error("the outbox is open in an older page")));
  });
}

// Runs `work` in one transaction; resolves only when the disk has confirmed it.
async function within(mode, work) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(["steps", "phone"], mode, { durability: "strict" });
      const out = { value: undefined };
      transaction.addEventListener("complete", () => resolve(out.value));
      transaction.addEventListener("abort", () => reject(transaction.error ?? new Error("not kept")));
      work(transaction.objectStore("steps"), transaction.objectStore("phone"), out);
    });
  } finally {
    database.close();
  }
}

function then(request, next) {
  request.addEventListener("success", () => next(request.result));
}

// A random id, also where a page without https has no crypto.randomUUID.
export function freshId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

export const isThere = "indexedDB" in globalThis;

// Keeps a step behind all others of its visit, and returns it once it is on the disk. Where one was refused the new
// one goes before it: it was done where the refused one had not happened.
export function add(step) {
  return within("readwrite", (steps, phone, out) => {
    const name = `outbox ${step.visit}`;
    then(phone.get(name), (known) => {
      const row = known ?? { name, outbox: freshId(), next: 1 };
      phone.put({ ...row, next: row.next + 1 });
      then(steps.index("visit").getAll(step.visit), (rows) => {
        const refused = rows.filter((one) => one.state === "refused").map((one) => one.seq);
        const seq = Math.min(row.next, ...refused);
        for (const one of rows) if (one.seq >= seq && one.state !== "sent") steps.put({ ...one, seq: one.seq + 1 });
        out.value = { ...step, outbox: row.outbox, seq, key: freshId(), state: "kept" };
        then(steps.add(out.value), (id) => (out.value = { ...out.value, id }));
      });
    });
  });
}

// All steps, or those of one visit: visit by visit as they were begun, each in its own order.
export function list(visit) {
  return within("readonly", (steps, phone, out) => {
    const request = visit ? steps.index("visit").getAll(visit) : steps.getAll();
    then(request, (rows) => {
      const began = new Map();
      for (const { visit: of, id } of rows) began.set(of, Math.min(id, began.get(of) ?? id));
      out.value = rows.sort((a, b) => began.get(a.visit) - began.get(b.visit) || a.seq - b.seq);
    });
  });
}

export async function listUnsent(visit) {
  return (await list(visit)).filter((step) => step.state !== "sent");
}

// The name of this phone's row of steps of a visit; null before the first.
export function outboxOf(visit) {
  return within("readonly", (steps, phone, out) => {
    then(phone.get(`outbox ${visit}`), (row) => (out.value = row?.outbox ?? null));
  });
}

// What the plan and the bill read of a step that was sent; nothing of it says where or who somebody is.
const GOES_ON = /^(q-.+|part|due|is_destructive|kind|document|name_matches)$/;

// It has arrived: what it held isn't kept any longer, only what the plan goes on from.
export function settle(id) {
  return change(id, ({ said, ...step }) => {
    const plain = Object.fromEntries(Object.entries(said).filter(([name]) => GOES_ON.test(name)));
    return { ...step, said: plain, state: "sent", fields: [], text: "", errors: {} };
  });
}

export function refuse(id, text, errors) {
  return change(id, (step) => ({ ...step, state: "refused", text, errors }));
}

// A refused step, put right: in its old place, as a new wish.
export function mend(id, fields, said) {
  return change(id, (step) => ({ ...step, fields, said, key: freshId(), state: "kept", text: "", errors: {} }));
}

function change(id, changed) {
  return within("readwrite", (steps, phone, out) => {
    then(steps.get(id), (step) => {
      if (!step) return;
      out.value = changed(step);
      steps.put(out.value);
    });
  });
}

// Numbers the unsent steps of a visit anew from `first`: as the server expects, or because one was dropped. None of
// them was handled: they are sent one after the other, and the one in front was refused.
export function renumber(visit, first) {
  return within("readwrite", (steps, phone) => {
    then(steps.index("visit").getAll(visit), (rows) => {
      const unsent = rows.filter((step) => step.state !== "sent").sort((a, b) => a.seq - b.seq);
      unsent.forEach((step, place) => steps.put({ ...step, seq: first + place }));
      const name = `outbox ${visit}`;
      then(phone.get(name), (row) => row && phone.put({ ...row, next: first + unsent.length }));
    });
  });
}

// Drops a step by its owner's own wish; those behind it move up.
export async function drop(step) {
  await within("readwrite", (steps) => steps.delete(step.id));
  await renumber(step.visit, step.seq);
}

// What was sent and is known to the kept screen of the visit, which counts `nextSeq` now.
export function forgetSent(visit, nextSeq) {
  return within("readwrite", (steps) => {
    then(steps.index("visit").getAll(visit), (rows) => {
      for (const step of rows) if (step.state === "sent" && step.seq < nextSeq) steps.delete(step.id);
    });
  });
}

// A visit that this phone doesn't keep any more: nothing of it stays but what is still to be sent.
export function forgetVisit(visit) {
  return within("readwrite", (steps) => {
    then(steps.index("visit").getAll(visit), (rows) => {
      for (const step of rows) if (step.state === "sent") steps.delete(step.id);
    });
  });
}

export function owner() {
  return within("readonly", (steps, phone, out) => {
    then(phone.get("owner"), (row) => (out.value = row?.who ?? null));
  });
}

export function setOwner(who) {
  return within("readwrite", (steps, phone) => phone.put({ name: "owner", who }));
}

export function wipe() {
  return within("readwrite", (steps, phone) => {
    steps.clear();
    phone.clear();
  });
}
