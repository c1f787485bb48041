import { setTimeout as delay } from 'node:timers/promises';
import { DOCKER_SOCKET, ensureTestImage, NODE_IN_IMAGE, purgeInstance } from '../../tests/test-machine.ts';
import { buildSandboxSpec } from '../build-sandbox-spec.ts';
import { describeRuntimeContract } from '../contract.ts';
import { containerName, LABELS, networkName, volumeName } from '../names.ts';
import { createDockerGvisorRuntime } from './create-docker-gvisor-runtime.ts';
import { connect } from './engine.ts';

const INSTANCE = 'rtc';
const PORT = 7271;

const PROCESS = `
  process.on('SIGTERM', () => process.exit(0));
  process.on('SIGUSR2', () => process.exit(3));
  setInterval(() => {}, 1000);
  console.log('line one');
  console.log('line two');
`;

describeRuntimeContract('docker-gvisor', async () => {
  const docker = connect(DOCKER_SOCKET);
  const image = await ensureTestImage(docker);
  await purgeInstance(docker, INSTANCE, PORT);
  const options = { instance: INSTANCE, dockerSocket: DOCKER_SOCKET, airlockBotPort: PORT, proofImage: image };
  const runtime = createDockerGvisorRuntime(options);
  return {
    runtime,
    rival: createDockerGvisorRuntime(options),
    instance: INSTANCE,
    image,
    command: [NODE_IN_IMAGE, '-e', PROCESS],
    crash: async (sandbox) => {
      const container = docker.getContainer(containerName(sandbox));
      await container.kill({ signal: 'SIGUSR2' });
      await container.wait();
    },
    settle: async (sandbox) => {
      // The test's own time limit ends this loop.
      while ((await runtime.logTail(sandbox, 2)).at(-1) !== 'line two') await delay(100);
    },
    plantWeakSandbox: async (spec) => {
      await runtime.ensureNetwork(spec);
      const options = buildSandboxSpec(spec);
      const weak = { ...options, HostConfig: { ...options.HostConfig, ReadonlyRootfs: false } };
      await (await docker.createContainer(weak)).start();
    },
    inventory: async (bot) => {
      const filters = { label: [`${LABELS.bot}=${bot.botId}`] };
      const sandboxes = await docker.listContainers({ all: true, filters });
      const networks = await docker.listNetworks({ filters: { name: [networkName(bot)] } });
      const { Volumes } = await docker.listVolumes({ filters: { name: [volumeName(bot)] } });
      return {
        sandboxes: sandboxes.flatMap((one) => one.Names.map((name) => name.slice(1))),
        networks: networks.map((one) => one.Name),
        volumes: Volumes.map((one) => one.Name),
      };
    },
    close: async () => purgeInstance(docker, INSTANCE, PORT),
  };
});
