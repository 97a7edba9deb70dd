// Logging out empties what a technician's phone has kept, and asks first where steps are still to be sent.

document.querySelector("form[data-leave]")?.addEventListener("submit", async (event) => {
  if (!localStorage.getItem("yinuo-phone")) return;
  event.preventDefault();
  const { leave } = await import("./leave.js");
  await leave(event.target, document.querySelector("dialog[data-leave-question]"));
});
