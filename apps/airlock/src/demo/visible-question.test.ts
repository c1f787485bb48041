import { expect, it } from 'vitest';
import { visibleQuestion } from './visible-question.ts';

it('finds the words of the person in what OpenClaw sends', () => {
  // Taken from a request of openclaw 2026.9.6, shortened.
  const messages = [
    { role: 'system', content: 'You are a bot.' },
    {
      role: 'user',
      content:
        '[Fri 2026-11-20 08:33 UTC] Conversation info: ⟦openclaw:ctx⟧\n```json\n{"sender":{"id":"501","name":"Anna"}}\n```\n\nWhen do you open?\n\nRuntime: agent=main | session=agent:main:telegram:direct:501 | channel=telegram',
    },
    {
      role: 'user',
      content: [
        {
          type: 'text',
          text: '<<<BEGIN_OPENCLAW_INTERNAL_CONTEXT>>>\nConversation data\n<<<END_OPENCLAW_INTERNAL_CONTEXT>>>',
        },
      ],
    },
  ];
  expect(visibleQuestion(messages)).toBe('When do you open?');
});

it('takes plain conversations as they are', () => {
  expect(
    visibleQuestion([
      { role: 'user', content: 'One' },
      { role: 'assistant', content: 'x' },
      { role: 'user', content: 'Two' },
    ]),
  ).toBe('Two');
  expect(visibleQuestion([{ role: 'system', content: 'x' }])).toBeNull();
  expect(visibleQuestion('nonsense')).toBeNull();
});
