import { ClawberthError } from '../errors.ts';

/** What somebody is told who changes a second factor that is not on. */
export const isOff = (): ClawberthError =>
  new ClawberthError('conflict', 'Your second factor is off. Reload the page to see how it stands.');
