'use client';

import { recogniseSecrets, type SecretPlace } from '@clawberth/core/screens';
import { Button } from '@/components/ui/button.tsx';
import type { Moves } from '@/features/paste-guard/paste-guard.tsx';

type Props = { place: SecretPlace; moves: Moves; value: () => string; onMoved: () => void };

/** Takes what was typed as a variable's value to the field where it belongs; nothing where there is none. */
export function MisplacedValue({ place, moves, value, onMoved }: Props) {
  const move = moves[place];
  const found = recogniseSecrets(value()).find((one) => one.place === place);
  if (!move || !found) return null;
  return (
    <Button
      size="small"
      className="justify-self-start"
      onClick={() => {
        move.run({ ...found, value: value().slice(found.start, found.end) });
        onMoved();
      }}
    >
      {move.label(found)}
    </Button>
  );
}
