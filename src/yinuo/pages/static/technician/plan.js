// Walks the plan that the server made of its own rules: where a visit stands once the phone's steps are added to it.

// The number of the node that the steps lead to; null if one of them isn't on the plan from where it was done.
export function walk(plan, steps) {
  let at = 0;
  for (const { task, said } of steps) {
    const ways = plan[at].ways[task];
    const way = ways?.find(({ when }) => Object.entries(when).every(([name, value]) => said[name] === value));
    if (!way) return null;
    at = way.to;
  }
  return at;
}
