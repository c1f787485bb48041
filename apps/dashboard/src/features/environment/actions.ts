'use server';

import { bot } from '@clawberth/core';
import { z } from 'zod';
import { organisationAction } from '@/server/action.ts';

const botId = z.uuid();
/** Core looks at names and values; these bounds only keep out what no form of ours sends. */
const names = z.array(z.string().max(64)).max(400);
const change = z.object({ name: z.string().max(200), secret: z.boolean(), value: z.string().max(40_000).nullable() });

export const draftVariablesAction = organisationAction(
  z.object({ botId, changes: z.array(change).max(200) }),
  (ctx, input) => bot.draftVariables(ctx, input),
);

/** Without names the whole draft. */
export const discardDraftAction = organisationAction(
  z.object({ botId, names: names.nullable() }),
  (ctx, { botId: id, names: some }) =>
    bot.discardDraft(ctx, some === null ? { botId: id } : { botId: id, names: some }),
);

export const applyVariablesAction = organisationAction(z.object({ botId, expectedNames: names }), (ctx, input) =>
  bot.applyVariables(ctx, input),
);
