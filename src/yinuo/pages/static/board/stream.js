// The board's ear: opens the stream, says when it is lost, and is back within a second of the server's return.

const RETRY_MS = [200, 400, 700, 900];
const SAY_LOST_AFTER_MS = 800;
const TICKET_GOOD_FOR_MS = 14 * 60_000;

export class Stream {
  // `handlers`: changed, moved(list), resync; `getTicket` gives the newest, `renew` fetches a new one.
  constructor(address, handlers, ticket) {
    this.address = address;
    this.handlers = handlers;
    this.setTicket(ticket);
    this.tries = 0;
    window.addEventListener("online", () => this.retryNow());
    window.addEventListener("pagehide", () => this.source?.close());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") this.retryNow();
    });
  }

  setTicket(ticket) {
    this.ticket = ticket;
    this.ticketAt = performance.now();
  }

  connect() {
    const url = new URL(this.address, location.href);
    url.searchParams.set("ticket", this.ticket);
    const source = new EventSource(url);
    this.source = source;
    source.addEventListener("open", () => this.opened());
    source.addEventListener("changed", () => this.handlers.changed());
    source.addEventListener("resync", () => this.handlers.resync());
    source.addEventListener("moved", (event) => this.handlers.moved(JSON.parse(event.data)));
    source.addEventListener("error", () => {
      source.close();
      if (this.source === source) this.lost();
    });
  }

  opened() {
    clearTimeout(this.lostTimer);
    this.lostTimer = 0;
    this.tries = 0;
    this.handlers.state("live");
  }

  lost() {
    this.source = null;
    this.lostTimer ||= setTimeout(() => this.handlers.state("lost"), SAY_LOST_AFTER_MS);
    const wait = RETRY_MS[Math.min(this.tries, RETRY_MS.length - 1)] * (0.8 + Math.random() / 5);
    this.tries += 1;
    clearTimeout(this.retryTimer);
    this.retryTimer = setTimeout(() => this.retryNow(), wait);
  }

  // A ticket lives for a quarter of an hour; with an old one the pages are asked first.
  async retryNow() {
    clearTimeout(this.retryTimer);
    if (this.source) return;
    if (performance.now() - this.ticketAt > TICKET_GOOD_FOR_MS) await this.handlers.renew();
    if (!this.source) this.connect();
  }
}
