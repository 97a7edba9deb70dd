// Leaving a phone: what it kept goes with its owner, after a question where steps are still to be sent.

import * as keep from "./keep.js";
import * as outbox from "./outbox.js";

const LEFT = "yinuo-phone";

// That this phone keeps something, for pages that have no other script of the technician's.
export function remember(who) {
  localStorage.setItem(LEFT, who);
}

export async function forgetAll() {
  await keep.empty();
  if (outbox.isThere) await outbox.wipe();
  localStorage.removeItem(LEFT);
}

// Before a logout: forgets what was kept and goes on; asks first where something would be lost.
export async function leave(form, question) {
  const unsent = outbox.isThere ? await outbox.listUnsent() : [];
  if (unsent.length > 0 && !(await agrees(question, unsent.length))) return;
  await forgetAll();
  form.submit();
}

function agrees(question, count) {
  question.querySelector("[data-count]").textContent = String(count);
  question.showModal();
  return new Promise((resolve) => {
    question.addEventListener("close", () => resolve(question.returnValue === "leave"), { once: true });
  });
}
