import type { Makers, Row, Rows } from '../row.ts';

const signedIn = (page: string, input: unknown, more: Partial<Row> = {}): Row => ({
  needs: 'signed-in',
  places: [],
  call: () => ({ method: 'POST', path: page, actionArguments: [input] }),
  ...more,
});

const unproven = (input: object): Row => signedIn('/account', { ...input, proof: {} }, { allowed: ['invalid'] });

const anybody = (page: string, input: (make: Makers) => unknown, allowed: Row['allowed'] = ['ok']): Row => ({
  needs: 'public',
  places: [],
  call: (_ids, make) => ({ method: 'POST', path: page, actionArguments: [input(make)] }),
  allowed,
});

/** What people do with their own account. */
export const ACCOUNT_ACTIONS: Rows = {
  'action account signUpAction': {
    needs: 'public',
    places: [],
    call: (_ids, make) => {
      const word = make.word();
      const person = { email: `${word}@example.com`, password: 'a correct horse battery', name: 'Somebody' };
      return { method: 'POST', path: '/sign-up', actionArguments: [{ ...person, organisationName: word }] };
    },
  },
  // The invitation is for somebody else, so that not even its link lets these people in.
  'action account acceptInvitationAction': {
    needs: 'signed-in',
    places: ['page', 'nested'],
    call: ({ page, nested }) => ({
      method: 'POST',
      path: `/join/${page.token}`,
      actionArguments: [{ token: nested.token }],
    }),
    allowed: ['forbidden'],
    foreign: { page: 'allowed', nested: 'forbidden' },
    showsHolderOf: 'token',
  },
  'action account createOrganisationAction': {
    needs: 'signed-in',
    places: [],
    call: (_ids, make) => ({ method: 'POST', path: '/', actionArguments: [{ organisationName: make.word() }] }),
  },
  'action session touchSessionAction': signedIn('/', {}),
  'action session signOutAction': signedIn('/', {}, { endsSession: 'this' }),
  'action account endAllSessionsAction': signedIn('/account', {}, { endsSession: 'all' }),
  // Somebody else's session: nobody's to end.
  'action account endSessionAction': {
    needs: 'signed-in',
    places: ['nested'],
    call: ({ nested }) => ({ method: 'POST', path: '/account', actionArguments: [{ sessionId: nested.session }] }),
    allowed: ['not found'],
  },
  // An open browser is not enough for these: they ask for the password or a code, and there is none.
  'action account changePasswordAction': unproven({ newPassword: 'seven quiet lighthouse keepers' }),
  'action account startSecondFactorAction': unproven({}),
  'action account turnOffSecondFactorAction': unproven({}),
  'action account renewRecoveryCodesAction': unproven({}),
  'action account allowConnectingAction': unproven({ provider: 'github' }),
  'action account disconnectIdentityAction': unproven({ provider: 'github' }),
  // Nothing was started that a code could confirm.
  'action account confirmSecondFactorAction': signedIn('/account', { code: '000000' }, { allowed: ['conflict'] }),
  // Says the same of an address that nobody has; asked too often it says no.
  'action password askForResetAction': anybody('/forgot', (make) => ({ email: `${make.word()}@example.com` }), [
    'ok',
    'too many',
  ]),
  // A ticket that was never in a letter.
  'action password resetPasswordAction': anybody(
    '/reset',
    (make) => ({ ticket: make.word(), newPassword: 'seven quiet lighthouse keepers' }),
    ['conflict'],
  ),
};
