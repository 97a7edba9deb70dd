// Turns nudges on and off for this browser. Without JavaScript, or where a browser has no push, nothing is shown.

const KEPT = "yinuo-push";
const box = document.querySelector("[data-push]");

async function send(body) {
  const answer = await fetch(box.dataset.path, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "X-CSRFToken": box.querySelector("[name=csrfmiddlewaretoken]").value,
    },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(String(answer.status));
}

function bytes(text) {
  const padded = text.replace(/-/g, "+").replace(/_/g, "/");
  return Uint8Array.from(atob(padded), (letter) => letter.charCodeAt(0));
}

function show(state) {
  box.hidden = false;
  for (const part of box.querySelectorAll("[data-when]")) part.hidden = part.dataset.when !== state;
}

async function keepPath() {
  const kept = await caches.open(KEPT);
  await kept.put(`/push/about/${encodeURIComponent(box.dataset.about)}`, new Response(box.dataset.page));
}

async function turnOn(registration) {
  if ((await Notification.requestPermission()) !== "granted") return show("denied");
  const subscription = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: bytes(box.dataset.key),
  });
  await send(subscription.toJSON());
  await keepPath();
  show("on");
}

async function turnOff(registration) {
  const subscription = await registration.pushManager.getSubscription();
  if (subscription) await send({ endpoint: subscription.endpoint, off: true });
  show("off");
}

async function begin() {
  const registration = await navigator.serviceWorker.register(box.dataset.worker, { scope: "/push/" });
  const act = (todo) => async () => {
    try {
      await todo(registration);
    } catch {
      show("failed");
    }
  };
  for (const button of box.querySelectorAll("button[data-on]")) button.addEventListener("click", act(turnOn));
  for (const button of box.querySelectorAll("button[data-off]")) button.addEventListener("click", act(turnOff));
  if (Notification.permission === "denied") return show("denied");
  const subscription = await registration.pushManager.getSubscription();
  const isOn = subscription && Notification.permission === "granted" && "isOn" in box.dataset;
  show(isOn ? "on" : "off");
}

if (box && "serviceWorker" in navigator && "PushManager" in window && "Notification" in window) {
  begin().catch(() => {
    box.hidden = true;
  });
}
