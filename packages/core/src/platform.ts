export { PLATFORM_ORGANISATION } from '@clawberth/db';
