/** What the screens and the airlock may know of OpenClaw: plain data and texts, no client. */
export { findModel, findProvider, PROVIDER_IDS, PROVIDERS, TEMPLATE_IDS, TEMPLATES } from '@clawberth/openclaw';
export type {
  ChatEvent,
  ChatHistory,
  LogLine,
  ModelApi,
  Provider,
  ProviderId,
  ProviderModel,
  Template,
  TemplateId,
} from '@clawberth/openclaw';
export { chatRequestSchema, chatSessionIdSchema, logsQuerySchema, visitorText } from '@clawberth/openclaw';
