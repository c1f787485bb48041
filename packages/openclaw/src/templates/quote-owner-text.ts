/**
 * The owner's words as a Markdown quotation, so that a heading in them cannot
 * pass for one of ours. Control characters other than line breaks and tabs are dropped.
 */
export function quoteOwnerText(text: string): string {
  const clean = text
    .replaceAll(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .trim();
  if (clean === '') return '> (nothing was written here)';
  return clean
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
}
