import { NextResponse, type NextRequest } from 'next/server';
import { contentSecurityPolicy } from './security-headers.ts';

const HSTS = 'max-age=31536000; includeSubDomains';

/** Sets the headers that differ by request. Who may see what is decided in core, never here. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(18))).toString('base64');
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);
  headers.set('x-clawberth-path', request.nextUrl.pathname + request.nextUrl.search);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('Content-Security-Policy', policy);
  if (servedOverTls(request)) response.headers.set('Strict-Transport-Security', HSTS);
  return response;
}

/** A browser ignores this header on plain HTTP, so a header that a client made up changes nothing. */
function servedOverTls(request: NextRequest): boolean {
  return request.nextUrl.protocol === 'https:' || request.headers.get('x-forwarded-proto') === 'https';
}

export const config = { matcher: ['/((?!_next/static|_next/image|icon.svg).*)'] };
