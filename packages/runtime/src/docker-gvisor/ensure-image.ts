import { isMissing } from '../classify-docker-failure.ts';
import { RuntimeError } from '../errors.ts';
import { attempt, type Engine } from './engine.ts';

/** The image's id. Never pulls: throws `image_missing`. */
export async function ensureImage(engine: Engine, image: string): Promise<{ image: string; id: string }> {
  const inspected = await attempt('look for the image', () =>
    engine.docker
      .getImage(image)
      .inspect()
      .catch((error: unknown) => {
        if (isMissing(error)) return null;
        throw error;
      }),
  );
  if (!inspected) {
    throw new RuntimeError('image_missing', `The image ${image} is not on this machine. Build it first.`, {
      retryable: false,
    });
  }
  return { image, id: inspected.Id };
}
