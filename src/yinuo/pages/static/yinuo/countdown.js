// Counts down to the times on a promise card by the server's clock, and moves the card's rail.

const EVERY_MS = 1000;
let serverMs = Date.now();
let readAt = performance.now();

// The server says its time with the page and again with every refreshed part (data-now).
function readServerTime() {
  const part = document.querySelector("[data-live] [data-now]") || document.querySelector("[data-now]");
  const meta = document.querySelector('meta[name="yinuo-now"]');
  const ms = Date.parse(part ? part.dataset.now : meta ? meta.content : "");
  if (Number.isNaN(ms)) return;
  serverMs = ms;
  readAt = performance.now();
}

function now() {
  return serverMs + (performance.now() - readAt);
}

function inWords(minutes, { hour, minute }) {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (!hours) return `${rest} ${minute}`;
  return rest ? `${hours} ${hour} ${rest} ${minute}` : `${hours} ${hour}`;
}

function showLeft(at) {
  for (const left of document.querySelectorAll("[data-left]")) {
    const minutes = Math.max(0, Math.ceil((Date.parse(left.dataset.left) - at) / 60000));
    const text = inWords(minutes, left.dataset);
    if (left.textContent !== text) left.textContent = text;
  }
}

function moveRails(at) {
  for (const rail of document.querySelectorAll("[data-rail]:not([data-still])")) {
    const from = Date.parse(rail.dataset.from);
    const to = Date.parse(rail.dataset.to);
    const percent = Math.min(100, Math.max(0, ((at - from) / (to - from)) * 100));
    const gone = rail.querySelector("[data-gone]");
    if (gone) gone.setAttribute("width", `${percent.toFixed(1)}%`);
    const here = rail.querySelector("[data-here]");
    if (!here) continue;
    here.setAttribute("x", `${percent.toFixed(1)}%`);
    here.setAttribute("text-anchor", percent < 22 ? "start" : percent > 78 ? "end" : "middle");
    const clock = new Date(at).toLocaleTimeString("en-GB", {
      hour: "2-digit", minute: "2-digit", timeZone: "Asia/Shanghai",
    });
    here.textContent = here.textContent.replace(/\d\d:\d\d/, clock);
  }
}

// The verdict is the server's: when a time runs out, the live part is asked for anew, once.
function noticeEnds(at, asked) {
  for (const rail of document.querySelectorAll("[data-rail]:not([data-still])")) {
    const to = rail.dataset.to;
    if (Date.parse(to) > at || asked.has(to)) continue;
    asked.add(to);
    document.dispatchEvent(new CustomEvent("yinuo:ended"));
  }
}

export function startCountdown() {
  if (!document.querySelector("[data-left], [data-rail], [data-live]")) return;
  const asked = new Set();
  const step = () => {
    const at = now();
    showLeft(at);
    moveRails(at);
    noticeEnds(at, asked);
  };
  readServerTime();
  step();
  setInterval(step, EVERY_MS);
  document.addEventListener("htmx:after:swap", () => {
    readServerTime();
    step();
  });
}
