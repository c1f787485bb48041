import type { AuditView, TextPart } from './views.ts';

export const strong = (text: string | null, otherwise: string): TextPart => ({ text: text ?? otherwise, strong: true });
export const quiet = (text: string): TextPart => ({ text, quiet: true });
export const say = (text: string): TextPart => ({ text });

export type Sentence = (event: AuditView) => TextPart[];

export const value = (side: AuditView['before'], key: string): string | null => {
  const found = side?.[key];
  return typeof found === 'string' || typeof found === 'number' ? String(found) : null;
};
