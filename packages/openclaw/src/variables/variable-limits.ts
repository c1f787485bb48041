/** What a bot's environment may hold. Sizes in bytes of UTF-8; Linux itself takes 128 KiB a string. */
export const VARIABLE_LIMITS = {
  nameCharacters: 64,
  valueBytes: 32 * 1024,
  count: 100,
  /** Names and values of all variables together. */
  totalBytes: 64 * 1024,
} as const;

/** POSIX's portable names of environment variables (IEEE Std 1003.1, 8.1), 1 to 64 characters. */
export const VARIABLE_NAME = /^[A-Z_][A-Z0-9_]{0,63}$/;

/** What no value may hold: an environment ends a value at NUL, and the others hide what it says. Tab and line breaks are fine. */
export const UNSENDABLE = /[^\P{Cc}\t\n\r]|\p{Cs}/u;

/** Bytes of UTF-8. */
export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
