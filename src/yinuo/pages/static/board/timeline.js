// The timeline: technicians one below the other, the ways and the work of each, the line of now. A grid of plain boxes,
// placed through the styles of their elements; nothing is written that hasn't changed.

import { clockText } from "./clock.js";

const BACK_MS = 30 * 60_000;
const WHOLE_MS = 180 * 60_000;
const STEP_MS = 30 * 60_000;

function place(element, from, to) {
  const left = `${from.toFixed(2)}%`;
  const width = `${Math.max(0, to - from).toFixed(2)}%`;
  if (element.style.left !== left) element.style.left = left;
  if (element.style.width !== width) element.style.width = width;
}

export class Timeline {
  constructor(element, onChoose) {
    this.root = element;
    this.lanes = new Map();
    this.hours = this.add(this.root, "corner", "hours");
    this.line = document.createElement("div");
    this.line.className = "now";
    element.addEventListener("click", (event) => {
      const chosen = event.target.closest("[data-of]");
      if (chosen) onChoose(chosen.dataset.kind, chosen.dataset.of);
    });
  }

  add(root, ...names) {
    let last;
    for (const name of names) {
      last = document.createElement("div");
      last.className = name;
      root.append(last);
    }
    return last;
  }

  percent(ms) {
    return Math.min(100, Math.max(0, ((ms - this.start) / WHOLE_MS) * 100));
  }

  show(jobs, people, at) {
    this.start = Math.floor((at - BACK_MS) / STEP_MS) * STEP_MS;
    this.showHours();
    const work = new Map();
    for (const job of jobs) for (const seat of job.seats) work.set(seat.who, { job, seat });
    const left = new Set(this.lanes.keys());
    for (const person of people) {
      left.delete(person.id);
      this.showLane(person, work.get(person.id));
    }
    for (const id of left) {
      const lane = this.lanes.get(id);
      lane.name.remove();
      lane.box.remove();
      this.lanes.delete(id);
    }
    this.tick(at);
  }

  showHours() {
    if (this.shown === this.start) return;
    this.shown = this.start;
    this.hours.replaceChildren(this.line);
    for (let at = this.start + STEP_MS; at < this.start + WHOLE_MS; at += STEP_MS) {
      const hour = document.createElement("span");
      hour.textContent = clockText(at);
      hour.style.left = `${this.percent(at)}%`;
      this.hours.append(hour);
    }
  }

  lane(person) {
    const known = this.lanes.get(person.id);
    if (known) return known;
    const name = this.add(this.root, "who");
    const box = this.add(this.root, "lane");
    name.textContent = person.name;
    Object.assign(name.dataset, { of: person.id, kind: "technician" });
    const line = this.add(box, "now");
    const lane = { name, box, line, parts: new Map() };
    this.lanes.set(person.id, lane);
    return lane;
  }

  showLane(person, mine) {
    const lane = this.lane(person);
    const end = this.start + WHOLE_MS;
    const wanted = [
      ["before", "off", this.start, person.shift[0]],
      ["after", "off", person.shift[1], end],
      ["pause", "off paused", person.pause?.[0] ?? 0, person.pause?.[1] ?? 0],
      ["way", "bar way", mine?.seat.from ?? 0, mine?.seat.eta ?? 0],
      ["work", "bar work", mine?.seat.eta ?? 0, mine?.seat.until ?? 0],
    ];
    for (const [key, className, from, to] of wanted) {
      const isShown = to > from && to > this.start && from < end;
      let part = lane.parts.get(key);
      if (!isShown) {
        part?.remove();
        lane.parts.delete(key);
        continue;
      }
      if (!part) {
        part = this.add(lane.box, className);
        lane.parts.set(key, part);
      }
      place(part, this.percent(from), this.percent(to));
      if (mine && key === "work" && part.textContent !== mine.job.label) part.textContent = mine.job.label;
      if (mine && className.startsWith("bar")) this.mark(part, mine.job);
    }
  }

  mark(part, job) {
    if (part.dataset.of !== job.id) Object.assign(part.dataset, { of: job.id, kind: "job" });
    if (part.dataset.tone !== job.tone) part.dataset.tone = job.tone;
  }

  // The line of now moves by a few pixels a minute: once in five seconds is enough.
  tick(at) {
    const left = `${this.percent(at).toFixed(2)}%`;
    if (left === this.left) return;
    this.left = left;
    this.line.style.left = left;
    for (const lane of this.lanes.values()) lane.line.style.left = left;
  }
}
