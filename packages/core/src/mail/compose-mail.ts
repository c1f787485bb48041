import { en } from './texts/en.ts';
import type { Letter, Mail, MailMatter, MailTexts } from './types.ts';

/**
 * The letter about a matter, as subject, plain text and HTML. Names are shown as typed: markup in them stays
 * text, and no mail program makes a link of them.
 */
export function composeMail(matter: MailMatter, texts: MailTexts = en): Mail {
  const write = texts.letters[matter.kind] as (matter: MailMatter) => Letter;
  const letter = write(withoutLinks(matter));
  const { language, signature } = texts;
  return {
    subject: oneLine(letter.subject),
    text: setText(letter, signature),
    html: setHtml(letter, language, signature),
  };
}

/** Every text but the addresses of our own pages, made unfit for a link: "evil.example" in a name stays a word. */
function withoutLinks(matter: MailMatter): MailMatter {
  return unlinkFields(matter) as MailMatter;
}

const OWN = new Set(['kind', 'url', 'recipient', 'role', 'ip', 'reason']);

function unlinkFields(fields: object): object {
  const entries = Object.entries(fields).map(([key, value]: [string, unknown]) => {
    if (Array.isArray(value)) return [key, value.map((one: object) => unlinkFields(one))];
    return [key, typeof value === 'string' && !OWN.has(key) ? unlink(value) : value];
  });
  return Object.fromEntries(entries) as object;
}

/** U+2060, the word joiner, is not seen and ends what mail programs take for an address. */
const unlink = (name: string): string => oneLine(name).replace(/(?<=\S)[.:@](?=\S)/gu, (sign) => `${sign}\u2060`);

const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

function setText({ paragraphs, action, notes }: Letter, signature: string): string {
  const step = action === undefined ? [] : [`${action.label}:\n${action.url}`];
  return `${[...paragraphs, ...step, ...notes, `-- \n${signature}`].join('\n\n')}\n`;
}

const BODY =
  'margin:0;padding:24px 12px;background:#f7f4ee;font:16px/1.5 Figtree,-apple-system,Segoe UI,sans-serif;color:#22302f';
const CARD = 'max-width:520px;margin:0 auto;padding:24px;background:#fff;border:1px solid #e4ddd0;border-radius:14px';
const BUTTON =
  'display:inline-block;padding:10px 18px;background:#0b5d5e;color:#fff;border-radius:10px;text-decoration:none;font-weight:600';
const SMALL = 'margin:0 0 12px;font-size:14px;color:#5c6664';

function setHtml({ subject, paragraphs, action, notes }: Letter, language: string, signature: string): string {
  const lines = [
    ...paragraphs.map((text) => `<p style="margin:0 0 12px">${escapeHtml(text)}</p>`),
    ...(action === undefined
      ? []
      : [
          `<p style="margin:20px 0"><a href="${escapeHtml(action.url)}" style="${BUTTON}">${escapeHtml(action.label)}</a></p>`,
        ]),
    ...notes.map((text) => `<p style="${SMALL}">${escapeHtml(text)}</p>`),
    `<p style="margin:20px 0 0;font-size:14px;color:#5c6664">${escapeHtml(signature)}</p>`,
  ];
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>`,
    `<body style="${BODY}"><div style="${CARD}">`,
    ...lines,
    '</div></body></html>\n',
  ].join('\n');
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
