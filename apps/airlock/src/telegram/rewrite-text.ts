/** The body says JSON and is not. */
export class UnreadableBody extends Error {}

/**
 * Puts the `text` of a JSON or urlencoded body through `change`. The bytes come back untouched
 * where the text did not change. Throws UnreadableBody for malformed JSON.
 */
export function rewriteText(
  body: Buffer,
  mediaType: string,
  change: (text: string) => string,
): { bytes: Buffer; rewritten: boolean } {
  if (mediaType === 'application/x-www-form-urlencoded') {
    const form = new URLSearchParams(body.toString('utf8'));
    const text = form.get('text');
    if (text === null || change(text) === text) return { bytes: body, rewritten: false };
    form.set('text', change(text));
    form.delete('parse_mode');
    form.delete('entities');
    return { bytes: Buffer.from(form.toString()), rewritten: true };
  }
  if (mediaType !== 'application/json') return { bytes: body, rewritten: false };
  const parameters = parseObject(body);
  const text = parameters.text;
  if (typeof text !== 'string' || change(text) === text) return { bytes: body, rewritten: false };
  // The new sentence is plain: the old one's formatting would be applied to words it was not made for.
  const { parse_mode: _mode, entities: _entities, ...rest } = parameters;
  return { bytes: Buffer.from(JSON.stringify({ ...rest, text: change(text) })), rewritten: true };
}

function parseObject(body: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch (error) {
    throw new UnreadableBody('malformed JSON', { cause: error });
  }
}
