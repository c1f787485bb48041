import { PROVIDERS } from '@clawberth/openclaw';
import {
  startAnthropicStandIn,
  startOpenaiStandIn,
  startTelegramStandIn,
  type ModelStandIn,
  type TelegramStandIn,
} from '@clawberth/testkit';
import { afterAll, beforeAll } from 'vitest';
import { createTestServices, type TestServices } from './create-test-services.ts';
import { live } from './live.ts';
import { makeOrganisation, type TestOrganisation } from './make-organisation.ts';

type Outside = {
  telegram: TelegramStandIn;
  /** Offers the first model of the catalogue, as anthropic does; keys are the test's to add. */
  openai: ModelStandIn;
  anthropic: ModelStandIn;
  services: TestServices;
  ours: TestOrganisation;
  theirs: TestOrganisation;
};

/** Two organisations with stand-ins for the world outside, for the tests of one file; see useTestServices. */
export function useOutside(): Outside {
  let made: Outside | undefined;
  beforeAll(async () => {
    const [telegram, openai, anthropic] = await Promise.all([
      startTelegramStandIn(),
      startOpenaiStandIn(),
      startAnthropicStandIn(),
    ]);
    openai.addModel(PROVIDERS.openai.models[0].id);
    anthropic.addModel(PROVIDERS.anthropic.models[0].id);
    const providerRoots = { openai: openai.url, anthropic: anthropic.url };
    const services = await createTestServices({ telegramApiRoot: telegram.url, providerRoots });
    const [ours, theirs] = await Promise.all([makeOrganisation(services), makeOrganisation(services, 'Night Cafe')]);
    made = { telegram, openai, anthropic, services, ours, theirs };
  });
  afterAll(async () => {
    await Promise.all([made?.telegram.close(), made?.openai.close(), made?.anthropic.close()]);
    await made?.services.close();
  });
  return {
    telegram: live(() => made?.telegram),
    openai: live(() => made?.openai),
    anthropic: live(() => made?.anthropic),
    services: live(() => made?.services),
    ours: live(() => made?.ours),
    theirs: live(() => made?.theirs),
  };
}
