/** amount × part ÷ whole in minor units, halves away from zero; exact, as it counts in integers. */
export function shareOf(amount: number, part: number, whole: number): number {
  const size = BigInt(Math.abs(amount)) * BigInt(part);
  const rounded = Number((size * 2n + BigInt(whole)) / (BigInt(whole) * 2n));
  return amount < 0 ? -rounded || 0 : rounded;
}

/** Splits a sum over weights so that the parts add up to it exactly: the largest remainders get the odd units. */
export function splitOver(sum: number, weights: number[]): number[] {
  const whole = weights.reduce((all, one) => all + one, 0);
  if (whole === 0) return weights.map(() => 0);
  const exact = weights.map((weight) => ({ floor: Math.floor((sum * weight) / whole), rest: (sum * weight) % whole }));
  let left = sum - exact.reduce((all, one) => all + one.floor, 0);
  const order = exact.map((_, index) => index).toSorted((a, b) => (exact[b]?.rest ?? 0) - (exact[a]?.rest ?? 0));
  const parts = exact.map((one) => one.floor);
  for (const index of order) {
    if (left === 0) break;
    parts[index] = (parts[index] ?? 0) + 1;
    left -= 1;
  }
  return parts;
}
