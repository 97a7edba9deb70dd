// Keeps a live part right: listens to the stream, asks htmx to fetch the part anew, reconnects with patience.

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30000;
const WITHOUT_STREAM_MS = 30000;
const SAY_LOST_AFTER_MS = 4000;
const SAY_BACK_FOR_MS = 6000;

class LivePart {
  constructor(part) {
    this.part = part;
    this.state = document.querySelector("[data-live-state]");
    this.wait = FIRST_WAIT_MS;
    this.lostTimer = 0;
    this.source = null;
    this.retryTimer = 0;
  }

  // A browser too old for htmx loads the whole page again, unless somebody is typing in it.
  refresh() {
    if (window.htmx) {
      this.part.dispatchEvent(new CustomEvent("yinuo:refresh"));
      return;
    }
    const isTyping = document.activeElement && document.activeElement.matches("input, textarea, select");
    if (document.visibilityState === "visible" && !isTyping) location.reload();
  }

  start() {
    document.addEventListener("yinuo:ended", () => this.refresh());
    if (!this.part.dataset.stream) {
      setInterval(() => this.refresh(), WITHOUT_STREAM_MS);
      return;
    }
    this.connect();
    // A phone that was asleep comes back to a page that is right at once.
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState !== "visible") return;
      this.refresh();
      if (!this.source) this.retryNow();
    });
    window.addEventListener("online", () => this.retryNow());
    window.addEventListener("pagehide", () => {
      if (this.source) this.source.close();
    });
  }

  connect() {
    const url = new URL(this.part.dataset.stream, location.href);
    const ticket = this.part.querySelector("[data-ticket]");
    if (ticket && ticket.dataset.ticket) url.searchParams.set("ticket", ticket.dataset.ticket);
    const source = new EventSource(url);
    this.source = source;
    source.addEventListener("open", () => this.opened());
    source.addEventListener("changed", () => this.refresh());
    source.addEventListener("resync", () => this.refresh());
    source.addEventListener("error", () => {
      source.close();
      if (this.source === source) this.lost();
    });
  }

  opened() {
    clearTimeout(this.lostTimer);
    this.lostTimer = 0;
    this.wait = FIRST_WAIT_MS;
    if (!this.state || !this.state.textContent) return;
    this.refresh();
    this.say(this.state.dataset.back, true);
    setTimeout(() => {
      if (this.state.classList.contains("back")) this.say("", false);
    }, SAY_BACK_FOR_MS);
  }

  // A short break, or a ticket that ran out, is mended unnoticed; only a longer one is told.
  lost() {
    this.source = null;
    const tell = () => this.say(this.state ? this.state.dataset.lost : "", false);
    this.lostTimer = this.lostTimer || setTimeout(tell, SAY_LOST_AFTER_MS);
    const wait = this.wait * (0.75 + Math.random() / 2);
    this.wait = Math.min(LONGEST_WAIT_MS, this.wait * 2);
    this.retryTimer = setTimeout(() => this.retryNow(), wait);
  }

  // The part is fetched first: it brings what was missed, and a new ticket for the stream.
  retryNow() {
    clearTimeout(this.retryTimer);
    if (this.source) return;
    const go = () => {
      this.part.removeEventListener("htmx:finally:request", go);
      clearTimeout(late);
      if (!this.source) this.connect();
    };
    const late = setTimeout(go, LONGEST_WAIT_MS);
    this.part.addEventListener("htmx:finally:request", go);
    this.refresh();
  }

  say(text, isBack) {
    if (!this.state) return;
    this.state.textContent = text || "";
    this.state.classList.toggle("back", isBack);
  }
}

export function startLive() {
  const part = document.querySelector("[data-live]");
  if (part) new LivePart(part).start();
}
