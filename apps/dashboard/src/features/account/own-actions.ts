'use server';

import { account, secondFactor, session } from '@clawberth/core';
import { z } from 'zod';
import { keepTicket } from '@/server/account-cookies.ts';
import { userAction } from '@/server/action.ts';
import { drawQrCode } from '@/server/draw-qr-code.ts';
import { changePasswordSchema, codeSchema, proofSchema } from './schemas.ts';

const proven = z.object({ proof: proofSchema });
const identity = z.object({ provider: z.enum(account.IDENTITY_PROVIDERS), proof: proofSchema });

export const changePasswordAction = userAction(changePasswordSchema, (request, { userId }, input) =>
  account.changePassword(request, { userId, ...input }),
);

export const startSecondFactorAction = userAction(proven, async (request, { userId }, { proof }) => {
  const { secret, uri } = await secondFactor.start(request, { userId, proof });
  return { key: secret, qrCode: drawQrCode(uri) };
});

export const confirmSecondFactorAction = userAction(codeSchema, (request, { userId }, { code }) =>
  secondFactor.confirm(request, { userId, code }),
);

export const turnOffSecondFactorAction = userAction(proven, (request, { userId }, { proof }) =>
  secondFactor.turnOff(request, { userId, proof }),
);

export const renewRecoveryCodesAction = userAction(proven, (request, { userId }, { proof }) =>
  secondFactor.renewRecoveryCodes(request, { userId, proof }),
);

export const endSessionAction = userAction(z.object({ sessionId: z.string().max(64) }), (request, user, input) =>
  session.end(request, user, input),
);

/** This browser's session too: what follows must not need one. */
export const endAllSessionsAction = userAction(z.object({}), (request, user) =>
  session.endAll(request, user, { keepThis: false }),
);

/** The permission to connect waits in a cookie until the person comes back from there. */
export const allowConnectingAction = userAction(identity, async (request, { userId }, input) => {
  const { ticket } = await account.allowConnecting(request, { userId, ...input });
  await keepTicket('connect', ticket);
});

export const disconnectIdentityAction = userAction(identity, (request, { userId }, input) =>
  account.disconnectIdentity(request, { userId, ...input }),
);
