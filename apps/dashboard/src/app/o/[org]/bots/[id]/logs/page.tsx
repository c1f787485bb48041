import { LogView } from '@/features/logs/log-view.tsx';

export default function LogsPage() {
  return <LogView />;
}
