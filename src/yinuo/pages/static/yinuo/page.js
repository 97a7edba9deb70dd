// What a page gains where scripts run: countdowns, live parts, the phone's position. Every page works without.

import { startCountdown } from "./countdown.js";
import { startLive } from "./live.js";
import { startPositions } from "./position.js";

startCountdown();
startLive();
startPositions();

// After a refused form the summary is read out, and the keyboard starts there.
document.querySelector("[data-focus]")?.focus();

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// Large type in place, so that a half-filled form isn't lost to a reload. Without scripts the form does it.
document.querySelector("form[data-large-type]")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.currentTarget;
  const button = form.querySelector("button");
  const body = new FormData(form);
  body.set(button.name, button.value);
  const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" });
  if (answer.type !== "opaqueredirect" && !answer.ok) return;
  const large = button.value === "large";
  if (large) document.documentElement.dataset.size = "large";
  else delete document.documentElement.dataset.size;
  button.value = large ? "normal" : "large";
  button.setAttribute("aria-pressed", String(large));
});

// Logging out empties what a technician's phone has kept, and asks first where steps are still to be sent.
document.querySelector("form[data-leave]")?.addEventListener("submit", async (event) => {
  if (!localStorage.getItem("yinuo-phone")) return;
  event.preventDefault();
  const { leave } = await import("../technician/leave.js");
  await leave(event.target, document.querySelector("dialog[data-leave-question]"));
});

// A second tap on a form that is under way does nothing; going back makes the form usable again. On the window, so
// that whoever on the page holds a form back for a moment has spoken first.
window.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.hasAttribute("hx-post")) return;
  if ("sent" in form.dataset) event.preventDefault();
  else form.dataset.sent = "";
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
