import type { Rows } from './row.ts';
import { ACTIONS } from './rows/actions.ts';
import { ACCOUNT_ACTIONS } from './rows/account-actions.ts';
import { PAGES } from './rows/pages.ts';
import { ROUTES } from './rows/routes.ts';

/** Every way into the dashboard and what it takes. */
export const MATRIX: Rows = { ...PAGES, ...ROUTES, ...ACTIONS, ...ACCOUNT_ACTIONS };

/** Every way into the airlock and the worker. */
export { DOORS } from './rows/doors.ts';
