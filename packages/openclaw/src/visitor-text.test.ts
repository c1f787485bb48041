import { expect, test } from 'vitest';
import { visitorText } from './visitor-text.ts';

// As the Telegram channel of openclaw 2026.9.6 sent it.
const notLetIn =
  'OpenClaw: access not configured.\n\nYour Telegram user id: 501\nPairing code:\n\n<pre><code>2JZ7M675\n</code></pre>\nAsk the bot owner to approve with:\n\n<pre><code>openclaw pairing approve telegram 2JZ7M675\n</code></pre>';

test('tells a visitor who waits about people, not about commands or codes', () => {
  const text = visitorText(notLetIn, 'Bake');
  expect(text).toContain('Bake does not know you yet');
  expect(text).not.toMatch(/openclaw|2JZ7M675|pairing/i);
});

test('tells a visitor who was let in so', () => {
  expect(visitorText('✅ OpenClaw access approved. Send a message to start chatting.', 'Bake')).toBe(
    'You are in. Write to Bake whenever you like.',
  );
});

test.each([
  'We open at seven.',
  'OpenClaw: access not configured. What does that mean?',
  '',
  ' ✅ OpenClaw access approved.',
])('leaves alone: %s', (text) => {
  expect(visitorText(text, 'Bake')).toBe(text);
});
