import { expect, test } from 'vitest';
import { pathForLog } from './path-for-log.ts';

test.each([
  ['/o/bakery/audit?search=mira', '/o/bakery/audit'],
  ['/join/Rk3tYw0aB9', '/join/…'],
  ['/join/Rk3tYw0aB9/?next=/o', '/join/…'],
  ['/o/join/bots', '/o/join/bots'],
  [
    '/o/bakery/bots/01890a5d-ac96-774b-bcce-b302099a8057/logs',
    '/o/bakery/bots/01890a5d-ac96-774b-bcce-b302099a8057/logs',
  ],
  ['/api/o/sk-proj-Qx7zR4kTq9wLm2Vb8/bots/events', '/api/o/…/bots/events'],
  ['/o/bakery/bots/123456:AAbbCC/logs', '/o/bakery/bots/…/logs'],
  [null, null],
])('%j is told as %j', (path, told) => expect(pathForLog(path)).toBe(told));
