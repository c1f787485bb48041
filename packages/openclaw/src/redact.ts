const SECRET = '[hidden]';

/**
 * Shapes of things that must not stand in a log, most particular first. The long
 * patterns at the end would also hide a hash; a hidden hash is the smaller harm.
 */
const PATTERNS: readonly { pattern: RegExp; replacement: string }[] = [
  // Telegram: numeric bot id, colon, 35 characters; also inside a path (/bot<token>/).
  { pattern: /(?<!\d)\d{6,12}:[A-Za-z0-9_-]{30,}/g, replacement: SECRET },
  // Authorization headers and the values of keys with telling names.
  { pattern: /\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi, replacement: `$1 ${SECRET}` },
  {
    pattern: /((?:x-api-key|api[_-]?key|token|secret|password|authorization)["']?\s*[:=]\s*["']?)[^\s"',;&}]{8,}/gi,
    replacement: `$1${SECRET}`,
  },
  // Passwords in addresses.
  { pattern: /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]+:)[^\s@/]+@/gi, replacement: `$1${SECRET}@` },
  // Provider keys.
  {
    pattern: /\b(?:sk|pk|rk|xox[abprs]|ghp|gho|ghs|github_pat|glpat|whsec)[-_][A-Za-z0-9_-]{16,}/g,
    replacement: SECRET,
  },
  { pattern: /\bAIza[A-Za-z0-9_-]{30,}/g, replacement: SECRET },
  { pattern: /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/g, replacement: SECRET },
  // Anything long that looks random: at least 40 of base64url with a digit and a letter.
  {
    pattern: /(?<![A-Za-z0-9_/.-])(?=[A-Za-z0-9_-]*\d)(?=[A-Za-z0-9_-]*[A-Za-z])[A-Za-z0-9_-]{40,}={0,2}/g,
    replacement: SECRET,
  },
];

/** A text with everything that looks like a token, key or password replaced by "[hidden]". */
export function redact(text: string): string {
  return PATTERNS.reduce((result, { pattern, replacement }) => result.replaceAll(pattern, replacement), text);
}
