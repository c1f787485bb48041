import Link from 'next/link';

/** The line below a form that leads to the other one, keeping where the person was going. */
export function OtherWay({
  question,
  href,
  label,
  next,
}: {
  question: string;
  href: string;
  label: string;
  next: string;
}) {
  const target = next === '/' ? href : `${href}?next=${encodeURIComponent(next)}`;
  return (
    <p className="text-muted">
      {question}{' '}
      <Link href={target} className="font-semibold text-primary underline-offset-4 hover:underline">
        {label}
      </Link>
    </p>
  );
}
