// Fills a form's hidden place in before it is sent, if the phone and its owner allow; sends it either way.
const WAIT_MS = 6000;

async function locate() {
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      (position) => resolve(position.coords),
      () => resolve(null),
      { enableHighAccuracy: true, timeout: WAIT_MS, maximumAge: 30_000 },
    );
  });
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-position]") || !navigator.geolocation || form.dataset.place === "known") return;
  event.preventDefault();
  if (form.dataset.place === "asked") return; // a second tap while the phone still looks
  form.dataset.place = "asked";
  form.setAttribute("aria-busy", "true");
  const place = await locate();
  if (place) {
    form.elements.lat.value = place.latitude.toFixed(6);
    form.elements.lng.value = place.longitude.toFixed(6);
  }
  form.dataset.place = "known";
  form.requestSubmit(event.submitter);
});
