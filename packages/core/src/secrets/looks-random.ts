/** How often neighbours are of different classes in random base62: 0.62. In names, words and numbers it is far below. */
const CHANGES_MIN = 0.36;

/**
 * Whether a run of base64 signs of 32 characters or more looks drawn by lot: small and capital letters and digits in turn,
 * or a long hexadecimal number. Words, IBANs, dates and UUIDs do not.
 */
export function looksRandom(run: string): boolean {
  if (/^[0-9a-f]{32,}$/.test(run)) return /[0-9]/.test(run) && /[a-f]/.test(run) && variety(run) >= 8;
  const letters = run.replace(/[^A-Za-z0-9]/g, '');
  if (letters.length < 28 || !/[a-z]/.test(letters) || !/[A-Z]/.test(letters) || !/[0-9]/.test(letters)) return false;
  if (variety(letters) < 14) return false;
  const changes = [...letters].filter((sign, at) => at > 0 && classOf(sign) !== classOf(letters.charAt(at - 1))).length;
  return changes / (letters.length - 1) >= CHANGES_MIN;
}

function variety(text: string): number {
  return new Set(text).size;
}

function classOf(sign: string): 'digit' | 'small' | 'capital' {
  return sign <= '9' ? 'digit' : sign >= 'a' ? 'small' : 'capital';
}
