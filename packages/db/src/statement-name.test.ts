import { expect, it } from 'vitest';
import { statementName } from './statement-name.ts';

it('names the statements that ask for it, and no others', () => {
  expect(statementName('\n    /* prepared:airlock_caller */\n    select 1')).toBe('airlock_caller');
  expect(statementName('select 1')).toBe('');
  expect(statementName("select '/* prepared:airlock_caller */'")).toBe('');
});
