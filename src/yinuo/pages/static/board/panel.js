// The panel beside the board: a job's or a technician's part of the page, fetched and sent without leaving the board.

const PART = { "X-Yinuo-Part": "panel" };

export class Panel {
  // `onChange` is told that something was done; `onChoose(id)` which row is open, null for none.
  constructor(grid, root, words, { onChange, onChoose }) {
    Object.assign(this, { grid, root, words, onChange, onChoose });
    this.inner = root.querySelector(".panel-in");
    document.addEventListener("click", (event) => {
      const link = event.target.closest("a[data-panel]");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      this.open(link.href, link.dataset.panel);
    });
    root.addEventListener("submit", (event) => this.send(event));
    root.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
  }

  async open(address, id) {
    const answer = await fetch(address, { headers: PART, redirect: "manual" });
    if (answer.type === "opaqueredirect") return location.assign(address);
    this.show(await answer.text());
    this.id = id;
    this.onChoose(id);
    return null;
  }

  // The form's own navigation is stopped; a refusal comes back as the same panel, with what was typed.
  async send(event) {
    const form = event.target.closest("form[data-panel-form]");
    if (!form) return;
    event.preventDefault();
    event.stopPropagation();
    if (form.getAttribute("aria-busy") === "true") return;
    form.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: PART });
      if (answer.status < 500) this.show(await answer.text());
      this.onChange();
    } finally {
      form.removeAttribute("aria-busy");
    }
  }

  show(html) {
    this.inner.innerHTML = html;
    const close = document.createElement("button");
    close.type = "button";
    close.className = "btn close";
    close.textContent = this.words.close;
    close.addEventListener("click", () => this.close());
    this.inner.prepend(close);
    this.grid.classList.add("is-open");
    this.root.scrollTop = 0;
    (this.inner.querySelector("[role=alert]") ?? this.inner).scrollIntoView({ block: "nearest" });
    this.inner.querySelector("[data-panel-title]")?.focus({ preventScroll: true });
  }

  close() {
    this.grid.classList.remove("is-open");
    const id = this.id;
    this.id = null;
    this.onChoose(null);
    document.querySelector(`:is(.queue, .people) a[data-panel="${id}"]`)?.focus();
  }
}
