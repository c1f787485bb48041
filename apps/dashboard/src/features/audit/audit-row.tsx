import { Pill, type PillTone } from '@/components/ui/pill.tsx';
import { Time } from '@/components/ui/time.tsx';
import { texts } from '@/texts/index.ts';
import { actorNote } from './actor-note.ts';
import type { EventLine } from './event-line.ts';
import { Sentence } from './sentence.tsx';

const t = texts.audit;
const TONES: Readonly<Record<EventLine['result'], PillTone>> = {
  requested: 'active',
  done: 'good',
  failed: 'bad',
  refused: 'bad',
};
const cell = 'px-3 py-3 align-top max-md:block max-md:py-0.5';

/** One event. The sentence is the button that opens the full record; the whole row is its target. */
export function AuditRow({ event, onOpen }: { event: EventLine; onOpen: () => void }) {
  const note = actorNote(event.actor);
  return (
    <tr
      data-event={event.id}
      className="relative border-t border-line hover:bg-paper max-md:block max-md:py-2.5 max-md:first:border-t-0"
    >
      <td className={`${cell} whitespace-nowrap text-muted`}>
        <Time at={event.occurredAt} style="clock" />
      </td>
      <td className={cell}>
        <span className="break-words">{event.actor.name}</span>{' '}
        {note && <span className="text-small text-muted">{note}</span>}
      </td>
      <td className={`${cell} w-1/2 max-md:w-auto`}>
        <button
          type="button"
          onClick={onOpen}
          className="text-left after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-primary"
        >
          <Sentence parts={event.parts} />
          <span className="sr-only">. {t.show}</span>
        </button>
      </td>
      <td className={cell}>
        <Pill tone={TONES[event.result]}>{t.results[event.result]}</Pill>
      </td>
    </tr>
  );
}
