import Docker from 'dockerode';
import { filesBelow } from './files.ts';
import type { Instance } from './instance.ts';
import { sample, type Sample } from './sample.ts';

const docker = new Docker();
const CONTAINERS = '/var/lib/docker/containers';

export async function containersOf({ name }: Instance): Promise<Docker.ContainerInfo[]> {
  return docker.listContainers({ all: true, filters: { label: [`clawberth.instance=${name}`] } });
}

/** `docker inspect` of every container, network, volume and image of the instance. */
export async function* dockerInspect(instance: Instance): AsyncGenerator<Sample> {
  const filters = { label: [`clawberth.instance=${instance.name}`] };
  const [containers, networks, { Volumes: volumes }] = await Promise.all([
    containersOf(instance),
    docker.listNetworks({ filters }),
    docker.listVolumes({ filters }),
  ]);
  for (const { Id, Names } of containers)
    yield json(`container ${Names.join()}`, await docker.getContainer(Id).inspect());
  for (const { Id, Name } of networks) yield json(`network ${Name}`, await docker.getNetwork(Id).inspect());
  for (const { Name } of volumes ?? []) yield json(`volume ${Name}`, await docker.getVolume(Name).inspect());
  for (const image of new Set(containers.map(({ ImageID }) => ImageID))) {
    yield json(`image ${image}`, await docker.getImage(image).inspect());
    yield json(`history of image ${image}`, await docker.getImage(image).history());
  }
}

/** What the containers printed, and what Docker wrote down about them on this machine. */
export async function* dockerLogs(instance: Instance): AsyncGenerator<Sample> {
  for (const { Id, Names } of await containersOf(instance)) {
    const log = await docker.getContainer(Id).logs({ stdout: true, stderr: true, follow: false });
    yield sample(`docker logs ${Names.join()}`, log);
    yield* filesBelow(`${CONTAINERS}/${Id}`);
  }
}

function json(where: string, facts: unknown): Sample {
  return sample(`docker inspect ${where}`, JSON.stringify(facts));
}
