import { parse as parseWithDotenv } from 'dotenv';
import { assert, constantFrom, oneof, property, record, string, array, stringMatching } from 'fast-check';
import { expect, test } from 'vitest';
import { parseEnvFile } from './parse-env-file.ts';

const one = (text: string) => parseEnvFile(text).entries;

test('reads what files of the kind hold', () => {
  const text = `\ufeff# the shop
SHOP_URL=https://shop.example/?a=b   # where it is
export CURRENCY = EUR

GREETING="Good morning,\\nwelcome"
SIGNATURE='Ann \\n Baker'
HOURS: 8 to 6
EMPTY=
HASH="a#b"
TICKS=\`say "it's"\`
LETTER="first
second # not a comment

fourth"
LAST=1`;
  expect(parseEnvFile(text)).toEqual({
    problem: null,
    entries: [
      [2, 'SHOP_URL', 'https://shop.example/?a=b'],
      [3, 'CURRENCY', 'EUR'],
      [5, 'GREETING', 'Good morning,\nwelcome'],
      [6, 'SIGNATURE', String.raw`Ann \n Baker`],
      [7, 'HOURS', '8 to 6'],
      [8, 'EMPTY', ''],
      [9, 'HASH', 'a#b'],
      [10, 'TICKS', `say "it's"`],
      [11, 'LETTER', 'first\nsecond # not a comment\n\nfourth'],
      [15, 'LAST', '1'],
    ].map(([line, name, value]) => ({ line, name, value, problem: null, place: null })),
  });
});

test.each(['\n', '\r\n', '\r'])('line ends %j make no difference, within a value neither', (end) => {
  const lines = ['A=1', 'B="x', 'y"', '# c', 'C=3'];
  expect(one(lines.join(end))).toMatchObject([
    { line: 1, name: 'A', value: '1' },
    { line: 2, name: 'B', value: 'x\ny' },
    { line: 5, name: 'C', value: '3' },
  ]);
});

