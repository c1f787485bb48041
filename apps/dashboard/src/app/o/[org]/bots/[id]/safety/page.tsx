import { SafetyPage } from '@/features/safety/safety-page.tsx';

export default function Page() {
  return <SafetyPage />;
}
