// The server's clock as this page knows it: how wrong the machine's own is doesn't matter, nor how fast a demo's runs.

let serverMs = Date.now();
let readAt = performance.now();
let rate = 1;

export function setSpeed(speed) {
  rate = speed;
}

// The server says its time with every look; the way it took is split evenly.
export function setNow(ms, tookMs = 0) {
  serverMs = ms + (tookMs / 2) * rate;
  readAt = performance.now();
}

export function now() {
  return serverMs + (performance.now() - readAt) * rate;
}

export function clockText(ms) {
  return new Date(ms).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Shanghai" });
}

// The same as rows.count_text: 12:30, 1:05:00, and +3:20 once it is over.
export function countText(due, at) {
  const left = Math.round((due - at) / 1000);
  const seconds = Math.abs(left);
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const text = hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
  return left < 0 ? `+${text}` : text;
}
