'use client';

import type { openclaw } from '@clawberth/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { texts } from '@/texts/index.ts';
import { readServerEvents } from './read-server-events.ts';

export type ChatMessage = { id: number; role: 'user' | 'assistant'; text: string; failed?: string };

/** The chat of this person with one bot: history once, then message by message with streamed answers. */
export function useChat(url: string, ready: boolean) {
  const [messages, setMessages] = useState<ChatMessage[]>([]);
  const [answering, setAnswering] = useState(false);
  const [history, setHistory] = useState<'opening' | 'read' | 'failed'>('opening');
  const nextId = useRef(1);
  const leave = useRef<AbortController | null>(null);

  useEffect(() => {
    if (!ready) return;
    const stop = new AbortController();
    leave.current = stop;
    readHistory(url, stop.signal).then(
      (earlier) => {
        setHistory('read');
        setMessages((now) => (now.length > 0 ? now : earlier.map((entry) => ({ ...entry, id: nextId.current++ }))));
      },
      () => !stop.signal.aborted && setHistory('failed'),
    );
    return () => stop.abort();
  }, [url, ready]);

  const send = useCallback(
    async (text: string) => {
      const answerId = nextId.current + 1;
      setMessages((now) => [
        ...now,
        { id: nextId.current, role: 'user', text },
        { id: answerId, role: 'assistant', text: '' },
      ]);
      nextId.current += 2;
      const change = (edit: (message: ChatMessage) => ChatMessage) =>
        setMessages((now) => now.map((message) => (message.id === answerId ? edit(message) : message)));
      setAnswering(true);
      try {
        await streamAnswer(url, text, leave.current?.signal, (event) => {
          if (event.type === 'delta') change((message) => ({ ...message, text: message.text + event.text }));
          if (event.type === 'final') change((message) => ({ ...message, text: event.text }));
          if (event.type === 'error') change((message) => ({ ...message, failed: event.message }));
        });
      } catch (error) {
        const failed = error instanceof Error && error.message ? error.message : texts.bot.chat.failed;
        change((message) => ({ ...message, failed }));
      }
      setAnswering(false);
    },
    [url],
  );
  return { messages, answering, history, send };
}

async function readHistory(url: string, signal: AbortSignal): Promise<Omit<ChatMessage, 'id'>[]> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error('history');
  const { messages } = (await response.json()) as openclaw.ChatHistory;
  return messages.map(({ role, text }) => ({ role, text }));
}

async function streamAnswer(
  url: string,
  message: string,
  signal: AbortSignal | undefined,
  onEvent: (event: openclaw.ChatEvent) => void,
): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ message }),
    ...(signal ? { signal } : {}),
  }).catch(() => null);
  if (!response) throw new Error(texts.errors.network);
  if (!response.ok || !response.body) {
    const body = (await response.json().catch(() => null)) as { message?: string } | null;
    throw new Error(body?.message ?? texts.bot.chat.failed);
  }
  let ended = false;
  for await (const data of readServerEvents(response.body)) {
    const event = JSON.parse(data) as openclaw.ChatEvent;
    ended = event.type !== 'delta';
    onEvent(event);
  }
  if (!ended) throw new Error(texts.bot.chat.failed);
}
