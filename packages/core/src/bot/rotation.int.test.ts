import type { RotationPolicy } from '@clawberth/db';
import { expect, test } from 'vitest';
import { useTableOwner } from '../testing/use-table-owner.ts';
import { useTestServices } from '../testing/use-test-services.ts';
import { rotationDueAt } from './rotation.ts';

// The rule stands twice, here and in Postgres: both must say the same, to the microsecond that a Date can hold.

const services = useTestServices();
const owner = useTableOwner(services);
const POLICIES: RotationPolicy[] = ['days_30', 'days_90', 'quarterly'];

/** Every third day at odd times of ten years, and the last and first moments of each month: leap years among them. */
function dates(): Date[] {
  const found: Date[] = [];
  for (let day = 0; day < 3_653; day += 3)
    found.push(new Date(Date.UTC(2024, 0, 1 + day, day % 24, day % 60, 0, day % 1000)));
  for (let month = 0; month < 120; month += 1) {
    const start = Date.UTC(2024, month, 1);
    found.push(new Date(start - 1), new Date(start), new Date(start + 1));
  }
  return found;
}

// Where summer time begins and ends, and where the day is another one: the rule must not depend on where Postgres stands.
test.each(['UTC', 'Europe/Berlin', 'Pacific/Kiritimati', 'America/St_Johns'])(
  'core and Postgres agree on when a secret is due, with Postgres in %s',
  async (zone) => {
    await owner.query(`set timezone to '${zone}'`);
    const given = dates();
    for (const policy of POLICIES) {
      const rows = await owner.query<{ due: Date }>(
        'select rotation_due_at(at, $2::"RotationPolicy") as due from unnest($1::timestamptz[]) with ordinality as given(at, place) order by place',
        [given.map((date) => date.toISOString()), policy],
      );
      expect(rows.map(({ due }) => due.toISOString())).toEqual(
        given.map((date) => rotationDueAt(date, policy).toISOString()),
      );
    }
  },
);
