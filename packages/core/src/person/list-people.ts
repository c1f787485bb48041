import type { Context } from '../context.ts';
import type { PersonList } from './views.ts';
import { ClawberthError } from '../errors.ts';

export async function listPeople(_ctx: Context, _input: { botId: string }): Promise<PersonList> {
  throw new ClawberthError('internal', 'Not built yet.');
}
