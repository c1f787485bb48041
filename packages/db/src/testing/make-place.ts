import { PLATFORM_ORGANISATION } from '../scope.ts';
import { insertOf, mustCommit, scopeOf, type Statement } from './bare-sql.ts';
import type { Connection } from './connect-to.ts';
import { sampleRows, type Place } from './sample-rows.ts';

const NOBODY: Place = { organisationId: PLATFORM_ORGANISATION, userId: '', botId: '' };

/** The insert of an audit event into an organisation's log. */
export function eventOf(organisationId: string): Statement {
  return insertOf('AuditEvent', { ...sampleRows.AuditEvent({ ...NOBODY, organisationId }), botId: null });
}

/** Says in the platform's log and the organisation's that something happened; the connection may be the app's or the owner's. */
export function told(organisationId: string): Statement[] {
  return [PLATFORM_ORGANISATION, organisationId].flatMap((id) => [scopeOf(id), eventOf(id)]);
}

/** Writes rows with their audit events. */
export async function writeTold(
  connection: Connection,
  organisationId: string,
  statements: readonly Statement[],
): Promise<void> {
  await mustCommit(connection, [scopeOf(organisationId), ...statements, ...told(organisationId)]);
}

/** An organisation with one bot, and a person who is no member of it yet. */
export async function makePlace(connection: Connection): Promise<Place> {
  const organisation = sampleRows.Organisation(NOBODY);
  const user = sampleRows.User(NOBODY);
  const organisationId = String(organisation['id']);
  const bot = sampleRows.Bot({ ...NOBODY, organisationId });
  await writeTold(connection, organisationId, [
    insertOf('Organisation', organisation),
    insertOf('User', user),
    insertOf('Bot', bot),
  ]);
  return { organisationId, userId: String(user['id']), botId: String(bot['id']) };
}
