// The two lists: rows come from the server as they stand there; only those that differ are put in anew.

import { countText } from "./clock.js";

export class List {
  constructor(root, name) {
    this.root = root;
    this.name = name;
    this.html = new Map();
    this.rows = new Map();
    for (const row of root.querySelectorAll(`[data-${name}]`)) this.rows.set(row.dataset[name], row);
  }

  // Put the rows in this order; whoever had the keyboard's focus keeps it.
  show(items) {
    const focused = document.activeElement?.closest?.(`[data-${this.name}]`)?.dataset[this.name];
    const left = new Set(this.rows.keys());
    let before = null;
    for (const item of items) {
      left.delete(item.id);
      const row = this.row(item);
      const next = before ? before.nextElementSibling : this.root.firstElementChild;
      if (row !== next) this.root.insertBefore(row, next);
      before = row;
    }
    for (const id of left) this.drop(id);
    const again = focused && this.rows.get(focused);
    if (again && !again.contains(document.activeElement)) again.querySelector("a")?.focus();
  }

  row(item) {
    const known = this.rows.get(item.id);
    if (known && (this.html.get(item.id) === item.html || !item.html)) return known;
    const box = document.createElement("template");
    box.innerHTML = item.html;
    const row = box.content.firstElementChild;
    if (known) {
      row.classList.toggle("is-chosen", known.classList.contains("is-chosen"));
      known.replaceWith(row);
    }
    this.rows.set(item.id, row);
    this.html.set(item.id, item.html);
    return row;
  }

  drop(id) {
    this.rows.get(id)?.remove();
    this.rows.delete(id);
    this.html.delete(id);
  }

  choose(id) {
    for (const [key, row] of this.rows) row.classList.toggle("is-chosen", key === id);
  }
}

// One second of every countdown: a node is written only when its text or tone is another one.
export function tick(list, jobs, at, tones) {
  for (const job of jobs) {
    const row = list.rows.get(job.id);
    if (!row) continue;
    if (row.dataset.tone !== job.tone) {
      row.dataset.tone = job.tone;
      row.querySelector("[data-word]").textContent = tones[job.tone];
    }
    if (job.due === null) continue;
    const text = countText(job.due, at);
    const count = row.querySelector("[data-count]");
    if (count.textContent !== text) count.textContent = text;
  }
}
