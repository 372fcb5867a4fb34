import { crc32 } from 'node:zlib';
import type { Bead } from '../../../../shared/bitext/bead.ts';
import type { BeadChange } from '../../../../shared/review/model.ts';

/** Tells a change by its content, so that what was decided about it is found again in a later comparison. */
export function fingerprintOf(change: BeadChange): string {
  const texts = (beads: readonly Bead[]): unknown =>
    beads.map(({ source, target, status }) => [
      [source, target].map((side) => side.map(({ content }) => [content.text, content.codes.map(({ data }) => data)])),
      status,
    ]);
  const json = JSON.stringify([change.kind, change.moved, texts(change.a), texts(change.b)]);
  return `${crc32(json).toString(36)}.${json.length.toString(36)}`;
}
