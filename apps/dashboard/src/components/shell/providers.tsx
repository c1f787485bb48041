'use client';

import { setNonce } from 'get-nonce';
import { ThemeProvider, useTheme } from 'next-themes';
import { useState, type ReactNode } from 'react';
import { Toaster, type ToasterProps } from 'sonner';

/** Theme and toasts. The first nonce stays valid for the document's whole life, later ones are not its own. */
export function Providers({ nonce, children }: { nonce: string; children: ReactNode }) {
  const [firstNonce] = useState(() => {
    // Radix' scroll lock adds a style element; this is how it learns the nonce.
    if (typeof window !== 'undefined') setNonce(nonce);
    return nonce;
  });
  return (
    <ThemeProvider attribute="class" defaultTheme="system" enableSystem nonce={firstNonce}>
      {children}
      <ThemedToaster />
    </ThemeProvider>
  );
}

function ThemedToaster() {
  const { resolvedTheme } = useTheme();
  return (
    <Toaster
      theme={resolvedTheme as NonNullable<ToasterProps['theme']>}
      position="bottom-right"
      mobileOffset={{ bottom: 84 }}
      closeButton
      toastOptions={{ classNames: { toast: 'app-toast' } }}
    />
  );
}
