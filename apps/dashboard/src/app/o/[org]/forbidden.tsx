import { OrganisationMessage } from '@/components/shell/organisation-message.tsx';

export default function Forbidden() {
  return <OrganisationMessage kind="forbidden" />;
}
