/** The text without the part from `start` to `end`; of the blanks around it one stays. */
export function cutOut(text: string, { start, end }: { start: number; end: number }): string {
  const [before, after] = [text.slice(0, start), text.slice(end)];
  const doubled = /\s$/.test(before) && /^[ \t]/.test(after);
  return before + (doubled ? after.slice(1) : after);
}
