// Sums of what the server has priced: what a quote comes to, what is left to fit, and what is owed.

const QUANTITY = "q-";

// The lines of a quote as its form says it, at what they cost at most; those that come by themselves are added.
export function quoted(prices, said) {
  return prices
    .map((line) => ({ ...line, quantity: line.is_added ? 1 : Number(said[QUANTITY + line.code] ?? 0) }))
    .filter((line) => line.quantity > 0);
}

export function total(lines) {
  return lines.reduce((sum, line) => sum + line.fen * line.quantity, 0);
}

// The lines that hold now: of the quote that was signed for on this phone, else those the server knows of.
export function accepted(kept, steps) {
  const signed = steps.findLastIndex((step) => step.task === "accept-here");
  if (signed < 0) return kept.owed;
  const quote = steps.slice(0, signed).findLast((step) => step.task === "quote");
  return quote ? quoted(kept.prices, quote.said) : kept.owed;
}

// The quote that nobody has decided on yet; null if it wasn't made on this phone.
export function openQuote(kept, steps) {
  const quote = steps.findLast((step) => step.task === "quote");
  return quote ? quoted(kept.prices, quote.said) : null;
}

function fitted(kept, steps) {
  const counts = { ...kept.fitted };
  for (const { task, said } of steps) {
    if (task !== "part") continue;
    const line = accepted(kept, steps).find(({ code }) => code === said.part);
    if (line) counts[said.part] = line.quantity; // all that is left of a line is fitted at once
  }
  return counts;
}

// The accepted parts that aren't fitted yet, each with how many are left.
export function toFit(kept, steps) {
  const counts = fitted(kept, steps);
  return accepted(kept, steps)
    .filter((line) => line.is_fitted)
    .map((line) => ({ ...line, quantity: line.quantity - (counts[line.code] ?? 0) }))
    .filter((line) => line.quantity > 0);
}

// What is owed: of parts only what was fitted.
export function bill(kept, steps) {
  const counts = fitted(kept, steps);
  return accepted(kept, steps)
    .map((line) => ({
      ...line,
      quantity: line.is_fitted ? Math.min(line.quantity, counts[line.code] ?? 0) : line.quantity,
    }))
    .filter((line) => line.quantity > 0);
}

export function yuan(fen) {
  const whole = fen % 100 === 0 ? 0 : 2;
  return `¥${(fen / 100).toLocaleString("en-US", { minimumFractionDigits: whole, maximumFractionDigits: 2 })}`;
}
