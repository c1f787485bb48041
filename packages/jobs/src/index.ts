export { JOBS } from './catalog.ts';
export type { JobName, JobPayload } from './catalog.ts';
export { createDoorbell } from './doorbell.ts';
export type { Doorbell, DoorbellLog } from './doorbell.ts';
