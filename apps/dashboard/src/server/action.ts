import 'server-only';
import { ClawberthError, type Context, type ErrorCode, type FieldErrors, type RequestContext } from '@clawberth/core';
import { headers } from 'next/headers';
import { unstable_rethrow } from 'next/navigation';
import type { z } from 'zod';
import { texts } from '@/texts/index.ts';
import { logUnknown } from './log-unknown.ts';
import { openOrganisation } from './open-organisation.ts';
import { buildRequestContext } from './request-context.ts';
import { readSession, type SessionUser } from './session.ts';

/** What every server action answers. `message` is meant for the person; nothing else of an error travels. */
export type ActionResult<T> =
  { ok: true; value: T } | { ok: false; code: ErrorCode; message: string; fields: FieldErrors };

/** An action in an organisation: session in, verb out. */
export function organisationAction<Input, Output>(
  schema: z.ZodType<Input>,
  verb: (ctx: Context, input: Input) => Promise<Output>,
): (slug: string, input: Input) => Promise<ActionResult<Output>> {
  return (slug, input) => answer(async () => verb(await openOrganisation(String(slug)), parse(schema, input)));
}

/** An action of a signed-in person outside any organisation. */
export function userAction<Input, Output>(
  schema: z.ZodType<Input>,
  verb: (request: RequestContext, user: SessionUser, input: Input) => Promise<Output>,
): (input: Input) => Promise<ActionResult<Output>> {
  return (input) =>
    answer(async () => {
      const user = await readSession();
      if (!user) throw new ClawberthError('not_signed_in', texts.errors.sessionEnded);
      return verb(await buildRequestContext(await headers(), user), user, parse(schema, input));
    });
}

/** An action of somebody who is not signed in yet. */
export function publicAction<Input, Output>(
  schema: z.ZodType<Input>,
  verb: (request: RequestContext, input: Input) => Promise<Output>,
): (input: Input) => Promise<ActionResult<Output>> {
  return (input) => answer(async () => verb(await buildRequestContext(await headers()), parse(schema, input)));
}

function parse<Input>(schema: z.ZodType<Input>, input: unknown): Input {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields = Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join('.'), issue.message]));
  throw new ClawberthError('invalid_input', texts.errors.checkTheForm, { fields });
}

async function answer<T>(run: () => Promise<T>): Promise<ActionResult<T>> {
  try {
    return { ok: true, value: await run() };
  } catch (error) {
    unstable_rethrow(error);
    if (error instanceof ClawberthError && error.code !== 'internal') {
      return { ok: false, code: error.code, message: error.message, fields: error.fields };
    }
    const correlationId = logUnknown(error, { where: 'action' });
    return { ok: false, code: 'internal', message: texts.errors.internal(correlationId), fields: {} };
  }
}
