// Keys of the case form: arrows change the fault while one types, Alt and a digit choose a place, Alt and a letter fills
// in an address that is known. Without scripts every choice is a plain button or field.

const form = document.getElementById("case-form");
const ahead = document.getElementById("ahead");
const typed = form?.querySelector("[data-faults]");
const address = form?.querySelector("[name=address]");

function changed(element) {
  element.dispatchEvent(new Event("change", { bubbles: true }));
}

function ask() {
  typed.dispatchEvent(new Event("change", { bubbles: true }));
}

function moveFault(step) {
  const faults = [...ahead.querySelectorAll("input[name=fault]")];
  if (!faults.length) return;
  const at = faults.findIndex((one) => one.checked);
  const next = faults[Math.min(faults.length - 1, Math.max(0, at + step))];
  next.checked = true;
  ask();
}

// What was typed decides again, until somebody picks another by hand.
function letGo() {
  for (const one of ahead.querySelectorAll("input[name=fault]:checked")) one.checked = false;
}

function pickPlace(digit) {
  const places = ahead.querySelectorAll("[data-keys=digits] input");
  const place = places[digit - 1];
  if (!place) return false;
  place.checked = true;
  ask();
  return true;
}

function useAddress(button) {
  address.value = button.dataset.address;
  changed(address);
  address.focus();
}

function startAddresses() {
  const buttons = document.querySelectorAll("[data-known] button");
  buttons.forEach((button, index) => {
    const letter = String.fromCharCode(97 + index);
    button.hidden = false;
    button.dataset.letter = letter;
    const key = document.createElement("kbd");
    key.textContent = letter.toUpperCase();
    button.prepend(key);
    button.addEventListener("click", () => useAddress(button));
  });
}

function onKey(event) {
  if (event.altKey && /^Digit[1-9]$/.test(event.code)) {
    if (pickPlace(Number(event.code.slice(5)))) event.preventDefault();
    return;
  }
  if (event.altKey && /^Key[A-I]$/.test(event.code)) {
    const letter = event.code.slice(3).toLowerCase();
    const button = document.querySelector(`[data-known] [data-letter="${letter}"]`);
    if (!button) return;
    event.preventDefault();
    useAddress(button);
    return;
  }
  if (event.target === typed && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    moveFault(event.key === "ArrowDown" ? 1 : -1);
  }
}

if (form && ahead && typed) {
  startAddresses();
  typed.addEventListener("input", letGo);
  document.addEventListener("keydown", onKey);
  ahead.addEventListener("change", (event) => {
    if (event.target.matches("input[type=radio]")) ask();
  });
  typed.focus();
}
