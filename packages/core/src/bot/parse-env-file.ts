import { VARIABLE_LIMITS } from '@clawberth/openclaw/variables';
import type { SecretPlace } from '../logging/secret-shapes.ts';
import { nameProblem, type VariableProblem } from './variable-names.ts';
import { isSecretVariable, valueProblem } from './variable-values.ts';

export type EnvFileEntry = {
  /** From 1, where the entry begins. */
  line: number;
  /** What stands before the `=`; empty for a line without one. */
  name: string;
  value: string;
  /** What must be put right before this entry can be taken; null for a good one. */
  problem: string | null;
  /** Where the value belongs: elsewhere, or `variable` for one that should be marked as secret. */
  place: SecretPlace | null;
};

/** Twice what a bot's environment may hold: comments take room too. */
const FILE_CHARACTERS = 2 * VARIABLE_LIMITS.totalBytes;
/** As dotenv reads a line (lib/main.js of 18.0.10), with names of any signs, so that a bad one can be shown. */
const ASSIGNMENT =
  /[^\S\n]*(?:export[^\S\n]+)?([^\s=:#'"`]+)(?:[^\S\n]*=[^\S\n]*?|:[^\S\n]+?)([^\S\n]*'(?:\\'|[^'])*'|[^\S\n]*"(?:\\"|[^"])*"|[^\S\n]*`(?:\\`|[^`])*`|[^#\n]+)?[^\S\n]*(#.*)?$/my;

/**
 * Reads a .env file as dotenv does: comments, `export`, three kinds of quotes, values of many lines, \n and \r in double
 * quotes; Windows' line ends and a byte order mark are fine. Unlike dotenv it says what it cannot read, what stands twice
 * and what a bot's environment will not take. Pure, for the browser: nothing is sent anywhere.
 */
export function parseEnvFile(text: string): { entries: EnvFileEntry[]; problem: string | null } {
  if (text.length > FILE_CHARACTERS)
    return whole(`This file is too long: please leave it below ${FILE_CHARACTERS / 1024} KiB.`);
  // Bytes that are no UTF-8 come as U+FFFD.
  if (text.includes('\0') || text.split('\ufffd').length > 2 + text.length / 20)
    return whole('This is not a text file. Please choose a file with lines such as SHOP_URL=https://…');
  const source = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const entries: EnvFileEntry[] = [];
  let line = 1;
  for (let at = 0; at < source.length;) {
    const { entry, length } = readLine(source, at, line);
    if (entry !== null) entries.push(entry);
    line += source.slice(at, at + length).split('\n').length;
    at += length + 1;
  }
  if (entries.length === 0)
    return whole('There is no variable in this file. A line should look like SHOP_URL=https://…');
  nameDuplicates(entries);
  const { count } = VARIABLE_LIMITS;
  const problem = entries.length > count ? `A bot can have ${count} variables; this file has ${entries.length}.` : null;
  return { entries, problem };
}

function whole(problem: string): { entries: []; problem: string } {
  return { entries: [], problem };
}

/** The entry that begins there, null for a comment or an empty line; `length` without the last line's end. */
function readLine(source: string, at: number, line: number): { entry: EnvFileEntry | null; length: number } {
  const end = source.indexOf('\n', at);
  const text = source.slice(at, end === -1 ? undefined : end);
  if (/^\s*(?:#|$)/.test(text)) return { entry: null, length: text.length };
  ASSIGNMENT.lastIndex = at;
  const match = ASSIGNMENT.exec(source);
  if (match === null) {
    const name = /^\s*(?:export\s+)?([^=]*?)\s*=/.exec(text)?.[1] ?? '';
    const message =
      name === ''
        ? 'This line cannot be read. It should look like NAME=value.'
        : (nameProblem(name)?.message ?? UNREADABLE);
    return { entry: { line, name, value: '', problem: message, place: null }, length: text.length };
  }
  const [all, name = '', written = '', comment] = match;
  return { entry: { line, name, ...judge(name, written, comment !== undefined) }, length: all.length };
}

const UNREADABLE = 'This line cannot be read. Please put the value in quotes.';

function judge(name: string, written: string, commented: boolean): Pick<EnvFileEntry, 'value' | 'problem' | 'place'> {
  const value = unquote(written.trim());
  const wrong = nameProblem(name) ?? quotesProblem(written, commented) ?? valueProblem({ name, value, secret: true });
  if (wrong !== null) return { value, problem: wrong.message, place: wrong.place };
  const place = isSecretVariable({ name, value }) ? 'variable' : null;
  const plainly = place === null ? valueProblem({ name, value, secret: false }) : null;
  return { value, problem: plainly?.message ?? null, place };
}

function unquote(trimmed: string): string {
  const value = trimmed.replace(/^(['"`])([\s\S]*)\1$/gm, '$2');
  return trimmed.startsWith('"') ? value.replace(/\\n/g, '\n').replace(/\\r/g, '\r') : value;
}

/** What dotenv takes without a word and hardly ever is what was meant. */
function quotesProblem(written: string, commented: boolean): VariableProblem | null {
  const trimmed = written.trim();
  const [quote = ''] = trimmed;
  const quoted = /^['"`]/.test(quote);
  if (quoted && (trimmed.length === 1 || !trimmed.endsWith(quote)))
    return { message: `The quote ${quote} that opens here is not closed.`, place: null };
  if (!quoted && commented && /\S$/.test(written))
    return { message: 'A # ends the value here. Please put the value in quotes if the # belongs to it.', place: null };
  if (trimmed.includes('\ufffd'))
    return { message: 'This value has signs that cannot be read. Please save the file as UTF-8.', place: null };
  return null;
}

function nameDuplicates(entries: readonly EnvFileEntry[]): void {
  const named = entries.filter(({ name }) => name !== '');
  for (const same of Map.groupBy(named, ({ name }) => name).values()) {
    if (same.length < 2) continue;
    const lines = same.map(({ line }) => line);
    const shown = lines.length > 5 ? [...lines.slice(0, 4), `${lines.length - 4} more`] : lines;
    const problem = `This name stands on the lines ${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}. Please keep one of them.`;
    for (const entry of same) entry.problem = problem;
  }
}
