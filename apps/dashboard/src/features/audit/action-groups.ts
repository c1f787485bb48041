import { AUDIT_ACTIONS } from '@clawberth/core/screens';
import { texts } from '@/texts/index.ts';
import type { Group } from './filter-select.tsx';

/** Every action that can be filtered by, under what it is about. */
export function actionGroups(): Group[] {
  const t = texts.audit;
  const areas = new Map<string, Group>();
  for (const action of AUDIT_ACTIONS) {
    const area = action.split('.')[0] ?? '';
    const group = areas.get(area) ?? { label: t.areas[area] ?? area, options: [] };
    group.options.push({ value: action, label: t.actions[action] });
    areas.set(area, group);
  }
  return [...areas.values()];
}
