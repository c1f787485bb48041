import { z } from 'zod';
import { texts } from '@/texts/index.ts';
import { botTextFields } from './bot-text-fields.ts';

export const personalitySchema = z.object({
  ...botTextFields,
  modelId: z.string().min(1, texts.wizard.checks.model).max(128),
});
export type PersonalityValues = z.infer<typeof personalitySchema>;
