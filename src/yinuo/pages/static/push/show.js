// Shows a nudge and opens what it is about. For a service worker: importScripts, no module.
// A nudge says that there is news, never what. Where it leads was kept by the page that turned nudges on.

const KEPT = "yinuo-push";

self.addEventListener("push", (event) => {
  let nudge = {};
  try {
    nudge = event.data ? event.data.json() : {};
  } catch {
    nudge = {};
  }
  const about = String(nudge.about || "");
  event.waitUntil(
    self.registration.showNotification(String(nudge.title || "Yinuo"), {
      body: String(nudge.body || ""),
      tag: about || "yinuo",
      renotify: true,
      data: { about },
    }),
  );
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open((event.notification.data || {}).about || ""));
});

async function open(about) {
  const path = await pathOf(about);
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const shown = windows.find((client) => new URL(client.url).pathname === path);
  return shown ? shown.focus() : self.clients.openWindow(path);
}

async function pathOf(about) {
  const kept = await caches.open(KEPT);
  for (const name of [about, ""]) {
    const answer = await kept.match(`/push/about/${encodeURIComponent(name)}`);
    if (answer) return answer.text();
  }
  return "/";
}
