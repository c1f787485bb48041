import type { person } from '@clawberth/core';
import { Avatar } from '@/components/ui/avatar.tsx';
import { Card } from '@/components/ui/card.tsx';
import { Pill, type PillTone } from '@/components/ui/pill.tsx';
import { Time } from '@/components/ui/time.tsx';
import { splitSender } from '@/features/bot/split-sender.ts';
import { texts } from '@/texts/index.ts';
import type { Wire } from '@/wire.ts';

const t = texts.bot.people;
type Person = Wire<person.PersonRequest>;
const TONES: Readonly<Record<Person['state'], PillTone>> = {
  waiting: 'warn',
  allowed: 'good',
  dismissed: 'quiet',
  expired: 'quiet',
};

/** People about whom somebody has decided, newest first. */
export function DecidedPeople({ decided }: { decided: Person[] }) {
  if (decided.length === 0) return <p className="text-muted">{t.decidedNone}</p>;
  return (
    <Card className="py-1">
      <ul className="divide-y divide-line">
        {decided.map((entry) => (
          <DecidedPerson key={entry.id} entry={entry} />
        ))}
      </ul>
    </Card>
  );
}

function DecidedPerson({ entry }: { entry: Person }) {
  const { name, handle } = splitSender(entry);
  return (
    <li className="flex items-center gap-3.5 py-3.5">
      <Avatar name={name} size="small" tone={entry.state === 'allowed' ? 'soft' : 'quiet'} />
      <div className="min-w-0 flex-1">
        <p className="font-semibold break-words">{name}</p>
        <p className="text-small text-muted">
          {texts.bot.channels[entry.channel] ?? entry.channel}, {handle}
          {entry.decidedAt && (
            <>
              {', '}
              <Time at={entry.decidedAt} />
            </>
          )}
          {entry.decidedByName && ` ${t.by(entry.decidedByName)}`}
          {entry.commandStatus && entry.commandStatus !== 'done' && `, ${t.command[entry.commandStatus]}`}
        </p>
      </div>
      <Pill tone={TONES[entry.state]}>{t.states[entry.state]}</Pill>
    </li>
  );
}
