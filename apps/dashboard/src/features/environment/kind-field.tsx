import { ChoiceCard } from '@/components/ui/choice-card.tsx';
import { texts } from '@/texts/index.ts';

const t = texts.environment;

/** Whether anybody may look at the value later. */
export function KindField({ secret, onChange }: { secret: boolean; onChange: (secret: boolean) => void }) {
  return (
    <fieldset className="grid gap-2 sm:grid-cols-2">
      <legend className="mb-1.5 font-semibold">{t.form.kind}</legend>
      {[true, false].map((kind) => (
        <ChoiceCard
          key={String(kind)}
          name="kind"
          value={kind ? 'secret' : 'plain'}
          checked={secret === kind}
          onChange={() => onChange(kind)}
          title={kind ? t.kinds.secret : t.kinds.plain}
          text={kind ? t.form.secretText : t.form.plainText}
          className="py-2.5"
        />
      ))}
    </fieldset>
  );
}
