import { OrganisationMessage } from '@/components/shell/organisation-message.tsx';

export default function NotFound() {
  return <OrganisationMessage kind="notFound" />;
}
