import { parseArgs } from 'node:util';
import { BACKUP_DAYS } from '../../src/keys/index.ts';

const HELP = `npm run vault -- <command>

  status                         which keys there are, what is under them, which processes have them
  rotate-master                  a new master key; every data key is wrapped anew under it
      --kms <resource name>      held by Google Cloud KMS: projects/…/locations/…/keyRings/…/cryptoKeys/…
      --file                     held in a secret file (without either: as the one in use is held)
  cancel-master                  gives up a master key that was begun and is not used yet
  rotate-data                    new data keys; every stored secret is sealed anew under them
      --organisation <address>   of one organisation, as in /o/<address>
      --older-than-days <days>   only where the data key in use is older than that
  verify                         opens every key and every stored secret; names what does not open, never what it holds
  destroy                        deletes keys for good that nothing needs any more
      --backups-days <days>      how long you keep backups of the database: ${BACKUP_DAYS.usual} if left out, ${BACKUP_DAYS.least} at least

  --wait-seconds <seconds>       how long to wait for our processes to be ready: 60 if left out

Rotations run while the service runs. Ended at any point, run the same again: it goes on where it was.
Exit code: 0 done, 1 refused or something does not open, 2 not understood, 130 ended by you.
`;

export const COMMANDS = ['status', 'rotate-master', 'cancel-master', 'rotate-data', 'verify', 'destroy'] as const;
export type Arguments = {
  command: (typeof COMMANDS)[number];
  source: { provider: 'pbkdf2' } | { provider: 'gcp-kms'; keyName: string } | null;
  organisation: string | null;
  olderThanDays: number;
  backupsDays: number;
  waitSeconds: number;
  settleSeconds: number | null;
};

/** What the command line asks for. Prints the help and ends where that is asked for, or where it is not understood. */
export function readArguments(given: readonly string[]): Arguments {
  try {
    const { values, positionals } = parseArgs({
      args: [...given],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        kms: { type: 'string' },
        file: { type: 'boolean' },
        organisation: { type: 'string' },
        'older-than-days': { type: 'string', default: '0' },
        'backups-days': { type: 'string', default: String(BACKUP_DAYS.usual) },
        'wait-seconds': { type: 'string', default: '60' },
        // For tests: how long a request may be under way with an earlier key.
        'settle-seconds': { type: 'string' },
      },
    });
    if (values.help === true) end(HELP, 0);
    const [name, ...more] = positionals;
    const command = COMMANDS.find((each) => each === name);
    if (command === undefined || more.length > 0)
      throw new TypeError(`There is no command "${positionals.join(' ')}".`);
    if (values.kms !== undefined && values.file === true) throw new TypeError('Either --kms or --file.');
    const source = values.file === true ? ({ provider: 'pbkdf2' } as const) : null;
    return {
      command,
      source: values.kms === undefined ? source : { provider: 'gcp-kms', keyName: values.kms },
      organisation: values.organisation ?? null,
      olderThanDays: whole(values['older-than-days'], '--older-than-days', 0),
      backupsDays: whole(values['backups-days'], '--backups-days', BACKUP_DAYS.least),
      waitSeconds: whole(values['wait-seconds'], '--wait-seconds', 1),
      settleSeconds:
        values['settle-seconds'] === undefined ? null : whole(values['settle-seconds'], '--settle-seconds', 0),
    };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return end(`${error.message}\n\n${HELP}`, 2);
  }
}

function whole(text: string, name: string, least: number): number {
  const value = Number(text);
  if (/^\d{1,6}$/.test(text) && value >= least) return value;
  throw new TypeError(`${name} is a whole number, ${least} or more.`);
}

function end(text: string, code: number): never {
  (code === 0 ? process.stdout : process.stderr).write(text);
  process.exit(code);
}
