import { Button } from '@/components/ui/button.tsx';

type Props = {
  text: string;
  /** The same, with the variable's name, for whoever hears the buttons one by one. */
  label: string;
  pending: boolean;
  onPress: () => void;
};

/** A small button on a variable's line. */
export function VariableButton({ text, label, pending, onPress }: Props) {
  return (
    <Button size="small" aria-label={label} disabled={pending} onClick={onPress}>
      {text}
    </Button>
  );
}
