import { z } from 'zod';
import { texts } from '@/texts/index.ts';
import { withoutSecrets } from '@/features/paste-guard/without-secrets.ts';

const { checks } = texts.wizard;

export const personalitySchema = z.object({
  name: withoutSecrets(
    z
      .string()
      .trim()
      .min(1, checks.name)
      .max(60, checks.name)
      .regex(/^[^<>]*$/, checks.nameSigns),
  ),
  instructions: withoutSecrets(z.string().max(8_000, checks.instructions)),
  about: withoutSecrets(z.string().max(20_000, checks.about)),
  modelId: z.string().min(1, checks.model).max(128),
});
export type PersonalityValues = z.infer<typeof personalitySchema>;
