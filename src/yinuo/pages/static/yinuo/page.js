// What a page gains where scripts run: countdowns, live parts, the phone's position. Every page works without.
// These scripts keep to ES2019: the browser inside a chat app may be years old.

import { startCountdown } from "./countdown.js";
import { startLive } from "./live.js";
import { startPositions } from "./position.js";
import { startSuggestions } from "./suggest.js";

startCountdown();
startLive();
startPositions();
startSuggestions();

// After a refused form the summary is read out, and the keyboard starts there.
const flawed = document.querySelector("[data-focus]");
if (flawed) flawed.focus();

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// Large type in place, so that a half-filled form isn't lost to a reload. Without scripts the form does it.
async function enlarge(event) {
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
}
const largeType = document.querySelector("form[data-large-type]");
if (largeType) largeType.addEventListener("submit", enlarge);

// A second tap on a form that is under way does nothing; going back makes the form usable again. On the window, so
// that whoever on the page holds a form back for a moment has spoken first.
window.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === "dialog" || form.hasAttribute("hx-post")) return;
  if ("sent" in form.dataset) event.preventDefault();
  else form.dataset.sent = "";
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
