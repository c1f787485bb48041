'use client';

import { useEffect, useState } from 'react';
import { followRefusal } from './follow-refusal.ts';

const RETRY_MS = 3_000;
/** Short breaks, such as the server's own change of stream, are not worth a word. */
const SHOW_LOST_AFTER_MS = 4_000;

/**
 * Follows server-sent events of JSON values, starting from what the page was rendered with.
 * Reconnects by itself, also after an HTTP error; `lost` is true while it has been away for seconds.
 */
export function useEventStream<T>(url: string, initial: T): { value: T; lost: boolean } {
  const [value, setValue] = useState(initial);
  const [lost, setLost] = useState(false);
  useEffect(() => {
    let source: EventSource;
    let retry: ReturnType<typeof setTimeout> | undefined;
    let warn: ReturnType<typeof setTimeout> | undefined;
    const back = () => {
      clearTimeout(warn);
      warn = undefined;
      setLost(false);
    };
    const open = () => {
      source = new EventSource(url);
      source.onopen = back;
      source.onmessage = (event: MessageEvent<string>) => {
        back();
        setValue(JSON.parse(event.data) as T);
      };
      source.onerror = () => {
        warn ??= setTimeout(() => setLost(true), SHOW_LOST_AFTER_MS);
        if (source.readyState !== EventSource.CLOSED) return;
        clearTimeout(retry);
        retry = setTimeout(open, RETRY_MS);
        // An EventSource does not tell which error it met; somebody signed out would wait here for ever.
        void followRefusal(url);
      };
    };
    const close = () => {
      source.close();
      clearTimeout(retry);
      clearTimeout(warn);
      warn = undefined;
    };
    // A browser keeps six connections to one server over HTTP/1.1; a page that nobody sees holds none.
    const onVisibility = () => {
      close();
      if (document.visibilityState === 'visible') open();
    };
    open();
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      document.removeEventListener('visibilitychange', onVisibility);
      close();
    };
  }, [url]);
  return { value, lost };
}
