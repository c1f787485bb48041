export type Encoded = { encoding: string; bytes: Buffer };

const PIECE = 10;
const SHORTEST = 8;

/** The forms in which a secret can stand in a dump, a log or an answer, each once. */
export function encodingsOf(value: Buffer, random: string | null = null): Encoded[] {
  const text = value.toString('utf8');
  const isText = Buffer.from(text).equals(value);
  const found: Encoded[] = [{ encoding: 'plain', bytes: value }, ...base64Forms(value), ...hexForms(value)];
  if (isText) found.push(...textForms(text), ...piecesOf(random ?? text));
  found.push({ encoding: 'reversed', bytes: Buffer.from(value.toReversed()) });
  return once(found.filter(({ bytes }) => bytes.length >= SHORTEST));
}

/** A code of a few digits stands by chance in every timestamp; as a value of its own it has these around it. */
export function delimitedForms(value: string): Encoded[] {
  const around: [string, string][] = [
    ['"', '"'],
    ["'", "'"],
    ['\t', '\t'],
    ['=', '&'],
    ['>', '<'],
    ['\\"', '\\"'],
    ['%22', '%22'],
  ];
  return around.map(([left, right]) => ({ encoding: 'plain', bytes: Buffer.from(`${left}${value}${right}`) }));
}

/** Base64 of whatever it stands in: at each of the three alignments, without the characters that its neighbours change. */
function base64Forms(value: Buffer): Encoded[] {
  return [0, 1, 2].flatMap((shift) => {
    const padded = Buffer.concat([Buffer.alloc(shift), value])
      .toString('base64')
      .replace(/=+$/, '');
    const from = Math.ceil((shift * 8) / 6);
    const to = Math.floor(((shift + value.length) * 8) / 6);
    const core = padded.slice(from, to);
    return [core, core.replaceAll('+', '-').replaceAll('/', '_')].map((form) => ({
      encoding: 'base64',
      bytes: Buffer.from(form),
    }));
  });
}

function hexForms(value: Buffer): Encoded[] {
  const hex = value.toString('hex');
  return [hex, hex.toUpperCase()].map((form) => ({ encoding: 'hex', bytes: Buffer.from(form) }));
}

function textForms(text: string): Encoded[] {
  const url = encodeURIComponent(text);
  const strict = url.replaceAll(/[!'()*~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const all = [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  const json = JSON.stringify(text).slice(1, -1);
  const script = json.replaceAll(
    /[<>&'\u007F-\uFFFF]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const utf16 = Buffer.from(text, 'utf16le');
  const forms: [string, string | Buffer][] = [
    ['url', url],
    ['url', strict],
    ['url', strict.replaceAll(/%../g, (code) => code.toLowerCase())],
    ['url', strict.replaceAll('%20', '+')],
    ['url', encodeURI(text)],
    ['url', encodeURIComponent(url)],
    ['url', all],
    ['url', all.toUpperCase()],
    ['json', json],
    ['json', script],
    ['json', JSON.stringify(json).slice(1, -1)],
    ['sql', text.replaceAll('\\', '\\\\')],
    ['sql', text.replaceAll("'", "''")],
    ['csv', text.replaceAll('"', '""')],
    ['html', escapeHtml(text, '&#x27;')],
    ['html', escapeHtml(text, '&#39;')],
    ['utf-16', utf16],
    ['utf-16', Buffer.from(utf16).swap16()],
    ['reversed', [...text].toReversed().join('')],
    ['reversed', Buffer.from(utf16.toReversed())],
    ['reversed', Buffer.from([...text].toReversed().join(''), 'utf16le')],
  ];
  return forms.map(([encoding, form]) => ({ encoding, bytes: Buffer.from(form) }));
}

const escapeHtml = (text: string, apostrophe: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", apostrophe);

/** Error messages quote a few characters of what they could not read: every run of ten. */
export function piecesOf(random: string): Encoded[] {
  const count = Math.max(0, random.length - PIECE + 1);
  return Array.from({ length: count }, (_, at) => ({
    encoding: 'piece',
    bytes: Buffer.from(random.slice(at, at + PIECE)),
  }));
}

function once(all: Encoded[]): Encoded[] {
  const byBytes = new Map<string, Encoded>();
  for (const one of all) {
    const key = one.bytes.toString('latin1');
    if (!byBytes.has(key)) byBytes.set(key, one);
  }
  return [...byBytes.values()];
}
