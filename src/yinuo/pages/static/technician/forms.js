// A task's form on the phone: reads what was typed, checks it as the server will, and shows what is missing.

import { shrink } from "./photo.js";

const NOT_SAID = ["csrfmiddlewaretoken", "key", "preview"];
const PATIENCE_MS = 6000;

function containerOf(form, name) {
  const control = form.querySelector(`[name="${CSS.escape(name)}"]`);
  return control?.closest(".field, fieldset.q, [data-sign]") ?? form;
}

// What is wrong, by the name of the field, in the words that the server has for it.
export function check(form) {
  const words = JSON.parse(form.dataset.words || "{}");
  const data = new FormData(form);
  const errors = {};
  for (const [name, said] of Object.entries(words)) {
    const value = data.get(name);
    const isEmpty = value === null || (value instanceof File ? value.size === 0 : value.trim() === "");
    const control = form.querySelector(`[name="${CSS.escape(name)}"]`);
    if (isEmpty && said.required) errors[name] = [said.required];
    else if (!isEmpty && control && !control.validity.valid) errors[name] = [said.invalid];
  }
  for (const box of form.querySelectorAll("[data-sign]")) {
    const field = box.querySelector("input[type=hidden]");
    if (!field.value && !box.querySelector("select")?.value) errors[field.name] = [box.dataset.missing];
  }
  return errors;
}

// Fills the hidden place in, if the phone and its owner allow; the form goes on either way.
export async function fillPlace(form) {
  if (!form.matches("[data-position]") || !navigator.geolocation) return;
  const place = await new Promise((resolve) => {
    const options = { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: 30_000 };
    navigator.geolocation.getCurrentPosition(({ coords }) => resolve(coords), () => resolve(null), options);
  });
  if (!place) return;
  form.elements.lat.value = place.latitude.toFixed(6);
  form.elements.lng.value = place.longitude.toFixed(6);
}

// All that the form says, photos made small; `said` is the plain part of it, by which the plan goes on.
export async function read(form) {
  const fields = [];
  const said = {};
  for (const [name, value] of new FormData(form)) {
    if (NOT_SAID.includes(name)) continue;
    if (value instanceof File) {
      if (value.size) fields.push([name, await shrink(value)]);
    } else {
      fields.push([name, value]);
      if (!name.startsWith("sign-")) said[name] = value;
    }
  }
  return { fields, said };
}

// Types into a form what was said before; a photo can't be put back into its field and stays with the step.
export function fill(form, fields) {
  const values = new Map();
  for (const [name, value] of fields) {
    if (typeof value === "string") values.set(name, [...(values.get(name) ?? []), value]);
  }
  for (const control of form.elements) {
    const known = values.get(control.name);
    if (!control.name || control.type === "file" || NOT_SAID.includes(control.name)) continue;
    if (control.type === "checkbox" || control.type === "radio") control.checked = known?.includes(control.value) ?? false;
    else if (known) control.value = known[0];
  }
}

export function clearErrors(form) {
  form.querySelectorAll("[data-said]").forEach((said) => said.remove());
  form.querySelectorAll(".is-bad").forEach((part) => part.classList.remove("is-bad"));
  form.querySelectorAll("[aria-invalid]").forEach((control) => control.removeAttribute("aria-invalid"));
}

// Says at the top of the form and at each field what is wrong, and starts the keyboard there.
export function showErrors(form, text, errors) {
  clearErrors(form);
  const summary = document.querySelector("template[data-summary]").content.firstElementChild.cloneNode(true);
  summary.dataset.said = "";
  if (text) summary.querySelector("p").textContent = text;
  const list = summary.querySelector("ul");
  for (const [name, found] of Object.entries(errors)) {
    for (const one of found) list.append(Object.assign(document.createElement("li"), { textContent: one }));
    mark(form, name, found.join(" "));
  }
  form.prepend(summary);
  summary.focus();
}

function mark(form, name, text) {
  const part = containerOf(form, name);
  if (part === form) return;
  const said = document.querySelector("template[data-error]").content.firstElementChild.cloneNode(true);
  said.dataset.said = "";
  said.querySelector("span").textContent = text;
  part.classList.add("is-bad");
  part.closest("details")?.setAttribute("open", "");
  part.querySelector("input:not([type=hidden]), textarea, select")?.setAttribute("aria-invalid", "true");
  part.append(said);
}
