import { texts } from '@/texts/index.ts';
import { diffRows } from './diff-rows.ts';
import type { EventLine } from './event-line.ts';

const t = texts.audit;
const cell = 'border-t border-line px-3 py-2 align-top wrap-anywhere max-sm:px-2';

/** What the event changed, field by field; nothing where it tells of no change. */
export function DiffTable({ before, after }: Pick<EventLine, 'before' | 'after'>) {
  const rows = diffRows(before, after);
  if (rows.length === 0) return null;
  return (
    <div className="rounded-control border border-line">
      <table className="w-full border-collapse text-left text-small">
        <caption className="sr-only">{t.changes}</caption>
        <thead>
          <tr className="text-muted">
            {[t.field, t.before, t.after].map((heading) => (
              <th key={heading} scope="col" className="px-3 py-2 font-medium max-sm:px-2">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.field}>
              <th scope="row" className={`${cell} font-mono font-normal text-muted`}>
                {row.field}
              </th>
              <td className={cell}>{row.before ?? <span className="text-muted">{t.nothing}</span>}</td>
              <td className={`${cell} font-semibold`}>
                {row.after ?? <span className="font-normal text-muted">{t.nothing}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
