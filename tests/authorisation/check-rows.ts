// node tests/authorisation/check-rows.ts: fails when the build has a way in that the matrix has no row for, or the other way round.
import { listEntrances } from './list-entrances.ts';
import { compareRows } from './compare-rows.ts';
import { BUILDS } from './world/start-dashboard.ts';

const { withoutRow, withoutEntrance } = compareRows(await listEntrances(BUILDS.checked));
for (const id of withoutRow)
  process.stderr.write(`${id} has no row in tests/authorisation/rows: say who may use it.\n`);
for (const id of withoutEntrance)
  process.stderr.write(`${id} has a row in tests/authorisation/rows, but the build has no such entrance.\n`);
process.exit(withoutRow.length + withoutEntrance.length === 0 ? 0 : 1);
