import Link from 'next/link';
import { Button } from '@/components/ui/button.tsx';
import { texts } from '@/texts/index.ts';

/** Not found and forbidden, in the product's voice. */
export function MessagePage({ title, text, back = '/' }: { title: string; text: string; back?: string }) {
  return (
    <div className="grid max-w-prose justify-items-start gap-4 py-10">
      <h1 className="text-title font-bold">{title}</h1>
      <p className="text-muted">{text}</p>
      <Button asChild variant="primary">
        <Link href={back}>{texts.errors.toBots}</Link>
      </Button>
    </div>
  );
}
