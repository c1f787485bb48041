/** What the screens and the airlock may know of OpenClaw: plain data, no client. */
export { findModel, findProvider, PROVIDER_IDS, PROVIDERS, TEMPLATE_IDS } from '@clawberth/openclaw';
export type { ChatEvent, ChatHistory, LogLine, ModelApi, Provider, ProviderId, ProviderModel, TemplateId } from '@clawberth/openclaw';
