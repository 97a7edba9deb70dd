// Suggestions under a field in which a place is typed: the combobox of the ARIA authoring practices. Focus stays in
// the field; arrows, Enter, Escape, a click or a tap choose. A field without scripts is a plain field.

const PAUSE_MS = 120;
let count = 0;

class Combobox {
  constructor(input) {
    count += 1;
    this.input = input;
    this.asked = null;
    this.timer = 0;
    this.at = -1;
    this.list = document.createElement("ul");
    this.list.id = `suggestions-${count}`;
    this.list.className = "suggestions";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", input.dataset.suggestLabel || "");
    this.list.hidden = true;
    this.said = document.createElement("p");
    this.said.className = "vh";
    this.said.setAttribute("role", "status");
    input.after(this.list, this.said);
    input.parentElement.classList.add("suggesting");
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-haspopup", "listbox");
    input.setAttribute("aria-controls", this.list.id);
    input.setAttribute("aria-expanded", "false");
    this.listen();
  }

  listen() {
    this.input.addEventListener("input", (event) => this.typed(event));
    this.input.addEventListener("compositionend", () => this.wait());
    this.input.addEventListener("keydown", (event) => this.pressed(event));
    this.input.addEventListener("blur", () => this.close());
    // A press in the list must not take the focus out of the field, which would close the list before the click.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.choose(option);
    });
  }

  get options() {
    return [...this.list.children];
  }

  // While an input method composes, the text is letters of a keyboard, and not yet what somebody means.
  typed(event) {
    if (!event.isComposing) this.wait();
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE_MS);
  }

  async ask() {
    if (this.asked) this.asked.abort();
    const { value, selectionEnd } = this.input;
    if (!value.trim() || selectionEnd !== value.length) {
      this.close();
      return;
    }
    const asked = new AbortController();
    this.asked = asked;
    const body = new FormData();
    body.set("text", value);
    const token = this.input.form.querySelector("[name=csrfmiddlewaretoken]");
    if (token) body.set("csrfmiddlewaretoken", token.value);
    try {
      const answer = await fetch(this.input.dataset.suggest, { method: "POST", body, signal: asked.signal });
      if (answer.ok) this.show(await answer.json());
      else this.close();
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  show({ options, says }) {
    const news = options.filter((option) => option.text !== this.input.value);
    if (!news.length || document.activeElement !== this.input) {
      this.close();
      return;
    }
    this.at = -1;
    this.input.removeAttribute("aria-activedescendant");
    this.list.replaceChildren(...news.map((option, index) => this.row(option, index)));
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.said.textContent = says;
  }

  row(option, index) {
    const row = document.createElement("li");
    row.id = `${this.list.id}-${index}`;
    row.setAttribute("role", "option");
    row.setAttribute("aria-selected", "false");
    row.dataset.text = option.text;
    const marked = document.createElement("mark");
    marked.textContent = option.text.slice(option.start, option.end);
    row.append(option.text.slice(0, option.start), marked, option.text.slice(option.end));
    if (option.note) {
      const note = document.createElement("small");
      note.textContent = option.note;
      row.append(note);
    }
    return row;
  }

  pressed(event) {
    if (event.isComposing || event.keyCode === 229 || event.altKey) return;
    const isOpen = !this.list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (isOpen) this.move(event.key === "ArrowDown" ? 1 : -1);
      else this.ask();
    } else if (isOpen && event.key === "Enter" && this.at >= 0) {
      event.preventDefault();
      this.choose(this.options[this.at]);
    } else if (isOpen && event.key === "Escape") {
      event.preventDefault();
      this.close();
    }
  }

  // Past the last option comes none, which is the text as it was typed, then the first.
  move(step) {
    const places = this.options.length + 1;
    this.at = ((this.at + 1 + step + places) % places) - 1;
    this.options.forEach((option, index) => option.setAttribute("aria-selected", String(index === this.at)));
    if (this.at < 0) {
      this.input.removeAttribute("aria-activedescendant");
      return;
    }
    this.input.setAttribute("aria-activedescendant", this.options[this.at].id);
    this.options[this.at].scrollIntoView({ block: "nearest" });
  }

  choose(option) {
    this.input.value = option.dataset.text;
    this.close();
    this.input.focus();
    this.input.setSelectionRange(this.input.value.length, this.input.value.length);
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  close() {
    clearTimeout(this.timer);
    if (this.asked) this.asked.abort();
    this.at = -1;
    this.list.hidden = true;
    this.list.replaceChildren();
    this.said.textContent = "";
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

export function startSuggestions() {
  for (const input of document.querySelectorAll("input[data-suggest]")) new Combobox(input);
}
