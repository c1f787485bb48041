import type { EventLine } from './event-line.ts';

/** What happened, in pieces: names strong, details quiet. */
export function Sentence({ parts }: { parts: EventLine['parts'] }) {
  return (
    <span className="break-words">
      {parts.map((part, index) => {
        // The pieces of a sentence never change their order.
        const key = `${index}${part.text}`;
        if (part.strong) return <strong key={key}>{part.text}</strong>;
        return (
          <span key={key} className={part.quiet ? 'text-small text-muted' : undefined}>
            {part.text}
          </span>
        );
      })}
    </span>
  );
}
