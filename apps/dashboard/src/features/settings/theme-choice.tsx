'use client';

import { useTheme } from 'next-themes';
import { useEffect, useState } from 'react';
import { ChoiceCard } from '@/components/ui/choice-card.tsx';
import { texts } from '@/texts/index.ts';

const t = texts.common.theme;
const THEMES = ['light', 'dark', 'system'] as const;

/** Light, dark, or as the device says. The browser alone knows which is chosen. */
export function ThemeChoice() {
  const { theme, setTheme } = useTheme();
  const [mounted, setMounted] = useState(false);
  useEffect(() => setMounted(true), []);
  return (
    <fieldset className="grid gap-2.5 sm:grid-cols-3">
      <legend className="sr-only">{t.label}</legend>
      {THEMES.map((value) => (
        <ChoiceCard
          key={value}
          name="theme"
          value={value}
          title={t[value]}
          checked={mounted && theme === value}
          onChange={() => setTheme(value)}
        />
      ))}
    </fieldset>
  );
}
