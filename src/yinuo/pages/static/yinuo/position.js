// "Use my position": fills a form's hidden place in when somebody taps the button and the browser's own question
// is answered with yes; never by itself.

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

// The button shows itself only where the browser can do it; what came of it is said in the text it is described by.
function offer(button) {
  const form = button.form;
  const said = document.getElementById(button.getAttribute("aria-describedby") || "");
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      fill(form, await locate());
      if (said) said.textContent = button.dataset.done || "";
    } catch (error) {
      console.info("no position:", error.message);
      if (said) said.textContent = button.dataset.failed || "";
    }
    button.disabled = false;
  });
}

export function startPositions() {
  if (!("geolocation" in navigator)) return;
  document.querySelectorAll("button[data-locate]").forEach(offer);
}
