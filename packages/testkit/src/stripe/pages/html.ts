import type { ServerResponse } from 'node:http';

/** Text that is safe inside of an element or an attribute. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** Answers with a small page that says what it is. */
export function sendPage(response: ServerResponse, status: number, title: string, body: string): void {
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escapeHtml(title)}</title>
<body style="font-family:sans-serif;max-width:40rem;margin:2rem auto"><p>Stand-in for Stripe, not the real service. No money moves.</p>
<h1>${escapeHtml(title)}</h1>${body}</body></html>`;
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'content-length': Buffer.byteLength(page) });
  response.end(page);
}

export function redirect(response: ServerResponse, to: string): void {
  response.writeHead(303, { location: to, 'content-length': 0 });
  response.end();
}

/** A labelled field of a form. */
export function field(name: string, label: string, value = '', attributes = ''): string {
  return `<p><label>${escapeHtml(label)}<br><input name="${name}" value="${escapeHtml(value)}" ${attributes}></label></p>`;
}

/** A form with one button; hidden fields say what it is for. */
export function button(text: string, hidden: Record<string, string>, inside = ''): string {
  const fields = Object.entries(hidden).map(
    ([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`,
  );
  return `<form method="post">${fields.join('')}${inside}<button>${escapeHtml(text)}</button></form>`;
}

/** A sentence about something that went wrong. */
export function alert(problem: string | null): string {
  return problem === null ? '' : `<p role="alert">${escapeHtml(problem)}</p>`;
}
