import type { Page } from 'playwright-core';
import { newPerson, type Person } from '../harness/browser.ts';
import type { World } from '../harness/world.ts';
import { Flock, makeMarker } from './canaries.ts';
import { browserHistory, browserStorage, markBrowser, shownPage } from './places/browser.ts';
import { theInstance, type Instance } from './places/instance.ts';
import type { Sample } from './places/sample.ts';
import { startRecorder, type Recorder } from './record-answers.ts';

/** What planting leaves for the search. */
export type Scene = {
  world: Pick<World, 'stack' | 'browser'>;
  instance: Instance;
  flock: Flock;
  /** A harmless word that is an organisation's name, a plain variable's value, an item of every storage. */
  marker: string;
  since: Date;
  recorder: Recorder;
  people: Person[];
  /** What browsers held, at moments at which somebody had just typed something. */
  storage: Sample[];
  documents: Sample[];
  history: Sample[];
  /** What was answered to requests that no browser makes. */
  byHand: { status: number; sample: Sample }[];
  /** Log lines of rounds that the test makes in the worker's place. */
  ownLog: Sample[];
  organisationUrl: string;
  botId: string;
  /** What the bot of this scene is meant to hold: the search must find it there. */
  airlockToken: string;
};

export async function openScene(world: Scene['world']): Promise<Scene> {
  return {
    world,
    instance: theInstance(),
    flock: new Flock(),
    marker: makeMarker(),
    since: new Date(),
    recorder: await startRecorder(),
    people: [],
    storage: [],
    documents: [],
    history: [],
    byHand: [],
    ownLog: [],
    organisationUrl: '',
    botId: '',
    airlockToken: '',
  };
}

/** Somebody whose browser hears nothing past the recorder. */
export async function newcomer(scene: Scene): Promise<Person> {
  const person = await newPerson(scene.world.browser, { proxy: scene.recorder.proxy });
  scene.people.push(person);
  return person;
}

/** Keeps what the browser stored of a page now; `after`: something was saved, so that its fields must be empty, too. */
export async function lookAt(scene: Scene, page: Page, moment: string, { after = false } = {}): Promise<void> {
  scene.storage.push(...(await browserStorage(page, moment)));
  scene.history.push(await browserHistory(page, moment));
  if (after) scene.documents.push(await shownPage(page, moment));
}

export async function leaveMarks(scene: Scene, page: Page): Promise<void> {
  await markBrowser(page, scene.marker);
}

export async function closeScene(scene: Scene): Promise<void> {
  for (const { context } of scene.people) await context.close();
  await scene.recorder.close();
}
