// Adds the phone's position to a form that asks for it, by the person's consent to the browser; never without.

const PATIENCE_MS = 8000;

function fill(form, { coords }) {
  for (const [name, value] of [["lat", coords.latitude], ["lng", coords.longitude], ["accuracy_m", coords.accuracy]]) {
    const input = form.querySelector(`input[name="${name}"]`);
    if (input) input.value = String(value);
  }
}

function locate() {
  return new Promise((resolve, reject) => {
    navigator.geolocation.getCurrentPosition(resolve, reject, {
      enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: 30000,
    });
  });
}

// A technician's form waits for the position, but not for long: without one the server says what it needs.
function askBeforeSending(form) {
  form.addEventListener("submit", async (event) => {
    if (form.dataset.position === "asked") return;
    event.preventDefault();
    form.dataset.position = "asked";
    try {
      fill(form, await locate());
    } catch (error) {
      console.info("no position:", error.message);
    }
    form.requestSubmit(event.submitter ?? undefined);
  });
}

// A customer's button: "use my position". It shows itself only where the browser can do it.
function offer(button) {
  const form = button.form;
  const said = document.getElementById(button.getAttribute("aria-describedby") ?? "");
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      fill(form, await locate());
      if (said) said.textContent = button.dataset.done ?? "";
    } catch (error) {
      console.info("no position:", error.message);
      if (said) said.textContent = button.dataset.failed ?? "";
    }
    button.disabled = false;
  });
}

export function startPositions() {
  if (!("geolocation" in navigator)) return;
  document.querySelectorAll("form[data-position]").forEach(askBeforeSending);
  document.querySelectorAll("button[data-locate]").forEach(offer);
}
