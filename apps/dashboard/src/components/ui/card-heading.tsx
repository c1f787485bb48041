/** What a card is about, and one sentence on it. */
export function CardHeading({ title, text }: { title: string; text: string }) {
  return (
    <div>
      <h2 className="font-bold">{title}</h2>
      <p className="text-small text-muted">{text}</p>
    </div>
  );
}
