// The board: one picture of jobs and technicians, drawn as lists, map and timeline, kept right by the stream.

import { now, setNow, setSpeed } from "./clock.js";
import { List, tick } from "./list.js";
import { BoardMap } from "./map.js";
import { Panel } from "./panel.js";
import { Stream } from "./stream.js";
import { Timeline } from "./timeline.js";

const EVERY_MS = 1000;
const BETWEEN_LOOKS_MS = 700;
const WITHOUT_STREAM_MS = 30_000;
const $ = (selector) => document.querySelector(selector);

class Board {
  constructor(data) {
    this.fixed = data;
    this.jobList = new List($("[data-jobs]"), "job");
    this.peopleList = new List($("[data-people]"), "technician");
    this.lateSaid = new Set();
    this.known = new Set(data.jobs.map((job) => job.id));
    document.body.classList.add("has-scripts");
    $("[data-map-part]").hidden = false;
    $("[data-timeline]").hidden = false;
    const choose = (kind, id) => this.choose(kind, id);
    this.map = new BoardMap($("#map"), choose);
    this.map.showOutlets(data.outlets);
    this.timeline = new Timeline($(".tl"), choose);
    const panel = $("[data-panel-part]");
    this.panel = new Panel($(".board-grid"), panel, panel.dataset, {
      onChange: () => this.look(),
      onChoose: (id) => this.chosen(id),
    });
    setSpeed(data.speed);
    setNow(data.now + performance.now() * data.speed);
    this.take(data);
    for (const job of this.jobs) if (job.tone === "bad") this.lateSaid.add(job.id);
    new ResizeObserver(() => this.map.resize()).observe($("#map"));
    setInterval(() => this.tick(), EVERY_MS);
    this.listen($("#board-stream").dataset.stream, data.ticket);
  }

  listen(address, ticket) {
    if (!address) {
      this.say("without");
      setInterval(() => this.look(), WITHOUT_STREAM_MS);
      return;
    }
    this.stream = new Stream(address, {
      changed: () => this.lookSoon(),
      resync: () => this.look(),
      renew: () => this.look(),
      moved: (moves) => this.move(moves),
      state: (name) => this.say(name),
    }, ticket);
    this.stream.connect();
  }

  // However many words come, the pages are asked once in a while, and once more after the last of them.
  lookSoon() {
    this.soon ||= setTimeout(() => {
      this.soon = 0;
      this.look();
    }, Math.max(0, BETWEEN_LOOKS_MS - (performance.now() - (this.lookedAt ?? -BETWEEN_LOOKS_MS))));
  }

  async look() {
    this.lookedAt = performance.now();
    try {
      const answer = await fetch(this.fixed.path, { headers: { Accept: "application/json" }, redirect: "manual" });
      if (answer.type === "opaqueredirect") return location.reload();
      if (!answer.ok) return null;
      const data = await answer.json();
      setNow(data.now, performance.now() - this.lookedAt);
      this.stream?.setTicket(data.ticket);
      this.take(data);
    } catch (error) {
      console.info("the pages don't answer:", error.message); // the stream's state says so, and they are asked again
    }
    return null;
  }

  take({ jobs, technicians, counts }) {
    this.jobs = jobs;
    this.people = new Map(technicians.map((person) => [person.id, person]));
    this.counts = counts;
    this.jobList.show(jobs);
    this.peopleList.show(technicians);
    $("[data-none]").hidden = jobs.length > 0;
    this.announceNew();
    this.retone(now());
    this.drawAll();
    this.tick();
  }

  drawAll() {
    const people = [...this.people.values()];
    this.map.show(this.jobs, people);
    this.timeline.show(this.jobs, people, now());
    this.drawnAt = performance.now();
  }

  // Between two looks a promise becomes tight, then late, by itself.
  retone(at) {
    let isChanged = false;
    for (const job of this.jobs) {
      if (job.due === null || job.tone === "later" || job.tone === "there") continue;
      const isTight = job.due - at < this.fixed.soon || job.seats.some((seat) => seat.eta > job.due);
      const tone = job.due <= at ? "bad" : isTight ? "warn" : "ok";
      if (tone === job.tone) continue;
      job.tone = tone;
      isChanged = true;
    }
    return isChanged;
  }

  tick() {
    const at = now();
    if (this.retone(at) || performance.now() - this.drawnAt > 60_000) this.drawAll();
    tick(this.jobList, this.jobs, at, this.fixed.tones);
    this.timeline.tick(at);
    this.count();
    this.announceLate();
  }

  count() {
    const of = (tone) => this.jobs.filter((job) => job.tone === tone).length;
    const figures = { ...this.counts, bad: of("bad"), warn: of("warn") };
    for (const node of document.querySelectorAll("[data-kpi]")) {
      const text = String(figures[node.dataset.kpi]);
      if (node.textContent !== text) node.textContent = text;
    }
  }

  move(moves) {
    for (const [id, lat, lng, seen] of moves) {
      const person = this.people.get(id);
      if (!person || seen * 1000 < person.seen) continue;
      Object.assign(person, { lat, lng, seen: seen * 1000 });
      this.map.move(person);
    }
  }

  // Said aloud: new emergencies and promises that have just broken; a tick is nothing to say.
  announceNew() {
    for (const job of this.jobs) {
      if (job.urgent && !this.known.has(job.id)) this.aloud("new", job.label);
      this.known.add(job.id);
    }
  }

  announceLate() {
    for (const job of this.jobs) {
      if (job.tone !== "bad" || this.lateSaid.has(job.id)) continue;
      this.lateSaid.add(job.id);
      this.aloud("broken", job.label);
    }
  }

  aloud(what, label) {
    const said = $("[data-said]");
    said.textContent = `${said.dataset[what]}: ${label}`;
  }

  say(name) {
    const state = $("[data-stream-state]");
    state.dataset.is = name;
    state.textContent = state.dataset[name];
  }

  choose(kind, id) {
    const list = kind === "job" ? this.jobList : this.peopleList;
    const link = list.rows.get(id)?.querySelector("a");
    if (link) this.panel.open(link.href, id);
  }

  chosen(id) {
    this.jobList.choose(id);
    this.peopleList.choose(id);
    const item = id && (this.jobs.find((job) => job.id === id) ?? this.people.get(id));
    if (item) this.map.goTo(item);
  }
}

const data = document.getElementById("board-data");
if (data) new Board(JSON.parse(data.textContent));
