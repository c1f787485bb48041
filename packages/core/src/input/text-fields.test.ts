import { expect, test } from 'vitest';
import { botNameField, instructionsField } from './text-fields.ts';

const problem = (result: ReturnType<typeof botNameField.safeParse>) =>
  result.success ? null : result.error.issues[0]?.message;

test.each(['Counter Clerk', 'パン屋', 'Søren’s 🥐 bot', 'x'.repeat(60), '👩‍🍳'])('takes the name %s', (name) => {
  expect(problem(botNameField.safeParse(name))).toBeNull();
});

test('trims a name', () => expect(botNameField.parse('  Clerk \n')).toBe('Clerk'));

test.each([
  ['', 'Please enter a name.'],
  [' \t\n', 'Please enter a name.'],
  [undefined, 'Please enter a name.'],
  [7, 'Please enter a name.'],
  ['x'.repeat(61), 'Please choose a name of at most 60 characters; this one has 61.'],
  ['x'.repeat(10_000), 'Please choose a name of at most 60 characters; this one has 10,000.'],
  ['a\nb', 'Please leave out line breaks and invisible characters.'],
  ['a\u0000b', 'Please leave out line breaks and invisible characters.'],
  ['a\u202eb', 'Please leave out line breaks and invisible characters.'],
  ['\ud800', 'Please leave out line breaks and invisible characters.'],
  ['<b>', 'Please leave out the signs < and >.'],
])('says what is wrong with the name %j', (name, message) => {
  expect(problem(botNameField.safeParse(name))).toBe(message);
});

test('takes line breaks in a longer text, and refuses keys and control characters', () => {
  expect(instructionsField.parse('Be kind.\r\n\tAlways.')).toBe('Be kind.\r\n\tAlways.');
  expect(problem(instructionsField.safeParse('x\u0007'))).toMatch(/control characters/);
  expect(problem(instructionsField.safeParse(`my key is sk-ant-${'a'.repeat(30)}`))).toMatch(
    /^This holds an Anthropic key\. .* AI key’s field/,
  );
  expect(problem(instructionsField.safeParse(`token 8123456789:${'A'.repeat(35)}.`))).toMatch(
    /^This holds a Telegram bot token\. .* Telegram token’s field/,
  );
  expect(problem(botNameField.safeParse('AKIAIOSFODNN7EXAMPLE'))).toMatch(
    /^This holds an AWS access key\. .* variables/,
  );
  expect(problem(instructionsField.safeParse('x'.repeat(8_001)))).toMatch(
    /at most 8,000 characters; the text has 8,001/,
  );
  expect(
    problem(
      instructionsField.safeParse(
        'We open 10:30 to 18:00; call 0421-123456. Ask for the risk-assessment-of-the-kitchen.',
      ),
    ),
  ).toBeNull();
});
