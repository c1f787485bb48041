import { expect, test } from 'vitest';
import { splitSender } from './split-sender.ts';

test.each<[string | null, string, string]>([
  ['Ben (@ben_k)', 'Ben', '@ben_k'],
  ['Ann Lee (@ann_v)', 'Ann Lee', '@ann_v'],
  ['Zoë (Berlin) (@zoe)', 'Zoë (Berlin)', '@zoe'],
  // Who writes somebody else's user name into their own name is told apart by the last one, which is Telegram's.
  ['Mira (@mira) (@not_mira)', 'Mira (@mira)', '@not_mira'],
  ['Ben', 'Ben', '555001'],
  ['@ben_k', '@ben_k', '555001'],
  ['Ben (@ben k)', 'Ben (@ben k)', '555001'],
  [' (@ben_k)', '(@ben_k)', '555001'],
  ['Ben (@ben_k) ', 'Ben (@ben_k)', '555001'],
  ['', 'Somebody', '555001'],
  [null, 'Somebody', '555001'],
])('%o is %s, %s', (senderName, name, handle) => {
  expect(splitSender({ senderName, senderId: '555001' })).toEqual({ name, handle });
});
