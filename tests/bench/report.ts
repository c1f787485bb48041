/** The middle value; of an even number, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  if (low === undefined || high === undefined) throw new Error('There is no median of nothing');
  return (low + high) / 2;
}

/** A Markdown table: what, median, range. */
export function printTable(rows: ReadonlyArray<readonly [string, string, string]>): void {
  const lines = ['| what | median | range |', '|---|---|---|', ...rows.map((row) => `| ${row.join(' | ')} |`)];
  process.stdout.write(`${lines.join('\n')}\n`);
}