// What dotenv reads across line ends by accident (a value on the line below its name) is left out: here it is told.
const lineOf = oneof(
  record({
    before: constantFrom('', ' ', '\t', 'export ', '  export  '),
    name: stringMatching(/^[A-Z_][A-Z0-9_]{0,5}$/),
    sign: constantFrom('=', ' = ', '= ', ' =', ': '),
    value: oneof(
      string({ maxLength: 12, unit: constantFrom(...'ab1 #=:$\\n"\'`é🥐\t') }).map((text) =>
        text.replace(/^\s*['"`=:]/, ''),
      ),
      record({
        quote: constantFrom('"', "'", '`'),
        text: string({ maxLength: 16, unit: constantFrom(...'ab #=\\nr\n"\'`🥐\t') }),
        after: constantFrom('', ' ', ' # why'),
      }).map(({ quote, text, after }) => `${quote}${text.replaceAll(quote, `\\${quote}`)}${quote}${after}`),
      stringMatching(/^["'`][a-z #]{0,5}$/),
    ),
  }).map(({ before, name, sign, value }) => `${before}${name}${sign}${value}`),
  constantFrom('', '   ', '# a comment = 1', ' #', 'words without a sign', 'export', '12 34'),
);
const file = record({
  lines: array(lineOf, { maxLength: 8 }),
  end: constantFrom('\n', '\r\n', '\r'),
  mark: constantFrom('', '\ufeff'),
});

test('every value is the one that dotenv reads', () => {
  assert(
    property(file, ({ lines, end, mark }) => {
      const text = mark + lines.join(end);
      const ours = one(text).filter(
        ({ name, problem }) => /^[\w.-]+$/.test(name) && problem?.startsWith('This line cannot') !== true,
      );
      expect(Object.fromEntries(ours.map(({ name, value }) => [name, value]))).toEqual(parseWithDotenv(text));
    }),
    { numRuns: 3_000 },
  );
});

test('line numbers are those where a name stands', () => {
  assert(
    property(file, ({ lines, end, mark }) => {
      const text = mark + lines.join(end);
      const numbered = text.split(/\r\n?|\n/);
      for (const { line, name } of one(text)) expect(numbered[line - 1]).toContain(name);
    }),
  );
});

test('a name that stands twice is told at both, with the lines', () => {
  const problem = 'This name stands on the lines 1, 3 and 4. Please keep one of them.';
  expect(one('A=1\nB=2\nA=3\nexport A=4').map((entry) => entry.problem)).toEqual([problem, null, problem, problem]);
});

test.each([
  ['shop_url=1', /capital letters, digits and _/],
  ['1SHOP=1', /no digit in front/],
  ['SHOP-URL=1', /capital letters/],
  ['SHOP.URL=1', /capital letters/],
  ['SH\u043eP=1', /capital letters/],
  ['SHOP\u202eLRU=1', /invisible characters/],
  ['SHOP\u200b=1', /invisible characters/],
  [`${'A'.repeat(65)}=1`, /at most 64 characters/],
  ['PATH=/evil', /name is taken/],
  ['NODE_OPTIONS=--inspect', /name is taken/],
  ['HTTPS_PROXY=http://evil', /name is taken/],
  ['just words', /^This line cannot be read/],
  ['=1', /^This line cannot be read/],
  ['A B=1', /capital letters/],
  ['A="x', /quote " that opens here is not closed/],
  ["A='", /quote ' that opens here is not closed/],
  ['A=pass#word', /A # ends the value here/],
  ['A=x\u0007y', /control characters/],
  ['A=x\ufffdy', /save the file as UTF-8/],
  ['A=user\u202egpj.exe', /invisible characters/],
  [`A=${'x'.repeat(33_000)}`, /below 32 KiB/],
])('says what is wrong with %j', (line, problem) => {
  expect(one(`GOOD=1\n${line}`)).toMatchObject([
    { problem: null },
    { line: 2, problem: expect.stringMatching(problem) as unknown },
  ]);
});

test('says where keys and tokens belong, and what should be a secret', () => {
  const telegram = `8123456789:${'AAH-x_9'.repeat(5)}`;
  const github = `ghp_${'a1B2'.repeat(9)}`;
  const text = `BOT=${telegram}
OPENAI_API_KEY=anything
AI="my key is sk-ant-api03-${'zZ9-'.repeat(10)}"
REPO_TOKEN=${github}
DATABASE_URL=postgres://shop:bread-and-butter@db.example/shop
ADMIN_PASSWORD=bread-and-butter
TOKEN=4096`;
  expect(one(text)).toMatchObject([
    { place: 'telegram_token', problem: expect.stringMatching(/a Telegram bot token.*tab Keys/) as unknown },
    { place: 'provider_key', problem: expect.stringMatching(/tab Keys/) as unknown },
    { place: 'provider_key', problem: expect.stringMatching(/an Anthropic key.*tab Keys/) as unknown },
    { place: 'variable', problem: null },
    { place: 'variable', problem: null },
    { place: 'variable', problem: null },
    { place: null, problem: null },
  ]);
});

test.each([
  ['', /no variable in this file/],
  ['# only a comment\n\n', /no variable in this file/],
  ['\u0089PNG\r\n\u001a\n\u0000\u0000', /not a text file/],
  ['A=1\u0000', /not a text file/],
  ['A=1\n'.repeat(40_000), /too long.*128 KiB/],
])('says of a whole file what is wrong: %#', (text, problem) => {
  expect(parseEnvFile(text)).toEqual({ entries: [], problem: expect.stringMatching(problem) as unknown });
});

test('a file with more than a bot can have is told, with its entries', () => {
  const { entries, problem } = parseEnvFile(Array.from({ length: 101 }, (_, at) => `V${at}=1`).join('\n'));
  expect([entries.length, problem]).toEqual([101, 'A bot can have 100 variables; this file has 101.']);
});

test('a file made to be slow is read all the same', () => {
  expect(one(`A="${'\\"'.repeat(20_000)}`)).toHaveLength(1);
  expect(one('A="\\\n'.repeat(20_000)).length).toBeGreaterThan(0);
});
