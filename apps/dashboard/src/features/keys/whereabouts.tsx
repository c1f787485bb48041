import { Card } from '@/components/ui/card.tsx';
import { CardHeading } from '@/components/ui/card-heading.tsx';
import { texts } from '@/texts/index.ts';

const t = texts.keys.places;

type Place = { what: string; where?: string; seal?: string; reader: string };

/** Where each secret of the bot is, what seals it and who can read it, said as it is. */
export function Whereabouts({ telegram, provider }: { telegram: boolean; provider: boolean }) {
  const { rows } = t;
  const places: Place[] = [
    ...(telegram ? [rows.telegram] : []),
    ...(provider ? [rows.provider] : []),
    rows.inner,
    rows.environment,
    rows.settings,
    rows.conversations,
  ];
  return (
    <Card className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <CardHeading title={t.title} text={t.text} />
      {/* On a phone each row is a block of its own. */}
      <table className="w-full border-t border-line text-small max-sm:block">
        <thead className="max-sm:sr-only">
          <tr>
            {Object.values(t.columns).map((column) => (
              <th key={column} scope="col" className="py-2 pr-4 text-left font-medium text-muted">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="max-sm:block">
          {places.map((place) => (
            <PlaceRow key={place.what} place={place} />
          ))}
        </tbody>
      </table>
      <p>
        <strong className="font-semibold">{t.honest}</strong> <span className="text-muted">{t.honestText}</span>
      </p>
    </Card>
  );
}

function PlaceRow({ place: { what, where = t.database, seal = t.dataKey, reader } }: { place: Place }) {
  const cells = [
    { label: t.columns.where, text: where },
    { label: t.columns.seal, text: seal },
    { label: t.columns.reader, text: reader },
  ];
  return (
    <tr className="border-t border-line align-top max-sm:grid max-sm:gap-1 max-sm:py-3">
      <th scope="row" className="py-2.5 pr-4 text-left font-semibold max-sm:p-0">
        {what}
      </th>
      {cells.map(({ label, text }) => (
        <td key={label} className="py-2.5 pr-4 last:pr-0 max-sm:p-0">
          <span aria-hidden className="text-muted sm:hidden">
            {label}:{' '}
          </span>
          {text}
        </td>
      ))}
    </tr>
  );
}
