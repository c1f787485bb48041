import { readFile } from 'node:fs/promises';
import { connectTo } from '@clawberth/db/testing';
import { INSTANCE } from './instance.ts';

/** Makes somebody's sessions look unused for so long, as if the time had passed. Throws when they have none. */
export async function leaveAlone(email: string, minutes: number): Promise<void> {
  const database = await connectTo(await ownerUrl());
  try {
    // The owner, too, sees nothing past row-level security unless as this role.
    await database.query('set role clawberth_keeper');
    const touched = await database.query(
      `update "Session" set "lastSeenAt" = "lastSeenAt" - make_interval(mins => $2)
       where "userId" = (select "id" from "User" where "email" = $1) and "endedAt" is null returning "id"`,
      [email, minutes],
    );
    if (touched.length === 0) throw new Error(`${email} has no session to leave alone.`);
  } finally {
    await database.close();
  }
}

async function ownerUrl(): Promise<string> {
  const home = process.env['CLAWBERTH_HOME'] ?? `/var/lib/clawberth/${INSTANCE}`;
  return (await readFile(`${home}/secrets/database-owner-url`, 'utf8')).trim();
}
