import { expect, test } from 'vitest';
import { pathForLog } from './path-for-log.ts';

test.each([
  ['/o/bakery/audit?search=mira', '/o/bakery/audit'],
  ['/join/Rk3tYw0aB9', '/join/…'],
  ['/join/Rk3tYw0aB9/?next=/o', '/join/…'],
  ['/o/join/bots', '/o/join/bots'],
  [null, null],
])('%j is told as %j', (path, told) => expect(pathForLog(path)).toBe(told));
