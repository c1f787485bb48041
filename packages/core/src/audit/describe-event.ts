import type { AuditView, TextPart } from './views.ts';
import { ClawberthError } from '../errors.ts';

export function describeEvent(_event: AuditView): TextPart[] {
  throw new ClawberthError('internal', 'Not built yet.');
}
