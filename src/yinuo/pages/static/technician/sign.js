// A box to sign in: its lines go into the form as points from 0 to 1000 across and 0 to 400 down.

const WIDE = 1000;
const HIGH = 400;

function inPoints(groups, { clientWidth, clientHeight }) {
  const within = (value, most) => Math.min(most, Math.max(0, Math.round(value)));
  return groups.map(({ points }) =>
    points.map(({ x, y }) => [within((x / clientWidth) * WIDE, WIDE), within((y / clientHeight) * HIGH, HIGH)]),
  );
}

function inPixels(lines, { clientWidth, clientHeight }) {
  const ink = { penColor: "#16211f", dotSize: 0, minWidth: 0.5, maxWidth: 2.5, velocityFilterWeight: 0.7 };
  return lines.map((line) => ({
    ...ink,
    points: line.map(([x, y]) => ({ x: (x / WIDE) * clientWidth, y: (y / HIGH) * clientHeight, pressure: 0.5, time: 0 })),
  }));
}

async function start(box) {
  const { default: SignaturePad } = await import("../vendor/signature_pad-5.1.4.min.js");
  const canvas = box.querySelector("canvas");
  const field = box.querySelector("input[type=hidden]");
  const pad = new SignaturePad(canvas, { penColor: "#16211f" });
  box.querySelector(".sign-paper").hidden = false;

  // The paper has its size only when it is seen; what was signed is drawn again in the new one.
  new ResizeObserver(() => {
    if (!canvas.clientWidth) return;
    const scale = Math.max(1, devicePixelRatio);
    canvas.width = canvas.clientWidth * scale;
    canvas.height = canvas.clientHeight * scale;
    canvas.getContext("2d").scale(scale, scale);
    pad.clear();
    if (field.value) pad.fromData(inPixels(JSON.parse(field.value), canvas));
  }).observe(canvas);

  pad.addEventListener("endStroke", () => {
    field.value = JSON.stringify(inPoints(pad.toData(), canvas));
  });
  box.querySelector("[data-clear]").addEventListener("click", () => {
    pad.clear();
    field.value = "";
  });
}

// Makes every box below `root` ready to sign in.
export function startSigning(root) {
  for (const box of root.querySelectorAll("[data-sign]")) {
    if ("ready" in box.dataset) continue;
    box.dataset.ready = "";
    start(box);
  }
}
