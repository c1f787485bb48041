import { ExternalLink } from 'lucide-react';

/** A link out of Clawberth, named by its host unless `label` says otherwise; the other side does not learn where it was pressed. */
export function OutsideLink({ url, label }: { url: string; label?: string }) {
  return (
    <a
      href={url}
      target="_blank"
      rel="noreferrer noopener"
      className="inline-flex items-center gap-1 font-medium text-primary underline-offset-4 hover:underline"
    >
      {label ?? new URL(url).host}
      <ExternalLink aria-hidden className="size-3.5" />
    </a>
  );
}
