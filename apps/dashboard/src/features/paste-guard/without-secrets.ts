import { recogniseSecrets } from '@clawberth/core/screens';
import type { z } from 'zod';
import { texts } from '../../texts/index.ts';

/** The same text field, refusing what holds a key or token: no such text is sent anywhere. */
export function withoutSecrets(field: z.ZodType<string, string>): z.ZodType<string, string> {
  return field.refine((text) => !holdsSecret(text), texts.pasteGuard.first);
}

function holdsSecret(text: string): boolean {
  return recogniseSecrets(text).some(({ kind }) => kind !== 'unknown');
}
