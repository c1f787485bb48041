export { takeSessionLock, type LockHolder, type SessionLock } from './take-session-lock.ts';
