export { openSession as open, type SignedIn } from './open-session.ts';
export { resumeSession as resume, type LivingSession, type SessionOfUser } from './resume-session.ts';
export { endAllSessions as endAll, endSession as end } from './end-session.ts';
export { explainEnd, type SessionEnd } from './explain-end.ts';
export { listSessions as list, type SessionView } from './list-sessions.ts';
export { IDLE_MS, LIFE_MS } from './limits.ts';
