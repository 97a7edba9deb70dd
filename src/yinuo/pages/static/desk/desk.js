// Keys of the case form: arrows change the fault while one types, Alt and a digit answer what is asked, Alt and a letter
// fills in an address that is known. Without scripts every choice is a plain button or field.

const form = document.getElementById("case-form");
const ahead = document.getElementById("ahead");
const typed = form?.querySelector("[data-faults]");
const address = form?.querySelector("[name=address]");
let held = "";

// What stands beside the form is asked for anew, as if something had been typed.
function ask() {
  typed.dispatchEvent(new Event("change", { bubbles: true }));
}

function faults() {
  return [...ahead.querySelectorAll("input[name=fault]")];
}

function moveFault(step) {
  const all = faults();
  if (!all.length) return;
  const at = all.findIndex((one) => one.checked);
  all[Math.min(all.length - 1, Math.max(0, at + step))].checked = true;
  ask();
}

// What was typed decides again, until somebody picks another by hand.
function letGo() {
  for (const one of faults()) one.checked = false;
}

function answers() {
  return [...ahead.querySelectorAll("[data-keys] input")];
}

function addKey(label, text) {
  const key = document.createElement("kbd");
  key.textContent = text;
  label.append(key);
}

function numberAnswers() {
  answers().slice(0, 9).forEach((input, index) => addKey(input.closest("label"), String(index + 1)));
}

function answer(digit) {
  const input = answers()[digit - 1];
  if (!input) return false;
  input.checked = true;
  ask();
  return true;
}

function useAddress(button) {
  address.value = button.dataset.address;
  ask();
  address.focus();
}

function letterAddresses() {
  document.querySelectorAll("[data-known] button").forEach((button, index) => {
    const letter = String.fromCharCode(97 + index);
    button.hidden = false;
    button.dataset.letter = letter;
    addKey(button, letter.toUpperCase());
    button.addEventListener("click", () => useAddress(button));
  });
}

function onKey(event) {
  if (event.altKey && /^Digit[1-9]$/.test(event.code)) {
    if (answer(Number(event.code.slice(5)))) event.preventDefault();
  } else if (event.altKey && /^Key[A-I]$/.test(event.code)) {
    const letter = event.code.slice(3).toLowerCase();
    const button = document.querySelector(`[data-known] [data-letter="${letter}"]`);
    if (!button) return;
    event.preventDefault();
    useAddress(button);
  } else if (event.target === typed && ["ArrowDown", "ArrowUp"].includes(event.key)) {
    event.preventDefault();
    moveFault(event.key === "ArrowDown" ? 1 : -1);
  }
}

// Who was choosing with the keyboard goes on where they were.
function remember() {
  const at = document.activeElement;
  held = ahead.contains(at) && at.name ? `input[name="${at.name}"][value="${at.value}"]` : "";
}

function renewed() {
  numberAnswers();
  if (held) ahead.querySelector(held)?.focus();
}

if (form && ahead && typed) {
  numberAnswers();
  letterAddresses();
  typed.addEventListener("input", letGo);
  document.addEventListener("keydown", onKey);
  document.addEventListener("htmx:before:swap", remember);
  document.addEventListener("htmx:after:swap", renewed);
  ahead.addEventListener("change", (event) => {
    if (event.target.matches("input[type=radio]")) ask();
  });
  typed.focus();
}
