import { readFileSync } from 'node:fs';
import { ZodObject, type ZodType } from 'zod';
import { ClawberthError } from './errors.ts';

/**
 * The settings of a process, parsed and typed. `X_FILE` gives the value of `X` from that file
 * (last line break cut off; an empty file says nothing), unless the schema itself asks for `X_FILE`. Every mistake is named at once.
 * Throws `invalid_input` with a plain list; never prints a value.
 */
export function readEnv<T>(schema: ZodType<T>, source: Record<string, string | undefined>): T {
  const values: Record<string, string> = {};
  const asked = schema instanceof ZodObject ? Object.keys(schema.shape) : [];
  for (const [name, value] of Object.entries(source)) {
    if (value === undefined || value === '') continue;
    values[name] = value;
    const plain = name.endsWith('_FILE') ? name.slice(0, -'_FILE'.length) : '';
    if (plain === '' || source[plain] || asked.includes(name)) continue;
    try {
      const content = readFileSync(value, 'utf8').replace(/\r?\n$/, '');
      if (content !== '') values[plain] ??= content;
    } catch {
      // Only a problem when the schema asks for it: below, as a missing setting.
    }
  }
  const parsed = schema.safeParse(values);
  if (parsed.success) return parsed.data;
  const problems: string[] = [];
  for (const issue of parsed.error.issues) {
    const name = issue.path.join('.') || 'settings';
    const missing = issue.code === 'invalid_type' && values[name] === undefined;
    const file = source[`${name}_FILE`];
    if (missing && file) problems.push(`${name}: the file ${file}, named by ${name}_FILE, cannot be read.`);
    else if (missing) problems.push(`${name} is missing. Set it, or ${name}_FILE to a file that holds it.`);
    else problems.push(`${name}: ${issue.message}`);
  }
  throw new ClawberthError('invalid_input', `The settings are not complete:\n- ${problems.join('\n- ')}`);
}
