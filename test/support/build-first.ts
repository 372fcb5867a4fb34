import { buildWindow } from '../../scripts/build.ts';

/** Tests in a browser need the window as it is shipped; building it takes nothing when it is up to date. */
export async function setup(): Promise<void> {
  await buildWindow();
}
