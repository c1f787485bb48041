import { texts } from '@/texts/index.ts';
import type { EventLine } from './event-line.ts';

/** What stands beside the name of who did it: their role then, or that they were support staff. */
export function actorNote({ type, role }: EventLine['actor']): string | null {
  if (type === 'support') return texts.common.roles.support;
  return role === null ? null : texts.common.roles[role];
}
